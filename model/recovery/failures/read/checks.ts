import type { DnsRecord } from "../../../aws/records";
import { tokens } from "../../../aws/tokens";
import { Block } from "../../../graph/block";
import { isGiven, known } from "../../../graph/reading";
import { speechOf, voiceOfErrors } from "../../alarms";
import { type HealthCheck, periodOf } from "../../checks";
import {
  aliasTtl,
  defaultCheckInterval,
  defaultFailureThreshold,
  metricPeriodSeconds,
  targetRegistration,
} from "../../estimates";
import { standsByLastWord } from "../../last-word";
import type { Check } from "../system";
import { type Opened, regionOf } from "./opened";
import { type Notebook, numberIn, settled, textOf } from "./values";

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
  return endpoint(check, type, opened);
}

function endpoint(check: HealthCheck, type: string | undefined, book: Notebook): Check {
  const { urn, props } = check;
  const interval = defaultCheckInterval.seconds;
  const about = (property: string) => ({ property, of: check });
  return {
    kind: "endpoint",
    urn,
    intervalSeconds: settled(() => props.requestInterval, interval, about("requestInterval"), book),
    threshold: settled(() => props.failureThreshold, defaultFailureThreshold, about("failureThreshold"), book),
    isTcp: type === "TCP",
  };
}

function followsAlarm(check: HealthCheck, opened: Opened): Check {
  const { names, notes } = opened;
  const alarm = known(() => names.checks.alarmOf(check));
  if (alarm === undefined) {
    notes.push(`the alarm that ${check.name} follows is not in this stack: the check is taken to stay healthy`);
    return unwatched;
  }
  if (standsByLastWord(check, alarm)) {
    // A latch: what it does on the day of the return is said with that.
    return unwatched;
  }
  const { props } = alarm;
  const about = (property: string) => ({ property, of: alarm });
  return {
    kind: "alarm",
    urn: check.urn,
    periodSeconds: settled(() => periodOf(alarm), metricPeriodSeconds, about("period"), opened),
    periods: settled(() => props.evaluationPeriods, 1, about("evaluationPeriods"), opened),
    region: textOf(() => check.props.cloudwatchAlarmRegion) ?? regionOf(alarm) ?? "",
    unhealthyWhenSilent: known(() => check.props.insufficientDataHealthStatus) === "Unhealthy",
    onErrors: speechOf(() => voiceOfErrors(alarm, "errs")),
  };
}

function calculated(check: HealthCheck, opened: Opened): Check {
  const ids = known(() => check.props.childHealthchecks) ?? [];
  const children = opened.names.checks
    .childrenOf(check, ids)
    .filter((child) => child !== undefined)
    .filter((child) => textOf(() => child.props.type) !== "CALCULATED")
    .map((child) => readCheck(child, opened));
  const about = { property: "childHealthThreshold", of: check };
  const needs = settled(() => check.props.childHealthThreshold, children.length, about, opened);
  return { kind: "calculated", urn: check.urn, needs, children };
}

/** A load balancer's own health, for an alias that asks for it: that of its targets. */
function targetHealth(record: DnsRecord, opened: Opened): Check {
  const { stack, names, notes } = opened;
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
      { property: "healthCheck.interval", of: group },
      opened,
    ),
    threshold: settled(
      () => health.read("unhealthyThreshold"),
      defaultUnhealthy,
      { property: "healthCheck.unhealthyThreshold", of: group },
      opened,
    ),
  };
}

/** How long a client may keep the record's answer. */
export function ttlOf({ owner, props }: DnsRecord, book: Notebook): number {
  return settled(() => props.ttl, aliasTtl.seconds, { property: "ttl", of: owner }, book);
}

/** Undefined for a record that is not weighted. */
export function weightOf({ props }: DnsRecord): number | undefined {
  const weighted = known(() => props.weightedRoutingPolicies?.[0]);
  return weighted === undefined || weighted === null ? undefined : (numberIn(known(() => weighted.weight)) ?? 0);
}
