import type { JsonObject } from "../../../../preflight/graph";
import { Graph, statementsOf } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";

let graph: Graph;
beforeAll(async () => {
  graph = new Graph(await recorded("transactions"));
});

const sides = [
  ["us-east-1", "us-west-2", "aws:kms/key:Key", "aws:kms/replicaKey:ReplicaKey"],
  ["us-west-2", "us-east-1", "aws:kms/replicaKey:ReplicaKey", "aws:kms/key:Key"],
] as const;
const bucketName = (region: string) => `s3-${region}-dev-transactions-123456789012`;
const roleArn = (region: string, purpose: string) => `arn:aws:iam::123456789012:role/iam-${region}-dev-${purpose}`;

describe("the sessions", () => {
  const table = () => graph.only("us-east-1", "aws:dynamodb/table:Table");

  test('transactions: "Session management with on-demand billing", "Automatic replication to us-west-2"', () => {
    expect(graph.all("aws:dynamodb/table:Table")).toHaveLength(1);
    expect(table().inputs).toMatchObject({
      name: "dynamodb-us-east-1-dev-transaction-sessions",
      billingMode: "PAY_PER_REQUEST",
      hashKey: "id",
      ttl: { enabled: true, attributeName: "expiresAt" },
      streamEnabled: true,
      streamViewType: "NEW_AND_OLD_IMAGES",
      replicas: [expect.objectContaining({ regionName: "us-west-2" })],
    });
  });

  test('transactions: "Point-in-time recovery enabled": in the replica too', () => {
    expect(table().inputs).toMatchObject({
      pointInTimeRecovery: { enabled: true },
      replicas: [expect.objectContaining({ pointInTimeRecovery: true })],
    });
  });

  test('transactions: "KMS encryption at rest": each copy under the key of its region', () => {
    expect(table().inputs.serverSideEncryption).toMatchObject({ enabled: true, kmsKeyArn: expect.anything() });
    expect((table().inputs.replicas as JsonObject[])[0]).toHaveProperty("kmsKeyArn");
    expect(table().propertyDependencies).toMatchObject({
      serverSideEncryption: [graph.only("us-east-1", "aws:kms/key:Key").urn],
      replicas: [graph.only("us-west-2", "aws:kms/replicaKey:ReplicaKey").urn],
    });
  });
});

describe.each(sides)("the bucket in %s", (region, peer, keyType, peerKeyType) => {
  test('transactions: "Versioning enabled on both"', () => {
    expect(graph.only(region, "aws:s3/bucketVersioning:BucketVersioning").inputs).toEqual({
      bucket: bucketName(region),
      versioningConfiguration: { status: "Enabled" },
    });
  });

  test('transactions: "KMS encryption with proper IAM roles": under the key of the region', () => {
    const encryption = graph.only(
      region,
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    );
    expect(encryption.inputs.rules).toEqual([
      {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: expect.any(String) },
        bucketKeyEnabled: true,
      },
    ]);
    expect(encryption.propertyDependencies.rules).toEqual([graph.only(region, keyType).urn]);
  });

  test('transactions: "Replication policy with KMS key access": encrypted objects, under the key over there', () => {
    const replication = graph.only(region, "aws:s3/bucketReplicationConfig:BucketReplicationConfig");
    expect(replication.inputs).toMatchObject({
      bucket: bucketName(region),
      role: roleArn(region, "transactions-replication"),
      rules: [
        {
          status: "Enabled",
          sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
          destination: {
            bucket: `arn:aws:s3:::${bucketName(peer)}`,
            encryptionConfiguration: { replicaKmsKeyId: expect.any(String) },
            replicationTime: { status: "Enabled", time: { minutes: 15 } },
          },
        },
      ],
    });
    expect(replication.propertyDependencies.rules).toEqual([graph.only(peer, peerKeyType).urn]);
  });

  test("replication may use exactly these keys: to read here and to write over there, each for its bucket alone", () => {
    const by = (key: string, place: string) =>
      statementsOf(graph.only(place, key).inputs.policy).find(
        ({ Principal, Action }) =>
          (Principal as JsonObject).AWS === roleArn(region, "transactions-replication") &&
          (Action as readonly string[]).length === (place === region ? 1 : 3),
      );
    expect(by(keyType, region)).toMatchObject({
      Action: ["kms:Decrypt"],
      Condition: {
        StringEquals: {
          "kms:ViaService": `s3.${region}.amazonaws.com`,
          "kms:EncryptionContext:aws:s3:arn": `arn:aws:s3:::${bucketName(region)}`,
        },
      },
    });
    expect(by(peerKeyType, peer)).toMatchObject({
      Action: ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey"],
      Condition: {
        StringEquals: {
          "kms:ViaService": `s3.${peer}.amazonaws.com`,
          "kms:EncryptionContext:aws:s3:arn": `arn:aws:s3:::${bucketName(peer)}`,
        },
      },
    });
  });
});

describe.each(sides)("the key in %s", (region, _peer, keyType) => {
  const statements = () => statementsOf(graph.only(region, keyType).inputs.policy);

  test("no statement of its policy has a wildcard among actions or principals, or is for everybody", () => {
    expect(statements().length).toBe(6);
    for (const { Effect, Action, Principal, Resource } of statements()) {
      expect([Effect, Resource]).toEqual(["Allow", "*"]);
      expect(JSON.stringify([Action, Principal])).not.toContain("*");
    }
  });

  test("the account manages it, and uses it through services alone", () => {
    const root = statements().filter(
      ({ Principal }) => (Principal as JsonObject).AWS === "arn:aws:iam::123456789012:root",
    );
    const plain = root.filter(({ Condition }) => Condition === undefined);
    expect(plain).toHaveLength(1);
    const unconditional = JSON.stringify(plain);
    expect(unconditional).toContain('"kms:PutKeyPolicy"');
    for (const use of ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:CreateGrant", "kms:ReEncryptFrom"]) {
      expect(unconditional).not.toContain(`"${use}"`);
    }
    expect(root.filter(({ Condition }) => Condition !== undefined).map(({ Condition }) => Condition)).toEqual([
      {
        StringEquals: {
          "kms:CallerAccount": "123456789012",
          "kms:ViaService": ["dynamodb", "rds", "s3", "secretsmanager"].map((it) => `${it}.${region}.amazonaws.com`),
        },
      },
      { Bool: { "kms:GrantIsForAWSResource": "true" } },
    ]);
  });

  test("it comes after the roles that its policy names", () => {
    for (const purpose of [
      "transaction-processor",
      "transaction-health",
      "transaction-migration",
      "transactions-replication",
    ]) {
      const role = graph
        .within(region, "aws:iam/role:Role")
        .find(({ inputs }) => inputs.name === `iam-${region}-dev-${purpose}`);
      expect(role !== undefined && graph.comesAfter(graph.only(region, keyType), role)).toBe(true);
    }
  });
});

test("the keys are one key in two regions, rotated, and gone a week after the stack", () => {
  const key = graph.only("us-east-1", "aws:kms/key:Key");
  expect(key.inputs).toMatchObject({ multiRegion: true, enableKeyRotation: true, deletionWindowInDays: 7 });
  const replica = graph.only("us-west-2", "aws:kms/replicaKey:ReplicaKey");
  expect(replica.inputs.deletionWindowInDays).toBe(7);
  expect(replica.propertyDependencies.primaryKeyArn).toEqual([key.urn]);
  expect(graph.inputs("aws:kms/alias:Alias").map(({ name }) => name)).toEqual([
    "alias/kms-us-east-1-dev-transactions",
    "alias/kms-us-west-2-dev-transactions",
  ]);
});
