import * as pulumi from "@pulumi/pulumi";
import { AlarmSet } from "../components/cloudwatch/alarm-set";
import * as alarm from "../components/cloudwatch/alarms.plan";
import { FailoverOrchestration } from "../components/orchestration/failover-orchestration";
import { type FailoverRoles, failoverRoles } from "../components/orchestration/failover-roles";
import type { EndpointCheck } from "../components/route53/endpoint-check";
import type { HealthcareConfig } from "../config/types";
import type { ByRole, RegionPair } from "../regions/pair";
import { type Seconds, seconds } from "../units/time";
import type { Site } from "./healthcare";
import type { RecordsDatabase } from "./healthcare-data";
import { readinessNamespace } from "./healthcare-failover";
import type { Ground } from "./healthcare-site";
import { orchestrationAlarms } from "./orchestration-alarms";

/** In minutes. A cluster that has just become a secondary needs a while to tell its first lag. */
const silentPeriods = 3;

/** What is known of the failover before anything is made, and again when the rest of it is. */
function rights({ primary, secondary }: RegionPair, grounds: ByRole<Ground>) {
  return {
    region: secondary,
    primary,
    names: grounds.secondary.names.orchestration,
    database: {
      globalName: grounds.primary.names.globalCluster,
      clusterNames: { primary: grounds.primary.names.cluster, secondary: grounds.secondary.names.cluster },
    },
    topics: { primary: grounds.primary.topic, secondary: grounds.secondary.topic },
  };
}

/** Made before the key, whose policy names them. */
export function rolesOfFailover(pair: RegionPair, grounds: ByRole<Ground>): FailoverRoles {
  return failoverRoles("failover", rights(pair, grounds));
}

export interface FailoverArgs {
  readonly roles: FailoverRoles;
  readonly database: RecordsDatabase;
  /** They lead the clients, and say whether the world still gets to the primary. */
  readonly checks: ByRole<EndpointCheck>;
  readonly zoneId: pulumi.Input<string>;
  readonly nameServers: pulumi.Input<readonly string[]>;
  readonly servedName: string;
  readonly healthPath: string;
  readonly ttl: Seconds;
}

/** All of it in the standby region: the primary, when it is lost, can neither help nor hinder it. */
export function failoverOf(
  pair: RegionPair,
  sites: ByRole<Site>,
  { roles, database: { key }, checks, zoneId, nameServers, servedName, healthPath, ttl }: FailoverArgs,
  { domainName, runtime, logRetention, failoverMode, mostLossSeconds }: HealthcareConfig,
): FailoverOrchestration {
  const endpointOf = ({ balancer }: Site) => pulumi.interpolate`${balancer.url}${healthPath}`;
  const { alarms } = sites.secondary.names;
  return new FailoverOrchestration("failover", {
    ...rights(pair, sites),
    service: "records",
    metricNamespace: readinessNamespace,
    roles,
    endpoints: { primary: endpointOf(sites.primary), secondary: endpointOf(sites.secondary) },
    servedName,
    witness: { zoneId, nameServers, recordName: `failover-witness.${domainName}`, checks, ttl },
    alarmNames: [alarms.databaseLag, alarms.replicationStatus],
    runtime,
    logRetention,
    mode: failoverMode,
    losses: { mostLoss: seconds(mostLossSeconds) },
    isWriterAsked: true,
    stateKeyArns: {
      [pair.primary.name]: key.keyArns.primary,
      [pair.secondary.name]: key.keyArns.secondary,
    },
  });
}

/** Of what fails over, and of what it would fail over to. After a planned switchover the standby's speaks until the parts are back. */
export function failoverAlarms(
  pair: RegionPair,
  { primary, secondary }: ByRole<Site>,
  orchestration: FailoverOrchestration,
): readonly string[] {
  const { names, topic } = secondary;
  const { alarms } = names;
  const standby = new AlarmSet("alarms-replication", {
    topic,
    alarms: { status: alarm.databaseReplicationSilence(alarms.replicationStatus, names.cluster, silentPeriods) },
  });
  const watched = orchestrationAlarms(pair, { primary: primary.topic, secondary: topic }, orchestration, {
    orchestratorErrors: alarms.orchestratorErrors,
    notifierErrors: alarms.notifierErrors,
    deadLetters: alarms.failoverDeadLetters,
    stateLag: alarms.stateLag,
    heartbeat: names.orchestration.heartbeatAlarm,
  });
  return [...standby.alarmNames, ...watched, names.orchestration.latchAlarm];
}
