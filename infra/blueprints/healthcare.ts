import { databaseAccessAcross } from "../components/ec2/database-access";
import { NetworkPeering } from "../components/ec2/network-peering";
import type { EventBus } from "../components/events/event-bus";
import { FunctionRule } from "../components/events/function-rule";
import { QueueConsumer } from "../components/lambda/queue-consumer";
import { type FunctionCode, RegionalFunction } from "../components/lambda/regional-function";
import { FunctionTarget } from "../components/lb/function-target";
import { LoadBalancer } from "../components/lb/load-balancer";
import { writerLease } from "../components/orchestration/failover-policy.plan";
import type { SchemaMigrations } from "../components/rds/schema-migrations";
import { EndpointCheck } from "../components/route53/endpoint-check";
import { FailoverRecord } from "../components/route53/failover-record";
import { Latch } from "../components/route53/latch";
import { queueUrl } from "../components/sqs/queue";
import { SecureParameters } from "../components/ssm/secure-parameters";
import type { HealthcareConfig } from "../config/types";
import { functionArchive } from "../lib/lambda/archive";
import { healthcareNamePattern, nameHealthcare } from "../naming/systems/healthcare";
import { type ByRole, inBoth, openPair } from "../regions/pair";
import { mebibytes } from "../units/size";
import { minutes, seconds } from "../units/time";
import { certificateOf } from "./certificate-of";
import { assetBuckets, backups, type RecordsDatabase, recordsDatabase } from "./healthcare-data";
import { eventBuses, eventSource } from "./healthcare-events";
import { type FailoverFunctions, failoverFunctions, readinessNamespace, readinessSystem } from "./healthcare-failover";
import { failoverAlarms, failoverOf, rolesOfFailover } from "./healthcare-orchestration";
import { recordsSchema, storeSettings } from "./healthcare-schema";
import { client, type Ground, groundOf } from "./healthcare-site";
import { dashboard, endpointAlarms, siteAlarms, tolerated } from "./healthcare-watch";
import type { Outputs } from "./outputs";
import { zoneOf } from "./zone-of";

/** Three failed checks in a row move the traffic; clients follow within one TTL. */
const recovery = { interval: seconds(30), failures: 3, ttl: seconds(60), connectionLifetime: seconds(60) };
const healthPath = "/health";
/** What the internet may ask; `/events` is what a rehearsal of the other region asks. */
const servedPaths = [healthPath, "/records", "/records/*", "/events/*"];

/** What the system has in one region. */
export interface Site extends Ground {
  readonly bus: EventBus;
  readonly api: RegionalFunction;
  readonly consumer: RegionalFunction;
  readonly target: FunctionTarget;
  readonly balancer: LoadBalancer;
}

/** Serves patient records in two regions; the standby is warm, and takes over automatically. */
export async function healthcare(config: HealthcareConfig): Promise<Outputs> {
  const pair = await openPair({
    primaryRegion: config.primaryRegion,
    secondaryRegion: config.secondaryRegion,
    zones: { primary: config.primaryZones, secondary: config.secondaryZones },
    environment: config.environmentSuffix,
    namePattern: healthcareNamePattern,
    tagsOf: (role, region) => ({ Environment: config.environmentTag, Region: region, "DR-Role": role }),
  });
  const apiName = `api.${config.domainName}`;

  const grounds = inBoth(pair, (region) => groundOf(region, config));
  const peering = peer(grounds);
  const across = [peering, ...databaseAccessAcross(client, grounds)];
  const roles = rolesOfFailover(pair, grounds);
  const database = recordsDatabase(pair, grounds, roles.orchestrator, config);
  const schema = recordsSchema(grounds, database, across, config);
  const buckets = assetBuckets(pair);
  const buses = eventBuses(pair, grounds);
  const lease = leaseSettings(grounds);
  const args = { config, database, schema, apiName, lease };
  const sites = inBoth(pair, ({ role }) => site(grounds[role], buses[role], args));
  inBoth(pair, (region, other) => parameters(sites[region.role], sites[other.role]));
  const checks = inBoth(pair, (region) => endpointCheck(sites[region.role]));
  const zone = zoneOf({
    region: pair.primary,
    zoneName: nameHealthcare(pair.primary.names).zone,
    domainName: config.domainName,
    hostedZoneId: config.hostedZoneId,
  });
  const functions: ByRole<FailoverFunctions> = inBoth(pair, (region, other) =>
    failoverFunctions(grounds[region.role], other, config),
  );
  const orchestration = failoverOf(
    pair,
    sites,
    { roles, database, checks, ...zone, servedName: apiName, healthPath, ttl: recovery.ttl },
    config,
  );
  const { latchCheck, heldCheck } = sites.secondary.names.orchestration;
  const latch = new Latch("failover-traffic", {
    region: pair.secondary,
    alarmName: orchestration.latchAlarmName,
    endpoint: checks.primary,
    checkNames: { latch: latchCheck, both: heldCheck },
  });
  const record = new FailoverRecord("api", {
    region: pair.primary,
    zoneId: zone.zoneId,
    recordName: apiName,
    answers: inBoth(pair, ({ role }) => ({ identifier: sites[role].names.record, host: sites[role].balancer.dnsName })),
    checks: { primary: latch, secondary: checks.secondary },
    ttl: recovery.ttl,
  });
  backups(pair, database);
  const alarmNames = [
    ...Object.values(inBoth(pair, (region, other) => siteAlarms(sites[region.role], functions[region.role], other))),
    failoverAlarms(pair, sites, orchestration),
    endpointAlarms(pair, sites, { ...checks, latch }, config.alertEmails),
  ].flat();
  const page = dashboard(pair.primary, pair.healthMetrics, sites, checks);

  return {
    fqdn: record.fqdn,
    primaryEndpointUrl: `${sites.primary.balancer.frontDoor.protocol.toLowerCase()}://${record.fqdn}`,
    failoverEndpointUrl: sites.secondary.balancer.url,
    primaryLoadBalancerUrl: sites.primary.balancer.url,
    ...zone,
    primaryHealthCheckId: checks.primary.healthCheckId,
    secondaryHealthCheckId: checks.secondary.healthCheckId,
    globalClusterIdentifier: database.database.globalId,
    databaseSecretName: sites.primary.names.secret,
    primaryBucket: buckets.primary.bucketName,
    secondaryBucket: buckets.secondary.bucketName,
    primaryEventBusArn: buses.primary.arn,
    secondaryEventBusArn: buses.secondary.arn,
    vpcPeeringConnectionId: peering.peeringId,
    dashboardUrl: page.url,
    primaryTopicArn: sites.primary.topic.arn,
    secondaryTopicArn: sites.secondary.topic.arn,
    primaryRehearsalFunction: functions.primary.rehearsal.functionName,
    secondaryRehearsalFunction: functions.secondary.rehearsal.functionName,
    failoverFunction: orchestration.functions.orchestrator.functionName,
    failoverSwitch: orchestration.switchName,
    failoverStateTable: orchestration.stateTableName,
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

interface SiteArgs {
  readonly config: HealthcareConfig;
  readonly database: RecordsDatabase;
  readonly schema: SchemaMigrations;
  readonly apiName: string;
  readonly lease: ReturnType<typeof leaseSettings>;
}

/** Who may write, for how long after it was heard of, and at which addresses its writer is: the same in both regions. */
function leaseSettings({ primary, secondary }: ByRole<Ground>) {
  const networks = { primary: primary.network.privateCidr.text, standby: secondary.network.privateCidr.text };
  return {
    LEASE_TABLE: primary.names.orchestration.stateTable,
    LEASE_SYSTEM: primary.names.globalCluster,
    LEASE_SECONDS: String(writerLease),
    LEASE_NETWORKS: JSON.stringify(networks),
  };
}

function site(ground: Ground, bus: EventBus, args: SiteArgs): Site {
  const { region, names, network } = ground;
  const { role } = region;
  const functions = functionsIn(ground, bus, args);
  const target = new FunctionTarget(`target-${role}`, {
    region,
    targetGroupName: names.target,
    function: functions.api,
    healthPath,
    healthInterval: seconds(35),
    healthTimeout: seconds(30),
  });
  const balancer = new LoadBalancer(`balancer-${role}`, {
    region,
    balancerName: names.balancer,
    securityGroupName: names.balancerGuard,
    network,
    certificateArn: certificateOf(region, {
      ...args.config,
      certificateName: names.certificate,
      domainName: args.apiName,
      ttl: recovery.ttl,
    }),
    forwarding: { paths: servedPaths, targetGroupArn: target.targetGroupArn },
    connectionLifetime: recovery.connectionLifetime,
  });
  return { ...ground, bus, ...functions, target, balancer };
}

/** The very same code and settings go to both regions, without reserved concurrency: small accounts refuse it. */
function functionsIn(
  ground: Ground,
  bus: EventBus,
  { config, database, schema, lease }: SiteArgs,
): Pick<Site, "api" | "consumer"> {
  const { region, names, deadLetters, intake, network, clientGuard, apiRole, consumerRole } = ground;
  const { role } = region;
  const inside = { of: network, groupId: clientGuard.groupId };
  const store = storeSettings(ground, database);
  const after = [schema.done];
  const ways = {
    ...lease,
    EVENT_BUS: names.bus,
    INTAKE_QUEUE_URL: queueUrl(region, names.intake),
  };
  const api = new RegionalFunction(`api-${role}`, {
    region,
    functionName: names.api,
    role: apiRole,
    logGroupName: names.apiLogs,
    code: codeOf("records-api", config),
    environment: {
      SERVICE_NAME: "records-api",
      REGION_ROLE: role,
      ...ways,
      METRIC_NAMESPACE: readinessNamespace,
      METRIC_SYSTEM: readinessSystem(region),
      DATABASE_OWN_WRITER_HOST: database.database.endpoints[role].writer,
      ...store,
    },
    deadLetters,
    network: inside,
    after,
  });
  const consumer = new RegionalFunction(`consumer-${role}`, {
    region,
    functionName: names.consumer,
    role: consumerRole,
    logGroupName: names.consumerLogs,
    code: codeOf("records-events", config),
    environment: { SERVICE_NAME: "records-events", REGION_ROLE: role, ...ways, ...store },
    deadLetters,
    network: inside,
    after,
  });
  new FunctionRule(`consume-${role}`, {
    region,
    ruleName: names.consumeRule,
    description: "Notes the events of both regions",
    trigger: { bus, pattern: { source: [eventSource] } },
    function: consumer,
    deadLetters,
  });
  new QueueConsumer(`intake-${role}`, { region, queue: intake, function: consumer, batchSize: 5, concurrency: 2 });
  return { api, consumer };
}

function codeOf(name: string, { runtime, logRetention }: HealthcareConfig): FunctionCode {
  return { archive: functionArchive(name), runtime, memory: mebibytes(512), timeout: seconds(10), logRetention };
}

/** The same settings in both regions, and what each must know of the other. */
function parameters({ region, names, balancer }: Site, peerSite: Site): SecureParameters {
  const { endpoint, peerEndpoint, limits } = names.parameters;
  return new SecureParameters(`parameters-${region.role}`, {
    region,
    parameters: {
      endpoint: { parameterName: endpoint, description: "Where this region serves", value: balancer.url },
      peerEndpoint: {
        parameterName: peerEndpoint,
        description: "Where the other region serves",
        value: peerSite.balancer.url,
      },
      limits: {
        parameterName: limits,
        description: "From when on a standby counts as not ready",
        value: JSON.stringify({ backupAgeSeconds: tolerated.backupAge, deliverySeconds: minutes(2) }),
      },
    },
  });
}

function endpointCheck({ region, names, target, balancer }: Site): EndpointCheck {
  return new EndpointCheck(`endpoint-${region.role}`, {
    region,
    checkName: names.healthCheck,
    host: balancer.dnsName,
    protocol: balancer.frontDoor.protocol,
    port: balancer.frontDoor.port,
    path: healthPath,
    interval: recovery.interval,
    failureThreshold: recovery.failures,
    answeredBy: [target.attachment, balancer.forwarding],
  });
}
