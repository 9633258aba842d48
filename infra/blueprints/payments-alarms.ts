import { type Alarm, AlarmSet } from "../components/cloudwatch/alarm-set";
import * as alarm from "../components/cloudwatch/alarms.plan";
import type { EndpointCheck } from "../components/route53/endpoint-check";
import type { Bucket } from "../components/s3/bucket";
import { PAYMENTS_NAMESPACE } from "../lib/lambda/payments/metrics";
import type { Arn } from "../naming/arns";
import { namePayments, type PaymentsNames } from "../naming/systems/payments";
import type { ByRole, Region, RegionPair } from "../regions/pair";
import { days, minutes, seconds } from "../units/time";
import { endpointAlarmSet } from "./endpoint-alarms";
import type { Site } from "./payments";
import { heartbeatAlarms, journalAlarms } from "./record-alarms";

/** Beyond these a person is notified; the failover waits for none of them. */
const tolerated = {
  tableLag: seconds(30),
  logLag: minutes(15),
  /** An accepted payment that waits longer has outlived the data loss that the system may have. */
  retryAge: minutes(5),
  retryMinutes: 5,
  certificate: days(30),
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
  const { region, names, topic, journal, conflicts } = site;
  const metrics = { namespace: PAYMENTS_NAMESPACE, tableName, peer };
  const here = buckets[region.role].bucketName;
  const there = buckets[peer.role].bucketName;
  const { tableLag, logLag } = tolerated;
  const alarms: Readonly<Record<string, Alarm>> = {
    ...serviceAlarms(site),
    "table-lag": alarm.tableReplicationLag(names.alarms.tableLag, tableName, peer.name, tableLag),
    "log-lag": alarm.bucketReplicationLag(names.alarms.logLag, { from: there, to: here, ruleId }, logLag),
    "log-failures": alarm.bucketReplicationFailures(names.alarms.logFailures, { from: here, to: there, ruleId }),
    ...heartbeatAlarms(names.alarms, metrics),
    ...journalAlarms(names.alarms, { ...metrics, records: "Payments", journal, conflicts }),
  };
  return new AlarmSet(`alarms-${region.role}`, { topic, alarms });
}

/**
 * The alarms by which a bad release tells itself. Health checks ask all the time; a journal is asked when somebody writes, and
 * an authorizer, where there is one, when somebody calls.
 */
export function releaseAlarms({ alarms }: PaymentsNames, isAuthorized: boolean): readonly string[] {
  return [
    alarms.apiErrors,
    alarms.processorErrors,
    alarms.healthErrors,
    alarms.retryErrors,
    alarms.retryPending,
    alarms.heartbeatFailures,
    alarms.journalErrors,
    ...(isAuthorized ? [alarms.authorizerErrors] : []),
  ];
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
    // It answers what it could not record: an error is its own, and comes once in three minutes for each message.
    "retry-errors": alarm.functionErrors(alarms.retryErrors, retry.functionName, alarm.noTolerance),
    ...authorizerAlarms(site),
    "retry-throttles": alarm.functionThrottles(alarms.retryThrottles, retry.functionName, alarm.noTolerance),
    "retry-pending": alarm.messagesPending(alarms.retryPending, retries.queueName, tolerated.retryMinutes),
    certificate: alarm.certificateExpiry(alarms.certificate, certificateArn, tolerated.certificate),
    "retry-age": alarm.messagesLate(alarms.retryAge, retries.queueName, retryAge),
    "dead-letters": alarm.messagesWaiting(alarms.deadLetters, deadLetters.queueName),
  } satisfies Readonly<Record<string, Alarm>>;
}

function authorizerAlarms({ names: { alarms }, authorizer }: Site): Readonly<Record<string, Alarm>> {
  return authorizer === undefined
    ? {}
    : {
        "authorizer-errors": alarm.functionErrors(alarms.authorizerErrors, authorizer.functionName, tolerated.errors),
        "authorizer-throttles": alarm.functionThrottles(
          alarms.authorizerThrottles,
          authorizer.functionName,
          alarm.noTolerance,
        ),
      };
}

/** On Route 53's own verdict, in the region where its metrics are. */
export function endpointAlarms(
  { healthMetrics: region }: RegionPair,
  sites: ByRole<Site>,
  checks: ByRole<EndpointCheck>,
  emails: readonly string[],
): readonly Arn[] {
  const { alarms, topic: topicName } = namePayments(region.names);
  const set = endpointAlarmSet({
    region,
    topics: Object.values(sites).map(({ topic }) => topic),
    topicName,
    emails,
    alarms: {
      primary: alarm.endpointDown(alarms.primaryHealth, "primary", checks.primary.healthCheckId),
      secondary: alarm.endpointDown(alarms.secondaryHealth, "secondary", checks.secondary.healthCheckId),
    },
  });
  return arnsOf(region, set);
}

function arnsOf({ arns }: Region, { alarmNames }: AlarmSet): readonly Arn[] {
  return alarmNames.map((name) => arns.alarm(name));
}
