import * as pulumi from "@pulumi/pulumi";
import { type Alarm, AlarmSet } from "../components/cloudwatch/alarm-set";
import * as alarm from "../components/cloudwatch/alarms.plan";
import { Dashboard } from "../components/cloudwatch/dashboard";
import type { EndpointCheck } from "../components/route53/endpoint-check";
import type { Latch } from "../components/route53/latch";
import { nameHealthcare } from "../naming/systems/healthcare";
import type { ByRole, Region, RegionPair } from "../regions/pair";
import { days, minutes, type Seconds, seconds } from "../units/time";
import { endpointAlarmSet } from "./endpoint-alarms";
import type { Site } from "./healthcare";
import { healthcareRows } from "./healthcare-dashboard.plan";
import { assetRule } from "./healthcare-data";
import { type FailoverFunctions, readinessNamespace, readinessPeriod, readinessSystem } from "./healthcare-failover";

/** Beyond these a person is notified; the failover waits for none of them. */
export const tolerated = {
  databaseLag: seconds(30),
  assetLag: minutes(15),
  /** What was accepted without a writer is to be kept within the promised time. */
  intakeLate: minutes(15),
  errors: { events: 5, minutes: 2 },
  /** Of the some 1,600 that the smallest allowed instance takes. */
  connections: 1_000,
  /** One daily backup, its start window, and the time that it and its copy take. */
  backupAge: days(1) + minutes(240),
};

/** Each region watches its own half, so that the other half is still watched when it is gone. */
export function siteAlarms(site: Site, functions: FailoverFunctions, peer: Region): readonly string[] {
  const { region, names, topic, deadLetters, intake, api, consumer, target, balancer } = site;
  const { errors, databaseLag, assetLag, connections, intakeLate } = tolerated;
  const forwarding = { busName: names.bus, ruleName: names.forwardRule };
  const outgoing = { from: names.assets, to: nameHealthcare(peer.names).assets, ruleId: assetRule };
  const incoming = { from: nameHealthcare(peer.names).assets, to: names.assets, ruleId: assetRule };
  const alarms: Readonly<Record<string, Alarm>> = {
    "balancer-errors": alarm.balancerErrors(names.alarms.balancerErrors, balancer.arnSuffix, errors),
    "target-errors": alarm.targetErrors(
      names.alarms.targetErrors,
      balancer.arnSuffix,
      target.targetGroupArnSuffix,
      errors,
    ),
    "api-errors": alarm.functionErrors(names.alarms.apiErrors, api.functionName, errors),
    "api-throttles": alarm.functionThrottles(names.alarms.apiThrottles, api.functionName, alarm.noTolerance),
    "consumer-errors": alarm.functionErrors(names.alarms.consumerErrors, consumer.functionName, errors),
    "readiness-errors": alarm.functionErrors(
      names.alarms.readinessErrors,
      functions.readiness.functionName,
      alarm.noTolerance,
    ),
    "forwarding-failures": alarm.deliveryFailures(names.alarms.forwardingFailures, forwarding),
    "forwarding-losses": alarm.deliveryLosses(names.alarms.forwardingLosses, forwarding),
    "intake-late": alarm.messagesPending(names.alarms.intakeLate, intake.queueName, intakeLate / minutes(1)),
    "dead-letters": alarm.messagesWaiting(names.alarms.deadLetters, deadLetters.queueName),
    "database-lag": alarm.databaseReplicationLag(names.alarms.databaseLag, names.cluster, databaseLag),
    "database-connections": alarm.databaseConnections(names.alarms.databaseConnections, names.cluster, connections),
    "asset-lag": alarm.bucketReplicationLag(names.alarms.assetLag, incoming, assetLag),
    "asset-failures": alarm.bucketReplicationFailures(names.alarms.assetFailures, outgoing),
    "not-ready": readinessAlarm(names.alarms.notReady, "Ready", "The other region could not take over", region),
    "rehearsal-failed": {
      ...readinessAlarm(names.alarms.rehearsalFailed, "RehearsalPassed", "A rehearsed failover failed", region),
      // Between rehearsals the last one counts: a failure stays until one passes.
      silence: "ignore",
    },
  };
  return new AlarmSet(`alarms-${region.role}`, { topic, alarms }).alarmNames;
}

/** One metric of the failover functions, 1 or 0. */
function readinessAlarm(alarmName: string, metricName: string, description: string, region: Region): Alarm {
  return {
    alarmName,
    description,
    namespace: readinessNamespace,
    metricName,
    dimensions: { System: readinessSystem(region) },
    statistic: "Minimum",
    comparison: "LessThanThreshold",
    threshold: 1,
    period: readinessPeriod as Seconds,
    periods: 1,
    // A standby that nobody asks about counts as one that is not ready.
    silence: "breaching",
  };
}

/** On Route 53's own verdict, in the region where its metrics are. */
export function endpointAlarms(
  { healthMetrics: region }: RegionPair,
  sites: ByRole<Site>,
  checks: ByRole<EndpointCheck> & { readonly latch: Latch },
  emails: readonly string[],
): readonly string[] {
  const { alarms, topic: topicName } = nameHealthcare(region.names);
  return endpointAlarmSet({
    region,
    topics: Object.values(sites).map(({ topic }) => topic),
    topicName,
    emails,
    alarms: {
      primary: alarm.endpointDown(alarms.primaryHealth, "primary", checks.primary.healthCheckId),
      secondary: alarm.endpointDown(alarms.secondaryHealth, "secondary", checks.secondary.healthCheckId),
      held: alarm.endpointDown(alarms.heldHealth, "primary, or held back,", checks.latch.healthCheckId),
    },
  }).alarmNames;
}

/** Both regions on one page. */
export function dashboard(
  region: Region,
  healthRegion: Region,
  sites: ByRole<Site>,
  checks: ByRole<EndpointCheck>,
): Dashboard {
  const { primary, secondary } = sites;
  const rows = pulumi
    .all([
      primary.balancer.arnSuffix,
      secondary.balancer.arnSuffix,
      checks.primary.healthCheckId,
      checks.secondary.healthCheckId,
    ])
    .apply(([primaryBalancer, secondaryBalancer, primaryCheck, secondaryCheck]) => {
      const side = (site: Site, balancer: string, healthCheckId: string) => ({
        region: site.region.name,
        balancer,
        healthCheckId,
        functionName: site.api.functionName,
        clusterName: site.names.cluster,
        busRule: { busName: site.names.bus, ruleName: site.names.forwardRule },
      });
      return healthcareRows({
        sides: [side(primary, primaryBalancer, primaryCheck), side(secondary, secondaryBalancer, secondaryCheck)],
        healthRegion: healthRegion.name,
        readiness: { namespace: readinessNamespace, system: readinessSystem(region), period: readinessPeriod },
        lagLimit: tolerated.databaseLag,
      });
    });
  return new Dashboard("dashboard", { region, dashboardName: nameHealthcare(region.names).dashboard, rows });
}
