import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import { judge } from "../../preflight/analyzer/judge";
import { connectPack, type PolicyPack } from "../../preflight/analyzer/pack";
import { spawnPack } from "../../preflight/analyzer/pack-process";
import { type Profile, readProfile } from "../../preflight/analyzer/profile";
import type { Recording } from "../../preflight/graph";
import type { AnalyzeRequest, Sent } from "../../preflight/protocol/messages";

const directory = resolve(__dirname, "../..");
const timeLimitSeconds = 60;

/** Policies that begin to speak when a date comes, about what AWS then supports no longer; none of them rejects. */
const dated: readonly string[] = ["lambda-require-supported-runtime", "rds-require-supported-engine-version"];

/** What a test compares: which policy is broken, where. */
export interface Broken {
  readonly policy: string;
  readonly name: string;
  readonly path: string;
}

/** The pack of this project in a process of its own, spoken to as the engine does. Started once, it judges many graphs. */
export class RunningPack {
  private constructor(
    private readonly pack: PolicyPack,
    private readonly profile: string | undefined,
  ) {}

  /** `profile` is the name of a file in policy-pack/profiles, without its ending. */
  static async start(stack: string, profile?: string): Promise<RunningPack> {
    const identity = {
      project: "dr-guardrails",
      stack,
      organization: "organization",
      dryRun: true,
      config: {},
      configSecretKeys: [],
    };
    const process = spawnPack({ directory, identity, timeLimitSeconds });
    return new RunningPack(remembering(await connectPack(process, identity, timeLimitSeconds)), profile);
  }

  /** `profile` takes the place of the one it was started with. */
  async judge(recording: Recording, profile: Profile = this.readProfile()) {
    return judge({
      pack: this.pack,
      identity: {
        project: recording.project,
        stack: recording.stack,
        organization: recording.organization,
        dryRun: true,
        config: {},
        configSecretKeys: [],
      },
      resources: recording.resources,
      profile,
      profileName: this.profile ?? "none",
      deployed: false,
    });
  }

  private readProfile(): Profile {
    return this.profile === undefined
      ? new Map()
      : readProfile(join(directory, "policy-pack", "profiles", `${this.profile}.json`));
  }

  /** What is wrong with a graph, advice included; apart from what is merely out of date. */
  async faults(recording: Recording) {
    const { violations, undetermined } = await this.judge(recording);
    return { violations: violations.filter(({ policy }) => !dated.includes(policy)), undetermined };
  }

  /** What is out of date. The list grows by itself as time goes by. */
  async outdated(recording: Recording): Promise<readonly Broken[]> {
    const { violations } = await this.judge(recording);
    return violations.filter(({ policy }) => dated.includes(policy)).map(inShort);
  }

  /** What rejects a graph. */
  async broken(recording: Recording): Promise<readonly Broken[]> {
    const { violations } = await this.judge(recording);
    return violations.filter(({ level }) => level === "mandatory").map(inShort);
  }

  stop(): void {
    this.pack.close();
  }
}

function inShort({
  policy,
  urn,
  path,
}: {
  readonly policy: string;
  readonly urn: string;
  readonly path: string;
}): Broken {
  return { policy, name: urn.split("::").at(-1) ?? "", path };
}

/**
 * The same pack, which is asked about a resource once: a graph with one change has hundreds of resources that were judged
 * before, and a resource policy sees nothing but its resource. Stack policies are asked each time.
 */
function remembering(pack: PolicyPack): PolicyPack {
  const answers = new Map<string, ReturnType<typeof pack.client.analyze>>();
  let config = "";
  const client: typeof pack.client = Object.create(pack.client);
  client.analyze = (request) => {
    const question = `${config}\n${inShortOf(request)}`;
    const answer = answers.get(question) ?? pack.client.analyze(request);
    answers.set(question, answer);
    return answer;
  };
  const configure: typeof pack.configure = async (effective) => {
    const others = pack.info.policies.filter(({ judges }) => judges !== "stack");
    config = JSON.stringify(others.map(({ name }) => effective.get(name)));
    await pack.configure(effective);
  };
  return { ...pack, client, configure };
}

/** Tells a request from all others. */
function inShortOf(request: Sent<AnalyzeRequest>): string {
  return createHash("sha256").update(JSON.stringify(request)).digest("base64");
}
