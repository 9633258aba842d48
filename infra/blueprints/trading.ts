import * as pulumi from "@pulumi/pulumi";
import { GlobalTable } from "../components/dynamodb/global-table";
import { Network } from "../components/ec2/network";
import { RecordJournal } from "../components/lambda/record-journal";
import { type FunctionCode, RegionalFunction, type Release } from "../components/lambda/regional-function";
import { FunctionTarget } from "../components/lb/function-target";
import { LoadBalancer } from "../components/lb/load-balancer";
import { EndpointCheck } from "../components/route53/endpoint-check";
import { FailoverRecord } from "../components/route53/failover-record";
import { HostedZone } from "../components/route53/hosted-zone";
import type { Bucket } from "../components/s3/bucket";
import type { LifecycleRule } from "../components/s3/lifecycle.plan";
import { AlertTopic } from "../components/sns/alert-topic";
import { Queue } from "../components/sqs/queue";
import { SecureParameters } from "../components/ssm/secure-parameters";
import type { TradingConfig } from "../config/types";
import { tableGrants } from "../iam/grants/dynamodb";
import { accessLogGrants } from "../iam/grants/s3";
import { parameterGrants } from "../iam/grants/ssm";
import type { Statement } from "../iam/statement";
import { functionArchive } from "../lib/lambda/archive";
import { heartbeatKeys } from "../lib/lambda/heartbeat/heartbeat-store";
import { TRADING_NAMESPACE } from "../lib/lambda/trade-processor/metrics";
import { nameTrading, type TradingNames, tradingNamePattern } from "../naming/systems/trading";
import { type ByRole, inBoth, openPair, type Region, type RegionPair } from "../regions/pair";
import { mebibytes } from "../units/size";
import { days, seconds } from "../units/time";
import { certificateOf } from "./certificate-of";
import { mirroredBuckets } from "./mirrored-buckets";
import type { Outputs } from "./outputs";
import { watchRelease } from "./release";
import { keptForSevenYears } from "./seven-years";
import { endpointAlarms, releaseAlarms, type SiteAlarmArgs, siteAlarms } from "./trading-alarms";

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
/** In the archive: who asked the load balancer for what. */
const accessLogFolder = "access-logs";
const lifecycle: readonly LifecycleRule[] = [
  keptForSevenYears("trades", `${journalFolder}/`),
  {
    id: "access-logs",
    prefix: `${accessLogFolder}/`,
    transitions: [{ after: days(30), to: "STANDARD_IA" }],
    expireAfter: days(365),
    expireReplacedAfter: days(30),
    abortUploadsAfter: days(7),
  },
];
/** Lambda's own: a release is watched for a part of it. */
const releaseLimit = seconds(900);

/** What the system has in one region. */
export interface Site {
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
  /** Absent: the system uses plain HTTP. */
  readonly certificateArn?: pulumi.Input<string>;
}

/** Records trades in two regions; the domain's `api` name leads to the primary while that is well. */
export async function trading(config: TradingConfig): Promise<Outputs> {
  const pair = await openPair({
    primaryRegion: config.primaryRegion,
    secondaryRegion: config.secondaryRegion,
    zones: { primary: config.primaryZones, secondary: config.secondaryZones },
    environment: config.environmentSuffix,
    namePattern: tradingNamePattern,
    tagsOf: (role) => ({ Environment: "production", "DR-Role": role }),
  });
  sayWhoMayCall(config);
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
  const shared = { config, code, table, tableName, apiName, bucket: buckets };
  const watched = { tableName, buckets, ruleId: archiveRule };
  // The standby's first: what is released there is proven before the primary's callers meet it.
  const standby = watchedSite(pair.secondary, pair.primary, { ...shared, after: [] }, watched);
  const primary = watchedSite(pair.primary, pair.secondary, { ...shared, after: standby.released }, watched);
  const sites = { primary: primary.site, secondary: standby.site };
  const checks = { primary: primary.check, secondary: standby.check };
  inBoth(pair, (region, peer) => endpoints(sites[region.role], sites[peer.role]));
  const zone = zoneOf(config, pair.primary);
  const record = new FailoverRecord("api", {
    region: pair.primary,
    zoneId: zone.zoneId,
    recordName: apiName,
    answers: inBoth(pair, ({ role }) => ({ identifier: sites[role].names.record, host: sites[role].balancer.dnsName })),
    checks,
    ttl: recovery.ttl,
  });
  const endpointAlarmNames = endpointAlarms(pair, sites, checks, config.alertEmails);
  const alarmNames = [...primary.alarmNames, ...standby.alarmNames, ...endpointAlarmNames];

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

/** A region with its check and its alarms, and what ends when a release there has left these quiet. */
function watchedSite(region: Region, peer: Region, args: SiteArgs, watched: SiteAlarmArgs) {
  const made = site(region, peer, args);
  const check = endpointCheck(made);
  const alarms = siteAlarms(made, peer, watched);
  const { names, processor, health, journal } = made;
  const released = watchRelease({
    region,
    names,
    code: codeOf("release-gate", args.config, releaseLimit),
    released: { processor, health, journal },
    alarmNames: releaseAlarms(names),
    quiet: args.config.releaseWatch,
    after: [alarms, check.check],
  });
  return { site: made, check, alarmNames: alarms.alarmNames, released };
}

/** The very same code and settings go to both regions. */
function codeOf(name: string, { runtime, logRetention }: TradingConfig, timeout = seconds(10)): FunctionCode {
  return {
    archive: functionArchive(name),
    runtime,
    memory: mebibytes(512),
    timeout,
    reservedConcurrency,
    logRetention,
  };
}

function archive(pair: RegionPair): ByRole<Bucket> {
  return mirroredBuckets(pair, {
    names: { buckets: "archive", roles: "archive-replication" },
    bucketName: ({ names }) => nameTrading(names).archive,
    roleName: ({ names }) => nameTrading(names).archiveRole,
    ruleId: archiveRule,
    lifecycle,
    statements: ({ arns, names }) => [
      accessLogGrants.receive(arns.accessLogs(nameTrading(names).archive, accessLogFolder)),
    ],
    // Records are kept: a deletion in one region must not hide them in the other.
    copyDeleteMarkers: false,
  });
}

interface SiteArgs {
  readonly config: TradingConfig;
  readonly code: FunctionCode;
  readonly table: GlobalTable;
  readonly tableName: string;
  readonly apiName: string;
  readonly bucket: ByRole<Bucket>;
  /** What a release here waits for. */
  readonly after: readonly pulumi.Resource[];
}

function site(region: Region, peer: Region, args: SiteArgs): Site {
  const { config, code, table: trades, tableName, apiName, bucket, after } = args;
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
  const release = { aliasName: names.alias, after };
  const functions = { region, names, code, tableName, release };
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
    lever: { of: peer, name: nameTrading(peer.names).lever },
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
    release,
  });
  const target = targetOf(`target-${role}`, region, names.target, processor);
  const healthTarget = targetOf(`health-target-${role}`, region, names.healthTarget, health);
  const certificateArn = certificateOf(region, {
    ...config,
    certificateName: names.certificate,
    domainName: apiName,
    ttl: recovery.ttl,
  });
  const balancer = new LoadBalancer(`balancer-${role}`, {
    region,
    balancerName: names.balancer,
    securityGroupName: names.balancerGuard,
    network,
    certificateArn,
    forwarding: { paths: servedPaths, targetGroupArn: target.targetGroupArn },
    tokens: tokensOf(config),
    accessLogs: { bucket: bucket[role], folder: accessLogFolder },
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
  readonly release: Release;
}

interface FunctionIdentity {
  readonly service: string;
  readonly functionName: string;
  readonly roleName: string;
  readonly logGroupName: string;
  readonly tableRights: Statement;
  /** The switch of this region that another one keeps. */
  readonly lever?: { readonly of: Region; readonly name: string };
}

function functionIn(name: string, args: FunctionsArgs, identity: FunctionIdentity): RegionalFunction {
  const { region, names, code, tableName, release } = args;
  const { service, tableRights, lever, ...named } = identity;
  const parameterArns = [
    ...Object.values(names.parameters).map((parameter) => region.arns.parameter(parameter)),
    ...(lever === undefined ? [] : [lever.of.arns.parameter(lever.name)]),
  ];
  return new RegionalFunction(name, {
    region,
    ...named,
    code,
    environment: {
      SERVICE_NAME: service,
      REGION_ROLE: region.role,
      TABLE_NAME: tableName,
      PARAMETER_NAMES: JSON.stringify(names.parameters),
      // A start while Parameter Store does not answer: what it holds is what was deployed.
      DEPLOYED_PARAMETERS: JSON.stringify({ tableEndpoint: tableEndpointIn(region), serving: "open" }),
      ...(lever === undefined ? {} : { LEVER_REGION: lever.of.name, LEVER_NAME: lever.name }),
    },
    statements: [tableRights, parameterGrants.read(parameterArns)],
    release,
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

/** Whose tokens callers bring. The stack file says it when nobody is asked, and the verdict repeats it. */
function tokensOf({ jwtIssuer: issuer, jwksEndpoint: keys }: TradingConfig) {
  return issuer === undefined || keys === undefined ? undefined : { issuer, keys };
}

function sayWhoMayCall({ callers, certificateArns, hostedZoneId }: TradingConfig): void {
  if (callers === "anyone") {
    const isPlain = certificateArns === undefined && hostedZoneId === undefined;
    const rest = isPlain ? ", and what they send and get is not encrypted on its way: there is no certificate" : "";
    pulumi.log.warn(`callers is anyone: whoever reaches the load balancers may record and read trades${rest}.`);
  }
}

/** What the function of one region reads about its own region and the other. */
function endpoints({ region, names }: Site, peer: Site): SecureParameters {
  const { tableEndpoint, peerEndpoint, serving } = names.parameters;
  return new SecureParameters(`endpoints-${region.role}`, {
    region,
    parameters: {
      tableEndpoint: {
        parameterName: tableEndpoint,
        description: "Where this region's function finds the trades",
        value: tableEndpointIn(region),
      },
      peerEndpoint: {
        parameterName: peerEndpoint,
        description: "Where the other region serves",
        value: peer.balancer.url,
      },
      serving: {
        parameterName: serving,
        description: "Whether this region serves: open or closed",
        value: "open",
      },
      lever: {
        parameterName: names.lever,
        description: `Whether ${peer.region.name} serves, moved from outside it: open or closed`,
        value: "open",
      },
    },
  });
}

function tableEndpointIn({ name }: Region): string {
  return `https://dynamodb.${name}.amazonaws.com`;
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
