import { Graph, isUnknown } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";
import { elsewhere } from "./variants";

let graph: Graph;
beforeAll(async () => {
  graph = new Graph(await recorded("transactions"));
});

const clusterIn = (region: string) => graph.only(region, "aws:rds/cluster:Cluster");
const instancesIn = (region: string) => graph.within(region, "aws:rds/clusterInstance:ClusterInstance");
const global = () => graph.only("us-east-1", "aws:rds/globalCluster:GlobalCluster");
const regions = ["us-east-1", "us-west-2"] as const;

test('transactions: "PostgreSQL 15.4 with encryption at rest using KMS"', () => {
  expect(global().inputs).toMatchObject({
    globalClusterIdentifier: "rds-us-east-1-dev-transactions-global",
    engine: "aurora-postgresql",
    engineVersion: "15.4",
    storageEncrypted: true,
  });
});

test("the version and the class are settings", async () => {
  const other = new Graph(await recorded("transactions", elsewhere));
  for (const inputs of other.inputs("aws:rds/cluster:Cluster")) {
    expect(inputs.engineVersion).toBe("16.8");
  }
  expect(other.inputs("aws:rds/clusterParameterGroup:ClusterParameterGroup").map(({ family }) => family)).toEqual([
    "aurora-postgresql16",
    "aurora-postgresql16",
  ]);
  for (const inputs of other.inputs("aws:rds/clusterInstance:ClusterInstance")) {
    expect(inputs.instanceClass).toBe("db.r7g.2xlarge");
  }
});

test.each([
  ["us-east-1", "writer", "aws:kms/key:Key"],
  ["us-west-2", "reader for failover", "aws:kms/replicaKey:ReplicaKey"],
])('transactions: "cluster in %s (%s)", under the key of its region', (region, _part, keyType) => {
  const cluster = clusterIn(region);
  expect(cluster.inputs).toMatchObject({
    clusterIdentifier: `rds-${region}-dev-transactions`,
    engine: "aurora-postgresql",
    engineVersion: "15.4",
    storageEncrypted: true,
    backupRetentionPeriod: 1,
    skipFinalSnapshot: true,
    deletionProtection: false,
  });
  expect(cluster.propertyDependencies).toMatchObject({
    globalClusterIdentifier: [global().urn],
    kmsKeyId: [graph.only(region, keyType).urn],
  });
  expect(instancesIn(region).map(({ inputs }) => inputs)).toEqual([
    expect.objectContaining({ instanceClass: "db.r6g.large", publiclyAccessible: false }),
    expect.objectContaining({ instanceClass: "db.r6g.large", publiclyAccessible: false }),
  ]);
});

test('transactions: "DR cluster waits for primary": for its instances, without which there is nothing to copy from', () => {
  for (const instance of instancesIn("us-east-1")) {
    expect(graph.comesAfter(clusterIn("us-west-2"), instance)).toBe(true);
  }
});

test("the secondary names nothing that it inherits", () => {
  for (const inherited of ["masterUsername", "masterPassword", "databaseName", "manageMasterUserPassword"]) {
    expect(clusterIn("us-west-2").inputs).not.toHaveProperty(inherited);
  }
});

test.each(regions)("what a failover or an upgrade moves in %s is not moved back", (region) => {
  expect(clusterIn(region).options.ignoreChanges).toEqual(["replicationSourceIdentifier", "engineVersion"]);
});

test.each(regions)("the cluster in %s takes connections over TLS alone", (region) => {
  expect(graph.only(region, "aws:rds/clusterParameterGroup:ClusterParameterGroup").inputs.parameters).toEqual([
    { name: "rds.force_ssl", value: "1", applyMethod: "pending-reboot" },
  ]);
});

test.each(regions)('transactions: "VPC isolation": the cluster in %s is in the private subnets', (region) => {
  const group = graph.only(region, "aws:rds/subnetGroup:SubnetGroup");
  const isPrivate = (urn: string) => /-private-\d$/.test(urn);
  const subnets = group.propertyDependencies.subnetIds ?? [];
  expect(subnets).toHaveLength(2);
  expect(subnets.every(isPrivate)).toBe(true);
});

test("the password is generated, goes to the database and its secret alone, and is in no output", () => {
  const generated = graph.managed.filter(({ type }) => type === "random:index/randomPassword:RandomPassword");
  expect(generated.map(({ inputs }) => inputs)).toEqual([
    expect.objectContaining({ length: 32, overrideSpecial: "!#$%^*()-_=+" }),
  ]);
  const [version] = graph.all("aws:secretsmanager/secretVersion:SecretVersion");
  const [password] = generated;
  // A preview knows neither value: what is unknown carries no mark of secrecy yet.
  expect([clusterIn("us-east-1").inputs.masterPassword, version?.inputs.secretString].every(isUnknown)).toBe(true);
  expect(clusterIn("us-east-1").propertyDependencies.masterPassword).toEqual([password?.urn]);
  expect(version?.propertyDependencies.secretString).toEqual([password?.urn]);
  expect(Object.keys(graph.recording.outputs).filter((name) => /password/i.test(name))).toEqual([]);
});

test("the secret is in both regions, each under the key that is there, and gone with the stack", () => {
  const secret = graph.only("us-east-1", "aws:secretsmanager/secret:Secret");
  expect(secret.inputs).toMatchObject({
    name: "secretsmanager-us-east-1-dev-transactions-database",
    recoveryWindowInDays: 0,
    forceOverwriteReplicaSecret: true,
    replicas: [expect.objectContaining({ region: "us-west-2" })],
  });
  expect(secret.propertyDependencies).toMatchObject({
    kmsKeyId: [graph.only("us-east-1", "aws:kms/key:Key").urn],
    replicas: [graph.only("us-west-2", "aws:kms/replicaKey:ReplicaKey").urn],
  });
});
