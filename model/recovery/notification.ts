import type { MetricAlarmArgs } from "@pulumi/aws/cloudwatch";
import { knownRegion } from "../aws/region";
import { tokens } from "../aws/tokens";
import { attempt, known, stated } from "../graph/reading";
import type { Member, Plain, Stack } from "../graph/stack";
import { isUnknownValue } from "../graph/unknown";
import { notified } from "./delays";
import { type Distribution, soonestOf } from "./distribution";
import { hearsay, metricPeriodSeconds } from "./estimates";

type Alarm = Member<Plain<MetricAlarmArgs>>;

/** Metrics of a receiving cluster that grow while nothing arrives, with how many of their units make a second. */
const lagMetrics: Readonly<Record<string, number>> = {
  AuroraGlobalDBReplicationLag: 1000,
  AuroraGlobalDBRPOLag: 1000,
};

/**
 * How long it takes until a person learns that a region is lost: by the first alarm that lives elsewhere, sees the loss
 * and notifies, or without an alarm. `detection`: seconds until health checks see the loss.
 */
export function notificationOf(stack: Stack, lostRegion: string | undefined, detection: number): Distribution {
  const ways = stack.of(tokens.metricAlarm).flatMap((alarm) => wayOf(alarm, lostRegion, detection) ?? []);
  return soonestOf(...ways, hearsay.distribution);
}

function wayOf(alarm: Alarm, lostRegion: string | undefined, detection: number): Distribution | undefined {
  const region = knownRegion(alarm);
  const onset =
    region === undefined || region === lostRegion || !isNotifying(alarm) ? undefined : onsetOf(alarm, detection);
  const periods = known(() => stated(alarm, "datapointsToAlarm") ?? alarm.props.evaluationPeriods);
  const period = known(() => stated(alarm, "period")) ?? metricPeriodSeconds;
  return onset === undefined || typeof periods !== "number" ? undefined : notified(onset, Number(period), periods);
}

/** Seconds from the loss until its metric is past the threshold; undefined where it does not see the loss. */
function onsetOf(alarm: Alarm, detection: number): number | undefined {
  const metric = known(() => alarm.props.metricName);
  const isBelow = String(known(() => alarm.props.comparisonOperator)).startsWith("LessThan");
  if (metric === "HealthCheckStatus") {
    return isBelow && Number.isFinite(detection) ? detection : undefined;
  }
  const perSecond = Object.hasOwn(lagMetrics, String(metric)) ? lagMetrics[String(metric)] : undefined;
  const threshold = known(() => alarm.props.threshold);
  return isBelow || perSecond === undefined || typeof threshold !== "number" ? undefined : threshold / perSecond;
}

/** Whether it has an action that is switched on; which one may be unknown. */
export function isNotifying(alarm: Member<Pick<Plain<MetricAlarmArgs>, "alarmActions" | "actionsEnabled">>): boolean {
  const actions = attempt(() => alarm.props.alarmActions);
  const isGiven = isUnknownValue(actions) || (actions !== undefined && actions.length > 0);
  return isGiven && known(() => stated(alarm, "actionsEnabled") ?? true) === true;
}
