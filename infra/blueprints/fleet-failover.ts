import * as pulumi from "@pulumi/pulumi";
import { CapacityMirror } from "../components/autoscaling/capacity-mirror";
import type { GroupSize } from "../components/autoscaling/instance-group";
import { AlarmSet } from "../components/cloudwatch/alarm-set";
import * as alarm from "../components/cloudwatch/alarms.plan";
import { FailoverOrchestration } from "../components/orchestration/failover-orchestration";
import { writerLease } from "../components/orchestration/failover-policy.plan";
import { type FailoverRoles, failoverRoles } from "../components/orchestration/failover-roles";
import type { EndpointCheck } from "../components/route53/endpoint-check";
import type { FleetConfig } from "../config/types";
import type { ByRole, RegionPair } from "../regions/pair";
import { type Seconds, seconds } from "../units/time";
import type { Site } from "./fleet";
import { type FleetData, keepingOf } from "./fleet-data";
import { type Ground, namesOf } from "./fleet-site";
import { orchestrationAlarms } from "./orchestration-alarms";

/** The look of the minute, the one before it that still runs, an alarm and a person: none of them waits for the account. */
export const reservedConcurrency = 5;
/** Auto Scaling may refuse while it launches; the next minute asks again. */
const mirrorTolerance = { events: 3, minutes: 5 };

/** What is known of the failover before anything is made, and again when the rest of it is. */
function rights({ primary, secondary }: RegionPair, grounds: ByRole<Ground>) {
  const names = namesOf(secondary);
  return {
    region: secondary,
    primary,
    names: names.orchestration,
    database: {
      globalName: grounds.primary.names.globalDatabase,
      clusterNames: { primary: grounds.primary.names.cluster, secondary: names.cluster },
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
  readonly data: FleetData;
  /** Tell whether the world gets to each side. */
  readonly checks: ByRole<EndpointCheck>;
  readonly zoneId: pulumi.Input<string>;
  readonly nameServers: pulumi.Input<readonly string[]>;
  readonly servedName: string;
  /** What both regions are asked, by Route 53 and by the orchestrator. */
  readonly readinessPath: string;
  readonly ttl: Seconds;
}

/** All of it in the standby region: the primary, when it is lost, can neither help nor hinder it. */
export function failoverOf(
  pair: RegionPair,
  sites: ByRole<Site>,
  args: FailoverArgs,
  config: FleetConfig,
): FailoverOrchestration {
  const { domainName, runtime, logRetention, failoverMode, mostLossSeconds, commitHold } = config;
  const { roles, data, checks, zoneId, nameServers, servedName, ttl } = args;
  const endpointOf = ({ balancer }: Site) => pulumi.interpolate`${balancer.url}${args.readinessPath}`;
  const { alarms } = sites.secondary.names;
  return new FailoverOrchestration("failover", {
    ...rights(pair, sites),
    service: "fleet",
    metricNamespace: "Fleet/Failover",
    roles,
    endpoints: { primary: endpointOf(sites.primary), secondary: endpointOf(sites.secondary) },
    servedName,
    witness: { zoneId, nameServers, recordName: `failover-witness.${domainName}`, checks, ttl },
    alarmNames: [alarms.databaseLag, alarms.databaseLoss, alarms.replicationStatus],
    runtime,
    logRetention,
    mode: failoverMode,
    losses: {
      mostLoss: seconds(mostLossSeconds),
      commitsHeldAfter: commitHold === "none" ? undefined : commitHold,
    },
    reservedConcurrency,
    isWriterAsked: true,
    writerLease,
    isStateKept: keepingOf(config).isKept,
    stateKeyArns: {
      [pair.primary.name]: data.key.keyArns.primary,
      [pair.secondary.name]: data.key.keyArns.secondary,
    },
  });
}

export function failoverAlarms(
  pair: RegionPair,
  { primary, secondary }: ByRole<Site>,
  orchestration: FailoverOrchestration,
): readonly string[] {
  const { alarms, orchestration: names } = secondary.names;
  const topics = { primary: primary.topic, secondary: secondary.topic };
  const told = orchestrationAlarms(pair, topics, orchestration, { ...alarms, heartbeat: names.heartbeatAlarm });
  return [...told, names.latchAlarm, names.writerAlarms.silent, names.writerAlarms.copy];
}

/** In the standby region too, and by a function of its own: what moves the writer waits for no capacity. */
export function capacityMirror(
  { primary, secondary }: RegionPair,
  sites: ByRole<Site>,
  size: GroupSize,
  { runtime, logRetention }: FleetConfig,
): CapacityMirror {
  return new CapacityMirror("failover-capacity", {
    region: secondary,
    primary,
    names: sites.secondary.names.mirror,
    primaryGroup: sites.primary.group,
    standbyGroup: sites.secondary.group,
    size,
    runtime,
    logRetention,
    reservedConcurrency,
  });
}

export function mirrorAlarms({ names, topic }: Site, mirror: CapacityMirror): readonly string[] {
  const { alarms } = names;
  return new AlarmSet("alarms-failover-capacity", {
    topic,
    alarms: {
      errors: alarm.functionErrors(alarms.mirrorErrors, mirror.function.functionName, mirrorTolerance),
      "dead-letters": alarm.messagesWaiting(alarms.mirrorDeadLetters, mirror.deadLetters.queueName),
    },
  }).alarmNames;
}
