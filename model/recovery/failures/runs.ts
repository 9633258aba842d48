import { playRun, type Run } from "./run";
import type { Scenario } from "./scenario";
import type { DeclaredSystem } from "./system";

export interface RunsOptions {
  readonly runs: number;
  readonly seed: number;
  readonly writesPerSecond: number;
  /** Only what came of each run, not how: many runs of a large system need little memory so. */
  readonly outcomesOnly?: boolean;
}

/** All runs of one drill. */
export function playRuns(system: DeclaredSystem, scenario: Scenario, options: RunsOptions): readonly Run[] {
  const { seed, runs, writesPerSecond, outcomesOnly = false } = options;
  return Array.from({ length: runs }, (_, run) =>
    playRun({ system, scenario, seed, run, writesPerSecond, outcomesOnly }),
  );
}
