import { shareOf, spreadOf } from "../spread";
import { firstNotice } from "./alarms";
import { missingOf } from "./missing";
import { type Promises, promisedOf, promisedRuns } from "./promises";
import { wordsOf } from "./restorable";
import { returnOf } from "./return";
import type { Event, FailureRow } from "./row";
import type { Run } from "./run";
import { playRuns, type RunsOptions } from "./runs";
import { type Scenario, scenarios } from "./scenario";
import type { ScenarioName } from "./scenario-names";
import { servedOf } from "./served";
import type { DeclaredSystem } from "./system";
import { untoldOf } from "./untold";

export interface MatrixOptions extends RunsOptions {
  /** What a profile promises about each failure. */
  readonly promises?: Promises;
  /** Runs of these failures that were played already. */
  readonly played?: ReadonlyMap<ScenarioName, readonly Run[]>;
}

/** One row for each failure, in the order in which the drill lists them. */
export function failureMatrix(system: DeclaredSystem, options: MatrixOptions): readonly FailureRow[] {
  const { promises, played } = options;
  return scenarios.map((scenario) => {
    const { name } = scenario;
    if (promises !== undefined && (promises.served.has(name) || promises.missing.has(name))) {
      const runs = playRuns(system, scenario, { ...options, ...promisedRuns, outcomesOnly: true });
      return { ...rowOf(system, scenario, runs), promised: promisedOf(system, scenario, runs, promises) };
    }
    return rowOf(system, scenario, played?.get(name) ?? playRuns(system, scenario, { ...options, outcomesOnly: true }));
  });
}

export function rowOf(system: DeclaredSystem, scenario: Scenario, runs: readonly Run[]): FailureRow {
  const untold = untoldOf(system, scenario);
  return {
    failure: scenario.name,
    title: scenario.title,
    noticed: noticedOf(system, scenario, runs),
    told: toldOf(runs),
    untold: untold.map(({ name }) => name),
    served: servedOf(system, scenario, runs),
    missing: missingOf(system, scenario, runs, untold.length > 0),
    onReturn: returnOf(system, scenario, runs),
    ...(scenario.data === "corrupted" ? { stores: backOf(system) } : {}),
  };
}

function backOf({ stores }: DeclaredSystem): FailureRow["stores"] & object {
  return stores.map(({ service, name, restorable }) => ({ store: `${service} ${name}`, back: wordsOf(restorable) }));
}

function noticedOf(system: DeclaredSystem, { lost }: Scenario, runs: readonly Run[]): Event | null {
  const names = system.names.map(({ name }) => name).join(", ");
  const side = lost === "standby" ? "standby's health check" : "health check";
  const checks = eventOf(`${side} of ${names}`, runs, ({ noticed }) => noticed);
  return earlier(
    checks,
    firstOf(runs, ({ alarm }) => `alarm ${alarm}`),
  );
}

function toldOf(runs: readonly Run[]): Event | null {
  return firstOf(runs, ({ who, alarm }) => `${who} by alarm ${alarm}`);
}

/** The notification that comes first in most runs; where none has a time, the first that is certain to come. */
function firstOf(runs: readonly Run[], name: (notice: Run["notices"][number]) => string): Event | null {
  const firsts = runs.map(({ notices }) => firstNotice(notices));
  const counts = new Map<string, number>();
  for (const notice of firsts.filter((first) => first !== undefined)) {
    counts.set(name(notice), (counts.get(name(notice)) ?? 0) + 1);
  }
  const [usual] = [...counts].sort(([, one], [, other]) => other - one);
  if (usual !== undefined)
    return timedEvent(
      usual[0],
      firsts.map((first) => first?.seconds),
    );
  const certain = runs[0]?.notices.find(({ isUntimed }) => isUntimed === true);
  return certain === undefined ? null : { by: name(certain), reached: 1, seconds: spreadOf([undefined]) };
}

function eventOf(by: string, runs: readonly Run[], of: (run: Run) => number | undefined): Event | null {
  return timedEvent(by, runs.map(of));
}

function timedEvent(by: string, values: readonly (number | undefined)[]): Event | null {
  return shareOf(values) === 0 ? null : { by, reached: shareOf(values), seconds: spreadOf(values) };
}

function earlier(one: Event | null, other: Event | null): Event | null {
  const at = (event: Event | null) => event?.seconds.p50 ?? Number.POSITIVE_INFINITY;
  return at(other) < at(one) ? other : (one ?? other);
}
