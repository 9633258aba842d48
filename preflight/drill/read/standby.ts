import { findOrchestrator } from "../../budget/automation";
import { findText, type Inventory, objectsIn, readNumber } from "../../budget/inventory";
import { longestGapOf } from "../../budget/schedule";
import type { GraphResource } from "../../graph";
import type { EmptyGroup, Orchestrator, Registration } from "../system";
import { settled } from "./checks";
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

/** The function that may fail a global database over, if a clock starts it, with the time between two of its runs. */
export function readOrchestrators({ inventory }: Reading): readonly Orchestrator[] {
  const orchestrator = findOrchestrator(inventory);
  if (orchestrator === undefined) return [];
  const gaps = clocksOf(orchestrator, inventory)
    .map(longestGapOf)
    .filter((gap) => gap !== undefined);
  if (gaps.length === 0) return [];
  const region = inventory.regionOf(orchestrator) ?? "";
  return [{ urn: orchestrator.urn, region, everySeconds: Math.min(...gaps) }];
}
