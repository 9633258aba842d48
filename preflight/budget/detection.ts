import { alarmOverhead, defaultCheckInterval, defaultFailureThreshold } from "../../model/recovery/estimates";
import type { GraphResource } from "../graph";
import { findText, type Inventory, readNumber, readText, UNKNOWN_READING } from "./inventory";
import { known, makeTerm, type Term, undetermined, worst } from "./term";

export const HEALTH_CHECK = "aws:route53/healthCheck:HealthCheck";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

/** One checker's time to call an endpoint dead: it fails every interval, so many times in a row. */
function endpointDetection({ urn, inputs }: GraphResource): Term {
  const interval = readNumber(inputs.requestInterval) ?? defaultCheckInterval.seconds;
  const threshold = readNumber(inputs.failureThreshold) ?? defaultFailureThreshold;
  if (interval === UNKNOWN_READING || threshold === UNKNOWN_READING) {
    return makeTerm("rto", undetermined, {
      name: "detection",
      urn,
      property: interval === UNKNOWN_READING ? "requestInterval" : "failureThreshold",
      basis: "the value is known only after deployment",
    });
  }
  return makeTerm("rto", known(interval * threshold), {
    name: `detection: ${threshold} x ${interval} s`,
    urn,
    property: "requestInterval",
    basis: "request interval x failure threshold of the primary's health check",
  });
}

/** A check that follows an alarm is as slow as the alarm's periods and the metric's way to Route 53. */
function alarmDetection(check: GraphResource, inventory: Inventory): Term {
  const name = findText(check.inputs.cloudwatchAlarmName);
  const alarms = inventory.ofType(ALARM);
  const alarm =
    inventory.referredTo(check, "cloudwatchAlarmName", alarms)[0] ??
    alarms.find(({ inputs }) => name !== undefined && findText(inputs.name) === name);
  const period = readNumber(alarm?.inputs.period);
  const periods = readNumber(alarm?.inputs.evaluationPeriods);
  if (alarm === undefined || typeof period !== "number" || typeof periods !== "number") {
    return makeTerm("rto", undetermined, {
      name: "detection by alarm",
      urn: alarm?.urn ?? check.urn,
      property: alarm === undefined ? "cloudwatchAlarmName" : "evaluationPeriods",
      basis: "the alarm that the health check follows is not in this stack, or its periods are not known",
    });
  }
  return makeTerm("rto", known(period * periods + alarmOverhead.seconds), {
    name: `detection by alarm: ${periods} x ${period} s and ${alarmOverhead.seconds} s`,
    urn: alarm.urn,
    property: "evaluationPeriods",
    basis: `the alarm's periods, and what follows them: ${alarmOverhead.source}`,
  });
}

/** A calculated check is as slow as its slowest child. A child that is a calculated check is refused by Route 53. */
function calculatedDetection(check: GraphResource, inventory: Inventory): Term {
  const children = inventory
    .referredTo(check, "childHealthchecks", inventory.ofType(HEALTH_CHECK))
    .filter((child) => findText(child.inputs.type) !== "CALCULATED");
  const slowest = worst(children.map((child) => detection(child, inventory)));
  if (slowest !== undefined) return { ...slowest, name: `${slowest.name} (slowest child of a calculated check)` };
  return makeTerm("rto", undetermined, {
    name: "detection",
    urn: check.urn,
    property: "childHealthchecks",
    basis: "the children of the calculated check are not in this stack",
  });
}

/** The time in which a health check finds out that what it watches is gone. */
export function detection(check: GraphResource, inventory: Inventory): Term {
  const type = readText(check.inputs.type);
  if (type === "CALCULATED") return calculatedDetection(check, inventory);
  if (type === "CLOUDWATCH_METRIC") return alarmDetection(check, inventory);
  if (typeof type === "string" && type !== "RECOVERY_CONTROL") return endpointDetection(check);
  return makeTerm("rto", undetermined, {
    name: "detection",
    urn: check.urn,
    property: "type",
    basis: type === "RECOVERY_CONTROL" ? "a person turns this check off" : "the kind of health check is not known",
  });
}
