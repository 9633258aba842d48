import { Graph } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";
import { elsewhere } from "./variants";

let graph: Graph;
beforeAll(async () => {
  graph = new Graph(await recorded("fleet"));
});

const regions = ["us-east-1", "us-east-2"] as const;
const alarmsIn = (region: string, metricName: string) =>
  graph
    .within(region, "aws:cloudwatch/metricAlarm:MetricAlarm")
    .map(({ inputs }) => inputs)
    .filter((inputs) => inputs.metricName === metricName);

test.each([
  ["us-east-1", "primary-db-cluster-v2-dev"],
  ["us-east-2", "dr-db-cluster-v2-dev"],
])('fleet: "database replication lag under 1 second": watched in %s on the cluster there', (region, cluster) => {
  const lag = alarmsIn(region, "AuroraGlobalDBReplicationLag").filter(({ name }) => /-lag-alarm-/.test(String(name)));
  expect(lag).toHaveLength(1);
  expect(lag[0]).toMatchObject({
    namespace: "AWS/RDS",
    dimensions: { DBClusterIdentifier: cluster },
    statistic: "Maximum",
    comparisonOperator: "GreaterThanThreshold",
    threshold: 1_000,
    period: 60,
    treatMissingData: "notBreaching",
  });
});

test.each(regions)('fleet: "RPO (Recovery Point Objective) must be under 1 minute": watched in %s', (region) => {
  expect(alarmsIn(region, "AuroraGlobalDBRPOLag")).toEqual([expect.objectContaining({ threshold: 60_000 })]);
});

test('fleet: "replication status": the standby says when nothing comes any more', () => {
  const [status] = alarmsIn("us-east-2", "AuroraGlobalDBReplicationLag").filter(
    ({ name }) => name === "dr-db-replication-status-alarm-v2-dev",
  );
  expect(status).toMatchObject({
    dimensions: { DBClusterIdentifier: "dr-db-cluster-v2-dev" },
    comparisonOperator: "LessThanThreshold",
    threshold: 0,
    evaluationPeriods: 3,
    treatMissingData: "breaching",
  });
  expect(alarmsIn("us-east-1", "AuroraGlobalDBReplicationLag")).toHaveLength(1);
});

test.each([
  ["us-east-1", "us-east-2"],
  ["us-east-2", "us-east-1"],
])("sessions that leave %s are watched there", (region, peer) => {
  expect(alarmsIn(region, "ReplicationLatency")).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        dimensions: { TableName: "session-table-v2-dev", ReceivingRegion: peer },
        threshold: 1_000,
      }),
    ]),
  );
});

test('fleet: "health check failures": where Route 53 has its metrics', () => {
  const alarms = alarmsIn("us-east-1", "HealthCheckStatus");
  expect(alarms.map(({ name }) => name)).toEqual([
    "primary-answer-health-alarm-dev",
    "primary-endpoint-health-alarm-dev",
    "dr-endpoint-health-alarm-dev",
    "failover-witness-health-alarm-dev",
  ]);
  for (const alarm of alarms) {
    expect(alarm).toMatchObject({
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      treatMissingData: "breaching",
    });
  }
});

test.each(regions)("backups and copies that fail in %s", (region) => {
  for (const metricName of ["NumberOfBackupJobsFailed", "NumberOfCopyJobsFailed"]) {
    expect(alarmsIn(region, metricName)).toEqual([
      expect.objectContaining({
        namespace: "AWS/Backup",
        dimensions: { BackupVaultName: "fleet-backup-vault-dev" },
        threshold: 1,
      }),
    ]);
  }
});

test.each(regions)("too few instances in %s, and none that tell", (region) => {
  expect(alarmsIn(region, "GroupInServiceInstances")).toEqual([
    expect.objectContaining({
      namespace: "AWS/AutoScaling",
      dimensions: { AutoScalingGroupName: "fleet-asg-dev" },
      comparisonOperator: "LessThanThreshold",
      threshold: 3,
      treatMissingData: "breaching",
    }),
  ]);
  expect(graph.only(region, "aws:autoscaling/group:Group").inputs.enabledMetrics).toEqual(
    expect.arrayContaining(["GroupInServiceInstances"]),
  );
});

test("metrics that no longer leave the primary", () => {
  expect(alarmsIn("us-east-1", "DeliveryToS3.DataFreshness")).toEqual([
    expect.objectContaining({
      dimensions: { DeliveryStreamName: "fleet-metric-delivery-dev" },
      threshold: 300,
      treatMissingData: "breaching",
    }),
  ]);
});

test.each(regions)(
  'fleet: "Configure SNS topics in both regions": alarms of %s speak to the topic beside them',
  (region) => {
    const topic = `arn:aws:sns:${region}:123456789012:failover-alerts-dev`;
    const alarms = graph.within(region, "aws:cloudwatch/metricAlarm:MetricAlarm");
    expect(alarms.length).toBeGreaterThanOrEqual(10);
    for (const { inputs } of alarms) {
      expect([inputs.alarmActions, inputs.okActions]).toEqual([[topic], [topic]]);
    }
    expect(graph.only(region, "aws:sns/topicSubscription:TopicSubscription").inputs).toMatchObject({
      protocol: "email",
      endpoint: "ops@example.com",
    });
  },
);

test("a pair without us-east-1 has its health alarms, and a topic for them, in us-east-1", async () => {
  const other = new Graph(await recorded("fleet", elsewhere));
  const watched = other
    .within("us-east-1", "aws:cloudwatch/metricAlarm:MetricAlarm")
    .map(({ inputs }) => inputs.metricName);
  expect(watched).toEqual(["HealthCheckStatus", "HealthCheckStatus", "HealthCheckStatus", "HealthCheckStatus"]);
  expect(other.within("us-east-1", "aws:sns/topicSubscription:TopicSubscription")).toHaveLength(2);
});
