import { MetricQuery } from "../components/athena/metric-query";
import { BackupPlan } from "../components/backup/backup-plan";
import { BackupVault } from "../components/backup/backup-vault";
import { RestoreTest } from "../components/backup/restore-test";
import { MetricStream } from "../components/cloudwatch/metric-stream";
import { GlobalTable } from "../components/dynamodb/global-table";
import { ServiceRole } from "../components/iam/service-role";
import { MultiRegionKey } from "../components/kms/multi-region-key";
import { DatabaseEvents } from "../components/rds/database-events";
import { GlobalDatabase } from "../components/rds/global-database";
import { Bucket } from "../components/s3/bucket";
import { DatabasePassword } from "../components/secretsmanager/database-password";
import type { FleetConfig } from "../config/types";
import { keyGrants } from "../iam/grants/kms";
import { metricGrants } from "../iam/grants/metrics";
import type { Statement } from "../iam/statement";
import { type ByRole, inBoth, type Region, type RegionPair } from "../regions/pair";
import { days, minutes, type Seconds } from "../units/time";
import { type Ground, namesOf } from "./fleet-site";

export const databaseName = "payments";
const username = "payments_owner";
/** Once a day a full copy leaves the region: the last resort, when replication has copied a mistake. */
const snapshots = { schedule: "cron(0 3 * * ? *)", startWindow: minutes(60) };
/** Once a week, when the copy of the night has come. The window has room for copies of a region that is lost. */
const restores = { schedule: "cron(0 9 ? * SUN *)", youngerThan: days(7) };

/** How long things can be restored. */
interface Keeping {
  readonly isKept: boolean;
  /** Every point in time of it can be restored in its region: what is continuous is Aurora's own. */
  readonly pointInTime: Seconds;
  readonly snapshots: Seconds;
  /** Of keys and secrets that were deleted; absent: as little as AWS takes. */
  readonly secrets?: Seconds;
}

const keepings: Readonly<Record<FleetConfig["retention"], Keeping>> = {
  production: { isKept: true, pointInTime: days(35), snapshots: days(35), secrets: days(30) },
  drill: { isKept: false, pointInTime: days(7), snapshots: days(14) },
};

export function keepingOf({ retention }: FleetConfig): Keeping {
  return keepings[retention];
}

/** In the bucket: what comes from the other region, and answers to questions about it. */
const metricFolders = { stream: "metrics", answers: "answers" };
const metricsKeptFor = days(90);
/** What tells how the region is that failed. */
const streamedNamespaces = [
  "AWS/ApplicationELB",
  "AWS/AutoScaling",
  "AWS/Backup",
  "AWS/DynamoDB",
  "AWS/EC2",
  "AWS/RDS",
  "AWS/Route53",
];

/** What both regions share. */
export interface FleetData {
  readonly key: MultiRegionKey;
  readonly password: DatabasePassword;
  readonly database: GlobalDatabase;
  readonly sessions: GlobalTable;
}

/** By it a backup plan finds what it is for. */
function backupTag(region: Region) {
  return { key: "Backup", value: namesOf(region).backupPlan };
}

export function dataOf(pair: RegionPair, grounds: ByRole<Ground>, key: MultiRegionKey, config: FleetConfig): FleetData {
  const { names } = grounds.primary;
  const { isKept, pointInTime, secrets } = keepingOf(config);
  const password = new DatabasePassword("database-password", {
    pair,
    secretName: names.secret,
    description: "User and password of the owner of the payments' database",
    username,
    keyArns: key.keyArns,
    recoveryWindow: secrets,
  });
  const sessions = new GlobalTable("sessions", {
    home: pair.primary,
    replicas: [pair.secondary],
    tableName: names.sessions,
    hashKey: { name: "id", type: "S" },
    expiryAttribute: "expiresAt",
    isKept,
    keyArns: { [pair.primary.name]: key.keyArns.primary, [pair.secondary.name]: key.keyArns.secondary },
  });
  const database = new GlobalDatabase("database", {
    pair,
    globalName: names.globalDatabase,
    databaseName,
    engineVersion: config.engineVersion,
    instanceClass: config.databaseClass,
    instanceCount: names.databaseInstances.length,
    backupRetention: pointInTime,
    isKept,
    commitsHeldAfter: config.commitHold === "none" ? undefined : config.commitHold,
    logRetention: config.databaseLogs === "on" ? config.logRetention : undefined,
    logicalReplication: config.databaseMigration === "logical-replication",
    username,
    password: password.password,
    primary: databaseSide(grounds.primary, key),
    secondary: databaseSide(grounds.secondary, key),
  });
  inBoth(pair, ({ role }) => {
    const { topic, names: here } = grounds[role];
    return new DatabaseEvents(`database-events-${role}`, {
      topic,
      subscriptionName: here.databaseEvents,
      clusterNames: [here.cluster],
      dependsOn: database.instances[role],
    });
  });
  return { key, password, database, sessions };
}

function databaseSide({ region, names, network, databaseGuard: guard }: Ground, { keyArns }: MultiRegionKey) {
  const { key, value } = backupTag(region);
  return {
    clusterName: names.cluster,
    instanceNames: names.databaseInstances,
    clusterTags: { [key]: value },
    subnetGroupName: names.databaseSubnets,
    parameterGroupName: names.databaseParameters,
    network,
    guard,
    keyArn: keyArns[region.role],
  };
}

/** Who uses the key stands in its own policies: its address, which a role's policy would name, is made by AWS. */
export function keyOf(
  pair: RegionPair,
  grounds: ByRole<Ground>,
  delivery: ServiceRole,
  orchestrator: ServiceRole,
  config: FleetConfig,
): MultiRegionKey {
  const side = (region: Region, own: readonly ServiceRole[], statements: readonly Statement[]) => {
    const readers = [grounds[region.role].instanceRole, ...own];
    const service = (name: string) => `${name}.${region.name}.amazonaws.com`;
    return {
      aliasName: grounds[region.role].names.databaseKey,
      services: ["dynamodb", "rds", "s3", "secretsmanager"],
      statements: [
        keyGrants.readThrough(
          readers.map(({ arn }) => arn),
          [service("dynamodb"), service("secretsmanager")],
        ),
        ...statements,
      ],
      principals: [...readers, delivery].map(({ role }) => role),
    };
  };
  const { secondary } = pair;
  const bucket = secondary.arns.bucket(metricBucketName(secondary));
  const writing = keyGrants.writeObjects(delivery.arn, bucket, `s3.${secondary.name}.amazonaws.com`);
  return new MultiRegionKey("database-key", {
    pair,
    description:
      "Payments, sessions, the database's password, the state of a failover, and metrics that left their region",
    deletionWindow: keepingOf(config).secrets,
    primary: side(pair.primary, [], []),
    secondary: side(secondary, [orchestrator], [writing]),
  });
}

function metricBucketName(region: Region): string {
  return namesOf(region).metrics.bucket;
}

/** Firehose writes to the other region under this role. Made before the key, whose policy names it. */
export function deliveryRole({ primary, secondary }: RegionPair): ServiceRole {
  const { deliveryRole: roleName, deliveryLogs } = namesOf(primary).metrics;
  const bucketName = metricBucketName(secondary);
  const bucket = { bucket: secondary.arns.bucket(bucketName), objects: secondary.arns.objects(bucketName) };
  return new ServiceRole("metrics-delivery", {
    region: primary,
    roleName,
    service: "firehose.amazonaws.com",
    statements: metricGrants.deliver(bucket, primary.arns.logStreams(deliveryLogs)),
  });
}

/** The primary's metrics, kept where they can be read when the primary cannot. */
export function metricStream(
  { primary, secondary }: RegionPair,
  key: MultiRegionKey,
  delivery: ServiceRole,
  config: FleetConfig,
): MetricStream {
  const bucket = new Bucket("metrics", {
    region: secondary,
    bucketName: metricBucketName(secondary),
    keyArn: key.keyArns.secondary,
    isKept: keepingOf(config).isKept,
    lifecycle: [
      {
        id: "metrics",
        prefix: "",
        transitions: [],
        expireAfter: metricsKeptFor,
        expireReplacedAfter: days(1),
        abortUploadsAfter: days(7),
      },
    ],
  });
  const { catalog, workgroup, query } = namesOf(secondary).metrics;
  new MetricQuery("metrics-query", {
    bucket,
    folder: metricFolders.stream,
    answers: metricFolders.answers,
    keyArn: key.keyArns.secondary,
    keptFor: metricsKeptFor,
    databaseName: catalog,
    workgroupName: workgroup,
    queryName: query,
    isKept: keepingOf(config).isKept,
  });
  const { stream, streamRole, delivery: deliveryName, deliveryLogs } = namesOf(primary).metrics;
  return new MetricStream("metrics", {
    region: primary,
    streamName: stream,
    streamRoleName: streamRole,
    deliveryName,
    deliveryRole: delivery,
    logGroupName: deliveryLogs,
    logRetention: config.logRetention,
    bucket,
    folder: metricFolders.stream,
    namespaces: streamedNamespaces,
  });
}

/** Each region backs up the cluster it has, whichever part the cluster plays that day, and copies it to the other. */
export function backups(
  pair: RegionPair,
  grounds: ByRole<Ground>,
  { database }: FleetData,
  config: FleetConfig,
): ByRole<BackupVault> {
  const { isKept, snapshots: retention } = keepingOf(config);
  const lockedFor = isKept ? retention : undefined;
  const vaults = inBoth(
    pair,
    (region) => new BackupVault(`backups-${region.role}`, { region, vaultName: namesOf(region).vault, lockedFor }),
  );
  const plans = inBoth(pair, (region, peer) => {
    const names = namesOf(region);
    return new BackupPlan(`backups-to-${peer.role}`, {
      from: vaults[region.role],
      copyTo: vaults[peer.role],
      planName: names.backupPlan,
      roleName: names.backupRole,
      ...snapshots,
      retention,
      resources: [clusterIn(region)],
      selectingTag: backupTag(region),
      dependsOn: database.instances[region.role],
    });
  });
  inBoth(pair, (region, peer) => {
    const { names, databaseGuard: guard } = grounds[region.role];
    const { roleArn, rights } = plans[region.role];
    return new RestoreTest(`restores-${region.role}`, {
      vault: vaults[region.role],
      testName: names.restoreTest,
      ...restores,
      // What came over: that is what is left when the other region is lost.
      clusters: [clusterIn(peer)],
      roleArn,
      into: { subnetGroupName: names.databaseSubnets, guard },
      dependsOn: [...rights, ...database.instances[region.role]],
    });
  });
  return vaults;
}

function clusterIn(region: Region) {
  return region.arns.databaseCluster(namesOf(region).cluster);
}
