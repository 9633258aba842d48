import { quantile } from "../spread";
import { lacksOf } from "./missing";
import type { CellPromise, FailureRow } from "./row";
import type { Run } from "./run";
import type { Scenario } from "./scenario";
import type { ScenarioName } from "./scenario-names";
import { servedOf, servedWithin } from "./served";
import type { DeclaredSystem, Store } from "./system";
import { untoldOf } from "./untold";

/** What a profile promises, in seconds, about each failure of its choice. */
export interface Promises {
  /** Until clients are served again. */
  readonly served: ReadonlyMap<ScenarioName, number>;
  /** Of what may be missing. */
  readonly missing: ReadonlyMap<ScenarioName, number>;
  readonly servedPercentile: number;
  readonly missingPercentile: number;
}

/** A promise is judged by so many runs from one seed, so that no verdict hangs on it. */
export const promisedRuns = { runs: 2000, seed: 1 } as const;

/** One cell held to its promise. */
export interface Judged extends CellPromise {
  /** The store that breaks it, or of which it is not known. */
  readonly store?: Store;
}

export function judgeServed(
  system: DeclaredSystem,
  scenario: Scenario,
  runs: readonly Run[],
  promisedSeconds: number,
  percentile: number,
): Judged {
  const { state } = servedOf(system, scenario, runs);
  const isUnbounded = state === "unbounded" && scenario.data === "corrupted";
  const seconds = state === "undetermined" || isUnbounded ? null : servedWithin(system, scenario, runs, percentile);
  const judged = { promisedSeconds, percentile, judgedSeconds: seconds };
  if (state === "undetermined") return { ...judged, state };
  return { ...judged, state: isKept(seconds, promisedSeconds) ? "kept" : "broken" };
}

export function judgeMissing(
  system: DeclaredSystem,
  scenario: Scenario,
  runs: readonly Run[],
  promisedSeconds: number,
  percentile: number,
): Judged {
  const mayBeTold = untoldOf(system, scenario).length > 0;
  const lacks = lacksOf(system, scenario, runs, mayBeTold)
    .filter(({ store }) => store.isCounted)
    .map(({ store, state, values }) => ({ store, state, seconds: quantile(values, percentile / 100) }));
  const order = (seconds: number | null) => seconds ?? Number.POSITIVE_INFINITY;
  const told = lacks.filter(({ state }) => state !== "undetermined");
  const [worst] = told.sort((one, other) => order(other.seconds) - order(one.seconds));
  const promise = { promisedSeconds, percentile, judgedSeconds: worst === undefined ? 0 : worst.seconds };
  if (worst !== undefined && !isKept(worst.seconds, promisedSeconds)) {
    return { ...promise, store: worst.store, state: "broken" };
  }
  const hidden = lacks.find(({ state }) => state === "undetermined");
  return hidden === undefined
    ? { ...promise, state: "kept" }
    : { ...promise, judgedSeconds: null, store: hidden.store, state: "undetermined" };
}

function isKept(seconds: number | null, promised: number): boolean {
  return seconds !== null && seconds <= promised;
}

/** The cells of one row that are promised. */
export function promisedOf(
  system: DeclaredSystem,
  scenario: Scenario,
  runs: readonly Run[],
  { served, missing, servedPercentile, missingPercentile }: Promises,
): FailureRow["promised"] & object {
  const [serve, lack] = [served.get(scenario.name), missing.get(scenario.name)];
  return {
    ...(serve === undefined ? {} : { served: shown(judgeServed(system, scenario, runs, serve, servedPercentile)) }),
    ...(lack === undefined ? {} : { missing: shown(judgeMissing(system, scenario, runs, lack, missingPercentile)) }),
  };
}

function shown({ store: _, judgedSeconds, ...promise }: Judged): CellPromise {
  const { promisedSeconds, percentile, state } = promise;
  return {
    promisedSeconds,
    percentile,
    judgedSeconds: judgedSeconds === null ? null : Math.round(judgedSeconds * 10) / 10,
    state,
  };
}
