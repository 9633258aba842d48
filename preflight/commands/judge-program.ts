import { type PackProcess, type StackIdentity, secretsOf, spawnPack } from "../analyzer/pack-process";
import type { Profile } from "../analyzer/profile";
import type { Recording } from "../graph";
import type { Program } from "../monitor/program";
import type { JudgedStack } from "../report/format";
import { TimeLimit } from "../time-limit";

export interface JudgeProgramOptions {
  readonly program: Program;
  readonly packDirectory: string;
  readonly profile: Profile;
  /** The profile's path as the user knows it; null for the pack's defaults. */
  readonly profileFile: string | null;
  readonly timeLimitSeconds: number;
  /** Whether a report will show what becomes of each failure. */
  readonly withFailures: boolean;
}

export interface JudgedProgram {
  readonly judged: JudgedStack;
  readonly recording: Recording;
}

/**
 * Runs a program and starts a pack side by side, then has the pack judge what the program declared.
 * Modules are loaded when their turn comes, so that both processes start before this one has loaded what judges.
 */
export async function judgeProgram(options: JudgeProgramOptions): Promise<JudgedProgram> {
  const started = performance.now();
  const identity = identityOf(options.program);
  const { timeLimitSeconds } = options;
  const packProcess = spawnPack({ directory: options.packDirectory, identity, timeLimitSeconds });
  const stop = new AbortController();
  const { startProgram }: typeof import("../monitor/record") = require("../monitor/record");
  const { started: running, recording } = startProgram(options.program, { timeLimitSeconds, signal: stop.signal });
  const judged = Promise.race([running, recording]).then(() =>
    judgeWhenReady(packProcess, recording, identity, options, started),
  );
  try {
    return { judged: await judged, recording: await recording };
  } finally {
    stop.abort();
    packProcess.kill();
    await Promise.allSettled([recording, judged]);
  }
}

async function judgeWhenReady(
  packProcess: PackProcess,
  program: Promise<Recording>,
  identity: StackIdentity,
  { program: { project }, profile, profileFile, timeLimitSeconds, withFailures }: JudgeProgramOptions,
  started: number,
): Promise<JudgedStack> {
  const { connectPack }: typeof import("../analyzer/pack") = require("../analyzer/pack");
  const { judge }: typeof import("../analyzer/judge") = require("../analyzer/judge");
  const { conclude }: typeof import("./conclude") = require("./conclude");
  const { shortPath }: typeof import("./verdict") = require("./verdict");
  const [pack, recording] = await Promise.all([connectPack(packProcess, identity, timeLimitSeconds), program]);
  const profileName = `profile ${profileFile ?? "(defaults of the pack)"}`;
  const judgement = await judge({
    pack,
    identity,
    resources: recording.resources,
    profile,
    profileName,
    deployed: false,
  });
  pack.close();
  const secrets = secretsOf(identity);
  const judged = {
    recording,
    judgement,
    profile,
    profileFile,
    source: "program",
    secrets,
    withFailures,
    started,
  } as const;
  const limit = new TimeLimit(`the verdict on stack ${recording.stack}`, timeLimitSeconds);
  const conclusion = limit.run(() => conclude(judged));
  const { policies, passes } = judgement;
  return { ...conclusion, policies, passes, origin: shortPath(project.file) };
}

function identityOf({ project, stack, organization, config }: Program): StackIdentity {
  return {
    project: project.name,
    stack,
    organization,
    dryRun: true,
    config: config.values,
    configSecretKeys: config.secretKeys,
  };
}
