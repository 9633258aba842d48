import { quantile, shareOf, spreadOf } from "../../model/recovery/spread";
import { recoveryOf } from "./milestones";
import type { Actor, Event, FailureRow } from "./report";
import { returnOf } from "./return";
import type { Run } from "./run";
import { playRuns, type RunsOptions } from "./runs";
import { type Scenario, scenarios } from "./scenario";
import type { DeclaredSystem } from "./system";

/** One row for each failure, in the order in which the drill lists them. */
export function failureMatrix(system: DeclaredSystem, options: RunsOptions): readonly FailureRow[] {
  return scenarios.map((scenario) => rowOf(system, scenario, playRuns(system, scenario, options)));
}

export function rowOf(system: DeclaredSystem, scenario: Scenario, runs: readonly Run[]): FailureRow {
  return {
    failure: scenario.name,
    title: scenario.title,
    noticed: noticedOf(system, runs),
    told: toldOf(runs),
    untold: untoldOf(system, scenario),
    served: servedOf(runs),
    missing: missingOf(system, runs),
    onReturn: returnOf(system, scenario, runs),
  };
}

function noticedOf(system: DeclaredSystem, runs: readonly Run[]): Event | null {
  const names = system.names.map(({ name }) => name).join(", ");
  const checks = eventOf(`health check of ${names}`, runs, ({ noticed }) => noticed);
  const alarms = firstOf(runs, ({ alarm }) => `alarm ${alarm}`);
  return earlier(checks, alarms);
}

function toldOf(runs: readonly Run[]): Event | null {
  return firstOf(runs, ({ who, alarm }) => `${who} by alarm ${alarm}`);
}

function untoldOf({ alarms, primaryRegion }: DeclaredSystem, { lost }: Scenario): readonly string[] {
  const lives = (region: string) => lost === "none" || (lost === "primary" && region !== primaryRegion);
  return alarms.filter(({ watched, region }) => watched.kind === "untold" && lives(region)).map(({ name }) => name);
}

/** The notification that comes first in most runs, with the times of the first in each run. */
function firstOf(runs: readonly Run[], name: (notice: Run["notices"][number]) => string): Event | null {
  const first = (run: Run) =>
    run.notices
      .filter((notice) => notice.seconds !== undefined)
      .sort((one, other) => (one.seconds ?? 0) - (other.seconds ?? 0))[0];
  const counts = new Map<string, number>();
  for (const notice of runs.flatMap((run) => first(run) ?? [])) {
    counts.set(name(notice), (counts.get(name(notice)) ?? 0) + 1);
  }
  const [usual] = [...counts].sort(([, one], [, other]) => other - one);
  return usual === undefined ? null : eventOf(usual[0], runs, (run) => first(run)?.seconds);
}

function eventOf(by: string, runs: readonly Run[], of: (run: Run) => number | undefined): Event | null {
  const values = runs.map(of);
  return shareOf(values) === 0 ? null : { by, reached: shareOf(values), seconds: spreadOf(values) };
}

function earlier(one: Event | null, other: Event | null): Event | null {
  const at = (event: Event | null) => event?.seconds.p50 ?? Number.POSITIVE_INFINITY;
  return at(other) < at(one) ? other : (one ?? other);
}

function servedOf(runs: readonly Run[]): FailureRow["served"] {
  const values = runs.map(recoveryOf);
  return { by: actorOf(runs), reached: shareOf(values), seconds: spreadOf(values) };
}

/** Who brings the service back in most runs. */
function actorOf(runs: readonly Run[]): Actor {
  const recovered = runs.filter((run) => recoveryOf(run) !== undefined);
  if (recovered.length * 2 < runs.length) return "nothing";
  if (recovered.every((run) => recoveryOf(run) === 0)) return "nobody: the service goes on";
  const byPeople = recovered.filter(({ timeline }) => timeline.some(({ text }) => text.startsWith("a person, told")));
  return byPeople.length * 2 > recovered.length ? "a person" : "itself";
}

/** A store whose loss nobody states is in no figure: the section on data lists it. */
function missingOf({ stores }: DeclaredSystem, runs: readonly Run[]): FailureRow["missing"] {
  const losses = stores.flatMap(({ service, name, replication }, index) => {
    const values = runs.map(({ losses: all }) => all[index]?.seconds);
    const order = quantile(values, 0.99) ?? Number.POSITIVE_INFINITY;
    return replication.kind === "untold" ? [] : [{ store: `${service} ${name}`, order, seconds: spreadOf(values) }];
  });
  const [worst] = losses.filter(({ order }) => order > 0).sort((one, other) => other.order - one.order);
  return worst === undefined ? null : { store: worst.store, seconds: worst.seconds };
}
