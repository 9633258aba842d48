import type { JsonObject } from "../../../../preflight/graph";
import { Graph, statementsOf } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";

let graph: Graph;
beforeAll(async () => {
  graph = new Graph(await recorded("healthcare"));
});

const bucketName = (region: string) => `s3-dev-records-assets-${region}-123456789012`;

describe.each([
  ["us-east-1", "us-west-2"],
  ["us-west-2", "us-east-1"],
])("from %s to %s", (region, peer) => {
  test('healthcare: "Configure cross-region replication rules": within 15 minutes, with metrics, deletions too', () => {
    const replication = graph.only(region, "aws:s3/bucketReplicationConfig:BucketReplicationConfig");
    expect(replication.inputs).toMatchObject({
      bucket: bucketName(region),
      role: `arn:aws:iam::123456789012:role/iam-dev-records-assets-replication-${region}`,
      rules: [
        {
          status: "Enabled",
          deleteMarkerReplication: { status: "Enabled" },
          destination: {
            bucket: `arn:aws:s3:::${bucketName(peer)}`,
            replicationTime: { status: "Enabled", time: { minutes: 15 } },
            metrics: { status: "Enabled", eventThreshold: { minutes: 15 } },
          },
        },
      ],
    });
    for (const place of [region, peer]) {
      const versioning = graph.only(place, "aws:s3/bucketVersioning:BucketVersioning");
      expect(graph.comesAfter(replication, versioning)).toBe(true);
    }
  });

  test("the role may read this bucket's versions and write copies over there, and nothing else", () => {
    const policy = graph
      .within(region, "aws:iam/rolePolicy:RolePolicy")
      .find(({ inputs }) => inputs.name === `iam-dev-records-assets-replication-${region}`);
    expect(statementsOf(policy?.inputs.policy).map(({ Action, Resource }) => [Action, Resource])).toEqual([
      [["s3:GetReplicationConfiguration", "s3:ListBucket"], [`arn:aws:s3:::${bucketName(region)}`]],
      [
        ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"],
        [`arn:aws:s3:::${bucketName(region)}/*`],
      ],
      [["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"], [`arn:aws:s3:::${bucketName(peer)}/*`]],
    ]);
  });

  test("the bucket refuses plain transport, and is closed to the public in all four ways", () => {
    const refusals = statementsOf(graph.only(region, "aws:s3/bucketPolicy:BucketPolicy").inputs.policy).filter(
      ({ Effect }) => Effect === "Deny",
    );
    expect(refusals.map(({ Condition }) => Condition)).toEqual([{ Bool: { "aws:SecureTransport": "false" } }]);
    expect(graph.only(region, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock").inputs).toMatchObject({
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
  });
});

describe.each([
  ["us-east-1", "us-west-2"],
  ["us-west-2", "us-east-1"],
])("the watch over %s", (region, peer) => {
  const alarm = (metricName: string) =>
    graph
      .within(region, "aws:cloudwatch/metricAlarm:MetricAlarm")
      // Those of the failover itself: failover.test.ts.
      .filter(({ name }) => name.startsWith(`alarms-${region === "us-east-1" ? "primary" : "secondary"}-`))
      .map(({ inputs }) => inputs)
      .filter((inputs) => inputs.metricName === metricName);

  test.each([
    ["AuroraGlobalDBReplicationLag", 30_000],
    ["DatabaseConnections", 1_000],
    ["ReplicationLatency", 900],
  ])('healthcare: "Additional CloudWatch alarms for proactive monitoring": %s over %d', (metricName, threshold) => {
    expect(alarm(metricName)).toEqual([
      expect.objectContaining({ comparisonOperator: "GreaterThanThreshold", threshold, actionsEnabled: true }),
    ]);
  });

  test('healthcare: "Additional CloudWatch alarms": what was not delivered or not served', () => {
    for (const metricName of [
      "ApproximateNumberOfMessagesVisible",
      "FailedInvocations",
      "HTTPCode_ELB_5XX_Count",
      "HTTPCode_Target_5XX_Count",
      "Throttles",
      "RehearsalPassed",
      "Ready",
    ]) {
      expect({ metricName, alarms: alarm(metricName).length }).toEqual({ metricName, alarms: 1 });
    }
    expect(alarm("Errors").map(({ dimensions }) => (dimensions as JsonObject).FunctionName)).toEqual([
      "lambda-dev-records-api",
      "lambda-dev-records-events",
      "lambda-dev-failover-readiness",
    ]);
  });

  test("each region watches what comes in from the other one", () => {
    expect(alarm("ReplicationLatency")).toEqual([
      expect.objectContaining({
        namespace: "AWS/S3",
        dimensions: { SourceBucket: bucketName(peer), DestinationBucket: bucketName(region), RuleId: "assets" },
      }),
    ]);
  });

  test('healthcare: "SNS notifications for failover events": somebody hears them, from this region', () => {
    expect(graph.within(region, "aws:sns/topicSubscription:TopicSubscription").map(({ inputs }) => inputs)).toEqual([
      expect.objectContaining({ protocol: "email", endpoint: "ops@example.com" }),
    ]);
  });
});
