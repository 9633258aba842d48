import { resolve } from "node:path";
import { judge } from "../analyzer/judge";
import { connectPack, type PolicyPack } from "../analyzer/pack";
import { type PackProcess, type StackIdentity, spawnPack } from "../analyzer/pack-process";
import type { Profile } from "../analyzer/profile";
import { PreflightError } from "../problem";
import type { JudgedStack, JudgedStacks, StackFailure } from "../report/format";
import { readStateFile } from "../state/read";
import { TimeLimit } from "../time-limit";
import { conclude } from "./conclude";
import type { SiftStack } from "./sift";
import { shortPath } from "./verdict";

/** What a stack is judged by. */
export interface StackProfile {
  readonly profile: Profile;
  /** The profile's name or path as given; null for the pack's defaults. */
  readonly profileFile: string | null;
}

export interface JudgeFilesOptions {
  readonly packDirectory: string;
  readonly sift: SiftStack;
  readonly profileFor: (project: string, stack: string) => StackProfile;
  readonly timeLimitSeconds: number;
  /** What the reports to come need of each stack; the rest is let go, so that memory does not grow with it. */
  readonly keep: { readonly resources: boolean; readonly passes: boolean; readonly failures: boolean };
  readonly putAside: PutAside;
}

/** What a stack's report is made of and grows with what is found. */
export type Found = Pick<JudgedStack, "verdict" | "passes">;

/** Puts what was found aside until a report needs it; the result gives it back, every time. */
export type PutAside = (found: Found) => () => Found;

export const inMemory: PutAside = (found) => () => found;

interface JudgedFile {
  readonly file: string;
  readonly project: string;
  readonly stack: string;
  readonly judged: () => JudgedStack;
}

export type Outcome = JudgedFile | { readonly file: string; readonly error: unknown };

/** Files at a time: one is read while the pack judges the other. */
const LANES = 2;

/** Judges stacks that files show, all by one pack process, a few at a time. Outcomes are in the order of the files. */
export async function judgeFiles(
  files: readonly string[],
  options: JudgeFilesOptions,
  onStart: (file: string, index: number) => void,
): Promise<readonly Outcome[]> {
  const packs = new Packs(options);
  const outcomes: Outcome[] = [];
  const waiting = [...files.entries()];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, file] = next;
      onStart(file, index);
      outcomes[index] = await judgeFile(file, packs, options);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(LANES, files.length) }, work));
  } finally {
    packs.kill();
  }
  return outcomes;
}

async function judgeFile(file: string, packs: Packs, options: JudgeFilesOptions): Promise<Outcome> {
  const started = performance.now();
  try {
    const { timeLimitSeconds } = options;
    const reading = new TimeLimit(`the reading of ${file}`, timeLimitSeconds);
    const { recording, deployed } = reading.run(() => readStateFile(file));
    const { project, stack, organization, resources } = recording;
    const identity = { project, stack, organization, dryRun: !deployed, config: {}, configSecretKeys: [] };
    const pack = await packs.serve(identity);
    const { keep, putAside } = options;
    const { profile, profileFile } = options.profileFor(project, stack);
    const profileName = `profile ${profileFile ?? "(defaults of the pack)"}`;
    const { passes } = keep;
    const judgement = await judge({ pack, identity, resources, profile, profileName, deployed, passes });
    const limit = new TimeLimit(`the verdict on ${file}`, timeLimitSeconds);
    const source = deployed ? "deployed" : "preview";
    const withFailures = keep.failures;
    const judged = { recording, judgement, profile, profileFile, source, secrets: [], withFailures, started } as const;
    const { verdict, resources: visible, settings } = limit.run(() => conclude(judged));
    const sifted = options.sift({ verdict, passes: judgement.passes }, judgement.policies, { project, stack });
    const found = putAside(sifted);
    const rest = {
      policies: judgement.policies,
      resources: keep.resources ? visible : [],
      settings,
      origin: shortPath(resolve(file)),
    };
    return { file, project, stack: verdict.stack, judged: () => ({ ...found(), ...rest }) };
  } catch (error) {
    return { file, error };
  }
}

/** One pack for deployed stacks and one for previews, each started when its first stack comes: a pack learns at its start whether values may be unknown. */
class Packs {
  private readonly running = new Map<boolean, { readonly process: PackProcess; readonly pack: Promise<PolicyPack> }>();

  constructor(private readonly options: JudgeFilesOptions) {}

  async serve(identity: StackIdentity): Promise<PolicyPack> {
    const known = this.running.get(identity.dryRun);
    if (known !== undefined) {
      const pack = await known.pack;
      await pack.introduce(identity);
      return pack;
    }
    const { packDirectory: directory, timeLimitSeconds } = this.options;
    const process = spawnPack({ directory, identity, timeLimitSeconds });
    const pack = connectPack(process, identity, timeLimitSeconds);
    this.running.set(identity.dryRun, { process, pack });
    return pack;
  }

  kill(): void {
    for (const { process, pack } of this.running.values()) {
      pack.then(
        (connected) => connected.close(),
        () => process.kill(),
      );
      process.kill();
    }
  }
}

/** Names that tell stacks apart: the stack's own where it is the only one of that name, else with project, else with file. */
export function nameApart(outcomes: readonly Outcome[]): JudgedStacks {
  const judged = outcomes.flatMap((outcome) => ("judged" in outcome ? [outcome] : []));
  const names = [
    ({ stack }: JudgedFile) => stack,
    ({ project, stack }: JudgedFile) => `${project}/${stack}`,
    ({ project, stack, file }: JudgedFile) => `${project}/${stack} (${file})`,
  ];
  const counts = names.map((nameOf) => {
    const count = new Map<string, number>();
    for (const outcome of judged) {
      count.set(nameOf(outcome), (count.get(nameOf(outcome)) ?? 0) + 1);
    }
    return count;
  });
  const named = judged.map((outcome) => {
    const unique = names.find((nameOf, index) => counts[index]?.get(nameOf(outcome)) === 1);
    return { ...outcome, stack: unique?.(outcome) ?? outcome.file };
  });
  return { length: named.length, [Symbol.iterator]: () => read(named) };
}

/** One stack after the other, as it was put aside. */
function* read(files: readonly JudgedFile[]): Iterator<JudgedStack> {
  for (const { judged, stack } of files) {
    const { verdict, ...rest } = judged();
    yield { ...rest, verdict: { ...verdict, stack } };
  }
}

export function failuresOf(outcomes: readonly Outcome[]): readonly StackFailure[] {
  return outcomes.flatMap((outcome) => {
    if (!("error" in outcome)) {
      return [];
    }
    const { file, error } = outcome;
    const detail = error instanceof PreflightError ? error.detail : "";
    return [{ stack: file, message: error instanceof Error ? error.message : String(error), detail }];
  });
}
