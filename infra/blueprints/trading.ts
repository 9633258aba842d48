import type * as pulumi from "@pulumi/pulumi";
import { Certificate } from "../components/acm/certificate";
import { type Alarm, AlarmSet } from "../components/cloudwatch/alarm-set";
import * as alarm from "../components/cloudwatch/alarms.plan";
import { GlobalTable } from "../components/dynamodb/global-table";
import { Network } from "../components/ec2/network";
import { ServiceRole } from "../components/iam/service-role";
import { RecordJournal } from "../components/lambda/record-journal";
import { type FunctionCode, RegionalFunction } from "../components/lambda/regional-function";
import { FunctionTarget } from "../components/lb/function-target";
import { LoadBalancer } from "../components/lb/load-balancer";
import { EndpointCheck } from "../components/route53/endpoint-check";
import { FailoverRecord } from "../components/route53/failover-record";
import { HostedZone } from "../components/route53/hosted-zone";
import { Bucket } from "../components/s3/bucket";
import type { LifecycleRule } from "../components/s3/lifecycle.plan";
import { Replication } from "../components/s3/replication";
import { AlertTopic } from "../components/sns/alert-topic";
import { Queue } from "../components/sqs/queue";
import { SecureParameters } from "../components/ssm/secure-parameters";
import type { TradingConfig } from "../config/types";
import { tableGrants } from "../iam/grants/dynamodb";
import { replicationGrants } from "../iam/grants/s3";
import { parameterGrants } from "../iam/grants/ssm";
import type { Statement } from "../iam/statement";
import { functionArchive } from "../lib/lambda/archive";
import { heartbeatKeys } from "../lib/lambda/heartbeat/heartbeat-store";
import { HEARTBEAT_FAILURES, PEER_HEARTBEAT_AGE, STANDBY_CALLS } from "../lib/lambda/heartbeat/metrics";
import { LATE_RECORDS } from "../lib/lambda/journal/metrics";
import { TRADING_NAMESPACE } from "../lib/lambda/trade-processor/metrics";
import { nameTrading, type TradingNames, tradingNamePattern } from "../naming/systems/trading";
import { type ByRole, inBoth, openPair, type Region, type RegionPair } from "../regions/pair";
import { mebibytes } from "../units/size";
import { days, minutes, seconds } from "../units/time";
import type { Outputs } from "./outputs";
import { keptForSevenYears } from "./seven-years";

/** One failed check moves the traffic; clients follow within one TTL, and no connection stays behind for longer. */
const recovery = { interval: seconds(30), failures: 1, ttl: seconds(60), connectionLifetime: seconds(60) };
const healthPath = "/health";
const servedPaths = ["/transactions", "/transactions/*"];
const availabilityZones = 2;
const reservedConcurrency = 100;
const archiveRule = "archive";
/** In the archive: what each region has recorded, line by line. */
const journalFolder = "trades";
const queueRetention = days(14);
const lifecycle: readonly LifecycleRule[] = [keptForSevenYears("trades", `${journalFolder}/`)];
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

/** What the system has in one region. */
interface Site {
  readonly region: Region;
  readonly names: TradingNames;
  readonly topic: AlertTopic;
  readonly deadLetters: Queue;
  /** Trades that shared one id with another, each taken by a region before it heard of the other. */
  readonly conflicts: Queue;
  readonly journal: RegionalFunction;
  readonly processor: RegionalFunction;
  /** The same code once more, with instances of its own: load on the service must not look like its failure. */
  readonly health: RegionalFunction;
  readonly target: FunctionTarget;
  readonly healthTarget: FunctionTarget;
  readonly balancer: LoadBalancer;
  /** Absent: the system speaks plain HTTP. */
  readonly certificateArn?: pulumi.Input<string>;
}

/** Records trades in two regions; the domain's `api` name leads to the primary while that is well. */
export async function trading(config: TradingConfig): Promise<Outputs> {
  const pair = await openPair({
    primaryRegion: config.primaryRegion,
    secondaryRegion: config.secondaryRegion,
    environment: config.environmentSuffix,
    namePattern: tradingNamePattern,
    tagsOf: (role) => ({ Environment: "production", "DR-Role": role }),
  });
  const apiName = `api.${config.domainName}`;
  const code = codeOf("trade-processor", config);
  const { table: tableName } = nameTrading(pair.primary.names);

  const table = new GlobalTable("trades", {
    home: pair.primary,
    replicas: [pair.secondary],
    tableName,
    hashKey: { name: "id", type: "S" },
  });
  const buckets = archive(pair);
  const sites = inBoth(pair, (region) => site(region, { config, code, table, tableName, apiName }));
  inBoth(pair, (region, peer) => endpoints(sites[region.role], sites[peer.role]));
  const checks = inBoth(pair, (region) => endpointCheck(sites[region.role]));
  const zone = zoneOf(config, pair.primary);
  const record = new FailoverRecord("api", {
    region: pair.primary,
    zoneId: zone.zoneId,
    recordName: apiName,
    answers: inBoth(pair, ({ role }) => ({ identifier: sites[role].names.record, host: sites[role].balancer.dnsName })),
    checks,
    ttl: recovery.ttl,
  });
  const alarmNames = [
    ...Object.values(inBoth(pair, (region, peer) => siteAlarms(sites[region.role], peer, tableName, buckets))),
    endpointAlarms(pair, sites, checks, config),
  ].flat();

  return {
    fqdn: record.fqdn,
    url: `${sites.primary.balancer.frontDoor.protocol.toLowerCase()}://${record.fqdn}`,
    ...zone,
    primaryUrl: sites.primary.balancer.url,
    secondaryUrl: sites.secondary.balancer.url,
    primaryHealthCheckId: checks.primary.healthCheckId,
    secondaryHealthCheckId: checks.secondary.healthCheckId,
    tableName: table.table.name,
    primaryBucket: buckets.primary.bucketName,
    secondaryBucket: buckets.secondary.bucketName,
    primaryTopicArn: sites.primary.topic.arn,
    secondaryTopicArn: sites.secondary.topic.arn,
    alarmNames,
  };
}

/** The very same code and settings go to both regions. */
function codeOf(name: string, { runtime, logRetention }: TradingConfig): FunctionCode {
  return {
    archive: functionArchive(name),
    runtime,
    memory: mebibytes(512),
    timeout: seconds(10),
    reservedConcurrency,
    logRetention,
  };
}

/** Each bucket copies to the other, so that what the secondary stores during an outage comes back. */
function archive(pair: RegionPair): ByRole<Bucket> {
  const bucketArns = inBoth(pair, ({ arns, names }) => {
    const { archive: bucketName } = nameTrading(names);
    return { bucket: arns.bucket(bucketName), objects: arns.objects(bucketName) };
  });
  const roles = inBoth(
    pair,
    (region, peer) =>
      new ServiceRole(`archive-replication-${region.role}`, {
        region,
        roleName: nameTrading(region.names).archiveRole,
        service: "s3.amazonaws.com",
        statements: replicationGrants.copy(bucketArns[region.role], bucketArns[peer.role]),
      }),
  );
  const buckets = inBoth(
    pair,
    (region, peer) =>
      new Bucket(`archive-${region.role}`, {
        region,
        bucketName: nameTrading(region.names).archive,
        lifecycle,
        statements: [replicationGrants.receive(roles[peer.role].arn, bucketArns[region.role])],
        principals: [roles[peer.role].role],
      }),
  );
  inBoth(
    pair,
    (region, peer) =>
      new Replication(`archive-to-${peer.role}`, {
        from: buckets[region.role],
        to: buckets[peer.role],
        role: roles[region.role],
        ruleId: archiveRule,
        // Records are kept: a deletion in one region must not hide them in the other.
        copyDeleteMarkers: false,
      }),
  );
  return buckets;
}

interface SiteArgs {
  readonly config: TradingConfig;
  readonly code: FunctionCode;
  readonly table: GlobalTable;
  readonly tableName: string;
  readonly apiName: string;
}

function site(region: Region, { config, code, table: trades, tableName, apiName }: SiteArgs): Site {
  const { role } = region;
  const names = nameTrading(region.names);
  const topic = new AlertTopic(`alerts-${role}`, { region, topicName: names.topic, emails: config.alertEmails });
  const network = new Network(`network-${role}`, {
    region,
    networkName: names.network,
    cidr: role === "primary" ? config.primaryCidr : config.secondaryCidr,
    zoneCount: availabilityZones,
  });
  const deadLetters = new Queue(`dead-letters-${role}`, {
    region,
    queueName: names.deadLetters,
    retention: queueRetention,
  });
  const conflicts = new Queue(`conflicts-${role}`, {
    region,
    queueName: names.conflicts,
    retention: queueRetention,
  });
  const table = region.arns.table(tableName);
  const functions = { region, names, code, tableName, deadLetters };
  const processor = functionIn(`processor-${role}`, functions, {
    service: "trade-processor",
    functionName: names.processor,
    roleName: names.processorRole,
    logGroupName: names.processorLogs,
    tableRights: tableGrants.readAndPut(table),
  });
  const health = functionIn(`health-${role}`, functions, {
    service: "trade-health",
    functionName: names.health,
    roleName: names.healthRole,
    logGroupName: names.healthLogs,
    tableRights: tableGrants.beat(table, heartbeatKeys),
  });
  const { function: journal } = new RecordJournal(`journal-${role}`, {
    region,
    service: "trade-journal",
    functionName: names.journal,
    roleName: names.journalRole,
    logGroupName: names.journalLogs,
    code: codeOf("record-journal", config),
    tableName,
    streamArn: trades.streamArnIn(region),
    exceptIds: heartbeatKeys,
    metricsNamespace: TRADING_NAMESPACE,
    archive: { bucketName: names.archive, folder: journalFolder },
    conflicts,
    deadLetters,
  });
  const target = targetOf(`target-${role}`, region, names.target, processor);
  const healthTarget = targetOf(`health-target-${role}`, region, names.healthTarget, health);
  const certificateArn = certificateOf(region, names, apiName, config);
  const balancer = new LoadBalancer(`balancer-${role}`, {
    region,
    balancerName: names.balancer,
    securityGroupName: names.balancerGuard,
    network,
    certificateArn,
    forwarding: { paths: servedPaths, targetGroupArn: target.targetGroupArn },
    health: { paths: [healthPath], targetGroupArn: healthTarget.targetGroupArn },
    connectionLifetime: recovery.connectionLifetime,
  });
  const parts = { topic, deadLetters, conflicts, processor, health, journal, target, healthTarget };
  return { region, names, ...parts, balancer, certificateArn };
}

interface FunctionsArgs {
  readonly region: Region;
  readonly names: TradingNames;
  readonly code: FunctionCode;
  readonly tableName: string;
  readonly deadLetters: Queue;
}

interface FunctionIdentity {
  readonly service: string;
  readonly functionName: string;
  readonly roleName: string;
  readonly logGroupName: string;
  readonly tableRights: Statement;
}

function functionIn(name: string, args: FunctionsArgs, identity: FunctionIdentity): RegionalFunction {
  const { region, names, code, tableName, deadLetters } = args;
  const { service, tableRights, ...named } = identity;
  const parameterArns = Object.values(names.parameters).map((parameter) => region.arns.parameter(parameter));
  return new RegionalFunction(name, {
    region,
    ...named,
    code,
    environment: {
      SERVICE_NAME: service,
      REGION_ROLE: region.role,
      TABLE_NAME: tableName,
      PARAMETER_NAMES: JSON.stringify(names.parameters),
    },
    statements: [tableRights, parameterGrants.read(parameterArns)],
    deadLetters,
  });
}

function targetOf(name: string, region: Region, targetGroupName: string, target: RegionalFunction): FunctionTarget {
  return new FunctionTarget(name, {
    region,
    targetGroupName,
    function: target,
    healthPath,
    healthInterval: seconds(35),
    healthTimeout: seconds(30),
  });
}

/** One that is given, one that the given zone can prove, or none: then the system speaks plain HTTP. */
function certificateOf(region: Region, names: TradingNames, apiName: string, config: TradingConfig) {
  const given = config.certificateArns?.[region.name];
  if (given !== undefined || config.hostedZoneId === undefined) {
    return given;
  }
  const certificate = new Certificate(`certificate-${region.role}`, {
    region,
    certificateName: names.certificate,
    domainName: apiName,
    zoneId: config.hostedZoneId,
    ttl: recovery.ttl,
  });
  return certificate.arn;
}

/** What the function of one region reads about its own region and the other. */
function endpoints({ region, names }: Site, peer: Site): SecureParameters {
  const { tableEndpoint, peerEndpoint } = names.parameters;
  return new SecureParameters(`endpoints-${region.role}`, {
    region,
    parameters: {
      tableEndpoint: {
        parameterName: tableEndpoint,
        description: "Where this region's function finds the trades",
        value: `https://dynamodb.${region.name}.amazonaws.com`,
      },
      peerEndpoint: {
        parameterName: peerEndpoint,
        description: "Where the other region serves",
        value: peer.balancer.url,
      },
    },
  });
}

function endpointCheck({ region, names, target, healthTarget, balancer }: Site): EndpointCheck {
  return new EndpointCheck(`endpoint-${region.role}`, {
    region,
    checkName: names.healthCheck,
    host: balancer.dnsName,
    protocol: balancer.frontDoor.protocol,
    port: balancer.frontDoor.port,
    path: healthPath,
    interval: recovery.interval,
    failureThreshold: recovery.failures,
    answeredBy: [healthTarget.attachment, balancer.healthForwarding, target.attachment, balancer.forwarding],
  });
}

interface ZoneOutputs {
  readonly zoneId: pulumi.Input<string>;
  /** Of a zone made here: where the domain's owner must point the domain. */
  readonly nameServers?: pulumi.Output<string[]>;
}

function zoneOf({ hostedZoneId, domainName }: TradingConfig, region: Region): ZoneOutputs {
  if (hostedZoneId !== undefined) {
    return { zoneId: hostedZoneId };
  }
  const { zoneId, nameServers } = new HostedZone("zone", {
    region,
    zoneName: nameTrading(region.names).zone,
    domainName,
  });
  return { zoneId, nameServers };
}

/** Each region watches its own half, so that the other half is still watched when it is gone. */
function siteAlarms(site: Site, peer: Region, tableName: string, buckets: ByRole<Bucket>): readonly string[] {
  const { region, names, topic } = site;
  const { tableLag, archiveLag } = tolerated;
  const here = buckets[region.role].bucketName;
  const there = buckets[peer.role].bucketName;
  const incoming = { from: there, to: here, ruleId: archiveRule };
  const outgoing = { from: here, to: there, ruleId: archiveRule };
  const alarms: Readonly<Record<string, Alarm>> = {
    ...serviceAlarms(site),
    ...heartbeatAlarms(site, peer, tableName),
    ...journalAlarms(site, peer, tableName),
    "table-lag": alarm.tableReplicationLag(names.alarms.tableLag, tableName, peer.name, tableLag),
    "archive-lag": alarm.bucketReplicationLag(names.alarms.archiveLag, incoming, archiveLag),
    "archive-failures": alarm.bucketReplicationFailures(names.alarms.archiveFailures, outgoing),
  };
  return new AlarmSet(`alarms-${region.role}`, { topic, alarms }).alarmNames;
}

function serviceAlarms({ names, deadLetters, processor, health, target, balancer, certificateArn }: Site) {
  const { errors } = tolerated;
  return {
    "balancer-errors": alarm.balancerErrors(names.alarms.balancerErrors, balancer.arnSuffix, errors),
    "target-errors": alarm.targetErrors(
      names.alarms.targetErrors,
      balancer.arnSuffix,
      target.targetGroupArnSuffix,
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

function endpointAlarms(
  { healthMetrics }: RegionPair,
  sites: ByRole<Site>,
  checks: ByRole<EndpointCheck>,
  { alertEmails }: TradingConfig,
): readonly string[] {
  const { alarms: alarmNames, topic: topicName } = nameTrading(healthMetrics.names);
  const topic =
    Object.values(sites).find(({ region }) => region.name === healthMetrics.name)?.topic ??
    new AlertTopic("alerts-health-metrics", { region: healthMetrics, topicName, emails: alertEmails });
  return new AlarmSet("alarms-endpoints", {
    topic,
    alarms: {
      primary: alarm.endpointDown(alarmNames.primaryHealth, "primary", checks.primary.healthCheckId),
      secondary: alarm.endpointDown(alarmNames.secondaryHealth, "secondary", checks.secondary.healthCheckId),
    },
  }).alarmNames;
}
