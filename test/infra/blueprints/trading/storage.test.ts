import { Graph, statementsOf } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";

let graph: Graph;
beforeAll(async () => {
  graph = new Graph(await recorded("trading"));
});

const regions = [
  ["us-east-1", "s3-us-east-1-dev-trade-archive-123456789012", "s3-us-west-2-dev-trade-archive-123456789012"],
  ["us-west-2", "s3-us-west-2-dev-trade-archive-123456789012", "s3-us-east-1-dev-trade-archive-123456789012"],
] as const;

describe.each(regions)("in %s", (region, bucket, other) => {
  const only = (type: string) => graph.only(region, type);

  test('trading: "S3 buckets in both regions with versioning enabled"', () => {
    expect(only("aws:s3/bucket:Bucket").inputs.bucket).toBe(bucket);
    expect(only("aws:s3/bucketVersioning:BucketVersioning").inputs).toEqual({
      bucket,
      versioningConfiguration: { status: "Enabled" },
    });
  });

  test('trading: "Cross-region replication with RTC for faster replication"', () => {
    const { inputs } = only("aws:s3/bucketReplicationConfig:BucketReplicationConfig");
    expect(inputs.bucket).toBe(bucket);
    expect(inputs.rules).toEqual([
      expect.objectContaining({
        status: "Enabled",
        destination: expect.objectContaining({
          bucket: `arn:aws:s3:::${other}`,
          replicationTime: { status: "Enabled", time: { minutes: 15 } },
          metrics: { status: "Enabled", eventThreshold: { minutes: 15 } },
        }),
      }),
    ]);
  });

  test("the replication rule is of the version that has time control, and says all that AWS would fill in", () => {
    expect(only("aws:s3/bucketReplicationConfig:BucketReplicationConfig").inputs.rules).toEqual([
      expect.objectContaining({
        id: "archive",
        priority: 1,
        filter: { prefix: "" },
        deleteMarkerReplication: { status: "Disabled" },
      }),
    ]);
  });

  test('trading: "Proper IAM roles for replication": S3 alone takes the role of this direction', () => {
    const role = graph
      .within(region, "aws:iam/role:Role")
      .find(({ inputs }) => inputs.name === `iam-${region}-dev-archive-replication`);
    expect(statementsOf(role?.inputs.assumeRolePolicy)).toEqual([
      {
        Sid: "ServiceTakesRole",
        Effect: "Allow",
        Principal: { Service: "s3.amazonaws.com" },
        Action: ["sts:AssumeRole"],
      },
    ]);
    expect(only("aws:s3/bucketReplicationConfig:BucketReplicationConfig").inputs.role).toBe(
      `arn:aws:iam::123456789012:role/iam-${region}-dev-archive-replication`,
    );
  });

  test("the role reads this bucket and writes replicas to the other one", () => {
    const policy = graph
      .within(region, "aws:iam/rolePolicy:RolePolicy")
      .find(({ inputs }) => inputs.name === `iam-${region}-dev-archive-replication`);
    const resources = statementsOf(policy?.inputs.policy).map(({ Action, Resource }) => [Action, Resource]);
    expect(resources).toEqual([
      [["s3:GetReplicationConfiguration", "s3:ListBucket"], [`arn:aws:s3:::${bucket}`]],
      [
        ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"],
        [`arn:aws:s3:::${bucket}/*`],
      ],
      [["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"], [`arn:aws:s3:::${other}/*`]],
    ]);
  });

  test('trading: "Bucket policies following least-privilege": TLS only, and replicas from the other region\'s role', () => {
    const peer = region === "us-east-1" ? "us-west-2" : "us-east-1";
    expect(statementsOf(only("aws:s3/bucketPolicy:BucketPolicy").inputs.policy)).toEqual([
      {
        Sid: "DenyPlainTransport",
        Effect: "Deny",
        Principal: "*",
        Action: ["s3:*"],
        Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
      {
        Sid: "ReceiveReplicas",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::123456789012:role/iam-${peer}-dev-archive-replication` },
        Action: ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"],
        Resource: [`arn:aws:s3:::${bucket}/*`],
      },
      {
        Sid: "ReceiveAccessLogs",
        Effect: "Allow",
        Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
        Action: ["s3:PutObject"],
        Resource: [`arn:aws:s3:::${bucket}/access-logs/AWSLogs/123456789012/*`],
      },
    ]);
  });

  test("the load balancer writes down who asked, where it may, once it may", () => {
    const balancer = only("aws:lb/loadBalancer:LoadBalancer");
    expect(balancer.inputs.accessLogs).toEqual({ enabled: true, bucket, prefix: "access-logs" });
    expect(graph.comesAfter(balancer, only("aws:s3/bucketPolicy:BucketPolicy"))).toBe(true);
  });

  test("nothing in the bucket is public, and nobody else owns an object in it", () => {
    expect(only("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock").inputs).toEqual({
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    expect(only("aws:s3/bucketOwnershipControls:BucketOwnershipControls").inputs.rule).toEqual({
      objectOwnership: "BucketOwnerEnforced",
    });
  });

  test("objects are encrypted with keys of S3's own, which replication copies without a grant", () => {
    const type = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
    expect(only(type).inputs).toEqual({
      bucket,
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    });
  });

  test("no setting is also inside the bucket, where it would fight with its own resource", () => {
    expect(Object.keys(only("aws:s3/bucket:Bucket").inputs).sort()).toEqual(["bucket", "forceDestroy", "tags"]);
  });

  test("settings come one after the other, because S3 refuses two changes of a bucket at a time", () => {
    const chain = [
      "aws:s3/bucket:Bucket",
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
      "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
      "aws:s3/bucketVersioning:BucketVersioning",
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      "aws:s3/bucketPolicy:BucketPolicy",
      "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
    ].map(only);
    const ordered = chain
      .slice(1)
      .map((later, index) => chain.slice(0, index + 1).every((earlier) => graph.comesAfter(later, earlier)));
    expect(ordered).toEqual([true, true, true, true, true, true]);
  });

  test('trading: "S3 replication requires IAM role creation before bucket policy"', () => {
    const peer = region === "us-east-1" ? "us-west-2" : "us-east-1";
    const role = graph
      .within(peer, "aws:iam/role:Role")
      .find(({ inputs }) => inputs.name === `iam-${peer}-dev-archive-replication`);
    expect(role && graph.comesAfter(only("aws:s3/bucketPolicy:BucketPolicy"), role)).toBe(true);
  });

  test("replication starts when both buckets keep versions and the role has its rights", () => {
    const replication = only("aws:s3/bucketReplicationConfig:BucketReplicationConfig");
    const rights = graph
      .within(region, "aws:iam/rolePolicy:RolePolicy")
      .filter(({ inputs }) => inputs.name === `iam-${region}-dev-archive-replication`);
    const needed = [...graph.all("aws:s3/bucketVersioning:BucketVersioning"), ...rights];
    expect(needed).toHaveLength(3);
    expect(needed.filter((earlier) => !graph.comesAfter(replication, earlier))).toEqual([]);
  });
});
