import type { Stack } from "../../../model/graph/stack";
import { experimentLimits } from "../../../model/recovery/estimates";
import { rowOf } from "../../../model/recovery/failures/matrix";
import type { FailureRow } from "../../../model/recovery/failures/row";
import { playRuns, type RunsOptions } from "../../../model/recovery/failures/runs";
import { type Scenario, scenarios } from "../../../model/recovery/failures/scenario";
import type { ScenarioName } from "../../../model/recovery/failures/scenario-names";
import type { DeclaredSystem } from "../../../model/recovery/failures/system";
import type { GraphResource } from "../../graph";
import { PreflightError } from "../../problem";
import { graphOf } from "../../recovery/graph-of";
import { type RecoverySettings, usualSettings } from "../../recovery/settings";
import { readDrilled } from "../read";
import { findScenario } from "../scenario";
import { apart, type Reach, split } from "./action";
import { ways } from "./failures";
import { arnIn, type Place, placeOf } from "./place";
import type { Experiment, ExperimentReport, LeftOut } from "./report";
import { roleOf } from "./role";
import { findStopAlarm, reasonFor } from "./stop-alarm";
import { templateOf } from "./template";

export interface ExperimentOptions extends RunsOptions {
  /** The failure that was asked for; all that can be made real where none was. */
  readonly only?: ScenarioName | undefined;
}

interface Drilled {
  readonly name: string;
  readonly stack: Stack;
  readonly system: DeclaredSystem;
  readonly place: Place;
}

/**
 * Experiments of AWS FIS for the failures that it can make real in a stack. Throws a PreflightError where it can make none
 * real, or not the one that was asked for: the error says what the stack lacks.
 */
export function experimentsFor(
  name: string,
  resources: readonly GraphResource[],
  options: ExperimentOptions,
  settings: RecoverySettings = usualSettings,
): ExperimentReport {
  const stack = graphOf(resources);
  const system = readDrilled(name, resources, settings);
  const place = placeOf(name, stack, system.primaryRegion, system.secondaryRegion);
  const drilled = { name, stack, system, place };
  const asked = options.only === undefined ? scenarios : [findScenario(options.only)];
  const outcomes = asked.map((scenario) => experimentOf(drilled, scenario, options));
  const experiments = outcomes.filter((outcome): outcome is Experiment => "template" in outcome);
  const leftOut = outcomes.filter((outcome): outcome is LeftOut => !("template" in outcome));
  if (experiments.length === 0) {
    const reasons = leftOut.map(({ failure, because }) => `${failure}: ${because.join("; ")}`).join(" | ");
    throw new PreflightError(
      `AWS FIS cannot make ${options.only === undefined ? "any failure" : "that failure"} real in stack ${name}: ${reasons}`,
    );
  }
  return { schemaVersion: 1, stack: name, experiments, leftOut };
}

function experimentOf(drilled: Drilled, scenario: Scenario, options: ExperimentOptions): Experiment | LeftOut {
  const { name, stack, system, place } = drilled;
  const failure = scenario.name;
  const way = ways[failure];
  const reach: Reach = typeof way === "string" ? { actions: [], lacks: [way] } : way(stack, place);
  const actions = apart(reach.actions.flatMap(split));
  if (actions.length === 0) {
    const none = `the stack has nothing in ${place.region} that FIS could hit`;
    return { failure, because: reach.lacks.length === 0 ? [none] : reach.lacks };
  }
  const runs = playRuns(system, scenario, options);
  const alarm = findStopAlarm(system, scenario, runs, place);
  if (alarm === undefined) {
    return {
      failure,
      because: [
        `no alarm could stop it: expected one in ${place.region}, on a health check or on the errors that callers get, with a subscription, that does not fire in this failure`,
      ],
    };
  }
  const expected = rowOf(system, scenario, runs);
  const minutes = minutesOf(expected);
  const role = roleOf(roleName(name, failure), actions, place);
  const template = templateOf({
    description: `${name}: ${scenario.title}`,
    actions,
    minutes,
    stopAlarmArn: arnIn(place, "cloudwatch", `alarm:${alarm.name}`),
    roleArn: `arn:${place.partition}:iam::${place.account}:role/${role.name}`,
    tags: { Name: `${name}-${failure}`.slice(0, 256) },
  });
  return {
    failure,
    title: scenario.title,
    region: place.region,
    minutes,
    stopAlarm: { name: alarm.name, urn: alarm.urn, because: reasonFor(alarm) },
    template,
    role,
    differs: [
      ...new Set([
        ...actions.flatMap(({ differs = [] }) => differs),
        ...reach.lacks,
        ...untouched(drilled, scenario, reach),
      ]),
    ],
    expected,
  };
}

/** Stores that the failure is about and the experiment leaves alone. */
function untouched({ system }: Drilled, scenario: Scenario, { actions }: Reach): readonly string[] {
  if (!scenario.replicationCut) return [];
  const paused = new Set(actions.map(({ pauses }) => pauses));
  return system.stores
    .filter(({ replication }) => !["none", "untold"].includes(replication.kind))
    .filter(({ service }) => !paused.has(service))
    .map(({ service, name }) => `${service} ${name} goes on being copied: no action of FIS pauses it`);
}

const LEAST_MINUTES = 15;

/** Long enough for all that should happen, and ten minutes more; FIS takes up to twelve hours. */
function minutesOf({ noticed, told, served }: FailureRow): number {
  const seconds = [noticed?.seconds.p99, told?.seconds.p99, served.seconds.p99].map((each) => each ?? 0);
  return Math.min(Math.max(Math.ceil(Math.max(...seconds) / 60) + 10, LEAST_MINUTES), experimentLimits.minutes);
}

/** IAM takes 64 characters, and few others than letters and digits. */
function roleName(stack: string, failure: ScenarioName): string {
  const tail = `-fis-${failure}`;
  return `${stack.replace(/[^\w+=,.@-]/g, "-").slice(0, 64 - tail.length)}${tail}`;
}
