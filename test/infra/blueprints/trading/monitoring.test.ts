import type { GraphResource, JsonObject } from "../../../../preflight/graph";
import { Graph } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";
import { elsewhere, withCertificates, withZone } from "./variants";

let graph: Graph;
beforeAll(async () => {
  graph = new Graph(await recorded("trading"));
});

const alarms = () => graph.all("aws:cloudwatch/metricAlarm:MetricAlarm");

function alarmsOn(namespace: string, metricName: string): readonly GraphResource[] {
  return alarms().filter(({ inputs }) => inputs.namespace === namespace && inputs.metricName === metricName);
}

test('trading: "CloudWatch alarms triggering on health check failures", in us-east-1 where their metric is', () => {
  const found = alarmsOn("AWS/Route53", "HealthCheckStatus");
  const checks = graph.all("aws:route53/healthCheck:HealthCheck");
  expect(found.map((alarm) => graph.regionOf(alarm))).toEqual(["us-east-1", "us-east-1"]);
  expect(found.map(({ propertyDependencies }) => propertyDependencies.dimensions)).toEqual(
    checks.map(({ urn }) => [urn]),
  );
});

test('trading: "Proper alarm thresholds for accurate failure detection": unhealthy, or silent, for one minute', () => {
  expect(alarmsOn("AWS/Route53", "HealthCheckStatus").map(({ inputs }) => inputs)).toEqual([
    expect.objectContaining({
      statistic: "Minimum",
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      period: 60,
      evaluationPeriods: 1,
      treatMissingData: "breaching",
    }),
    expect.objectContaining({ threshold: 1, treatMissingData: "breaching" }),
  ]);
});

describe.each([
  ["us-east-1", "us-west-2"],
  ["us-west-2", "us-east-1"],
])("in %s", (region, peer) => {
  const here = (namespace: string, metricName: string) => {
    const [found, ...others] = alarmsOn(namespace, metricName).filter((alarm) => graph.regionOf(alarm) === region);
    expect(others).toEqual([]);
    return found?.inputs;
  };

  test("answers of 5xx are told, the load balancer's own and the service's", () => {
    expect(here("AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count")).toMatchObject({ statistic: "Sum", threshold: 5 });
    const answers = alarmsOn("AWS/ApplicationELB", "HTTPCode_Target_5XX_Count").filter(
      (alarm) => graph.regionOf(alarm) === region,
    );
    expect(answers.map(({ inputs }) => [inputs.name, inputs.statistic, inputs.threshold])).toEqual([
      [`cloudwatch-${region}-dev-health-5xx`, "Sum", 5],
      [`cloudwatch-${region}-dev-target-5xx`, "Sum", 5],
    ]);
  });

  test("errors and throttles of all functions are told, but for the gate, which an update calls and waits for", () => {
    const names = ["trade-health", "trade-journal", "trade-processor"].map(
      (purpose) => `lambda-${region}-dev-${purpose}`,
    );
    for (const metricName of ["Errors", "Throttles"]) {
      const watched = alarmsOn("AWS/Lambda", metricName)
        .filter((alarm) => graph.regionOf(alarm) === region)
        .map(({ inputs }) => (inputs.dimensions as JsonObject).FunctionName);
      expect(watched.sort()).toEqual(names);
    }
  });

  test("the first dead letter is told, and the first of two trades that had one id", () => {
    const watched = alarmsOn("AWS/SQS", "ApproximateNumberOfMessagesVisible")
      .filter((alarm) => graph.regionOf(alarm) === region)
      .map(({ inputs }) => inputs);
    const first = { statistic: "Maximum", comparisonOperator: "GreaterThanOrEqualToThreshold", threshold: 1 };
    expect(watched).toMatchObject([
      { dimensions: { QueueName: `sqs-${region}-dev-trade-conflicts` }, ...first },
      { dimensions: { QueueName: `sqs-${region}-dev-trade-dead-letters` }, ...first },
    ]);
  });

  test("trades of the other region that come late are told one by one, and a journal that stands still", () => {
    expect(here("Trading/Records", "LateRecords")).toMatchObject({
      alarmDescription: `Trades from ${peer} came late`,
      statistic: "Sum",
      threshold: 1,
      evaluationPeriods: 1,
    });
    expect(here("AWS/Lambda", "IteratorAge")).toMatchObject({
      dimensions: { FunctionName: `lambda-${region}-dev-trade-journal` },
      statistic: "Maximum",
      threshold: 300_000,
    });
  });

  test("trades that reach the other region later than 30 seconds are told by the region that writes", () => {
    expect(here("AWS/DynamoDB", "ReplicationLatency")).toMatchObject({
      dimensions: { TableName: "dynamodb-us-east-1-dev-trades", ReceivingRegion: peer },
      comparisonOperator: "GreaterThanThreshold",
      threshold: 30_000,
    });
  });

  test("a table that refuses writes is told by the function that tried one", () => {
    expect(here("Trading/Records", "HeartbeatFailures")).toMatchObject({
      dimensions: { TableName: "dynamodb-us-east-1-dev-trades" },
      statistic: "Sum",
      threshold: 1,
      evaluationPeriods: 2,
    });
  });

  test('trading: "SNS topics in both regions for failover events": a standby tells when callers have come to it', () => {
    expect(here("Trading/Records", "UnexpectedCalls")).toMatchObject({
      dimensions: { TableName: "dynamodb-us-east-1-dev-trades" },
      statistic: "Sum",
      threshold: 1,
      period: 60,
      evaluationPeriods: 1,
      treatMissingData: "notBreaching",
    });
  });

  test("the other region's last heartbeat is watched from here, and silence counts as its end", () => {
    expect(here("Trading/Records", "PeerHeartbeatAge")).toMatchObject({
      alarmDescription: `The last heartbeat from ${peer} is older than 30 seconds`,
      dimensions: { TableName: "dynamodb-us-east-1-dev-trades" },
      statistic: "Minimum",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 30,
      treatMissingData: "breaching",
    });
  });

  test("objects that were never copied are told in the region that has them", () => {
    expect(here("AWS/S3", "OperationsFailedReplication")).toMatchObject({
      dimensions: {
        SourceBucket: `s3-${region}-dev-trade-archive-123456789012`,
        DestinationBucket: `s3-${peer}-dev-trade-archive-123456789012`,
        RuleId: "archive",
      },
      threshold: 1,
    });
  });

  test("objects that arrive later than the time control promises are told by the region that receives", () => {
    expect(here("AWS/S3", "ReplicationLatency")).toMatchObject({
      dimensions: {
        SourceBucket: `s3-${peer}-dev-trade-archive-123456789012`,
        DestinationBucket: `s3-${region}-dev-trade-archive-123456789012`,
        RuleId: "archive",
      },
      threshold: 900,
    });
  });
});

test("counters that are silent while nothing happens raise no alarm by their silence", () => {
  const heartbeats = ["HealthCheckStatus", "PeerHeartbeatAge"];
  const others = alarms().filter(({ inputs }) => !heartbeats.includes(String(inputs.metricName)));
  expect(others).toHaveLength(36);
  expect(new Set(others.map(({ inputs }) => inputs.treatMissingData))).toEqual(new Set(["notBreaching"]));
});

test('trading: "Integration with CloudWatch alarms": each speaks to the topic of its own region, and says when it ends', () => {
  for (const alarm of alarms()) {
    const region = String(graph.regionOf(alarm));
    const topic = `arn:aws:sns:${region}:123456789012:sns-${region}-dev-failover-alerts`;
    expect(alarm.inputs).toMatchObject({ actionsEnabled: true, alarmActions: [topic], okActions: [topic] });
    expect(graph.comesAfter(alarm, graph.only(region, "aws:sns/topic:Topic"))).toBe(true);
  }
});

test.each([
  ["certificates that are given", withCertificates],
  ["certificates of its own", withZone],
])("with %s each one's end is told a month before", async (_how, config) => {
  const secure = new Graph(await recorded("trading", config));
  const expiry = secure
    .all("aws:cloudwatch/metricAlarm:MetricAlarm")
    .filter(({ inputs }) => inputs.metricName === "DaysToExpiry");
  expect(expiry.map((alarm) => [secure.regionOf(alarm), alarm.inputs.threshold])).toEqual([
    ["us-east-1", 30],
    ["us-west-2", 30],
  ]);
});

describe("when neither region is us-east-1", () => {
  test("the health alarms still live there, with a topic and subscriptions of their own", async () => {
    const europe = new Graph(await recorded("trading", elsewhere));
    const found = europe.within("us-east-1", "aws:cloudwatch/metricAlarm:MetricAlarm");
    expect(found.map(({ inputs }) => inputs.alarmActions)).toEqual([
      ["arn:aws:sns:us-east-1:123456789012:sns-us-east-1-abcdefghi-failover-alerts"],
      ["arn:aws:sns:us-east-1:123456789012:sns-us-east-1-abcdefghi-failover-alerts"],
    ]);
    expect(europe.within("us-east-1", "aws:sns/topicSubscription:TopicSubscription")).toHaveLength(1);
    expect(europe.within("eu-central-1", "aws:sns/topicSubscription:TopicSubscription")).toHaveLength(1);
  });
});
