import type { Fact } from "../../model/recovery/estimates";
import type { TimelineEntry } from "../../model/recovery/failures/context";
import { fateOf, stateOf } from "../../model/recovery/failures/loss";
import { failureMatrix } from "../../model/recovery/failures/matrix";
import { milestoneKinds, milestones, recoveryOf } from "../../model/recovery/failures/milestones";
import { servedAt } from "../../model/recovery/failures/population";
import type { Run } from "../../model/recovery/failures/run";
import { playRuns, type RunsOptions } from "../../model/recovery/failures/runs";
import type { Scenario } from "../../model/recovery/failures/scenario";
import type { ScenarioName } from "../../model/recovery/failures/scenario-names";
import type { DeclaredSystem } from "../../model/recovery/failures/system";
import { shareOf, spreadOf } from "../../model/recovery/spread";
import type { GraphResource } from "../graph";
import { budgetOf } from "../recovery/budget";
import { type RecoverySettings, usualSettings } from "../recovery/settings";
import { readDrilled } from "./read";
import type { Assumption, DrillReport, StoreLoss, Told } from "./report";
import { findScenario } from "./scenario";

export { recoveryOf } from "../../model/recovery/failures/milestones";
export { playRuns } from "../../model/recovery/failures/runs";
export type { DrillReport } from "./report";

export interface DrillOptions extends RunsOptions {
  readonly scenario: ScenarioName;
  /** Whether all failures are shown in one table beside this one. */
  readonly withMatrix?: boolean;
}

export const defaultDrill: DrillOptions = { scenario: "region", runs: 200, seed: 1, writesPerSecond: 100 };

function storeLosses(system: DeclaredSystem, scenario: Scenario, runs: readonly Run[]): readonly StoreLoss[] {
  return system.stores.map((store, index) => {
    const losses = runs.map((run) => run.losses[index]);
    const { name, urn, service } = store;
    const seconds = spreadOf(losses.map((loss) => loss?.seconds));
    return {
      name,
      urn,
      service,
      seconds,
      records: wholeNumbers(losses.map((loss) => loss?.records)),
      state: stateOf(store, scenario, seconds.p99),
      fate: fateOf(store, scenario),
    };
  });
}

function wholeNumbers(values: readonly (number | undefined)[]) {
  return spreadOf(values.map((value) => (value === undefined ? undefined : Math.round(value))));
}

/** Who is notified by which alarm; in the order of time, those that nobody hears last. */
function toldOf(runs: readonly Run[]): readonly Told[] {
  const notices = runs.flatMap((run) => run.notices);
  const keys = [...new Set(notices.map(({ who, urn }) => JSON.stringify([urn, who])))].sort();
  const told = keys.flatMap((key) => {
    const own = (run: Run) => run.notices.find(({ who, urn }) => JSON.stringify([urn, who]) === key);
    const [sample] = notices.filter(({ who, urn }) => JSON.stringify([urn, who]) === key);
    if (sample === undefined) return [];
    const values = runs.map((run) => own(run)?.seconds);
    const { who, alarm: by, urn, note, isUntimed = false } = sample;
    return [{ who, by, urn, reached: isUntimed ? 1 : shareOf(values), seconds: spreadOf(values), note }];
  });
  const order = ({ seconds }: Told) => seconds.p50 ?? Number.MAX_VALUE;
  return told.sort((left, right) => order(left) - order(right));
}

/** The run in the middle by recovery time; a run that does not recover counts as the longest. */
function medianOf(runs: readonly Run[]): Run | undefined {
  const order = (run: Run) => recoveryOf(run) ?? Number.MAX_VALUE;
  return [...runs].sort((left, right) => order(left) - order(right))[Math.floor((runs.length - 1) / 2)];
}

function timelineOf(run: Run | undefined): readonly TimelineEntry[] {
  if (run === undefined) return [];
  const served = milestoneKinds
    .filter(({ id }) => ["half", "recovered", "most", "last"].includes(id))
    .flatMap(({ name, of }): TimelineEntry[] => {
      const seconds = of(run);
      return seconds === undefined || seconds === 0
        ? []
        : [{ seconds, kind: "client", text: name, urn: "", region: "" }];
    });
  return [...run.timeline, ...served].sort((left, right) => left.seconds - right.seconds);
}

function assumptionsOf(runs: readonly Run[]): readonly Assumption[] {
  const facts = new Set<Fact>(runs.flatMap((run) => [...run.facts]));
  return [...facts]
    .map(({ name, value, source, confidence, assumed }) => ({ name, value, source, confidence, assumed }))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}

function meanServedAt(runs: readonly Run[], seconds: number | null): number | null {
  if (seconds === null) return null;
  const shares = runs.map(({ curve }) => servedAt(curve, seconds));
  return Math.round((shares.reduce((sum, share) => sum + share, 0) / shares.length) * 1000) / 1000;
}

function recoveredBy(runs: readonly Run[], limit: number | null): number | null {
  if (limit === null) return null;
  return shareOf(
    runs.map(recoveryOf).map((seconds) => (seconds !== undefined && seconds <= limit ? seconds : undefined)),
  );
}

/**
 * Lets a failure happen to the declared resources, many times. Pure: the same resources and options give the same report.
 * Throws a PreflightError for a stack that has nothing to fail over.
 */
export function drillStack(
  stack: string,
  resources: readonly GraphResource[],
  options: DrillOptions,
  settings: RecoverySettings = usualSettings,
): DrillReport {
  const scenario = findScenario(options.scenario);
  const system = readDrilled(stack, resources, settings);
  const runs = playRuns(system, scenario, options);
  const { rtoSeconds, rpoSeconds } = budgetOf(resources, settings);
  const median = medianOf(runs);
  return {
    schemaVersion: 1,
    stack,
    scenario: scenario.name,
    title: scenario.title,
    runs: options.runs,
    seed: options.seed,
    writesPerSecond: options.writesPerSecond,
    regions: { primary: system.primaryRegion, secondary: system.secondaryRegion },
    milestones: milestones(runs),
    inFlight: spreadOf(runs.map(({ inFlight }) => inFlight)),
    stores: storeLosses(system, scenario, runs),
    told: toldOf(runs),
    timeline: timelineOf(median),
    served: median?.curve ?? [],
    budget: {
      rtoSeconds,
      rpoSeconds,
      servedWithinBudget: meanServedAt(runs, rtoSeconds),
      recoveredWithinBudget: recoveredBy(runs, rtoSeconds),
    },
    assumptions: assumptionsOf(runs),
    notes: system.notes,
    ...(options.withMatrix === true
      ? {
          failures: failureMatrix(system, {
            ...options,
            promises: settings.promises,
            played: new Map([[scenario.name, runs]]),
          }),
        }
      : {}),
  };
}
