import type { DnsRecord } from "../../../model/aws/records";
import { tokens } from "../../../model/aws/tokens";
import { Block } from "../../../model/graph/block";
import { isGiven, known } from "../../../model/graph/reading";
import { type HealthCheck, periodOf } from "../../../model/recovery/checks";
import {
  aliasTtl,
  defaultCheckInterval,
  defaultFailureThreshold,
  metricPeriodSeconds,
  targetRegistration,
} from "../../../model/recovery/estimates";
import type { Check } from "../system";
import { type Opened, regionOf } from "./opened";
import { numberIn, settled, textOf } from "./values";

export const unwatched: Check = { kind: "none" };

/** What takes a record out of the answer. */
export function checkOf(record: DnsRecord, opened: Opened): Check {
  const { names, notes } = opened;
  const check = known(() => names.checks.of(record));
  if (check !== undefined) {
    return readCheck(check, opened);
  }
  if (known(() => record.props.aliases?.[0]?.evaluateTargetHealth) === true) {
    return targetHealth(record, opened);
  }
  if (isGiven(() => record.props.healthCheckId)) {
    notes.push(`the health check of ${record.owner.name} is not in this stack`);
  }
  return unwatched;
}

/** How a health check of Route 53 would notice. */
function readCheck(check: HealthCheck, opened: Opened): Check {
  const { name, props } = check;
  const { notes } = opened;
  const type = textOf(() => props.type)?.toUpperCase();
  if (known(() => props.disabled) === true || known(() => props.invertHealthcheck) === true) {
    notes.push(`${name} is disabled or inverted: nothing is noticed by it`);
    return unwatched;
  }
  if (type === "CALCULATED") {
    return calculated(check, opened);
  }
  if (type === "CLOUDWATCH_METRIC") {
    return followsAlarm(check, opened);
  }
  if (type === "RECOVERY_CONTROL") {
    notes.push(`${name} is a routing control: a person or a plan outside this stack turns it`);
    return unwatched;
  }
  return endpoint(check, type, notes);
}

function endpoint({ urn, name, props }: HealthCheck, type: string | undefined, notes: string[]): Check {
  const interval = defaultCheckInterval.seconds;
  return {
    kind: "endpoint",
    urn,
    intervalSeconds: settled(() => props.requestInterval, interval, `requestInterval of ${name}`, notes),
    threshold: settled(() => props.failureThreshold, defaultFailureThreshold, `failureThreshold of ${name}`, notes),
    isTcp: type === "TCP",
  };
}

function followsAlarm(check: HealthCheck, { names, notes }: Opened): Check {
  const alarm = known(() => names.checks.alarmOf(check));
  if (alarm === undefined) {
    notes.push(`the alarm that ${check.name} follows is not in this stack: the check is taken to stay healthy`);
    return unwatched;
  }
  const { name, props } = alarm;
  return {
    kind: "alarm",
    urn: check.urn,
    periodSeconds: settled(() => periodOf(alarm), metricPeriodSeconds, `period of ${name}`, notes),
    periods: settled(() => props.evaluationPeriods, 1, `evaluationPeriods of ${name}`, notes),
    region: textOf(() => check.props.cloudwatchAlarmRegion) ?? regionOf(alarm) ?? "",
    unhealthyWhenSilent: known(() => check.props.insufficientDataHealthStatus) === "Unhealthy",
  };
}

function calculated(check: HealthCheck, opened: Opened): Check {
  const ids = known(() => check.props.childHealthchecks) ?? [];
  const children = opened.names.checks
    .childrenOf(check, ids)
    .filter((child) => child !== undefined)
    .filter((child) => textOf(() => child.props.type) !== "CALCULATED")
    .map((child) => readCheck(child, opened));
  const about = `childHealthThreshold of ${check.name}`;
  const needs = settled(() => check.props.childHealthThreshold, children.length, about, opened.notes);
  return { kind: "calculated", urn: check.urn, needs, children };
}

/** A load balancer's own health, for an alias that asks for it: that of its targets. */
function targetHealth(record: DnsRecord, { stack, names, notes }: Opened): Check {
  const region = known(() => names.targets.of(record))?.[0]?.region;
  const group = stack.of(tokens.targetGroup).find((candidate) => regionOf(candidate) === region);
  const health = new Block([], () => group?.props).child("healthCheck");
  const { defaultInterval, defaultUnhealthy } = targetRegistration;
  notes.push(`AWS states no time for the target health of ${record.owner.name}: what the drill takes is an assumption`);
  return {
    kind: "target-health",
    urn: group?.urn ?? record.urn,
    intervalSeconds: settled(
      () => health.read("interval"),
      defaultInterval,
      `healthCheck.interval of ${group?.name}`,
      notes,
    ),
    threshold: settled(
      () => health.read("unhealthyThreshold"),
      defaultUnhealthy,
      `unhealthyThreshold of ${group?.name}`,
      notes,
    ),
  };
}

/** How long a client may keep the record's answer. */
export function ttlOf({ owner, props }: DnsRecord, notes: string[]): number {
  return settled(() => props.ttl, aliasTtl.seconds, `ttl of ${owner.name}`, notes);
}

/** Undefined for a record that is not weighted. */
export function weightOf({ props }: DnsRecord): number | undefined {
  const weighted = known(() => props.weightedRoutingPolicies?.[0]);
  return weighted === undefined || weighted === null ? undefined : (numberIn(known(() => weighted.weight)) ?? 0);
}
