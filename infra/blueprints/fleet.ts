import * as pulumi from "@pulumi/pulumi";
import { InstanceGroup } from "../components/autoscaling/instance-group";
import { LaunchTemplate } from "../components/autoscaling/launch-template";
import { databaseAccessAcross, databasePort } from "../components/ec2/database-access";
import { NetworkPeering } from "../components/ec2/network-peering";
import { Passage } from "../components/ec2/passage";
import { InstanceTarget } from "../components/lb/instance-target";
import { LoadBalancer } from "../components/lb/load-balancer";
import { writerLease } from "../components/orchestration/failover-policy.plan";
import { EndpointCheck } from "../components/route53/endpoint-check";
import { FailoverRecord } from "../components/route53/failover-record";
import { Latch } from "../components/route53/latch";
import { SecureParameters } from "../components/ssm/secure-parameters";
import { Firewall } from "../components/wafv2/firewall";
import type { FleetConfig } from "../config/types";
import { userData } from "../lib/instance/user-data";
import { fleetNamePattern } from "../naming/systems/fleet";
import { type ByRole, inBoth, openPair, type Region } from "../regions/pair";
import { minutes, seconds } from "../units/time";
import { certificateOf } from "./certificate-of";
import {
  backups,
  databaseName,
  dataOf,
  deliveryRole,
  type FleetData,
  keepingOf,
  keyOf,
  metricStream,
} from "./fleet-data";
import { capacityMirror, failoverAlarms, failoverOf, mirrorAlarms, rolesOfFailover } from "./fleet-failover";
import { siteLogs } from "./fleet-logs";
import { client, type Ground, groundOf, namesOf } from "./fleet-site";
import { endpointAlarms, readings, siteAlarms, standbyAlarms, streamAlarms } from "./fleet-watch";
import type { Outputs } from "./outputs";
import { zoneOf } from "./zone-of";

/** Three failed checks in a row move the traffic; clients follow within one TTL, and so do open connections. */
const recovery = { interval: seconds(30), failures: 3, ttl: seconds(60), connectionLifetime: seconds(60) };
/** The orchestrator knows by its own probes how long the primary fails: of the world it asks whether, and sooner. */
const failuresForWitness = 2;
/** Whether an instance is well, and whether its region could serve. */
const paths = { health: "/health", readiness: "/ready" };
/** The same in both regions, and at work all the time: a standby that has to launch first depends on EC2 on its worst day. */
export const fleetSize = { minimum: 3, maximum: 9 };
const instances = {
  type: "t3.medium",
  // Found at each launch, so that the template is the same text in both regions and never old.
  image: "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
  port: 8080,
  cpuTarget: 60,
  warmUp: minutes(2),
};

/** Of one address in five minutes: ten a second, on and on. */
const mostRequests = 3_000;

/** What the system has in one region. */
export interface Site extends Ground {
  readonly target: InstanceTarget;
  readonly balancer: LoadBalancer;
  readonly group: InstanceGroup;
}

/** Serves payments from instances of two regions; when the first is lost, traffic and database move by themselves. */
export async function fleet(config: FleetConfig): Promise<Outputs> {
  const pair = await openPair({
    primaryRegion: config.primaryRegion,
    secondaryRegion: config.secondaryRegion,
    zones: { primary: config.primaryZones, secondary: config.secondaryZones },
    environment: config.environmentSuffix,
    namePattern: fleetNamePattern,
    tagsOf: (role) => ({ Environment: config.environmentTag, "DR-Role": role }),
  });
  const servedName = `app.${config.domainName}`;

  const grounds = inBoth(pair, (region) => groundOf(region, config));
  const peering = peer(grounds);
  databaseAccessAcross(client, grounds);
  const delivery = deliveryRole(pair);
  const roles = rolesOfFailover(pair, grounds);
  const key = keyOf(pair, grounds, delivery, roles.orchestrator, config);
  const data = dataOf(pair, grounds, key, config);
  const sites = inBoth(pair, ({ role }) => site(grounds[role], data, servedName, config));
  const checks = inBoth(pair, ({ role }) => endpointCheck(sites[role]));
  const zone = zoneOf({
    region: pair.primary,
    zoneName: namesOf(pair.primary).zone,
    domainName: config.domainName,
    hostedZoneId: config.hostedZoneId,
    isKept: keepingOf(config).isKept,
  });
  const witnessCheck = witnessOf(pair.secondary, sites.primary);
  const vaults = backups(pair, grounds, data, config);
  const stream = metricStream(pair, key, delivery, config);
  const orchestration = failoverOf(
    pair,
    sites,
    {
      roles,
      data,
      checks: { primary: witnessCheck, secondary: checks.secondary },
      ...zone,
      servedName,
      readinessPath: paths.readiness,
      ttl: recovery.ttl,
    },
    config,
  );
  const latch = new Latch("failover-traffic", {
    region: pair.secondary,
    alarmName: orchestration.latchAlarmName,
    endpoint: checks.primary,
    checkNames: {
      latch: sites.secondary.names.orchestration.latchCheck,
      both: sites.secondary.names.orchestration.heldCheck,
    },
  });
  const record = new FailoverRecord("app", {
    region: pair.primary,
    zoneId: zone.zoneId,
    recordName: servedName,
    answers: inBoth(pair, ({ role }) => ({ identifier: sites[role].names.record, host: sites[role].balancer.dnsName })),
    checks: { primary: latch, secondary: checks.secondary },
    ttl: recovery.ttl,
  });
  const mirror = capacityMirror(pair, sites, fleetSize, config);
  const alarmNames = [
    ...Object.values(inBoth(pair, ({ role }, other) => siteAlarms(sites[role], other, vaults[role]))),
    standbyAlarms(sites.secondary),
    streamAlarms(sites.primary, stream),
    failoverAlarms(pair, sites, orchestration),
    endpointAlarms(pair, sites, { ...checks, witness: witnessCheck, latch }, config.alertEmails),
    mirrorAlarms(sites.secondary, mirror),
  ].flat();

  return {
    fqdn: record.fqdn,
    url: `${sites.primary.balancer.frontDoor.protocol.toLowerCase()}://${record.fqdn}`,
    primaryEndpointUrl: sites.primary.balancer.url,
    drEndpointUrl: sites.secondary.balancer.url,
    ...zone,
    ...readings(pair, sites, checks),
    primaryHealthCheckId: checks.primary.healthCheckId,
    drHealthCheckId: checks.secondary.healthCheckId,
    globalClusterIdentifier: data.database.globalId,
    primaryClusterIdentifier: grounds.primary.names.cluster,
    drClusterIdentifier: grounds.secondary.names.cluster,
    databaseEndpoint: data.database.currentWriter,
    databaseSecretName: grounds.primary.names.secret,
    sessionTable: data.sessions.table.name,
    primaryAutoScalingGroup: sites.primary.group.groupName,
    drAutoScalingGroup: sites.secondary.group.groupName,
    vpcPeeringConnectionId: peering.peeringId,
    primaryBackupVaultArn: vaults.primary.arn,
    drBackupVaultArn: vaults.secondary.arn,
    failoverFunction: orchestration.functions.orchestrator.functionName,
    failoverSwitch: orchestration.switchName,
    failoverStateTable: orchestration.stateTableName,
    metricBucket: sites.secondary.names.metrics.bucket,
    primaryTopicArn: sites.primary.topic.arn,
    drTopicArn: sites.secondary.topic.arn,
    alarmNames,
  };
}

function peer(grounds: ByRole<Ground>): NetworkPeering {
  const { primary, secondary } = grounds;
  return new NetworkPeering("peering", {
    peeringNames: { primary: primary.names.peering, secondary: secondary.names.peering },
    sides: grounds,
  });
}

function site(ground: Ground, data: FleetData, servedName: string, config: FleetConfig): Site {
  const { region, names, network, clientGuard } = ground;
  const { role } = region;
  const target = new InstanceTarget(`target-${role}`, {
    region,
    targetGroupName: names.target,
    network,
    port: instances.port,
    healthPath: paths.health,
    healthInterval: seconds(10),
    healthTimeout: seconds(5),
    drainTime: seconds(30),
  });
  const balancer = new LoadBalancer(`balancer-${role}`, {
    region,
    balancerName: names.balancer,
    securityGroupName: names.balancerGuard,
    network,
    certificateArn: certificateOf(region, {
      ...config,
      certificateName: names.certificate,
      domainName: servedName,
      ttl: recovery.ttl,
    }),
    forwarding: { paths: ["/", paths.health, paths.readiness], targetGroupArn: target.targetGroupArn },
    ...siteLogs(ground, config),
    connectionLifetime: recovery.connectionLifetime,
  });
  if (config.firewall === "on") {
    new Firewall(`firewall-${role}`, { region, firewallName: names.firewall, balancer, mostRequests });
  }
  const passage = new Passage(`balancer-to-instances-${role}`, {
    from: balancer,
    to: clientGuard,
    port: instances.port,
    description: "Requests and checks to the instances",
  });
  const settings = settingsOf(ground, data, config);
  const group = new InstanceGroup(`fleet-${role}`, {
    region,
    groupName: names.group,
    scalingName: names.scaling,
    instanceName: names.instance,
    network,
    template: templateOf(ground),
    target,
    size: fleetSize,
    isMinimumMoved: role === "secondary",
    cpuTarget: instances.cpuTarget,
    warmUp: instances.warmUp,
    dependsOn: [balancer.forwarding, passage, settings, data.password.ready, data.sessions.table],
  });
  return { ...ground, target, balancer, group };
}

function templateOf({ region, names, clientGuard: guard, instanceRole: role }: Ground): LaunchTemplate {
  return new LaunchTemplate(`fleet-${region.role}`, {
    region,
    templateName: names.template,
    instanceName: names.instance,
    instanceType: instances.type,
    image: instances.image,
    guard,
    role,
    roleName: names.instanceRole,
    userData: userData({
      serviceName: "fleet",
      port: instances.port,
      settingsParameter: names.settings,
      databaseSecret: names.secret,
      sessionTable: names.sessions,
      lease: { table: names.orchestration.stateTable, system: names.globalDatabase, seconds: writerLease },
    }),
  });
}

/** What an instance cannot know before it runs: the database's address is made by AWS, another one in each region. */
function settingsOf({ region, names }: Ground, { database }: FleetData, config: FleetConfig): SecureParameters {
  const { reader } = database.endpoints[region.role];
  return new SecureParameters(`settings-${region.role}`, {
    region,
    parameters: {
      settings: {
        parameterName: names.settings,
        description: "Where the instances of this region find the database",
        value: pulumi.jsonStringify({
          databaseHost: reader,
          writerHost: database.currentWriter,
          databasePort,
          databaseName,
          // By them an instance knows the database of which side it has before it.
          networks: { primary: config.primaryCidr.text, standby: config.secondaryCidr.text },
          // A standby that waited for its own promotion would leave the DNS without any region that is well.
          readyThrough: region.role === "primary" ? "writer" : "reader",
        }),
      },
    },
  });
}

function endpointCheck(site: Site): EndpointCheck {
  const { region, names } = site;
  return new EndpointCheck(`endpoint-${region.role}`, {
    region,
    checkName: names.healthCheck,
    failureThreshold: recovery.failures,
    ...askedOf(site),
  });
}

/** Part of the standby, and asks the primary. */
function witnessOf(standby: Region, primary: Site): EndpointCheck {
  return new EndpointCheck("failover-witness", {
    region: standby,
    checkName: namesOf(standby).orchestration.witnessCheck,
    failureThreshold: failuresForWitness,
    ...askedOf(primary),
  });
}

function askedOf({ balancer, group }: Site) {
  return {
    host: balancer.dnsName,
    protocol: balancer.frontDoor.protocol,
    port: balancer.frontDoor.port,
    path: paths.readiness,
    interval: recovery.interval,
    answeredBy: [group.group, balancer.forwarding],
  };
}
