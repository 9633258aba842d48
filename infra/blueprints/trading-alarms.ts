import { type Alarm, AlarmSet } from "../components/cloudwatch/alarm-set";
import * as alarm from "../components/cloudwatch/alarms.plan";
import type { EndpointCheck } from "../components/route53/endpoint-check";
import type { Bucket } from "../components/s3/bucket";
import { AlertTopic } from "../components/sns/alert-topic";
import { HEARTBEAT_FAILURES, PEER_HEARTBEAT_AGE, STANDBY_CALLS } from "../lib/lambda/heartbeat/metrics";
import { LATE_RECORDS } from "../lib/lambda/journal/metrics";
import { TRADING_NAMESPACE } from "../lib/lambda/trade-processor/metrics";
import { nameTrading, type TradingNames } from "../naming/systems/trading";
import type { ByRole, Region, RegionPair } from "../regions/pair";
import { days, minutes, seconds } from "../units/time";
import type { Site } from "./trading";

/** Beyond these a person is told; the failover waits for none of them. */
const tolerated = {
  tableLag: seconds(30),
  archiveLag: minutes(15),
  errors: { events: 5, minutes: 2 },
  heartbeatFailures: { events: 1, minutes: 2 },
  peerHeartbeat: seconds(30),
  certificate: days(30),
  journalLag: minutes(5),
};

export interface SiteAlarmArgs {
  readonly tableName: string;
  readonly buckets: ByRole<Bucket>;
  readonly ruleId: string;
}

/** The alarms by which a bad release tells itself, with or without callers: health checks ask all the time. */
export function releaseAlarms({ alarms }: TradingNames): readonly string[] {
  return [
    alarms.balancerErrors,
    alarms.targetErrors,
    alarms.functionErrors,
    alarms.healthAnswers,
    alarms.healthErrors,
    alarms.heartbeatFailures,
  ];
}

/** Each region watches its own half, so that the other half is still watched when it is gone. */
export function siteAlarms(site: Site, peer: Region, args: SiteAlarmArgs): AlarmSet {
  const { region, names, topic } = site;
  const { tableName, buckets, ruleId } = args;
  const { tableLag, archiveLag } = tolerated;
  const here = buckets[region.role].bucketName;
  const there = buckets[peer.role].bucketName;
  const incoming = { from: there, to: here, ruleId };
  const outgoing = { from: here, to: there, ruleId };
  const alarms: Readonly<Record<string, Alarm>> = {
    ...serviceAlarms(site),
    ...heartbeatAlarms(site, peer, tableName),
    ...journalAlarms(site, peer, tableName),
    "table-lag": alarm.tableReplicationLag(names.alarms.tableLag, tableName, peer.name, tableLag),
    "archive-lag": alarm.bucketReplicationLag(names.alarms.archiveLag, incoming, archiveLag),
    "archive-failures": alarm.bucketReplicationFailures(names.alarms.archiveFailures, outgoing),
  };
  return new AlarmSet(`alarms-${region.role}`, { topic, alarms });
}

function serviceAlarms(site: Site) {
  const { names, deadLetters, processor, health, target, healthTarget, balancer, certificateArn } = site;
  const { errors } = tolerated;
  return {
    "balancer-errors": alarm.balancerErrors(names.alarms.balancerErrors, balancer.arnSuffix, errors),
    "target-errors": alarm.targetErrors(
      names.alarms.targetErrors,
      balancer.arnSuffix,
      target.targetGroupArnSuffix,
      errors,
    ),
    // The checks of a region ask here: what they hear is also told where the region is.
    "health-answers": alarm.healthRefused(
      names.alarms.healthAnswers,
      balancer.arnSuffix,
      healthTarget.targetGroupArnSuffix,
      errors,
    ),
    "function-errors": alarm.functionErrors(names.alarms.functionErrors, processor.functionName, errors),
    "function-throttles": alarm.functionThrottles(
      names.alarms.functionThrottles,
      processor.functionName,
      alarm.noTolerance,
    ),
    "health-errors": alarm.functionErrors(names.alarms.healthErrors, health.functionName, errors),
    "health-throttles": alarm.functionThrottles(names.alarms.healthThrottles, health.functionName, alarm.noTolerance),
    "dead-letters": alarm.messagesWaiting(names.alarms.deadLetters, deadLetters.queueName),
    ...(certificateArn === undefined
      ? {}
      : { certificate: alarm.certificateExpiry(names.alarms.certificate, certificateArn, tolerated.certificate) }),
  };
}

/** What the health function measures: whether this region can write, and whether the other one's writes come over. */
function heartbeatAlarms({ names: { alarms } }: Site, peer: Region, tableName: string) {
  const metric = { namespace: TRADING_NAMESPACE, tableName };
  const failures = { ...metric, metricName: HEARTBEAT_FAILURES };
  const calls = { ...metric, metricName: STANDBY_CALLS };
  const age = { ...metric, metricName: PEER_HEARTBEAT_AGE };
  return {
    "heartbeat-failures": alarm.tableEvents(
      alarms.heartbeatFailures,
      "The table refuses writes",
      failures,
      tolerated.heartbeatFailures,
    ),
    // Told from outside the region that is lost.
    callers: alarm.tableEvents(alarms.callers, "Callers have come to the standby", calls, alarm.noTolerance),
    "peer-heartbeat": alarm.peerHeartbeatAge(alarms.peerHeartbeat, age, peer.name, tolerated.peerHeartbeat),
  };
}

/** What replication does to records: told by the region where it is seen. */
function journalAlarms({ names: { alarms }, journal, conflicts }: Site, peer: Region, tableName: string) {
  const late = { namespace: TRADING_NAMESPACE, tableName, metricName: LATE_RECORDS };
  return {
    conflicts: alarm.messagesWaiting(alarms.conflicts, conflicts.queueName, "Two trades had one id: a person decides"),
    "late-records": alarm.tableEvents(
      alarms.lateRecords,
      `Trades from ${peer.name} came late`,
      late,
      alarm.noTolerance,
    ),
    "journal-lag": alarm.streamLate(alarms.journalLag, journal.functionName, tolerated.journalLag),
  };
}

export function endpointAlarms(
  { healthMetrics }: RegionPair,
  sites: ByRole<Site>,
  checks: ByRole<EndpointCheck>,
  emails: readonly string[],
): readonly string[] {
  const { alarms: alarmNames, topic: topicName } = nameTrading(healthMetrics.names);
  const topic =
    Object.values(sites).find(({ region }) => region.name === healthMetrics.name)?.topic ??
    new AlertTopic("alerts-health-metrics", { region: healthMetrics, topicName, emails });
  return new AlarmSet("alarms-endpoints", {
    topic,
    alarms: {
      primary: alarm.endpointDown(alarmNames.primaryHealth, "primary", checks.primary.healthCheckId),
      secondary: alarm.endpointDown(alarmNames.secondaryHealth, "secondary", checks.secondary.healthCheckId),
    },
  }).alarmNames;
}
