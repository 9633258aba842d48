import { judge, type Judgement as PackJudgement } from "../analyzer/judge";
import { connectPack, type PolicyPack } from "../analyzer/pack";
import { type StackIdentity, spawnPack } from "../analyzer/pack-process";
import { type Profile, parseSettings, readProfile } from "../analyzer/profile";
import type { Recording } from "../graph";
import { recordProgram } from "../monitor/record";
import { nameOf, typeOf } from "../monitor/urn";
import type { Judgement, PackOptions, Policy, ProgramOptions } from ".";
import { type Declared, recordingOf } from "./declared";

const defaultTimeLimitSeconds = 60;

/** A pack in its own process, and how it is configured. */
export class PackUnderTest {
  private constructor(
    private readonly pack: PolicyPack,
    private readonly identity: StackIdentity,
    private readonly profile: Profile,
    private readonly timeLimitSeconds: number,
  ) {}

  static async start(options: PackOptions): Promise<PackUnderTest> {
    const { directory, timeLimitSeconds = defaultTimeLimitSeconds } = options;
    const profile = profileOf(options.profile);
    const identity: StackIdentity = {
      project: options.project ?? "project",
      stack: options.stack ?? "test",
      organization: options.organization ?? "organization",
      dryRun: true,
      config: {},
      configSecretKeys: [],
    };
    const process = spawnPack({ directory, identity, timeLimitSeconds });
    const pack = await connectPack(process, identity, timeLimitSeconds);
    return new PackUnderTest(pack, identity, profile, timeLimitSeconds);
  }

  get policies(): readonly Policy[] {
    return this.pack.info.policies.map(({ name, level, severity, law }) => ({
      name,
      level,
      severity,
      description: law,
    }));
  }

  judge(declared: readonly Declared[]): Promise<Judgement> {
    return this.judgeRecording(recordingOf(declared, this.identity));
  }

  async judgeProgram({ directory, stack, config }: ProgramOptions): Promise<Judgement> {
    const { timeLimitSeconds } = this;
    const options = {
      programDirectory: directory,
      stack,
      timeLimitSeconds,
      ...(config === undefined ? {} : { config }),
    };
    return this.judgeRecording(await recordProgram(options));
  }

  stop(): void {
    this.pack.close();
  }

  private async judgeRecording({ resources, project, stack, organization }: Recording): Promise<Judgement> {
    const { pack, profile } = this;
    const identity = { ...this.identity, project, stack, organization };
    return tell(await judge({ pack, identity, resources, profile, profileName: "the profile", deployed: false }));
  }
}

function profileOf(profile: PackOptions["profile"]): Profile {
  if (profile === undefined) return new Map();
  return typeof profile === "string" ? readProfile(profile) : parseSettings("of the test", profile);
}

function tell({ violations, undetermined, passes }: PackJudgement): Judgement {
  const about = <Item extends { policy: string; urn: string }>({ policy, urn }: Item) => ({
    policy,
    urn,
    type: typeOf(urn),
    name: nameOf(urn),
  });
  const sorted = <Item extends { policy: string; urn: string }>(items: readonly Item[]) =>
    [...items].sort((one, other) => compare(one.policy, other.policy) || compare(one.urn, other.urn));
  return {
    violations: sorted(violations).map((item) => ({
      ...about(item),
      level: item.level,
      severity: item.severity,
      message: item.message,
    })),
    undetermined: sorted(undetermined).map((item) => ({ ...about(item), path: item.path, reason: item.reason })),
    passes: sorted(passes).map(about),
  };
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
