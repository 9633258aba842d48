import * as pulumi from "@pulumi/pulumi";
import { Certificate } from "../components/acm/certificate";
import { ApiDomain } from "../components/apigateway/api-domain";
import { ApiLogging } from "../components/apigateway/api-logging";
import { ApiStage } from "../components/apigateway/api-stage";
import { type Callers, RestApi } from "../components/apigateway/rest-api";
import { GlobalTable } from "../components/dynamodb/global-table";
import { TableExport } from "../components/dynamodb/table-export";
import { QueueConsumer } from "../components/lambda/queue-consumer";
import { RecordJournal } from "../components/lambda/record-journal";
import { type FunctionCode, RegionalFunction, type Release } from "../components/lambda/regional-function";
import { EndpointCheck } from "../components/route53/endpoint-check";
import { FailoverRecord } from "../components/route53/failover-record";
import { HostedZone } from "../components/route53/hosted-zone";
import type { Bucket } from "../components/s3/bucket";
import type { LifecycleRule } from "../components/s3/lifecycle.plan";
import { AlertTopic } from "../components/sns/alert-topic";
import { Queue, queueUrl } from "../components/sqs/queue";
import { SecureParameters } from "../components/ssm/secure-parameters";
import type { PaymentsConfig } from "../config/types";
import { tableGrants } from "../iam/grants/dynamodb";
import { objectGrants } from "../iam/grants/s3";
import { queueGrants } from "../iam/grants/sqs";
import { parameterGrants } from "../iam/grants/ssm";
import { functionArchive } from "../lib/lambda/archive";
import { heartbeatKeys } from "../lib/lambda/heartbeat/heartbeat-store";
import { PAYMENTS_NAMESPACE } from "../lib/lambda/payments/metrics";
import { paymentRequestModel } from "../lib/lambda/payments/request-model";
import { receiptFolder } from "../lib/lambda/payments/s3-receipt-store";
import { namePayments, type PaymentsNames, paymentsNamePattern } from "../naming/systems/payments";
import { type ByRole, inBoth, openPair, type Region, type RegionPair } from "../regions/pair";
import { mebibytes } from "../units/size";
import { days, seconds } from "../units/time";
import { mirroredBuckets } from "./mirrored-buckets";
import type { Outputs } from "./outputs";
import { endpointAlarms, releaseAlarms, type SiteAlarmArgs, siteAlarms } from "./payments-alarms";
import { domainCheck } from "./payments-domain";
import { watchRelease } from "./release";
import { keptForSevenYears } from "./seven-years";

/** Three failed checks in a row move the traffic: one slow answer must not. Clients follow within one TTL. */
const recovery = { interval: seconds(30), failures: 3, ttl: seconds(60) };
const processing = { memory: mebibytes(512), timeout: seconds(15) };
/** Longer than the function itself may take, so that its own answer is the one that callers see. */
const apiTimeout = seconds(20);
/** Some sixteen checkers of Route 53 ask each region, each every 30 seconds. */
const healthThrottling = { method: "health/GET", rate: 50, burst: 100 };
/** In the bucket: what each region has recorded, line by line. */
const journalFolder = "transaction-logs/ledger";
const journaling = { memory: mebibytes(512), timeout: seconds(30) };
/** A release is watched for a part of Lambda's longest time. */
const gating = { memory: mebibytes(512), timeout: seconds(900) };
const authorizing = { memory: mebibytes(512), timeout: seconds(5) };
const askingDomain = { memory: mebibytes(512), timeout: seconds(10) };
const backupFolder = "backups";
const retrying = {
  memory: mebibytes(512),
  timeout: seconds(30),
  batchSize: 10,
  concurrency: 5,
  /**
   * With waits that grow to 15 minutes, half of which chance may take off, this many tries take two and a half days at
   * least. A consumer that dies puts nothing off: then the queue's own three minutes still make more than a day of them.
   */
  receives: 500,
};
/** SQS asks for six times the consumer's timeout, so that no message is handled twice at the same time. */
const retryVisibility = seconds(6 * retrying.timeout);
const queueRetention = days(14);
const logRule = "logs-and-backups";

/** Money: what happened is kept for seven years, what a backup holds only until later ones have proven themselves. */
const lifecycle: readonly LifecycleRule[] = [
  keptForSevenYears("transaction-logs", "transaction-logs/"),
  {
    id: "backups",
    prefix: `${backupFolder}/`,
    transitions: [{ after: days(30), to: "STANDARD_IA" }],
    expireAfter: days(90),
    expireReplacedAfter: days(30),
    abortUploadsAfter: days(7),
  },
];

/** What the system has in one region. */
export interface Site {
  readonly region: Region;
  readonly names: PaymentsNames;
  readonly topic: AlertTopic;
  readonly processor: RegionalFunction;
  /** The processor's code once more, apart from it: load on the service must not look like its failure. */
  readonly health: RegionalFunction;
  readonly retry: RegionalFunction;
  readonly journal: RegionalFunction;
  /** Asks callers for a certificate; absent where they prove otherwise who they are. */
  readonly authorizer?: RegionalFunction;
  readonly retries: Queue;
  readonly deadLetters: Queue;
  /** Payments that shared one key with another, each taken by a region before it heard of the other. */
  readonly conflicts: Queue;
  readonly api: RestApi;
  readonly stage: ApiStage;
  readonly domain: ApiDomain;
  readonly certificateArn: pulumi.Input<string>;
}

/** Takes payments in two regions under one name, which leads to the primary while that is well. */
export async function payments(config: PaymentsConfig): Promise<Outputs> {
  const pair = await openPair({
    primaryRegion: config.primaryRegion,
    secondaryRegion: config.secondaryRegion,
    environment: config.environmentSuffix,
    namePattern: paymentsNamePattern,
    tagsOf: (role) => ({ Environment: config.environmentTag, "DR-Role": role }),
  });
  sayWhoMayCall(config);
  const apiName = `api.${config.domainName}`;
  const { table: tableName } = namePayments(pair.primary.names);

  const table = new GlobalTable("payments", {
    home: pair.primary,
    replicas: [pair.secondary],
    tableName,
    hashKey: { name: "id", type: "S" },
  });
  const buckets = logBuckets(pair);
  const shared = { config, table, tableName, apiName };
  const watched = { tableName, buckets, ruleId: logRule };
  // The standby's first: what is released there is proven before the primary's callers meet it.
  const standby = watchedSite(pair.secondary, { ...shared, peer: pair.primary, after: [] }, watched);
  const primary = watchedSite(pair.primary, { ...shared, peer: pair.secondary, after: standby.released }, watched);
  const sites = { primary: primary.site, secondary: standby.site };
  const checks = { primary: primary.check, secondary: standby.check };
  inBoth(pair, (region, peer) => parameters(sites[region.role], sites[peer.role], tableName, config));
  inBoth(pair, (region) => backup(region, buckets[region.role], tableName, table));
  const asking = { code: codeOf("domain-check", askingDomain, config), tableName, apiName };
  // Under mutual TLS the name answers nobody without a certificate, and no region has one.
  const isAsked = config.callers !== "mtls";
  const domains = inBoth(pair, ({ role }, peer) => (isAsked ? domainCheck(sites[role], sites[peer.role], asking) : []));
  const zone = zoneOf(config, pair.primary);
  const record = new FailoverRecord("api", {
    region: pair.primary,
    zoneId: zone.zoneId,
    recordName: apiName,
    answers: inBoth(pair, ({ role }) => ({ identifier: sites[role].names.record, host: sites[role].domain.target })),
    checks,
    ttl: recovery.ttl,
  });
  const endpointAlarmArns = endpointAlarms(pair, sites, checks, config.alertEmails);
  const domainAlarmArns = [...domains.primary, ...domains.secondary];
  const alarmArns = [...primary.alarmArns, ...standby.alarmArns, ...domainAlarmArns, ...endpointAlarmArns];

  return {
    fqdn: record.fqdn,
    url: `https://${record.fqdn}`,
    ...zone,
    primaryApiUrl: sites.primary.stage.url,
    secondaryApiUrl: sites.secondary.stage.url,
    primaryHealthCheckUrl: sites.primary.stage.url.apply((url) => `${url}/health`),
    secondaryHealthCheckUrl: sites.secondary.stage.url.apply((url) => `${url}/health`),
    primaryHealthCheckId: checks.primary.healthCheckId,
    secondaryHealthCheckId: checks.secondary.healthCheckId,
    alarmArns,
    tableName: table.table.name,
    primaryBucket: buckets.primary.bucketName,
    secondaryBucket: buckets.secondary.bucketName,
    primaryRetryQueueArn: sites.primary.retries.arn,
    secondaryRetryQueueArn: sites.secondary.retries.arn,
    primaryDeadLetterQueueArn: sites.primary.deadLetters.arn,
    secondaryDeadLetterQueueArn: sites.secondary.deadLetters.arn,
    primaryTopicArn: sites.primary.topic.arn,
    secondaryTopicArn: sites.secondary.topic.arn,
  };
}

/** A region with its check and its alarms, and what ends when a release there has left these quiet. */
function watchedSite(region: Region, args: SiteArgs, watched: SiteAlarmArgs) {
  const made = site(region, args);
  const check = endpointCheck(made);
  const alarms = siteAlarms(made, args.peer, watched);
  const { names, processor, health, retry, journal, authorizer } = made;
  const released = watchRelease({
    region,
    names,
    code: codeOf("release-gate", gating, args.config),
    released: { processor, health, retry, journal, ...(authorizer === undefined ? {} : { authorizer }) },
    alarmNames: releaseAlarms(names, authorizer !== undefined),
    quiet: args.config.releaseWatch,
    after: [alarms, check.check],
  });
  const alarmArns = alarms.alarmNames.map((name) => region.arns.alarm(name));
  return { site: made, check, alarmArns, released };
}

/** What the table holds, every day, beside what was written to it: a copy that a mistake in the table does not reach. */
function backup(region: Region, bucket: Bucket, tableName: string, table: GlobalTable): void {
  const names = namePayments(region.names);
  new TableExport(`backup-${region.role}`, {
    region,
    scheduleName: names.backupSchedule,
    roleName: names.backupRole,
    table,
    tableName,
    bucket,
    folder: backupFolder,
    every: days(1),
  });
}

function logBuckets(pair: RegionPair): ByRole<Bucket> {
  return mirroredBuckets(pair, {
    names: { buckets: "logs", roles: "log-replication" },
    bucketName: ({ names }) => namePayments(names).logBucket,
    roleName: ({ names }) => namePayments(names).replicationRole,
    ruleId: logRule,
    lifecycle,
    // What happened stays on record: a deletion in one region must not hide it in the other.
    copyDeleteMarkers: false,
  });
}

interface SiteArgs {
  readonly config: PaymentsConfig;
  readonly peer: Region;
  readonly table: GlobalTable;
  readonly tableName: string;
  readonly apiName: string;
  /** What a release here waits for. */
  readonly after: readonly pulumi.Resource[];
}

function site(region: Region, { config, peer, table, tableName, apiName, after }: SiteArgs): Site {
  const { role } = region;
  const names = namePayments(region.names);
  const topic = new AlertTopic(`alerts-${role}`, { region, topicName: names.topic, emails: config.alertEmails });
  const { retries, deadLetters, conflicts } = queues(region, names);
  const release = { aliasName: names.alias, after };
  const functions = { config, peer, tableName, retries, deadLetters, release };
  const processor = processorIn(region, names, functions);
  const health = healthIn(region, names, functions);
  const retry = retryIn(region, names, functions);
  const { function: journal } = new RecordJournal(`journal-${role}`, {
    region,
    service: "payment-journal",
    functionName: names.journal,
    roleName: names.journalRole,
    logGroupName: names.journalLogs,
    code: codeOf("record-journal", journaling, config),
    tableName,
    streamArn: table.streamArnIn(region),
    exceptIds: heartbeatKeys,
    metricsNamespace: PAYMENTS_NAMESPACE,
    archive: { bucketName: names.logBucket, folder: journalFolder },
    conflicts,
    deadLetters,
    release,
  });
  const authorizer = config.callers === "mtls" ? authorizerIn(region, names, functions) : undefined;
  const api = new RestApi(`api-${role}`, {
    region,
    apiName: names.api,
    validatorName: names.apiValidator,
    stageName: names.apiStage,
    timeout: apiTimeout,
    callers: callersOf(region, names, config, authorizer),
    routes: [
      // Route 53's checkers sign nothing.
      { method: "GET", path: "/health", function: health, isPublic: true },
      {
        method: "POST",
        path: "/payments",
        function: processor,
        requiredHeaders: ["Idempotency-Key"],
        body: { name: names.requestModel, schema: paymentRequestModel },
      },
      { method: "GET", path: "/payments/{id}", function: processor },
    ],
  });
  const stage = new ApiStage(`stage-${role}`, {
    api,
    stageName: names.apiStage,
    accessLogName: names.apiLogs,
    logRetention: config.logRetention,
    throttling: { rate: config.throttleRate, burst: config.throttleBurst },
    apart: healthThrottling,
    logging: loggingOf(region, names, config),
  });
  const certificateArn = certificateOf(region, names, apiName, config);
  const domain = new ApiDomain(`domain-${role}`, {
    api,
    stage,
    domainName: apiName,
    certificateArn,
    truststoreUri: config.truststoreUris?.[region.name],
  });
  const functionsAndQueues = { processor, health, retry, journal, authorizer, retries, deadLetters, conflicts };
  return { region, names, topic, ...functionsAndQueues, api, stage, domain, certificateArn };
}

function queues(region: Region, names: PaymentsNames): Pick<Site, "retries" | "deadLetters" | "conflicts"> {
  const deadLetters = new Queue(`dead-letters-${region.role}`, {
    region,
    queueName: names.deadLetters,
    retention: queueRetention,
    deadLettersOf: [region.arns.queue(names.retries)],
  });
  const retries = new Queue(`retries-${region.role}`, {
    region,
    queueName: names.retries,
    retention: queueRetention,
    visibilityTimeout: retryVisibility,
    redrive: { deadLetters, receives: retrying.receives },
  });
  const conflicts = new Queue(`conflicts-${region.role}`, {
    region,
    queueName: names.conflicts,
    retention: queueRetention,
  });
  return { retries, deadLetters, conflicts };
}

interface FunctionArgs {
  readonly config: PaymentsConfig;
  readonly peer: Region;
  readonly tableName: string;
  readonly retries: Queue;
  readonly deadLetters: Queue;
  readonly release: Release;
}

/** Who may call: the stack file says it when nobody is asked, and the verdict repeats it. */
function callersOf(
  { name }: Region,
  names: PaymentsNames,
  { callers, userPoolArns }: PaymentsConfig,
  authorizer: RegionalFunction | undefined,
): Callers {
  const pool = userPoolArns?.[name];
  if (authorizer !== undefined) {
    return { of: "mtls", authorizerName: names.apiAuthorizer, function: authorizer };
  }
  return callers === "cognito" && pool !== undefined
    ? { of: "cognito", authorizerName: names.apiAuthorizer, userPoolArn: pool }
    : { of: callers === "anyone" ? "anyone" : "iam" };
}

function sayWhoMayCall({ callers }: PaymentsConfig): void {
  if (callers === "anyone") {
    pulumi.log.warn("callers is anyone: whoever reaches the APIs may send payments and, knowing an id, read one.");
  }
}

/** The very same code and settings go to both regions. */
function codeOf(name: string, size: Pick<FunctionCode, "memory" | "timeout">, config: PaymentsConfig): FunctionCode {
  const { runtime, logRetention } = config;
  return { archive: functionArchive(name), runtime, logRetention, memory: size.memory, timeout: size.timeout };
}

function processorIn(region: Region, names: PaymentsNames, args: FunctionArgs): RegionalFunction {
  const { config, peer, tableName, retries, release } = args;
  const { retries: peerRetries } = namePayments(peer.names);
  const receipts = {
    bucket: region.arns.bucket(names.logBucket),
    objects: region.arns.objectsBelow(names.logBucket, receiptFolder),
  };
  return new RegionalFunction(`processor-${region.role}`, {
    region,
    functionName: names.processor,
    roleName: names.processorRole,
    logGroupName: names.processorLogs,
    code: codeOf("payment-processor", processing, config),
    environment: {
      ...environmentOf("payment-processor", region, names, names.parameters),
      DEPLOYED_PARAMETERS: deployed(region, tableName, config),
      PEER_RETRY_QUEUE_URL: queueUrl(peer, peerRetries),
      RECEIPT_BUCKET: names.logBucket,
    },
    statements: [
      tableGrants.readAndPut(region.arns.table(tableName)),
      { ...queueGrants.send(retries.arn), sid: "SendRetries" },
      { ...queueGrants.send(peer.arns.queue(peerRetries)), sid: "SendPeerRetries" },
      ...objectGrants.keep(receipts),
      parameterGrants.read(Object.values(names.parameters).map((name) => region.arns.parameter(name))),
    ],
    release,
  });
}

function healthIn(region: Region, names: PaymentsNames, args: FunctionArgs): RegionalFunction {
  const { config, peer, tableName, release } = args;
  const { lever } = namePayments(peer.names);
  return new RegionalFunction(`health-${region.role}`, {
    region,
    functionName: names.health,
    roleName: names.healthRole,
    logGroupName: names.healthLogs,
    code: codeOf("payment-processor", processing, config),
    environment: {
      ...environmentOf("payment-health", region, names, names.parameters),
      DEPLOYED_PARAMETERS: deployed(region, tableName, config),
      LEVER_REGION: peer.name,
      LEVER_NAME: lever,
    },
    statements: [
      tableGrants.beat(region.arns.table(tableName), heartbeatKeys),
      parameterGrants.read([
        ...Object.values(names.parameters).map((name) => region.arns.parameter(name)),
        peer.arns.parameter(lever),
      ]),
    ],
    release,
  });
}

function authorizerIn(region: Region, names: PaymentsNames, { config, release }: FunctionArgs): RegionalFunction {
  return new RegionalFunction(`authorizer-${region.role}`, {
    region,
    functionName: names.authorizer,
    roleName: names.authorizerRole,
    logGroupName: names.authorizerLogs,
    code: codeOf("certificate-authorizer", authorizing, config),
    environment: { SERVICE_NAME: "payment-authorizer", REGION_ROLE: region.role },
    statements: [],
    release,
  });
}

function retryIn(region: Region, names: PaymentsNames, args: FunctionArgs): RegionalFunction {
  const { config, tableName, retries, deadLetters, release } = args;
  const { database } = names.parameters;
  const retry = new RegionalFunction(`retry-${region.role}`, {
    region,
    functionName: names.retry,
    roleName: names.retryRole,
    logGroupName: names.retryLogs,
    code: codeOf("payment-retry", retrying, config),
    environment: {
      ...environmentOf("payment-retry", region, names, { database }),
      DEPLOYED_PARAMETERS: JSON.stringify({ database: databaseOf(region, tableName) }),
      DEAD_LETTER_QUEUE_URL: queueUrl(region, names.deadLetters),
    },
    statements: [
      tableGrants.readAndPut(region.arns.table(tableName)),
      queueGrants.consume(retries.arn),
      { ...queueGrants.send(deadLetters.arn), sid: "SendDeadLetters" },
      parameterGrants.read([region.arns.parameter(database)]),
    ],
    release,
  });
  new QueueConsumer(`retry-consumer-${region.role}`, {
    region,
    queue: retries,
    function: retry,
    batchSize: retrying.batchSize,
    concurrency: retrying.concurrency,
  });
  return retry;
}

function environmentOf(
  service: string,
  region: Region,
  names: PaymentsNames,
  parameterNames: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return {
    SERVICE_NAME: service,
    REGION_ROLE: region.role,
    RETRY_QUEUE_URL: queueUrl(region, names.retries),
    PARAMETER_NAMES: JSON.stringify(parameterNames),
  };
}

/** What serves a start while Parameter Store does not answer: what it holds is what was deployed. */
function deployed(region: Region, tableName: string, config: PaymentsConfig): string {
  return JSON.stringify({ database: databaseOf(region, tableName), intake: intakeOf(config) });
}

function databaseOf({ name }: Region, tableName: string): string {
  return `https://dynamodb.${name}.amazonaws.com/${tableName}`;
}

function intakeOf({ largestPayment }: PaymentsConfig): string {
  return JSON.stringify({ intake: "open", largestAmount: largestPayment });
}

function loggingOf(region: Region, names: PaymentsNames, { apiLoggingRole }: PaymentsConfig) {
  return apiLoggingRole === "managed"
    ? new ApiLogging(`api-logging-${region.role}`, { region, roleName: names.apiLoggingRole }).account
    : undefined;
}

/** One that is given, or else one that the given zone can prove: a configuration without both is refused. */
function certificateOf(region: Region, names: PaymentsNames, apiName: string, config: PaymentsConfig) {
  const given = config.certificateArns?.[region.name];
  if (given !== undefined || config.hostedZoneId === undefined) {
    return given ?? "";
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

/** What the functions of one region read. */
function parameters({ region, names, stage }: Site, peer: Site, tableName: string, config: PaymentsConfig) {
  const { database, intake, apiEndpoint, peerEndpoint } = names.parameters;
  return new SecureParameters(`parameters-${region.role}`, {
    region,
    parameters: {
      database: {
        parameterName: database,
        description: "Connection string of the ledger: this region's endpoint, then the table",
        value: databaseOf(region, tableName),
      },
      intake: {
        parameterName: intake,
        description: "Whether this region takes payments (open or closed), and the largest it takes",
        value: intakeOf(config),
      },
      apiEndpoint: {
        parameterName: apiEndpoint,
        description: "Where this region serves",
        value: stage.url,
      },
      peerEndpoint: {
        parameterName: peerEndpoint,
        description: "Where the other region serves",
        value: peer.stage.url,
      },
      lever: {
        parameterName: names.lever,
        description: `Whether ${peer.region.name} serves, moved from outside it: open or closed`,
        value: "open",
      },
    },
  });
}

function endpointCheck({ region, names, api, stage }: Site): EndpointCheck {
  return new EndpointCheck(`endpoint-${region.role}`, {
    region,
    checkName: names.healthCheck,
    host: api.host,
    protocol: "HTTPS",
    port: 443,
    path: `/${stage.stageName}/health`,
    interval: recovery.interval,
    failureThreshold: recovery.failures,
    answeredBy: stage.ready,
  });
}

interface ZoneOutputs {
  readonly zoneId: pulumi.Input<string>;
  /** Of a zone made here: where the domain's owner must point the domain. */
  readonly nameServers?: pulumi.Output<string[]>;
}

function zoneOf({ hostedZoneId, domainName }: PaymentsConfig, region: Region): ZoneOutputs {
  if (hostedZoneId !== undefined) {
    return { zoneId: hostedZoneId };
  }
  const { zone: zoneName } = namePayments(region.names);
  const { zoneId, nameServers } = new HostedZone("zone", { region, zoneName, domainName });
  return { zoneId, nameServers };
}
