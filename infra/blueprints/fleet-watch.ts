import type { BackupVault } from "../components/backup/backup-vault";
import { type Alarm, AlarmSet } from "../components/cloudwatch/alarm-set";
import * as alarm from "../components/cloudwatch/alarms.plan";
import type { MetricStream } from "../components/cloudwatch/metric-stream";
import type { EndpointCheck } from "../components/route53/endpoint-check";
import type { Latch } from "../components/route53/latch";
import type { ByRole, Region, RegionPair } from "../regions/pair";
import { minutes, seconds } from "../units/time";
import { endpointAlarmSet } from "./endpoint-alarms";
import { fleetSize, type Site } from "./fleet";
import { namesOf } from "./fleet-site";

/** Beyond these a person is notified. */
const tolerated = {
  databaseLag: seconds(1),
  /** What the loss of the other region may lose. */
  databaseLoss: minutes(1),
  sessionLag: seconds(1),
  errors: { events: 5, minutes: 2 },
  delivery: minutes(5),
};
/** In minutes. A cluster that has just become a secondary needs a while to tell its first lag. */
const silentPeriods = 3;
const thinPeriods = 5;

/** Each region watches its own half, so that the other half is still watched when it is gone. */
export function siteAlarms(site: Site, peer: Region, vault: BackupVault): readonly string[] {
  const { region, names, topic, balancer, target, group } = site;
  const { alarms: by } = names;
  const alarms: Readonly<Record<string, Alarm>> = {
    "database-lag": alarm.databaseReplicationLag(by.databaseLag, names.cluster, tolerated.databaseLag),
    "database-loss": alarm.databaseLossExposure(by.databaseLoss, names.cluster, tolerated.databaseLoss),
    "session-lag": alarm.tableReplicationLag(by.sessionLag, names.sessions, peer.name, tolerated.sessionLag),
    capacity: alarm.groupCapacity(by.capacity, group.groupName, fleetSize.minimum, thinPeriods),
    "unhealthy-targets": alarm.unhealthyTargets(
      by.unhealthyTargets,
      balancer.arnSuffix,
      target.targetGroupArnSuffix,
      thinPeriods,
    ),
    "balancer-errors": alarm.balancerErrors(by.balancerErrors, balancer.arnSuffix, tolerated.errors),
    "target-errors": alarm.targetErrors(
      by.targetErrors,
      balancer.arnSuffix,
      target.targetGroupArnSuffix,
      tolerated.errors,
    ),
    "backup-failures": alarm.backupFailures(by.backupFailures, vault.vaultName),
    "copy-failures": alarm.backupCopyFailures(by.copyFailures, vault.vaultName),
  };
  return new AlarmSet(`alarms-${region.role}`, { topic, alarms }).alarmNames;
}

/** Where the standby would notice that it is one no more. After a planned switchover it speaks until the parts are back. */
export function standbyAlarms({ names, topic }: Site): readonly string[] {
  return new AlarmSet("alarms-replication", {
    topic,
    alarms: {
      status: alarm.databaseReplicationSilence(names.alarms.replicationStatus, names.cluster, silentPeriods),
    },
  }).alarmNames;
}

export function streamAlarms({ names, topic }: Site, { deliveryName }: MetricStream): readonly string[] {
  return new AlarmSet("alarms-metrics", {
    topic,
    alarms: { delivery: alarm.deliveryLate(names.alarms.metricDelivery, deliveryName, tolerated.delivery) },
  }).alarmNames;
}

/** On Route 53's own verdict, in the region where its metrics are. */
export function endpointAlarms(
  { healthMetrics: region }: RegionPair,
  sites: ByRole<Site>,
  checks: ByRole<EndpointCheck> & { readonly witness: EndpointCheck; readonly latch: Latch },
  emails: readonly string[],
): readonly string[] {
  const { alarms, topic: topicName } = namesOf(region);
  return endpointAlarmSet({
    region,
    topics: Object.values(sites).map(({ topic }) => topic),
    topicName,
    emails,
    alarms: {
      primary: alarm.endpointDown(alarms.primaryHealth, "primary", checks.primary.healthCheckId),
      secondary: alarm.endpointDown(alarms.secondaryHealth, "DR", checks.secondary.healthCheckId),
      held: alarm.endpointDown(alarms.heldHealth, "primary, or held back,", checks.latch.healthCheckId),
      witness: alarm.endpointDown(alarms.witnessHealth, "primary, twice in a row,", checks.witness.healthCheckId),
    },
  }).alarmNames;
}

/** Where a person reads what was asked of this system: how well the endpoints are, and how far the standby is behind. */
export function readings(
  { healthMetrics }: RegionPair,
  { primary, secondary }: ByRole<Site>,
  checks: ByRole<EndpointCheck>,
) {
  const health = ({ region: { role } }: Site) => ({
    healthCheckId: checks[role].healthCheckId,
    region: healthMetrics.name,
    namespace: "AWS/Route53",
    metricName: "HealthCheckStatus",
    alarmName: namesOf(healthMetrics).alarms[`${role}Health`],
  });
  const databaseLag = ({ region, names }: Site) => ({
    region: region.name,
    namespace: "AWS/RDS",
    metricName: "AuroraGlobalDBReplicationLag",
    dimensions: { DBClusterIdentifier: names.cluster },
    unit: "Milliseconds",
    alarmName: names.alarms.databaseLag,
  });
  const sessionLag = ({ region, names }: Site, { region: { name: ReceivingRegion } }: Site) => ({
    region: region.name,
    namespace: "AWS/DynamoDB",
    metricName: "ReplicationLatency",
    dimensions: { TableName: names.sessions, ReceivingRegion },
    unit: "Milliseconds",
    alarmName: names.alarms.sessionLag,
  });
  return {
    healthCheckStatus: { primary: health(primary), dr: health(secondary) },
    replicationLagMetrics: {
      database: databaseLag(secondary),
      databaseAfterFailover: databaseLag(primary),
      sessions: sessionLag(primary, secondary),
      sessionsAfterFailover: sessionLag(secondary, primary),
    },
  };
}
