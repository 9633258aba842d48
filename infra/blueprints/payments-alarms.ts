import { type Alarm, AlarmSet } from "../components/cloudwatch/alarm-set";
import * as alarm from "../components/cloudwatch/alarms.plan";
import type { EndpointCheck } from "../components/route53/endpoint-check";
import type { Bucket } from "../components/s3/bucket";
import { AlertTopic } from "../components/sns/alert-topic";
import { HEARTBEAT_FAILURES, PEER_HEARTBEAT_AGE, STANDBY_CALLS } from "../lib/lambda/heartbeat/metrics";
import { LATE_RECORDS } from "../lib/lambda/journal/metrics";
import { PAYMENTS_NAMESPACE } from "../lib/lambda/payments/metrics";
import type { Arn } from "../naming/arns";
import { namePayments, type PaymentsNames } from "../naming/systems/payments";
import type { ByRole, Region, RegionPair } from "../regions/pair";
import { days, minutes, seconds } from "../units/time";
import type { Site } from "./payments";

/** Beyond these a person is told; the failover waits for none of them. */
const tolerated = {
  tableLag: seconds(30),
  logLag: minutes(15),
  /** An accepted payment that waits longer has outlived the data loss that the system may have. */
  retryAge: minutes(5),
  retryMinutes: 5,
  heartbeatFailures: { events: 1, minutes: 2 },
  peerHeartbeat: seconds(30),
  certificate: days(30),
  /** A journal that is later has outlived the data loss that the system may have. */
  journalLag: minutes(5),
  latency: { limit: seconds(3), minutes: 3 },
  errors: { events: 5, minutes: 2 },
};

export interface SiteAlarmArgs {
  readonly tableName: string;
  readonly buckets: ByRole<Bucket>;
  readonly ruleId: string;
}

/** Each region watches its own half, so that the other half is still watched when it is gone. */
export function siteAlarms(site: Site, peer: Region, args: SiteAlarmArgs): AlarmSet {
  const { tableName, buckets, ruleId } = args;
  const { region, names, topic } = site;
  const here = buckets[region.role].bucketName;
  const there = buckets[peer.role].bucketName;
  const { tableLag, logLag } = tolerated;
  const alarms: Readonly<Record<string, Alarm>> = {
    ...serviceAlarms(site),
    "table-lag": alarm.tableReplicationLag(names.alarms.tableLag, tableName, peer.name, tableLag),
    "log-lag": alarm.bucketReplicationLag(names.alarms.logLag, { from: there, to: here, ruleId }, logLag),
    "log-failures": alarm.bucketReplicationFailures(names.alarms.logFailures, { from: here, to: there, ruleId }),
    ...heartbeatAlarms(site, peer, tableName),
    ...journalAlarms(site, peer, tableName),
  };
  return new AlarmSet(`alarms-${region.role}`, { topic, alarms });
}

/** The alarms by which a bad release tells itself, with or without callers: health checks ask all the time. */
export function releaseAlarms({ alarms }: PaymentsNames): readonly string[] {
  return [
    alarms.apiErrors,
    alarms.processorErrors,
    alarms.healthErrors,
    alarms.retryErrors,
    alarms.retryPending,
    alarms.heartbeatFailures,
  ];
}

/** What the health function measures: whether this region can write, and whether the other one's writes come over. */
function heartbeatAlarms({ names: { alarms } }: Site, peer: Region, tableName: string) {
  const metric = { namespace: PAYMENTS_NAMESPACE, tableName };
  const failures = { ...metric, metricName: HEARTBEAT_FAILURES };
  const calls = { ...metric, metricName: STANDBY_CALLS };
  const age = { ...metric, metricName: PEER_HEARTBEAT_AGE };
  return {
    "heartbeat-failures": alarm.tableEvents(
      alarms.heartbeatFailures,
      "The ledger refuses writes",
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
  const late = { namespace: PAYMENTS_NAMESPACE, tableName, metricName: LATE_RECORDS };
  return {
    conflicts: alarm.messagesWaiting(
      alarms.conflicts,
      conflicts.queueName,
      "Two payments had one key: a person decides",
    ),
    "late-records": alarm.tableEvents(
      alarms.lateRecords,
      `Payments from ${peer.name} came late`,
      late,
      alarm.noTolerance,
    ),
    "journal-lag": alarm.streamLate(alarms.journalLag, journal.functionName, tolerated.journalLag),
  };
}

function serviceAlarms(site: Site) {
  const { names, processor, health, retry, retries, deadLetters, api, stage, certificateArn } = site;
  const { errors, latency, retryAge } = tolerated;
  const served = { apiName: api.apiName, stageName: stage.stageName };
  const { alarms } = names;
  return {
    "api-errors": alarm.apiErrors(alarms.apiErrors, served, errors),
    "api-latency": alarm.apiLatency(alarms.apiLatency, served, latency.limit, latency.minutes),
    "processor-errors": alarm.functionErrors(alarms.processorErrors, processor.functionName, errors),
    "processor-throttles": alarm.functionThrottles(
      alarms.processorThrottles,
      processor.functionName,
      alarm.noTolerance,
    ),
    "health-errors": alarm.functionErrors(alarms.healthErrors, health.functionName, errors),
    "health-throttles": alarm.functionThrottles(alarms.healthThrottles, health.functionName, alarm.noTolerance),
    "retry-errors": alarm.functionErrors(alarms.retryErrors, retry.functionName, errors),
    "retry-throttles": alarm.functionThrottles(alarms.retryThrottles, retry.functionName, alarm.noTolerance),
    "retry-pending": alarm.messagesPending(alarms.retryPending, retries.queueName, tolerated.retryMinutes),
    certificate: alarm.certificateExpiry(alarms.certificate, certificateArn, tolerated.certificate),
    "retry-age": alarm.messagesLate(alarms.retryAge, retries.queueName, retryAge),
    "dead-letters": alarm.messagesWaiting(alarms.deadLetters, deadLetters.queueName),
  } satisfies Readonly<Record<string, Alarm>>;
}

/** On Route 53's own verdict, in the region where its metrics are. */
export function endpointAlarms(
  { healthMetrics }: RegionPair,
  sites: ByRole<Site>,
  checks: ByRole<EndpointCheck>,
  emails: readonly string[],
): readonly Arn[] {
  const { alarms, topic: topicName } = namePayments(healthMetrics.names);
  const topic =
    Object.values(sites).find(({ region }) => region.name === healthMetrics.name)?.topic ??
    new AlertTopic("alerts-health-metrics", { region: healthMetrics, topicName, emails });
  const set = new AlarmSet("alarms-endpoints", {
    topic,
    alarms: {
      primary: alarm.endpointDown(alarms.primaryHealth, "primary", checks.primary.healthCheckId),
      secondary: alarm.endpointDown(alarms.secondaryHealth, "secondary", checks.secondary.healthCheckId),
    },
  });
  return arnsOf(healthMetrics, set);
}

function arnsOf({ arns }: Region, { alarmNames }: AlarmSet): readonly Arn[] {
  return alarmNames.map((name) => arns.alarm(name));
}
