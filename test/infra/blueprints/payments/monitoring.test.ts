import type { JsonObject } from "../../../../preflight/graph";
import { Graph } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";
import { elsewhere } from "./variants";

let graph: Graph;
beforeAll(async () => {
  graph = new Graph(await recorded("payments"));
});

const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";
const regions = ["us-east-1", "us-east-2"] as const;
const alarmsOn = (region: string, metricName: string) =>
  graph
    .within(region, alarmType)
    .map(({ inputs }) => inputs)
    .filter((inputs) => inputs.metricName === metricName);

describe.each(regions)("in %s", (region) => {
  const other = region === "us-east-1" ? "us-east-2" : "us-east-1";

  test('payments: "Trigger alerts when replication lag exceeds 30 seconds", in the direction that leaves the region', () => {
    const lag = alarmsOn(region, "ReplicationLatency").filter(({ namespace }) => namespace === "AWS/DynamoDB");
    expect(lag).toEqual([
      expect.objectContaining({
        dimensions: { TableName: "payments-table-dev", ReceivingRegion: other },
        threshold: 30_000,
        comparisonOperator: "GreaterThanThreshold",
        period: 60,
        evaluationPeriods: 1,
      }),
    ]);
  });

  test('payments: "Monitor Lambda function errors and throttles": of all functions', () => {
    // But for the gate, which an update calls, and waits for.
    const functions = graph
      .within(region, "aws:lambda/function:Function")
      .map(({ inputs }) => inputs.name)
      .filter((name) => name !== "payment-release-gate-function-dev")
      .sort();
    expect(functions).toHaveLength(5);
    for (const metric of ["Errors", "Throttles"]) {
      const watched = alarmsOn(region, metric).map(({ dimensions }) => (dimensions as JsonObject).FunctionName);
      expect(watched.sort()).toEqual(functions);
    }
  });

  test('payments: "Set up alarms for API Gateway 5xx errors"', () => {
    expect(alarmsOn(region, "5XXError")).toEqual([
      expect.objectContaining({
        namespace: "AWS/ApiGateway",
        dimensions: { ApiName: "payments-api-dev", Stage: "live-dev" },
        statistic: "Sum",
        threshold: 5,
      }),
    ]);
  });

  test("slow answers are told, by the slowest hundredth", () => {
    expect(alarmsOn(region, "Latency")).toEqual([
      expect.objectContaining({ namespace: "AWS/ApiGateway", extendedStatistic: "p99", threshold: 3_000 }),
    ]);
    expect(alarmsOn(region, "Latency")[0]).not.toHaveProperty("statistic");
  });

  test("one dead letter is told, and so is a payment that waits longer than data may be lost", () => {
    expect(alarmsOn(region, "ApproximateNumberOfMessagesVisible")).toEqual([
      expect.objectContaining({ dimensions: { QueueName: "payment-conflict-queue-dev" }, threshold: 1 }),
      expect.objectContaining({ dimensions: { QueueName: "payment-dead-letter-queue-dev" }, threshold: 1 }),
    ]);
    expect(alarmsOn(region, "ApproximateAgeOfOldestMessage")).toEqual([
      expect.objectContaining({ dimensions: { QueueName: "payment-retry-queue-dev" }, threshold: 300 }),
    ]);
  });

  test("payments of the other region that come late are told one by one, and a journal that stands still", () => {
    expect(alarmsOn(region, "LateRecords")).toEqual([
      expect.objectContaining({ namespace: "Payments/Ledger", statistic: "Sum", threshold: 1 }),
    ]);
    expect(alarmsOn(region, "IteratorAge")).toEqual([
      expect.objectContaining({ dimensions: { FunctionName: "payment-journal-function-dev" }, threshold: 300_000 }),
    ]);
  });

  test("payments that stay pending for five minutes are told, waiting or in flight: their age leaves out what came thrice", () => {
    const [pending] = graph
      .within(region, alarmType)
      .filter(({ inputs }) => inputs.name === "retry-queue-pending-alarm-dev");
    const metric = (metricName: string) => ({
      returnData: false,
      metric: {
        namespace: "AWS/SQS",
        metricName,
        dimensions: { QueueName: "payment-retry-queue-dev" },
        stat: "Maximum",
        period: 60,
      },
    });
    expect(pending?.inputs).toMatchObject({
      threshold: 1,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      evaluationPeriods: 5,
      datapointsToAlarm: 5,
      metricQueries: [
        { expression: "first + second", returnData: true },
        { id: "first", ...metric("ApproximateNumberOfMessagesVisible") },
        { id: "second", ...metric("ApproximateNumberOfMessagesNotVisible") },
      ],
    });
    expect(pending?.inputs).not.toHaveProperty("metricName");
  });

  test("a ledger that refuses writes is told by the function that tried one", () => {
    expect(alarmsOn(region, "HeartbeatFailures")).toEqual([
      expect.objectContaining({
        namespace: "Payments/Ledger",
        dimensions: { TableName: "payments-table-dev" },
        statistic: "Sum",
        threshold: 1,
        evaluationPeriods: 2,
      }),
    ]);
  });

  test("the other region's last heartbeat is watched from here, and silence counts as its end", () => {
    expect(alarmsOn(region, "PeerHeartbeatAge")).toEqual([
      expect.objectContaining({
        alarmDescription: `The last heartbeat from ${other} is older than 30 seconds`,
        namespace: "Payments/Ledger",
        dimensions: { TableName: "payments-table-dev" },
        statistic: "Minimum",
        comparisonOperator: "GreaterThanThreshold",
        threshold: 30,
        treatMissingData: "breaching",
      }),
    ]);
  });

  test("objects that were never copied are told in the region that has them", () => {
    expect(alarmsOn(region, "OperationsFailedReplication")).toEqual([
      expect.objectContaining({
        threshold: 1,
        dimensions: {
          SourceBucket: `payment-logs-${region}-123456789012-dev`,
          DestinationBucket: `payment-logs-${other}-123456789012-dev`,
          RuleId: "logs-and-backups",
        },
      }),
    ]);
  });

  test("a certificate that nobody renews is told for a month before it ends", () => {
    expect(alarmsOn(region, "DaysToExpiry")).toEqual([
      expect.objectContaining({
        namespace: "AWS/CertificateManager",
        dimensions: { CertificateArn: expect.stringContaining(`arn:aws:acm:${region}:`) },
        comparisonOperator: "LessThanThreshold",
        threshold: 30,
      }),
    ]);
  });

  test("late log objects are told in the region that waits for them", () => {
    expect(alarmsOn(region, "ReplicationLatency").filter(({ namespace }) => namespace === "AWS/S3")).toEqual([
      expect.objectContaining({
        threshold: 900,
        dimensions: {
          SourceBucket: `payment-logs-${other}-123456789012-dev`,
          DestinationBucket: `payment-logs-${region}-123456789012-dev`,
          RuleId: "logs-and-backups",
        },
      }),
    ]);
  });

  test("every alarm speaks, at its beginning and its end, to a topic beside it that people have subscribed to", () => {
    const topic = `arn:aws:sns:${region}:123456789012:payment-alerts-topic-dev`;
    for (const { inputs } of graph.within(region, alarmType)) {
      expect(inputs).toMatchObject({ actionsEnabled: true, alarmActions: [topic], okActions: [topic] });
    }
    expect(graph.only(region, "aws:sns/topicSubscription:TopicSubscription").inputs).toMatchObject({
      protocol: "email",
      endpoint: "ops@example.com",
    });
  });
});

test.each(regions)("%s tells when callers have come to it as the standby: the lost region need not", (region) => {
  expect(alarmsOn(region, "UnexpectedCalls")).toEqual([
    expect.objectContaining({
      namespace: "Payments/Ledger",
      dimensions: { TableName: "payments-table-dev" },
      statistic: "Sum",
      threshold: 1,
      period: 60,
      evaluationPeriods: 1,
    }),
  ]);
});

test("both health checks are watched in us-east-1, where their metrics are", () => {
  const health = graph.all(alarmType).filter(({ inputs }) => inputs.metricName === "HealthCheckStatus");
  expect(health.map((alarm) => [alarm.inputs.name, graph.regionOf(alarm)])).toEqual([
    ["primary-endpoint-health-alarm-dev", "us-east-1"],
    ["secondary-endpoint-health-alarm-dev", "us-east-1"],
  ]);
  const checks = graph.all("aws:route53/healthCheck:HealthCheck").map(({ urn }) => [urn]);
  expect(health.map(({ propertyDependencies }) => propertyDependencies.dimensions)).toEqual(checks);
});

test("... also when neither region is us-east-1, with a topic there", async () => {
  const far = new Graph(await recorded("payments", elsewhere));
  const health = far.within("us-east-1", alarmType);
  expect(health).toHaveLength(2);
  expect(health.map(({ inputs }) => inputs.alarmActions)).toEqual([
    ["arn:aws:sns:us-east-1:123456789012:payment-alerts-topic-abcdefghijklmnopqrstuv"],
    ["arn:aws:sns:us-east-1:123456789012:payment-alerts-topic-abcdefghijklmnopqrstuv"],
  ]);
});
