import { known } from "../../graph/reading";
import { given, number, tags } from "./convert";
import { type Entry, entry, type Whole } from "./entry";
import { as, block, each, type Fields, same } from "./field";

type Bag = Readonly<Record<string, unknown>>;

const recovery = (...way: readonly string[]): Fields[string] =>
  block({ enabled: same("pointInTimeRecoveryEnabled"), recoveryPeriodInDays: same("recoveryPeriodInDays") }, ...way);

const table: Fields = {
  name: same("tableName"),
  billingMode: same("billingMode"),
  attributes: each({ name: same("attributeName"), type: same("attributeType") }, "attributeDefinitions"),
  hashKey: as((schema) => keyOf(schema, "HASH"), "keySchema"),
  rangeKey: as((schema) => keyOf(schema, "RANGE"), "keySchema"),
  streamEnabled: given("streamSpecification", "streamViewType"),
  streamViewType: same("streamSpecification", "streamViewType"),
};

function keyOf(schema: unknown, kind: string): unknown {
  const keys = Array.isArray(schema) ? Array.from({ length: schema.length }, (_, index) => schema[index] as Bag) : [];
  return keys.find(({ keyType }) => keyType === kind)?.attributeName;
}

/** A global table says of each region what it is there. In the other form it stands in one of them. */
function globalTable(props: unknown, region: string | undefined): Whole {
  const replicas = known(() => (props as Bag | undefined)?.replicas);
  const count = Array.isArray(replicas) ? replicas.length : 0;
  const regions = Array.from({ length: count }, (_, index) => known(() => (replicas as readonly Bag[])[index]?.region));
  const home = String(Math.max(0, regions.indexOf(region)));
  return {
    type: "aws:dynamodb/table:Table",
    fields: {
      ...table,
      region: same("replicas", home, "region"),
      pointInTimeRecovery: recovery("replicas", home, "pointInTimeRecoverySpecification"),
      deletionProtectionEnabled: same("replicas", home, "deletionProtectionEnabled"),
      tags: { ...tags, way: ["replicas", home, "tags"] },
      serverSideEncryption: block({ enabled: same("sseEnabled") }, "sseSpecification"),
      replicas: othersOf(Number(home), count),
    },
  };
}

const replica: Fields = {
  regionName: same("region"),
  pointInTimeRecovery: same("pointInTimeRecoverySpecification", "pointInTimeRecoveryEnabled"),
  kmsKeyArn: same("sseSpecification", "kmsMasterKeyId"),
  deletionProtectionEnabled: same("deletionProtectionEnabled"),
  // Each replica has tags of its own here.
  propagateTags: as((list) => !Array.isArray(list) || list.length > 0, "tags"),
};

function othersOf(home: number, count: number): Fields[string] {
  const { make, below } = each(replica, "replicas");
  return {
    way: ["replicas"],
    make: (list) => {
      const others = Array.isArray(list)
        ? Array.from({ length: count }, (_, index) => index).filter((index) => index !== home)
        : [];
      const all = make(list) as readonly unknown[];
      return Array.isArray(list) ? others.map((index) => all[index]) : list;
    },
    below: ([index, ...rest]) =>
      index === undefined ? [] : below([Number(index) < home ? index : Number(index) + 1, ...rest]),
  };
}

const cluster: Fields = {
  clusterIdentifier: same("dbClusterIdentifier"),
  engine: same("engine"),
  engineVersion: same("engineVersion"),
  engineMode: same("engineMode"),
  databaseName: same("databaseName"),
  globalClusterIdentifier: same("globalClusterIdentifier"),
  storageEncrypted: same("storageEncrypted"),
  kmsKeyId: same("kmsKeyId"),
  replicationSourceIdentifier: same("replicationSourceIdentifier"),
  backupRetentionPeriod: same("backupRetentionPeriod"),
  deletionProtection: same("deletionProtection"),
  dbClusterParameterGroupName: same("dbClusterParameterGroupName"),
  snapshotIdentifier: same("snapshotIdentifier"),
  availabilityZones: same("availabilityZones"),
  tags,
};

const instance: Fields = {
  identifier: same("dbInstanceIdentifier"),
  clusterIdentifier: same("dbClusterIdentifier"),
  engine: same("engine"),
  engineVersion: same("engineVersion"),
  instanceClass: same("dbInstanceClass"),
  storageEncrypted: same("storageEncrypted"),
  kmsKeyId: same("kmsKeyId"),
  multiAz: same("multiAz"),
  replicateSourceDb: same("sourceDbInstanceIdentifier"),
  backupRetentionPeriod: same("backupRetentionPeriod"),
  deletionProtection: same("deletionProtection"),
  publiclyAccessible: same("publiclyAccessible"),
  allocatedStorage: number("allocatedStorage"),
  tags,
};

const single = "aws:rds/instance:Instance";
const ofCluster = "aws:rds/clusterInstance:ClusterInstance";

/** One type for an instance of its own and for one of a cluster. */
const databaseInstance: Entry = {
  types: [single, ofCluster],
  read: (props) => ({
    type: "dbClusterIdentifier" in (props as object) ? ofCluster : single,
    fields: instance,
  }),
};

const copyLifecycle = { deleteAfter: same("deleteAfterDays"), coldStorageAfter: same("moveToColdStorageAfterDays") };

/** Tables, databases and what backs them up. */
export const data: Readonly<Record<string, Entry>> = {
  "dynamodb:GlobalTable": { types: ["aws:dynamodb/table:Table"], read: globalTable },
  "dynamodb:Table": entry(
    "aws:dynamodb/table:Table",
    {
      ...table,
      pointInTimeRecovery: recovery("pointInTimeRecoverySpecification"),
      deletionProtectionEnabled: same("deletionProtectionEnabled"),
      serverSideEncryption: block(
        { enabled: same("sseEnabled"), kmsKeyArn: same("kmsMasterKeyId") },
        "sseSpecification",
      ),
      tags,
    },
    [
      {
        type: "aws:dynamodb/resourcePolicy:ResourcePolicy",
        of: "resourcePolicy",
        fields: { policy: same("policyDocument") },
        owner: "resourceArn",
      },
    ],
  ),
  "rds:DbCluster": entry("aws:rds/cluster:Cluster", cluster),
  "rds:DbInstance": databaseInstance,
  "rds:GlobalCluster": entry("aws:rds/globalCluster:GlobalCluster", {
    globalClusterIdentifier: same("globalClusterIdentifier"),
    engine: same("engine"),
    engineVersion: same("engineVersion"),
    storageEncrypted: same("storageEncrypted"),
    sourceDbClusterIdentifier: same("sourceDbClusterIdentifier"),
    deletionProtection: same("deletionProtection"),
    tags,
  }),
  "backup:BackupVault": entry(
    "aws:backup/vault:Vault",
    { name: same("backupVaultName"), kmsKeyArn: same("encryptionKeyArn"), tags: same("backupVaultTags") },
    [
      {
        type: "aws:backup/vaultPolicy:VaultPolicy",
        of: "accessPolicy",
        fields: { policy: same() },
        owner: "backupVaultName",
      },
    ],
  ),
  "backup:BackupPlan": entry("aws:backup/plan:Plan", {
    name: same("backupPlan", "backupPlanName"),
    rules: each(
      {
        ruleName: same("ruleName"),
        targetVaultName: same("targetBackupVault"),
        schedule: same("scheduleExpression"),
        startWindow: same("startWindowMinutes"),
        completionWindow: same("completionWindowMinutes"),
        enableContinuousBackup: same("enableContinuousBackup"),
        lifecycle: block(copyLifecycle, "lifecycle"),
        copyActions: each(
          { destinationVaultArn: same("destinationBackupVaultArn"), lifecycle: block(copyLifecycle, "lifecycle") },
          "copyActions",
        ),
      },
      "backupPlan",
      "backupPlanRule",
    ),
    tags: same("backupPlanTags"),
  }),
  "backup:BackupSelection": entry("aws:backup/selection:Selection", {
    planId: same("backupPlanId"),
    name: same("backupSelection", "selectionName"),
    iamRoleArn: same("backupSelection", "iamRoleArn"),
    resources: same("backupSelection", "resources"),
    notResources: same("backupSelection", "notResources"),
    selectionTags: each(
      { key: same("conditionKey"), type: same("conditionType"), value: same("conditionValue") },
      "backupSelection",
      "listOfTags",
    ),
  }),
};
