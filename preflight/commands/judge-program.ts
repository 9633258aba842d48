import { judge } from "../analyzer/judge";
import { type PolicyPack, startPack } from "../analyzer/pack";
import type { Profile } from "../analyzer/profile";
import { budgetOf } from "../budget/budget";
import type { Recording } from "../graph";
import { type Program, runProgram } from "../monitor/record";
import type { Verdict } from "../verdict";
import { makeVerdict } from "./verdict";

export interface JudgeProgramOptions {
  readonly program: Program;
  readonly packDirectory: string;
  readonly profile: Profile;
  /** The profile's path as the user knows it; null for the pack's defaults. */
  readonly profileFile: string | null;
  readonly timeLimitSeconds: number;
}

export interface JudgedProgram {
  readonly verdict: Verdict;
  readonly recording: Recording;
}

/** Runs a program and starts a pack side by side, then has the pack judge what the program declared. */
export async function judgeProgram(options: JudgeProgramOptions): Promise<JudgedProgram> {
  const started = performance.now();
  const stop = new AbortController();
  const identity = identityOf(options.program);
  const { timeLimitSeconds } = options;
  const pack = startPack({ directory: options.packDirectory, identity, timeLimitSeconds, signal: stop.signal });
  const run = runProgram(options.program, { timeLimitSeconds, signal: stop.signal });
  try {
    const [running, recording] = await Promise.all([pack, run]);
    const judgement = await judge({
      pack: running,
      identity,
      resources: recording.resources,
      profile: options.profile,
      profileName: `profile ${options.profileFile ?? "(defaults of the pack)"}`,
      deployed: false,
    });
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    const budget = budgetOf(recording.resources);
    return { verdict: makeVerdict({ recording, judgement, budget, profile: options.profileFile, seconds }), recording };
  } finally {
    stop.abort();
    await Promise.allSettled([closeWhenStarted(pack), run]);
  }
}

async function closeWhenStarted(pack: Promise<PolicyPack>): Promise<void> {
  (await pack).close();
}

function identityOf({ project, stack, organization, config }: Program) {
  return {
    project: project.name,
    stack,
    organization,
    dryRun: true,
    config: config.values,
    configSecretKeys: config.secretKeys,
  };
}
