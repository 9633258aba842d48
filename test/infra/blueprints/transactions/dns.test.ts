import { Graph } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";
import { elsewhere } from "./variants";

let graph: Graph;
beforeAll(async () => {
  graph = new Graph(await recorded("transactions"));
});

test('transactions: "Hosted zone for DNS management"', () => {
  expect(graph.inputs("aws:route53/zone:Zone")).toEqual([
    expect.objectContaining({ name: "example.com", forceDestroy: true }),
  ]);
});

test("an existing zone is used instead when the configuration names one", async () => {
  const other = new Graph(await recorded("transactions", elsewhere));
  expect(other.inputs("aws:route53/record:Record").map(({ zoneId }) => zoneId)).toEqual([
    "Z0123456789ABC",
    "Z0123456789ABC",
  ]);
});

describe.each([
  ["us-east-1", 100],
  ["us-west-2", 0],
])("%s", (region, weight) => {
  test('transactions: "Health checks monitoring Lambda function URLs every 30 seconds", threshold 3', () => {
    const url = graph.only(region, "aws:lambda/functionUrl:FunctionUrl");
    const check = graph.only(region, "aws:route53/healthCheck:HealthCheck");
    expect(check.inputs).toMatchObject({
      type: "HTTPS",
      port: 443,
      enableSni: true,
      resourcePath: "/health",
      requestInterval: 30,
      failureThreshold: 3,
    });
    expect(check.propertyDependencies.fqdn).toEqual([url.urn]);
  });

  test("the URL is open to anyone, and its function answers health alone", () => {
    const url = graph.only(region, "aws:lambda/functionUrl:FunctionUrl");
    expect(url.inputs.authorizationType).toBe("NONE");
    const [owner] = url.propertyDependencies.functionName ?? [];
    expect(owner).toMatch(/::health-(primary|secondary)-function$/);
  });

  test(`transactions: "Weighted routing: 100% to primary, 0% to DR initially": ${weight}, with TTL 60`, () => {
    const record = graph
      .all("aws:route53/record:Record")
      .find(({ inputs }) => inputs.setIdentifier === `route53-${region}-dev-transaction-record`);
    expect(record?.inputs).toMatchObject({
      name: "api.example.com",
      type: "CNAME",
      ttl: 60,
      weightedRoutingPolicies: [{ weight }],
    });
    expect(record?.propertyDependencies).toMatchObject({
      records: [graph.only(region, "aws:lb/loadBalancer:LoadBalancer").urn],
      healthCheckId: [graph.only(region, "aws:route53/healthCheck:HealthCheck").urn],
    });
  });

  test('transactions: "CloudWatch alarm for RDS replication lag > 30 seconds", to the topic of its region', () => {
    const lag = graph
      .within(region, "aws:cloudwatch/metricAlarm:MetricAlarm")
      .find(({ inputs }) => inputs.metricName === "AuroraGlobalDBReplicationLag");
    expect(lag?.inputs).toMatchObject({
      namespace: "AWS/RDS",
      dimensions: { DBClusterIdentifier: `rds-${region}-dev-transactions` },
      comparisonOperator: "GreaterThanThreshold",
      threshold: 30_000,
      treatMissingData: "notBreaching",
      alarmActions: [`arn:aws:sns:${region}:123456789012:sns-${region}-dev-transaction-alerts`],
    });
  });

  test('transactions: "SNS topics in both regions for notifications"', () => {
    expect(graph.only(region, "aws:sns/topic:Topic").inputs.name).toBe(`sns-${region}-dev-transaction-alerts`);
    expect(graph.only(region, "aws:sns/topicSubscription:TopicSubscription").inputs).toMatchObject({
      protocol: "email",
      endpoint: "ops@example.com",
    });
  });
});

test("Route 53's verdict on both regions is told from us-east-1, where its metrics are", () => {
  const alarms = graph
    .all("aws:cloudwatch/metricAlarm:MetricAlarm")
    .filter(({ inputs }) => inputs.metricName === "HealthCheckStatus");
  expect(alarms.map((alarm) => [graph.regionOf(alarm), alarm.inputs.treatMissingData])).toEqual([
    ["us-east-1", "breaching"],
    ["us-east-1", "breaching"],
  ]);
});
