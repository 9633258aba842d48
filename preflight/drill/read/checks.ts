import { aliasTtl, defaultCheckInterval, defaultFailureThreshold } from "../../../model/recovery/estimates";
import { targetRegistration } from "../../../model/recovery/facts";
import type { GraphResource, Json } from "../../graph";
import { findText, type Inventory, objectsIn, readNumber, readText } from "../../inventory";
import type { Check } from "../system";
import { HEALTH_CHECK } from "./types";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const TARGET_GROUP = ["aws:lb/targetGroup:TargetGroup", "aws:alb/targetGroup:TargetGroup"];

export const unwatched: Check = { kind: "none" };

/** The number, or what AWS takes when it is not set. Notes a value that is known only after deployment. */
export function settled(value: Json | undefined, fallback: number, about: string, notes: string[]): number {
  const number = readNumber(value);
  if (typeof number === "symbol") notes.push(`${about} is known only after deployment; the drill takes ${fallback}`);
  return typeof number === "number" ? number : fallback;
}

function endpoint({ urn, name, inputs }: GraphResource, notes: string[]): Check {
  const interval = defaultCheckInterval.seconds;
  return {
    kind: "endpoint",
    urn,
    intervalSeconds: settled(inputs.requestInterval, interval, `requestInterval of ${name}`, notes),
    threshold: settled(inputs.failureThreshold, defaultFailureThreshold, `failureThreshold of ${name}`, notes),
    isTcp: readText(inputs.type) === "TCP",
  };
}

/** An alarm on an expression waits for the longest period of the metrics in it. */
function periodOf({ inputs }: GraphResource): Json | undefined {
  const queries = objectsIn(inputs.metricQueries);
  const periods = queries.flatMap((query) => [query.period, objectsIn(query.metric)[0]?.period]).map(readNumber);
  const given = periods.filter((period) => typeof period === "number");
  return inputs.period ?? (given.length === 0 ? undefined : Math.max(...given));
}

function followsAlarm(check: GraphResource, inventory: Inventory, notes: string[]): Check {
  const alarms = inventory.ofType(ALARM);
  const name = findText(check.inputs.cloudwatchAlarmName);
  const region = findText(check.inputs.cloudwatchAlarmRegion);
  const referred = inventory.referredTo(check, "cloudwatchAlarmName", alarms);
  const alike = alarms.filter(
    (alarm) => referred.includes(alarm) || (name !== undefined && findText(alarm.inputs.name) === name),
  );
  const alarm = alike.find((each) => region === undefined || inventory.regionOf(each) === region);
  if (alarm === undefined) {
    notes.push(`the alarm that ${check.name} follows is not in this stack: the check is taken to stay healthy`);
    return unwatched;
  }
  return {
    kind: "alarm",
    urn: check.urn,
    periodSeconds: settled(periodOf(alarm), 60, `period of ${alarm.name}`, notes),
    periods: settled(alarm.inputs.evaluationPeriods, 1, `evaluationPeriods of ${alarm.name}`, notes),
    region: findText(check.inputs.cloudwatchAlarmRegion) ?? inventory.regionOf(alarm) ?? "",
    unhealthyWhenSilent: findText(check.inputs.insufficientDataHealthStatus) === "Unhealthy",
  };
}

function calculated(check: GraphResource, inventory: Inventory, notes: string[]): Check {
  const children = inventory
    .referredTo(check, "childHealthchecks", inventory.ofType(HEALTH_CHECK))
    .filter((child) => findText(child.inputs.type) !== "CALCULATED")
    .map((child) => readCheck(child, inventory, notes));
  const needs = settled(
    check.inputs.childHealthThreshold,
    children.length,
    `childHealthThreshold of ${check.name}`,
    notes,
  );
  return { kind: "calculated", urn: check.urn, needs, children };
}

/** How a health check of Route 53 would notice. */
export function readCheck(check: GraphResource, inventory: Inventory, notes: string[]): Check {
  const type = readText(check.inputs.type);
  if (check.inputs.disabled === true || check.inputs.invertHealthcheck === true) {
    notes.push(`${check.name} is disabled or inverted: nothing is noticed by it`);
    return unwatched;
  }
  if (type === "CALCULATED") return calculated(check, inventory, notes);
  if (type === "CLOUDWATCH_METRIC") return followsAlarm(check, inventory, notes);
  if (type === "RECOVERY_CONTROL") {
    notes.push(`${check.name} is a routing control: a person or a plan outside this stack turns it`);
    return unwatched;
  }
  return endpoint(check, notes);
}

/** A load balancer's own health, for an alias that asks for it: that of its targets. */
function targetHealth(record: GraphResource, inventory: Inventory, notes: string[]): Check {
  const region = regionsReferredTo(record, "aliases", inventory)[0];
  const group = inventory.ofType(...TARGET_GROUP).find((candidate) => inventory.regionOf(candidate) === region);
  const [health] = objectsIn(group?.inputs.healthCheck);
  const { defaultInterval, defaultUnhealthy } = targetRegistration;
  return {
    kind: "target-health",
    urn: group?.urn ?? record.urn,
    intervalSeconds: settled(health?.interval, defaultInterval, `healthCheck.interval of ${group?.name}`, notes),
    threshold: settled(health?.unhealthyThreshold, defaultUnhealthy, `unhealthyThreshold of ${group?.name}`, notes),
  };
}

/** What takes a record out of the answer. */
export function checkOf(record: GraphResource, inventory: Inventory, notes: string[]): Check {
  const [check] = inventory.referredTo(record, "healthCheckId", inventory.ofType(HEALTH_CHECK));
  if (check !== undefined) return readCheck(check, inventory, notes);
  const [alias] = objectsIn(record.inputs.aliases);
  if (alias?.evaluateTargetHealth === true) return targetHealth(record, inventory, notes);
  if (record.inputs.healthCheckId !== undefined) notes.push(`the health check of ${record.name} is not in this stack`);
  return unwatched;
}

/** How long a client may keep the record's answer. */
export function ttlOf({ name, inputs }: GraphResource, notes: string[]): number {
  return settled(inputs.ttl, aliasTtl.seconds, `ttl of ${name}`, notes);
}

/** The regions of the resources that a property refers to. */
export function regionsReferredTo(resource: GraphResource, property: string, inventory: Inventory): readonly string[] {
  return inventory
    .referredTo(resource, property, inventory.all)
    .map((target) => inventory.regionOf(target))
    .filter((region) => region !== undefined);
}
