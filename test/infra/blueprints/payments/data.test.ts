import type { JsonObject } from "../../../../preflight/graph";
import { Graph, statementsOf } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";

let graph: Graph;
beforeAll(async () => {
  graph = new Graph(await recorded("payments"));
});

const regions = ["us-east-1", "us-east-2"] as const;
const other = (region: string) => (region === "us-east-1" ? "us-east-2" : "us-east-1");
const bucketName = (region: string) => `payment-logs-${region}-123456789012-dev`;

describe("the ledger", () => {
  const table = () => graph.only("us-east-1", "aws:dynamodb/table:Table").inputs;

  test('payments: "Create DynamoDB global tables spanning both us-east-1 and us-east-2"', () => {
    expect(graph.all("aws:dynamodb/table:Table")).toHaveLength(1);
    expect(table()).toMatchObject({
      name: "payments-table-dev",
      hashKey: "id",
      attributes: [{ name: "id", type: "S" }],
      replicas: [expect.objectContaining({ regionName: "us-east-2" })],
      streamEnabled: true,
      streamViewType: "NEW_AND_OLD_IMAGES",
    });
  });

  test('payments: "DynamoDB tables must use on-demand billing mode"', () => {
    expect(table().billingMode).toBe("PAY_PER_REQUEST");
  });

  test('payments: "Point-in-time recovery must be enabled on all DynamoDB tables": the replica is one', () => {
    expect(table()).toMatchObject({
      pointInTimeRecovery: { enabled: true },
      replicas: [expect.objectContaining({ pointInTimeRecovery: true })],
    });
  });

  test('payments: "All encryption must use AWS managed keys": at rest, under no key of ours', () => {
    expect(table().serverSideEncryption).toEqual({ enabled: true });
    expect((table().replicas as JsonObject[])[0]).not.toHaveProperty("kmsKeyArn");
  });
});

describe.each(regions)("the bucket in %s", (region) => {
  test('payments: "Create S3 buckets in both us-east-1 and us-east-2"', () => {
    expect(graph.only(region, "aws:s3/bucket:Bucket").inputs).toMatchObject({
      bucket: bucketName(region),
      forceDestroy: true,
    });
  });

  test('payments: "S3 buckets must have versioning enabled for replication"', () => {
    expect(graph.only(region, "aws:s3/bucketVersioning:BucketVersioning").inputs).toEqual({
      bucket: bucketName(region),
      versioningConfiguration: { status: "Enabled" },
    });
  });

  test('payments: "Configure cross-region replication for transaction logs and backups"', () => {
    const replication = graph.only(region, "aws:s3/bucketReplicationConfig:BucketReplicationConfig");
    expect(replication.inputs).toEqual({
      bucket: bucketName(region),
      role: `arn:aws:iam::123456789012:role/payment-log-replication-role-${region}-dev`,
      rules: [
        {
          id: "logs-and-backups",
          priority: 1,
          status: "Enabled",
          filter: { prefix: "" },
          deleteMarkerReplication: { status: "Disabled" },
          destination: {
            bucket: `arn:aws:s3:::${bucketName(other(region))}`,
            storageClass: "STANDARD",
            replicationTime: { status: "Enabled", time: { minutes: 15 } },
            metrics: { status: "Enabled", eventThreshold: { minutes: 15 } },
          },
        },
      ],
    });
    for (const end of regions) {
      const versioning = graph.only(end, "aws:s3/bucketVersioning:BucketVersioning");
      expect(graph.comesAfter(replication, versioning)).toBe(true);
    }
  });

  test('payments: "Configure cross-region IAM permissions for replication": from here, to there, and nothing else', () => {
    const roleName = `payment-log-replication-role-${region}-dev`;
    const policy = graph.within(region, "aws:iam/rolePolicy:RolePolicy").find(({ inputs }) => inputs.name === roleName);
    const here = `arn:aws:s3:::${bucketName(region)}`;
    const there = `arn:aws:s3:::${bucketName(other(region))}`;
    expect(statementsOf(policy?.inputs.policy).map(({ Resource }) => Resource)).toEqual([
      [here],
      [`${here}/*`],
      [`${there}/*`],
    ]);
  });

  test('payments: "Implement lifecycle policies for cost optimization"', () => {
    expect(graph.only(region, "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration").inputs).toEqual({
      bucket: bucketName(region),
      rules: [
        {
          id: "transaction-logs",
          status: "Enabled",
          filter: { prefix: "transaction-logs/" },
          transitions: [
            { days: 30, storageClass: "STANDARD_IA" },
            { days: 90, storageClass: "GLACIER_IR" },
            { days: 365, storageClass: "DEEP_ARCHIVE" },
          ],
          expiration: { days: 2_557 },
          noncurrentVersionExpiration: { noncurrentDays: 90 },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
        },
        {
          id: "backups",
          status: "Enabled",
          filter: { prefix: "backups/" },
          transitions: [{ days: 30, storageClass: "STANDARD_IA" }],
          expiration: { days: 90 },
          noncurrentVersionExpiration: { noncurrentDays: 30 },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
        },
      ],
    });
  });

  test('payments: "All data encrypted at rest and in transit": under keys of S3, over TLS alone', () => {
    const { inputs } = graph.only(
      region,
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    );
    expect(inputs.rules).toEqual([{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }]);
    const [deny] = statementsOf(graph.only(region, "aws:s3/bucketPolicy:BucketPolicy").inputs.policy);
    expect(deny).toMatchObject({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } });
  });

  test("the settings of one bucket come one after the other: S3 refuses two changes at a time", () => {
    const order = [
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
      "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
      "aws:s3/bucketVersioning:BucketVersioning",
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
      "aws:s3/bucketPolicy:BucketPolicy",
      "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
    ].map((type) => graph.only(region, type));
    for (const [index, later] of order.entries()) {
      const earlier = order[index - 1];
      expect(earlier === undefined || graph.comesAfter(later, earlier)).toBe(true);
    }
  });
});

describe.each(["us-east-1", "us-east-2"])("the backup in %s", (region) => {
  const bucket = `payment-logs-${region}-123456789012-dev`;
  const schedule = () => graph.only(region, "aws:scheduler/schedule:Schedule");
  const target = () => schedule().inputs.target as Readonly<Record<string, string>>;

  test('payments: "cross-region replication for transaction logs and backups": something writes the backups', () => {
    expect(schedule().inputs).toMatchObject({ scheduleExpression: "rate(1 day)", state: "ENABLED" });
    expect(target().arn).toBe("arn:aws:scheduler:::aws-sdk:dynamodb:exportTableToPointInTime");
    expect(JSON.parse(target().input ?? "")).toEqual({
      TableArn: `arn:aws:dynamodb:${region}:123456789012:table/payments-table-dev`,
      S3Bucket: bucket,
      S3Prefix: "backups",
      S3SseAlgorithm: "AES256",
      ExportFormat: "DYNAMODB_JSON",
      ExportType: "FULL_EXPORT",
    });
  });

  test("its role exports this table into that folder, and the table it exports is there with its recovery", () => {
    expect(target().roleArn).toBe(`arn:aws:iam::123456789012:role/payment-backup-role-${region}-dev`);
    const policy = graph
      .within(region, "aws:iam/rolePolicy:RolePolicy")
      .find(({ inputs }) => inputs.name === `payment-backup-role-${region}-dev`);
    expect(statementsOf(policy?.inputs.policy).map(({ Action, Resource }) => [Action, Resource])).toEqual([
      [["dynamodb:ExportTableToPointInTime"], [`arn:aws:dynamodb:${region}:123456789012:table/payments-table-dev`]],
      [["s3:AbortMultipartUpload", "s3:PutObject", "s3:PutObjectAcl"], [`arn:aws:s3:::${bucket}/backups/*`]],
    ]);
    const [table] = graph.all("aws:dynamodb/table:Table");
    for (const earlier of [policy, table, graph.only(region, "aws:s3/bucketPolicy:BucketPolicy")]) {
      expect(earlier !== undefined && graph.comesAfter(schedule(), earlier)).toBe(true);
    }
  });
});
