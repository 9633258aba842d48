import type { JsonObject } from "../../../../preflight/graph";
import { Graph, statementsOf } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";
import { elsewhere } from "./variants";

let graph: Graph;
beforeAll(async () => {
  graph = new Graph(await recorded("fleet"));
});

const regions = ["us-east-1", "us-east-2"] as const;
const clusterIn = (region: string) => graph.only(region, "aws:rds/cluster:Cluster");

describe("the database", () => {
  test('fleet: "Aurora Global Database cluster with a primary cluster in us-east-1 and secondary in us-east-2"', () => {
    const global = graph.only("us-east-1", "aws:rds/globalCluster:GlobalCluster");
    expect(global.inputs).toMatchObject({
      globalClusterIdentifier: "global-db-v2-dev",
      engine: "aurora-postgresql",
      storageEncrypted: true,
    });
    for (const region of regions) {
      expect(clusterIn(region).propertyDependencies.globalClusterIdentifier).toEqual([global.urn]);
    }
  });

  test('fleet: "`primary-db-cluster-v2-dev`, `dr-db-cluster-v2-dev`"', () => {
    expect(regions.map((region) => clusterIn(region).inputs.clusterIdentifier)).toEqual([
      "primary-db-cluster-v2-dev",
      "dr-db-cluster-v2-dev",
    ]);
    expect(graph.inputs("aws:rds/clusterInstance:ClusterInstance").map(({ identifier }) => identifier)).toEqual([
      "primary-db-instance-1-v2-dev",
      "primary-db-instance-2-v2-dev",
      "dr-db-instance-1-v2-dev",
      "dr-db-instance-2-v2-dev",
    ]);
  });

  test('fleet: "PostgreSQL 14.x", the same everywhere', () => {
    const versions = graph.inputs("aws:rds/cluster:Cluster").map(({ engineVersion }) => engineVersion);
    expect(versions).toEqual(["14.22", "14.22"]);
    expect(graph.inputs("aws:rds/clusterParameterGroup:ClusterParameterGroup").map(({ family }) => family)).toEqual([
      "aurora-postgresql14",
      "aurora-postgresql14",
    ]);
  });

  test("version and class are settings", async () => {
    const other = new Graph(await recorded("fleet", elsewhere));
    expect(other.inputs("aws:rds/cluster:Cluster").map(({ engineVersion }) => engineVersion)).toEqual(["16.8", "16.8"]);
    expect(new Set(other.inputs("aws:rds/clusterInstance:ClusterInstance").map((one) => one.instanceClass))).toEqual(
      new Set(["db.r7g.2xlarge"]),
    );
  });

  test('fleet: "Zero-Downtime Migrations": a stack may make its database ready to follow another, and to be followed', async () => {
    const ready = new Graph(await recorded("fleet", elsewhere));
    const force = { name: "rds.force_ssl", value: "1", applyMethod: "pending-reboot" };
    const replicate = { name: "rds.logical_replication", value: "1", applyMethod: "pending-reboot" };
    const parametersOf = (of: Graph) =>
      of.inputs("aws:rds/clusterParameterGroup:ClusterParameterGroup").map(({ parameters }) => parameters);
    // Of the cluster that writes: it holds commits that the standby does not have, and the promise is a minute.
    const hold = { name: "rds.global_db_rpo", value: "45", applyMethod: "immediate" };
    expect(parametersOf(graph)).toEqual([[force, hold], [force]]);
    expect(parametersOf(ready)).toEqual([
      [force, replicate],
      [force, replicate],
    ]);
  });

  test.each([
    ["us-east-1", "aws:kms/key:Key"],
    ["us-east-2", "aws:kms/replicaKey:ReplicaKey"],
  ])('fleet: "KMS (for encryption)": in %s under the key of the region', (region, keyType) => {
    expect(clusterIn(region).inputs.storageEncrypted).toBe(true);
    expect(clusterIn(region).propertyDependencies.kmsKeyId).toEqual([graph.only(region, keyType).urn]);
  });

  test("a standby that is promoted has an instance already, and one more to fall back on", () => {
    const instances = graph.within("us-east-2", "aws:rds/clusterInstance:ClusterInstance");
    expect(instances.map(({ inputs }) => inputs.publiclyAccessible)).toEqual([false, false]);
  });

  test.each(regions)("what a failover moves in %s is not moved back by an update", (region) => {
    expect(clusterIn(region).options.ignoreChanges).toEqual(["replicationSourceIdentifier", "engineVersion"]);
  });

  test.each([
    ["us-east-1", "primary"],
    ["us-east-2", "dr"],
  ])("people hear what RDS says of the cluster in %s", (region, side) => {
    expect(graph.only(region, "aws:rds/eventSubscription:EventSubscription").inputs).toMatchObject({
      snsTopic: `arn:aws:sns:${region}:123456789012:failover-alerts-dev`,
      sourceType: "db-cluster",
      sourceIds: [`${side}-db-cluster-v2-dev`],
      eventCategories: ["failover", "failure", "global-failover", "notification"],
    });
    const speakers = statementsOf(graph.only(region, "aws:sns/topic:Topic").inputs.policy).flatMap(({ Principal }) =>
      Object.values(Principal as JsonObject),
    );
    expect(speakers).toEqual(expect.arrayContaining(["cloudwatch.amazonaws.com", "events.rds.amazonaws.com"]));
  });
});

test('fleet: "Secrets Manager: `db-password-v2-dev`", in both regions, each under the key that is there', () => {
  const secret = graph.only("us-east-1", "aws:secretsmanager/secret:Secret");
  expect(secret.inputs).toMatchObject({
    name: "db-password-v2-dev",
    recoveryWindowInDays: 0,
    replicas: [expect.objectContaining({ region: "us-east-2" })],
  });
  expect(secret.propertyDependencies).toMatchObject({
    kmsKeyId: [graph.only("us-east-1", "aws:kms/key:Key").urn],
    replicas: [graph.only("us-east-2", "aws:kms/replicaKey:ReplicaKey").urn],
  });
});

test('fleet: "DynamoDB global tables for session data": `session-table-v2-dev`', () => {
  const [sessions] = graph.inputs("aws:dynamodb/table:Table").filter(({ name }) => name === "session-table-v2-dev");
  expect(sessions).toMatchObject({
    billingMode: "PAY_PER_REQUEST",
    streamEnabled: true,
    streamViewType: "NEW_AND_OLD_IMAGES",
    pointInTimeRecovery: { enabled: true },
    ttl: { enabled: true, attributeName: "expiresAt" },
    replicas: [expect.objectContaining({ regionName: "us-east-2", pointInTimeRecovery: true, propagateTags: true })],
  });
});

test('fleet: "All database-related resources follow the pattern: `{resource-name}-v2-{environment}`"', () => {
  const databases = /^aws:(rds\/|dynamodb\/table:|secretsmanager\/secret:|kms\/alias:)/;
  const names = graph.managed
    .filter(({ type }) => databases.test(type))
    .map(
      ({ inputs }) => inputs.identifier ?? inputs.clusterIdentifier ?? inputs.globalClusterIdentifier ?? inputs.name,
    );
  const instanceNames = graph.inputs("aws:rds/clusterInstance:ClusterInstance").map(({ identifier }) => identifier);
  expect(names).toEqual(expect.arrayContaining(instanceNames));
  expect(names.length).toBeGreaterThanOrEqual(16);
  expect(names.filter((name) => !/^(alias\/)?[a-z]+(-[a-z]+)*(-\d)?-v2-dev$/.test(String(name)))).toEqual([]);
});

describe("backups", () => {
  test.each([
    ["us-east-1", "us-east-2", "primary"],
    ["us-east-2", "us-east-1", "dr"],
  ])(
    'fleet: "AWS Backup plans for automated RDS snapshots with cross-region copying": from %s to %s',
    (region, peer, side) => {
      const [rule, ...others] = graph.only(region, "aws:backup/plan:Plan").inputs.rules as JsonObject[];
      expect(others).toEqual([]);
      expect(rule).toMatchObject({
        targetVaultName: "fleet-backup-vault-dev",
        schedule: "cron(0 3 * * ? *)",
        startWindow: 60,
        lifecycle: { deleteAfter: 14 },
        copyActions: [
          {
            destinationVaultArn: `arn:aws:backup:${peer}:123456789012:backup-vault:fleet-backup-vault-dev`,
            lifecycle: { deleteAfter: 14 },
          },
        ],
      });
      expect(graph.only(region, "aws:backup/selection:Selection").inputs).toMatchObject({
        iamRoleArn: `arn:aws:iam::123456789012:role/fleet-backup-role-${region}-dev`,
        resources: [`arn:aws:rds:${region}:123456789012:cluster:${side}-db-cluster-v2-dev`],
        selectionTags: [{ type: "STRINGEQUALS", key: "Backup", value: "fleet-backup-plan-dev" }],
      });
      expect(clusterIn(region).inputs.tags).toMatchObject({ Backup: "fleet-backup-plan-dev" });
    },
  );

  test.each([
    ["us-east-1", "secondary", "dr"],
    ["us-east-2", "primary", "primary"],
  ])("what came over to %s is restored there once a week, into the network that is there", (region, peer, side) => {
    const plan = graph.only(region, "aws:backup/restoreTestingPlan:RestoreTestingPlan");
    const selection = graph.only(region, "aws:backup/restoreTestingSelection:RestoreTestingSelection");
    expect(plan.inputs).toMatchObject({
      name: "fleet_restore_dev",
      scheduleExpression: "cron(0 9 ? * SUN *)",
      recoveryPointSelection: {
        algorithm: "LATEST_WITHIN_WINDOW",
        includeVaults: [`arn:aws:backup:${region}:123456789012:backup-vault:fleet-backup-vault-dev`],
        recoveryPointTypes: ["SNAPSHOT"],
        selectionWindowDays: 7,
      },
    });
    const peerRegion = peer === "primary" ? "us-east-1" : "us-east-2";
    expect(selection.inputs).toMatchObject({
      protectedResourceType: "Aurora",
      protectedResourceArns: [`arn:aws:rds:${peerRegion}:123456789012:cluster:${side}-db-cluster-v2-dev`],
      iamRoleArn: `arn:aws:iam::123456789012:role/fleet-backup-role-${region}-dev`,
    });
    const overrides = selection.inputs.restoreMetadataOverrides as JsonObject;
    const here = region === "us-east-1" ? "primary" : "dr";
    expect(overrides.dbsubnetgroupname).toBe(`${here}-db-subnets-v2-dev`);
    const guards = graph
      .within(region, "aws:ec2/securityGroup:SecurityGroup")
      .filter(({ inputs }) => inputs.name === "fleet-database-sg-dev");
    expect(selection.propertyDependencies.restoreMetadataOverrides).toEqual(guards.map(({ urn }) => urn));
    for (const needed of graph.within(region, "aws:rds/subnetGroup:SubnetGroup")) {
      expect(graph.comesAfter(selection, needed)).toBe(true);
    }
  });

  test("in a drill both vaults can be destroyed with what is in them", () => {
    expect(graph.inputs("aws:backup/vault:Vault").map(({ forceDestroy }) => forceDestroy)).toEqual([true, true]);
  });

  test("the selection waits for the rights of its role, which are AWS's own for backups", () => {
    const attachments = graph.all("aws:iam/rolePolicyAttachment:RolePolicyAttachment");
    const policies = new Set(attachments.map(({ inputs }) => inputs.policyArn));
    expect(policies).toEqual(
      new Set([
        "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
        "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores",
      ]),
    );
    for (const selection of graph.all("aws:backup/selection:Selection")) {
      expect(attachments.filter((one) => graph.comesAfter(selection, one))).toHaveLength(2);
    }
  });
});
