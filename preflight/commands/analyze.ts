import { resolve } from "node:path";
import { judge } from "../analyzer/judge";
import { connectPack } from "../analyzer/pack";
import { spawnPack } from "../analyzer/pack-process";
import { readProfile } from "../analyzer/profile";
import { budgetOf } from "../budget/budget";
import type { JudgedStack, Report } from "../report";
import { readStateFile } from "../state/read";
import { exitStatus } from "./check";
import { ownPack } from "./locations";
import { prepareReport, type ReportOptions } from "./output";
import { makeVerdict, shortPath } from "./verdict";

export interface AnalyzeOptions extends ReportOptions {
  readonly file: string;
  readonly policyPack?: string;
  readonly profile?: string;
  readonly timeLimit: number;
}

/** Judges a stack that a file shows. Returns the exit status. */
export async function analyze(options: AnalyzeOptions): Promise<number> {
  const started = performance.now();
  const write = prepareReport(options);
  const profile = options.profile === undefined ? new Map() : readProfile(options.profile);
  const { recording, deployed } = readStateFile(options.file);
  const { project, stack, organization, resources } = recording;
  const identity = { project, stack, organization, dryRun: !deployed, config: {}, configSecretKeys: [] };
  const timeLimitSeconds = options.timeLimit;
  const packProcess = spawnPack({ directory: options.policyPack ?? ownPack, identity, timeLimitSeconds });
  try {
    const pack = await connectPack(packProcess, identity, timeLimitSeconds);
    const profileName = `profile ${options.profile ?? "(defaults of the pack)"}`;
    const judgement = await judge({ pack, identity, resources, profile, profileName, deployed });
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    const budget = budgetOf(resources);
    const verdict = makeVerdict({ recording, judgement, budget, profile: options.profile ?? null, seconds });
    const { policies, passes } = judgement;
    const judged: JudgedStack = { verdict, policies, passes, resources, origin: shortPath(resolve(options.file)) };
    const report: Report = { stacks: [judged], failures: [], isSummary: false };
    write(report);
    return exitStatus(report);
  } finally {
    packProcess.kill();
  }
}
