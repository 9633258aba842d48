import type * as pulumi from "@pulumi/pulumi";
import { AlarmSet } from "../components/cloudwatch/alarm-set";
import * as alarm from "../components/cloudwatch/alarms.plan";
import { GlobalTable } from "../components/dynamodb/global-table";
import { GatewayEndpoint } from "../components/ec2/gateway-endpoint";
import { Guard } from "../components/ec2/guard";
import { Network } from "../components/ec2/network";
import { Passage } from "../components/ec2/passage";
import { ServiceEndpoints } from "../components/ec2/service-endpoints";
import { ServiceRole } from "../components/iam/service-role";
import { MultiRegionKey } from "../components/kms/multi-region-key";
import { functionRole } from "../components/lambda/function-role";
import { PublicUrl } from "../components/lambda/public-url";
import { type FunctionCode, RegionalFunction } from "../components/lambda/regional-function";
import { FunctionTarget } from "../components/lb/function-target";
import { LoadBalancer } from "../components/lb/load-balancer";
import { GlobalDatabase } from "../components/rds/global-database";
import { SchemaMigrations } from "../components/rds/schema-migrations";
import { EndpointCheck } from "../components/route53/endpoint-check";
import { HostedZone } from "../components/route53/hosted-zone";
import { WeightedRecord } from "../components/route53/weighted-record";
import { Bucket } from "../components/s3/bucket";
import { Replication } from "../components/s3/replication";
import { DatabasePassword } from "../components/secretsmanager/database-password";
import { AlertTopic } from "../components/sns/alert-topic";
import { Queue } from "../components/sqs/queue";
import type { TransactionsConfig } from "../config/types";
import { tableGrants } from "../iam/grants/dynamodb";
import { networkGrants } from "../iam/grants/ec2";
import { keyGrants } from "../iam/grants/kms";
import { replicationGrants } from "../iam/grants/s3";
import { secretGrants } from "../iam/grants/secretsmanager";
import { functionArchive } from "../lib/lambda/archive";
import { ledgerMigrations } from "../lib/lambda/transactions/migrations";
import { nameTransactions, type TransactionsNames, transactionsNamePattern } from "../naming/systems/transactions";
import { type ByRole, inBoth, openPair, type Region, type RegionPair } from "../regions/pair";
import { mebibytes } from "../units/size";
import { days, minutes, seconds } from "../units/time";
import { endpointAlarmSet } from "./endpoint-alarms";
import type { Outputs } from "./outputs";

/** Three failed checks in a row move the traffic; clients follow within one TTL, and so do open connections. */
const recovery = { interval: seconds(30), failures: 3, ttl: seconds(60), connectionLifetime: seconds(60) };
/** The standby takes part in no answer until the primary is unhealthy. */
const weights: ByRole<number> = { primary: 100, secondary: 0 };
const healthPath = "/health";
const servedPaths = [healthPath, "/transactions", "/transactions/*"];
const availabilityZones = 2;
/** One writer, or in the standby one that becomes it, and one more to take over inside the region. */
const instanceCount = 2;
const database = { name: "ledger", username: "ledger_owner", port: 5_432, backupRetention: days(1) };
const processing = { memory: mebibytes(3_072), timeout: minutes(5) };
const checking = { memory: mebibytes(512), timeout: seconds(10) };
const migrating = { memory: mebibytes(512), timeout: minutes(5) };
const documentRule = "documents";
const deadLetterRetention = days(14);
/** Beyond these a person is notified; DNS waits for none of them. */
const tolerated = {
  databaseLag: seconds(30),
  tableLag: seconds(30),
  documentLag: minutes(15),
  errors: { events: 5, minutes: 2 },
};

/** What a region has before the data is there: the rest is named by keys, or waits for them. */
interface Ground {
  readonly region: Region;
  readonly names: TransactionsNames;
  readonly topic: AlertTopic;
  readonly network: Network;
  readonly functionGuard: Guard;
  readonly databaseGuard: Guard;
  /** What the functions' ways to the database and to AWS are made of. */
  readonly ways: readonly pulumi.Resource[];
  readonly deadLetters: Queue;
  readonly roles: Readonly<Record<"processor" | "health" | "migration" | "replication", ServiceRole>>;
}

/** What both regions share. */
interface Data {
  readonly key: MultiRegionKey;
  readonly sessionTable: string;
  readonly sessions: GlobalTable;
  readonly buckets: ByRole<Bucket>;
  readonly secretName: string;
  readonly password: DatabasePassword;
  readonly database: GlobalDatabase;
}

interface Site extends Ground {
  readonly processor: RegionalFunction;
  readonly health: RegionalFunction;
  readonly healthUrl: PublicUrl;
  readonly target: FunctionTarget;
  readonly balancer: LoadBalancer;
}

/** Moves money between accounts, in a database of two regions; DNS leads to the region that has its writer. */
export async function transactions(config: TransactionsConfig): Promise<Outputs> {
  const pair = await openPair({
    primaryRegion: config.primaryRegion,
    secondaryRegion: config.secondaryRegion,
    zones: { primary: config.primaryZones, secondary: config.secondaryZones },
    environment: config.environmentSuffix,
    namePattern: transactionsNamePattern,
    tagsOf: () => ({ Environment: "Production", DisasterRecovery: "Enabled" }),
  });
  const shared = nameTransactions(pair.primary.names);
  const grounds = inBoth(pair, (region, peer) => ground(region, peer, shared, config));
  const data = dataOf(pair, grounds, shared, config);
  const schema = schemaOf(grounds, data, config);
  const sites = inBoth(pair, ({ role }) => site(grounds[role], data, schema, config));
  const checks = inBoth(pair, ({ role }) => endpointCheck(sites[role]));
  const zone = zoneOf(config, pair.primary);
  const record = weighted(`api.${config.domainName}`, zone.zoneId, sites, checks);
  const alarmNames = [
    ...Object.values(inBoth(pair, ({ role }, peer) => siteAlarms(sites[role], peer, data))),
    endpointAlarms(pair, sites, checks, config),
  ].flat();

  return {
    fqdn: record.fqdn,
    url: `${sites.primary.balancer.frontDoor.protocol.toLowerCase()}://${record.fqdn}`,
    ...zone,
    primaryUrl: sites.primary.balancer.url,
    secondaryUrl: sites.secondary.balancer.url,
    primaryHealthUrl: sites.primary.healthUrl.url.functionUrl,
    secondaryHealthUrl: sites.secondary.healthUrl.url.functionUrl,
    primaryHealthCheckId: checks.primary.healthCheckId,
    secondaryHealthCheckId: checks.secondary.healthCheckId,
    globalDatabase: data.database.globalId,
    primaryCluster: sites.primary.names.cluster,
    secondaryCluster: sites.secondary.names.cluster,
    primaryDatabaseEndpoint: data.database.endpoints.primary.writer,
    secondaryDatabaseEndpoint: data.database.endpoints.secondary.reader,
    databaseSecret: data.secretName,
    sessionTable: data.sessions.table.name,
    primaryBucket: data.buckets.primary.bucketName,
    secondaryBucket: data.buckets.secondary.bucketName,
    primaryKeyArn: data.key.keyArns.primary,
    secondaryKeyArn: data.key.keyArns.secondary,
    primaryTopicArn: sites.primary.topic.arn,
    secondaryTopicArn: sites.secondary.topic.arn,
    alarmNames,
  };
}

function ground(region: Region, peer: Region, shared: TransactionsNames, config: TransactionsConfig): Ground {
  const { role } = region;
  const names = nameTransactions(region.names);
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
    retention: deadLetterRetention,
  });
  const roles = rolesIn(region, peer, shared, deadLetters);
  return { region, names, topic, network, deadLetters, roles, ...guards(region, names, network) };
}

/** Functions reach the database and the services they use, and nothing reaches them: Lambda needs no way in. */
function guards(region: Region, names: TransactionsNames, network: Network) {
  const { role } = region;
  const guard = (part: string, guardName: string, description: string) =>
    new Guard(`${part}-${role}`, { region, network, guardName, description });
  const functionGuard = guard("function-guard", names.functionGuard, "Functions of the transaction system");
  const databaseGuard = guard("database-guard", names.databaseGuard, "The database of the transaction system");
  const endpointGuard = guard("endpoint-guard", names.endpointGuard, "Services of AWS inside the network");
  const toDatabase = new Passage(`database-passage-${role}`, {
    from: functionGuard,
    to: databaseGuard,
    port: database.port,
    description: "PostgreSQL from the functions",
  });
  const toEndpoints = new Passage(`endpoint-passage-${role}`, {
    from: functionGuard,
    to: endpointGuard,
    port: 443,
    description: "HTTPS from the functions",
  });
  const endpoints = new ServiceEndpoints(`endpoints-${role}`, {
    region,
    network,
    endpointName: names.endpoints,
    guard: endpointGuard,
    services: ["secretsmanager"],
  });
  new GatewayEndpoint(`sessions-endpoint-${role}`, {
    region,
    network,
    endpointName: names.sessionsEndpoint,
    clients: functionGuard,
    service: "dynamodb",
  });
  return { functionGuard, databaseGuard, ways: [toDatabase, toEndpoints, endpoints] };
}

/** Made before the keys, whose policies name them. */
function rolesIn(region: Region, peer: Region, shared: TransactionsNames, deadLetters: Queue): Ground["roles"] {
  const { role, arns } = region;
  const names = nameTransactions(region.names);
  const roleOf = (part: string, functionName: string, roleName: string, logGroupName: string) =>
    functionRole(`${part}-role-${role}`, {
      region,
      roleName,
      logGroupName,
      deadLetters,
      statements: [
        ...networkGrants.joinNetwork(arns.function(functionName)),
        tableGrants.read(arns.table(shared.sessions)),
        secretGrants.read(arns.secret(shared.secret)),
      ],
    });
  return {
    processor: roleOf("processor", names.processor, names.processorRole, names.processorLogs),
    health: roleOf("health", names.health, names.healthRole, names.healthLogs),
    migration: functionRole(`migration-role-${role}`, {
      region,
      roleName: names.migrationRole,
      logGroupName: names.migrationLogs,
      deadLetters,
      statements: [
        ...networkGrants.joinNetwork(arns.function(names.migration)),
        secretGrants.read(arns.secret(shared.secret)),
      ],
    }),
    replication: new ServiceRole(`documents-role-${role}`, {
      region,
      roleName: names.documentsRole,
      service: "s3.amazonaws.com",
      statements: replicationGrants.copy(bucketArns(region), bucketArns(peer)),
    }),
  };
}

function bucketArns({ arns, names }: Region) {
  const { documents } = nameTransactions(names);
  return { bucket: arns.bucket(documents), objects: arns.objects(documents) };
}

function dataOf(
  pair: RegionPair,
  grounds: ByRole<Ground>,
  shared: TransactionsNames,
  config: TransactionsConfig,
): Data {
  const key = keyOf(pair, grounds);
  const sessions = new GlobalTable("sessions", {
    home: pair.primary,
    replicas: [pair.secondary],
    tableName: shared.sessions,
    hashKey: { name: "id", type: "S" },
    expiryAttribute: "expiresAt",
    keyArns: { [pair.primary.name]: key.keyArns.primary, [pair.secondary.name]: key.keyArns.secondary },
  });
  const password = new DatabasePassword("database-password", {
    pair,
    secretName: shared.secret,
    description: "Name and password of the owner of the ledger's database",
    username: database.username,
    keyArns: key.keyArns,
  });
  const side = ({ role, names }: Region) => ({
    clusterName: nameTransactions(names).cluster,
    subnetGroupName: nameTransactions(names).subnetGroup,
    parameterGroupName: nameTransactions(names).parameterGroup,
    network: grounds[role].network,
    guard: grounds[role].databaseGuard,
    keyArn: key.keyArns[role],
  });
  const ledger = new GlobalDatabase("ledger", {
    pair,
    globalName: shared.globalDatabase,
    databaseName: database.name,
    engineVersion: config.engineVersion,
    instanceClass: config.instanceClass,
    instanceCount,
    backupRetention: database.backupRetention,
    username: database.username,
    password: password.password,
    primary: side(pair.primary),
    secondary: side(pair.secondary),
  });
  const buckets = documentBuckets(pair, grounds, key);
  return {
    key,
    sessionTable: shared.sessions,
    sessions,
    buckets,
    secretName: shared.secret,
    password,
    database: ledger,
  };
}

/** Who uses the key stands in its own policies: its address, which a role's policy would name, is made by AWS. */
function keyOf(pair: RegionPair, grounds: ByRole<Ground>): MultiRegionKey {
  const side = (region: Region, peer: Region) => {
    const { processor, health, migration, replication } = grounds[region.role].roles;
    const incoming = grounds[peer.role].roles.replication;
    const service = (name: string) => `${name}.${region.name}.amazonaws.com`;
    const { bucket } = bucketArns(region);
    return {
      aliasName: nameTransactions(region.names).key,
      services: ["dynamodb", "rds", "s3", "secretsmanager"],
      statements: [
        keyGrants.readThrough(
          [processor.arn, health.arn, migration.arn],
          [service("dynamodb"), service("secretsmanager")],
        ),
        keyGrants.readReplicated(replication.arn, bucket, service("s3")),
        keyGrants.writeReplicas(incoming.arn, bucket, service("s3")),
      ],
      principals: [processor.role, health.role, migration.role, replication.role, incoming.role],
    };
  };
  return new MultiRegionKey("key", {
    pair,
    description: "Everything that the transaction system keeps",
    primary: side(pair.primary, pair.secondary),
    secondary: side(pair.secondary, pair.primary),
  });
}

/** Each bucket copies to the other, so that what the secondary stores during an outage comes back. */
function documentBuckets(pair: RegionPair, grounds: ByRole<Ground>, { keyArns }: MultiRegionKey): ByRole<Bucket> {
  const buckets = inBoth(pair, (region, peer) => {
    const { replication: incoming } = grounds[peer.role].roles;
    return new Bucket(`documents-${region.role}`, {
      region,
      bucketName: nameTransactions(region.names).documents,
      keyArn: keyArns[region.role],
      statements: [replicationGrants.receive(incoming.arn, bucketArns(region))],
      principals: [incoming.role],
    });
  });
  inBoth(
    pair,
    ({ role }, peer) =>
      new Replication(`documents-to-${peer.role}`, {
        from: buckets[role],
        to: buckets[peer.role],
        role: grounds[role].roles.replication,
        ruleId: documentRule,
        copyKeyArn: keyArns[peer.role],
        // Documents are kept: a deletion in one region must not hide them in the other.
        copyDeleteMarkers: false,
      }),
  );
  return buckets;
}

function schemaOf(grounds: ByRole<Ground>, data: Data, config: TransactionsConfig): SchemaMigrations {
  const side = ({ region, names, network, functionGuard, ways, roles, deadLetters }: Ground) => ({
    region,
    functionName: names.migration,
    logGroupName: names.migrationLogs,
    role: roles.migration,
    deadLetters,
    environment: databaseSettings(region, data),
    network: { of: network, groupId: functionGuard.groupId },
    after: [data.password.ready, ...data.database.instances[region.role], ...ways],
  });
  return new SchemaMigrations("schema", {
    code: codeOf("transaction-migration", migrating, config),
    migrations: ledgerMigrations,
    service: "transaction-migration",
    primary: side(grounds.primary),
    secondary: side(grounds.secondary),
  });
}

function databaseSettings({ role }: Region, data: Data) {
  const { writer, reader } = data.database.endpoints[role];
  return {
    DATABASE_WRITER_HOST: writer,
    DATABASE_READER_HOST: reader,
    DATABASE_PORT: String(database.port),
    DATABASE_NAME: database.name,
    DATABASE_SECRET: data.secretName,
  };
}

function site(on: Ground, data: Data, schema: SchemaMigrations, config: TransactionsConfig): Site {
  const { region, names } = on;
  const { role } = region;
  const processor = functionOn(on, data, schema, {
    name: "processor",
    functionName: names.processor,
    logGroupName: names.processorLogs,
    role: on.roles.processor,
    code: codeOf("transaction-processor", processing, config),
  });
  const health = functionOn(on, data, schema, {
    name: "health",
    functionName: names.health,
    logGroupName: names.healthLogs,
    role: on.roles.health,
    code: codeOf("transaction-health", checking, config),
  });
  const healthUrl = new PublicUrl(`health-${role}`, { region, function: health });
  const target = new FunctionTarget(`target-${role}`, {
    region,
    targetGroupName: names.target,
    function: processor,
    healthPath,
    healthInterval: seconds(35),
    healthTimeout: seconds(30),
  });
  const balancer = new LoadBalancer(`balancer-${role}`, {
    region,
    balancerName: names.balancer,
    securityGroupName: names.balancerGuard,
    network: on.network,
    certificateArn: config.certificateArns?.[region.name],
    forwarding: { paths: servedPaths, targetGroupArn: target.targetGroupArn },
    connectionLifetime: recovery.connectionLifetime,
  });
  return { ...on, processor, health, healthUrl, target, balancer };
}

/** The very same code and settings go to both regions. */
function codeOf(
  name: string,
  size: Pick<FunctionCode, "memory" | "timeout">,
  { runtime, logRetention }: TransactionsConfig,
): FunctionCode {
  return { archive: functionArchive(name), runtime, logRetention, memory: size.memory, timeout: size.timeout };
}

interface FunctionPart {
  readonly name: string;
  readonly functionName: string;
  readonly logGroupName: string;
  readonly role: ServiceRole;
  readonly code: FunctionCode;
}

function functionOn(
  { region, network, functionGuard, deadLetters }: Ground,
  data: Data,
  schema: SchemaMigrations,
  part: FunctionPart,
) {
  const { functionName, logGroupName, role, code } = part;
  return new RegionalFunction(`${part.name}-${region.role}`, {
    region,
    functionName,
    logGroupName,
    role,
    code,
    deadLetters,
    environment: {
      SERVICE_NAME: `transaction-${part.name}`,
      REGION_ROLE: region.role,
      SESSION_TABLE: data.sessionTable,
      ...databaseSettings(region, data),
    },
    network: { of: network, groupId: functionGuard.groupId },
    after: [data.password.ready, ...data.database.instances[region.role], data.sessions.table, schema.done],
  });
}

function endpointCheck({ region, names, healthUrl }: Site): EndpointCheck {
  return new EndpointCheck(`endpoint-${region.role}`, {
    region,
    checkName: names.healthCheck,
    host: healthUrl.host,
    protocol: "HTTPS",
    port: 443,
    path: healthPath,
    interval: recovery.interval,
    failureThreshold: recovery.failures,
    answeredBy: [healthUrl.url],
  });
}

interface ZoneOutputs {
  readonly zoneId: pulumi.Input<string>;
  /** Of a zone made here: where the domain's owner must point the domain. */
  readonly nameServers?: pulumi.Output<string[]>;
}

function zoneOf({ hostedZoneId, domainName }: TransactionsConfig, region: Region): ZoneOutputs {
  if (hostedZoneId !== undefined) {
    return { zoneId: hostedZoneId };
  }
  const { zone: zoneName } = nameTransactions(region.names);
  const { zoneId, nameServers } = new HostedZone("zone", { region, zoneName, domainName });
  return { zoneId, nameServers };
}

function weighted(
  recordName: string,
  zoneId: pulumi.Input<string>,
  sites: ByRole<Site>,
  checks: ByRole<EndpointCheck>,
): WeightedRecord {
  const targetOf = ({ region: { role }, names, balancer }: Site) => ({
    identifier: names.record,
    host: balancer.dnsName,
    check: checks[role],
    weight: weights[role],
  });
  return new WeightedRecord("api", {
    region: sites.primary.region,
    zoneId,
    recordName,
    targets: { primary: targetOf(sites.primary), secondary: targetOf(sites.secondary) },
    ttl: recovery.ttl,
  });
}

/** Each region watches its own half, so that the other half is still watched when it is gone. */
function siteAlarms({ region, names, topic, ...site }: Site, peer: Region, { buckets, sessionTable }: Data) {
  const { alarms: by } = names;
  const { databaseLag, tableLag, documentLag, errors } = tolerated;
  const incoming = {
    from: buckets[peer.role].bucketName,
    to: buckets[region.role].bucketName,
    ruleId: documentRule,
  };
  const { arnSuffix } = site.balancer;
  const { functionName } = site.processor;
  return new AlarmSet(`alarms-${region.role}`, {
    topic,
    alarms: {
      "database-lag": alarm.databaseReplicationLag(by.databaseLag, names.cluster, databaseLag),
      "session-lag": alarm.tableReplicationLag(by.sessionLag, sessionTable, peer.name, tableLag),
      "document-lag": alarm.bucketReplicationLag(by.documentLag, incoming, documentLag),
      "balancer-errors": alarm.balancerErrors(by.balancerErrors, arnSuffix, errors),
      "target-errors": alarm.targetErrors(by.targetErrors, arnSuffix, site.target.targetGroupArnSuffix, errors),
      "processor-errors": alarm.functionErrors(by.processorErrors, functionName, errors),
      "processor-throttles": alarm.functionThrottles(by.processorThrottles, functionName, alarm.noTolerance),
      "health-errors": alarm.functionErrors(by.healthErrors, site.health.functionName, errors),
      "dead-letters": alarm.messagesWaiting(by.deadLetters, site.deadLetters.queueName),
    },
  }).alarmNames;
}

/** On Route 53's own verdict, in the region where its metrics are. */
function endpointAlarms(
  { healthMetrics }: RegionPair,
  sites: ByRole<Site>,
  checks: ByRole<EndpointCheck>,
  { alertEmails }: TransactionsConfig,
): readonly string[] {
  const { alarms: alarmNames, topic: topicName } = nameTransactions(healthMetrics.names);
  return endpointAlarmSet({
    region: healthMetrics,
    topics: Object.values(sites).map(({ topic }) => topic),
    topicName,
    emails: alertEmails,
    alarms: {
      primary: alarm.endpointDown(alarmNames.primaryHealth, "primary", checks.primary.healthCheckId),
      secondary: alarm.endpointDown(alarmNames.secondaryHealth, "secondary", checks.secondary.healthCheckId),
    },
  }).alarmNames;
}
