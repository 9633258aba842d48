import { longestGap } from "../../../model/aws/schedule";
import type { GraphResource, JsonObject } from "../../graph";
import { findText, type Inventory, objectsIn, readNumber } from "../../inventory";
import type { EmptyGroup, Orchestrator, Registration, Vigil } from "../system";
import { settled } from "./checks";
import { findName } from "./names";
import { findOrchestrator } from "./orchestrator";
import type { Reading } from "./stores";

const GROUP = "aws:autoscaling/group:Group";
const TARGET_GROUP = ["aws:lb/targetGroup:TargetGroup", "aws:alb/targetGroup:TargetGroup"];
const FUNCTION = "aws:lambda/function:Function";
const RULE = "aws:cloudwatch/eventRule:EventRule";
const TARGET = "aws:cloudwatch/eventTarget:EventTarget";
const SCHEDULE = "aws:scheduler/schedule:Schedule";

function isInStandby(resource: GraphResource, { inventory, primaryRegion }: Reading): boolean {
  return inventory.regionOf(resource) !== primaryRegion;
}

/** Groups of the standby that run nothing. */
export function readEmptyGroups(reading: Reading): readonly EmptyGroup[] {
  const { inventory } = reading;
  return inventory
    .ofType(GROUP)
    .filter((group) => isInStandby(group, reading))
    .filter(({ inputs }) => readNumber(inputs.desiredCapacity ?? inputs.minSize) === 0)
    .map((group) => ({ urn: group.urn, region: inventory.regionOf(group) ?? "" }));
}

/** The target groups that instances of an empty group have to join before they get a request. */
export function readRegistrations(reading: Reading): readonly Registration[] {
  const { inventory, notes } = reading;
  if (readEmptyGroups(reading).length === 0) return [];
  return inventory
    .ofType(...TARGET_GROUP)
    .filter((group) => isInStandby(group, reading) && findText(group.inputs.targetType) !== "lambda")
    .map(({ urn, name, inputs }) => {
      const [health] = objectsIn(inputs.healthCheck);
      return { urn, intervalSeconds: settled(health?.interval, 30, `healthCheck.interval of ${name}`, notes) };
    });
}

/** Whether functions answer in the standby; instances that run are warm. */
export function startsCold(reading: Reading): boolean {
  const { inventory } = reading;
  const isServedByGroup = inventory.ofType(GROUP).some((group) => isInStandby(group, reading));
  return !isServedByGroup && inventory.ofType(FUNCTION).some((each) => isInStandby(each, reading));
}

/** The clocks that start a function: rules with a schedule, and schedules. */
function clocksOf(target: GraphResource, inventory: Inventory): readonly string[] {
  const name = findText(target.inputs.name) ?? "";
  const isFor = (resource: GraphResource, property: string, arn: string | undefined) =>
    inventory.refersTo(resource, property, target) || (name !== "" && arn?.endsWith(`:function:${name}`) === true);
  const rules = inventory.ofType(RULE);
  const byRule = inventory
    .ofType(TARGET)
    .filter((each) => isFor(each, "arn", findText(each.inputs.arn)))
    .flatMap((each) =>
      rules.filter((rule) => {
        const same = findText(rule.inputs.name) === findText(each.inputs.rule);
        return (
          inventory.refersTo(each, "rule", rule) || (same && inventory.regionOf(rule) === inventory.regionOf(each))
        );
      }),
    );
  const schedules = inventory
    .ofType(SCHEDULE)
    .filter((each) => isFor(each, "target", findText(objectsIn(each.inputs.target)[0]?.arn)));
  return [...byRule, ...schedules]
    .filter(({ inputs }) => findText(inputs.state) !== "DISABLED")
    .map(({ inputs }) => findText(inputs.scheduleExpression))
    .filter((expression) => expression !== undefined);
}

/** Lambda's own limit, when a function does not say. */
const defaultTimeout = 3;

/** Settings of a function that are JSON, by their variable's name. */
function settingsOf({ inputs }: GraphResource, variable: string): JsonObject | undefined {
  const text = variableOf(inputs, variable);
  try {
    return objectsIn(JSON.parse(text ?? "null"))[0];
  } catch {
    return undefined;
  }
}

function variableOf(inputs: JsonObject, variable: string): string | undefined {
  return findText(objectsIn(objectsIn(inputs.environment)[0]?.variables)[0]?.[variable]);
}

/** What it goes by, where POLICY and WITNESS_NAME in its environment say all of it. */
function readVigil(orchestrator: GraphResource, { inventory, notes }: Reading): Vigil | undefined {
  const policy = settingsOf(orchestrator, "POLICY");
  const failure = readNumber(policy?.failureWindowMs);
  const lag = readNumber(policy?.lagLimitMs);
  const asked = variableOf(orchestrator.inputs, "WITNESS_NAME");
  const witness = asked === undefined ? undefined : findName(asked, inventory, notes);
  if (typeof failure !== "number" || typeof lag !== "number" || witness === undefined) return undefined;
  return { failureSeconds: failure / 1000, lagLimitSeconds: lag / 1000, witness };
}

/** The function that may fail a global database over, if a clock starts it, with the time between two of its runs. */
export function readOrchestrators(reading: Reading): readonly Orchestrator[] {
  const { inventory, notes } = reading;
  const orchestrator = findOrchestrator(inventory);
  if (orchestrator === undefined) return [];
  const gaps = clocksOf(orchestrator, inventory)
    .map(longestGap)
    .filter((gap) => gap !== undefined);
  if (gaps.length === 0) return [];
  const region = inventory.regionOf(orchestrator) ?? "";
  const everySeconds = Math.min(...gaps);
  const timeout = settled(orchestrator.inputs.timeout, defaultTimeout, `timeout of ${orchestrator.name}`, notes);
  const vigil = readVigil(orchestrator, reading);
  const isContinuous = timeout >= everySeconds;
  return [{ urn: orchestrator.urn, region, everySeconds, isContinuous, ...(vigil === undefined ? {} : { vigil }) }];
}
