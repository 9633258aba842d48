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
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";

/** What a role must be allowed to do before its function can move a database to the other region. */
const promotes = /rds:(FailoverGlobalCluster|SwitchoverGlobalCluster|RemoveFromGlobalCluster)/;

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

/** Whether the role of a function may promote a database. */
function mayPromote(target: GraphResource, inventory: Inventory): boolean {
  const role = findText(target.inputs.role)?.split("/").at(-1);
  return inventory.ofType(ROLE_POLICY).some((policy) => {
    const names = [findText(policy.inputs.role)?.split("/").at(-1)];
    const isRoles =
      (role !== undefined && names.includes(role)) ||
      (policy.propertyDependencies.role ?? []).some((urn) => (target.propertyDependencies.role ?? []).includes(urn));
    return isRoles && promotes.test(findText(policy.inputs.policy) ?? "");
  });
}

/** Functions that run by a clock and may promote a database, with the time between two runs. */
export function readOrchestrators({ inventory }: Reading): readonly Orchestrator[] {
  return inventory.ofType(FUNCTION).flatMap((each) => {
    if (!mayPromote(each, inventory)) return [];
    const gaps = clocksOf(each, inventory)
      .map(longestGapOf)
      .filter((gap) => gap !== undefined);
    if (gaps.length === 0) return [];
    return [{ urn: each.urn, region: inventory.regionOf(each) ?? "", everySeconds: Math.min(...gaps) }];
  });
}
