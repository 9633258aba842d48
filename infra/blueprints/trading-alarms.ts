import { type Alarm, AlarmSet } from "../components/cloudwatch/alarm-set";
import * as alarm from "../components/cloudwatch/alarms.plan";
import type { EndpointCheck } from "../components/route53/endpoint-check";
import type { Bucket } from "../components/s3/bucket";
import { TRADING_NAMESPACE } from "../lib/lambda/trade-processor/metrics";
import { nameTrading, type TradingNames } from "../naming/systems/trading";
import type { ByRole, Region, RegionPair } from "../regions/pair";
import { days, minutes, seconds } from "../units/time";
import { endpointAlarmSet } from "./endpoint-alarms";
import { heartbeatAlarms, journalAlarms } from "./record-alarms";
import type { Site } from "./trading";

/** Beyond these a person is notified; the failover waits for none of them. */
const tolerated = {
  tableLag: seconds(30),
  archiveLag: minutes(15),
  errors: { events: 5, minutes: 2 },
  certificate: days(30),
};

export interface SiteAlarmArgs {
  readonly tableName: string;
  readonly buckets: ByRole<Bucket>;
  readonly ruleId: string;
}

/** The alarms by which a bad release tells itself. Health checks ask all the time; a journal is asked when somebody writes. */
export function releaseAlarms({ alarms }: TradingNames): readonly string[] {
  return [
    alarms.balancerErrors,
    alarms.targetErrors,
    alarms.functionErrors,
    alarms.healthAnswers,
    alarms.healthErrors,
    alarms.heartbeatFailures,
    alarms.journalErrors,
  ];
}

/** Each region watches its own half, so that the other half is still watched when it is gone. */
export function siteAlarms(site: Site, peer: Region, args: SiteAlarmArgs): AlarmSet {
  const { region, names, topic, journal, conflicts } = site;
  const { tableName, buckets, ruleId } = args;
  const metrics = { namespace: TRADING_NAMESPACE, tableName, peer };
  const { tableLag, archiveLag } = tolerated;
  const here = buckets[region.role].bucketName;
  const there = buckets[peer.role].bucketName;
  const incoming = { from: there, to: here, ruleId };
  const outgoing = { from: here, to: there, ruleId };
  const alarms: Readonly<Record<string, Alarm>> = {
    ...serviceAlarms(site),
    ...heartbeatAlarms(names.alarms, metrics),
    ...journalAlarms(names.alarms, { ...metrics, records: "Trades", journal, conflicts }),
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

export function endpointAlarms(
  { healthMetrics: region }: RegionPair,
  sites: ByRole<Site>,
  checks: ByRole<EndpointCheck>,
  emails: readonly string[],
): readonly string[] {
  const { alarms, topic: topicName } = nameTrading(region.names);
  return endpointAlarmSet({
    region,
    topics: Object.values(sites).map(({ topic }) => topic),
    topicName,
    emails,
    alarms: {
      primary: alarm.endpointDown(alarms.primaryHealth, "primary", checks.primary.healthCheckId),
      secondary: alarm.endpointDown(alarms.secondaryHealth, "secondary", checks.secondary.healthCheckId),
    },
  }).alarmNames;
}
