import {
  readNotificationSettings,
  readOrchestrationSettings,
} from "../../../../infra/lib/lambda/orchestration/settings";
import { drillStack } from "../../../../preflight/drill/drill";
import type { Json, JsonObject } from "../../../../preflight/graph";
import { Graph, isUnknown, statementsOf } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";
import { elsewhere } from "./variants";

const standby = "us-west-2";
let graph: Graph;
beforeAll(async () => {
  graph = new Graph(await recorded("healthcare"));
});

/** The environment of a function as it will be: what a preview does not know becomes this text. */
function environmentOf(functionName: string, of = graph): Record<string, string> {
  const [found] = of.all("aws:lambda/function:Function").filter(({ inputs }) => inputs.name === functionName);
  const variables = ((found?.inputs.environment ?? {}) as JsonObject).variables as JsonObject;
  const known = ([name, value]: [string, Json]) => [name, isUnknown(value) ? "https://later.example/x" : String(value)];
  return { AWS_REGION: standby, ...Object.fromEntries(Object.entries(variables).map(known)) };
}

test('healthcare: "it can automatically fail over if the primary region goes down": from the standby, by a clock', () => {
  const parts = graph.managed.filter(({ name }) => name.startsWith("failover"));
  expect(parts.length).toBeGreaterThan(25);
  const there = parts.filter((it) => graph.regionOf(it) !== standby).map(({ type }) => type);
  expect(there.filter((type) => type !== "aws:dynamodb/tag:Tag")).toEqual([]);
  const clocks = graph
    .within(standby, "aws:cloudwatch/eventRule:EventRule")
    .filter(({ inputs }) => inputs.scheduleExpression === "rate(1 minute)");
  expect(clocks.map(({ inputs }) => [inputs.name, inputs.state])).toEqual([["events-dev-failover-clock", "ENABLED"]]);
});

test("it acts by itself unless a stack says that it shall only tell", async () => {
  const read = readOrchestrationSettings(environmentOf("lambda-dev-failover-orchestrator"));
  expect(read).toMatchObject({
    SERVICE_NAME: "records-failover",
    SYSTEM: "rds-dev-records-global",
    CLUSTERS: {
      primary: "arn:aws:rds:us-east-1:123456789012:cluster:rds-dev-records-us-east-1",
      standby: "arn:aws:rds:us-west-2:123456789012:cluster:rds-dev-records-us-west-2",
    },
    STANDBY_CLUSTER: "rds-dev-records-us-west-2",
    SERVED_NAME: "api.example.com",
    WITNESS_NAME: "failover-witness.example.com",
    METRIC_NAMESPACE: "Healthcare/Failover",
    DEPLOYED_AS: "automatic",
  });
  // What was promised: fifteen minutes of data.
  expect(read.POLICY).toMatchObject({ mostLossMs: 900_000, failureWindowMs: 90_000 });
  const other = new Graph(await recorded("healthcare", elsewhere));
  const told = readOrchestrationSettings(environmentOf("lambda-abcdefghijklmnopqrs-failover-orchestrator", other));
  expect(told).toMatchObject({ DEPLOYED_AS: "dry-run" });
  expect(told.POLICY.mostLossMs).toBe(60_000);
});

test('healthcare: "strict RPO and RTO requirements of 15 minutes": in 99 of 100 simulated losses, without a person', async () => {
  const { resources } = await recorded("healthcare");
  const options = { scenario: "region", runs: 300, seed: 1, writesPerSecond: 100, withMatrix: true } as const;
  const { milestones, failures } = drillStack("healthcare", resources, options);
  const recovered = milestones.find((milestone) => milestone.recovered);
  expect(recovered?.seconds.p99).toBeLessThan(900);
  const lost = failures?.find(({ failure }) => failure === "region");
  expect(JSON.stringify(lost)).not.toContain("person");
});

test("it tells people in both regions, and hears of no other system's failover", () => {
  expect(readNotificationSettings(environmentOf("lambda-dev-failover-notifier"))).toMatchObject({
    PRIMARY_REGION: "us-east-1",
    TOPIC: "arn:aws:sns:us-west-2:123456789012:sns-dev-failover-alerts",
    PRIMARY_TOPIC: "arn:aws:sns:us-east-1:123456789012:sns-dev-failover-alerts",
  });
  const [rule] = graph
    .within(standby, "aws:cloudwatch/eventRule:EventRule")
    .filter(({ inputs }) => inputs.name === "events-dev-failover-notices");
  expect(JSON.parse(String(rule?.inputs.eventPattern))).toMatchObject({
    detail: { system: ["rds-dev-records-global"] },
  });
});

test("the world's verdict is that of the checks that lead the clients", () => {
  const [leading, other] = graph.all("aws:route53/healthCheck:HealthCheck");
  const witness = graph
    .all("aws:route53/record:Record")
    .filter(({ inputs }) => inputs.name === "failover-witness.example.com");
  expect(
    witness.map(({ inputs, propertyDependencies }) => [inputs.records, propertyDependencies.healthCheckId]),
  ).toEqual([
    [["primary"], [leading?.urn]],
    [["standby"], [other?.urn]],
  ]);
});

test("it may move this database, in both directions, and no other; nobody may take a cluster out of it", () => {
  const policies = graph.all("aws:iam/rolePolicy:RolePolicy");
  const moving = policies.flatMap(({ inputs }) =>
    statementsOf(inputs.policy)
      .filter(({ Action }) =>
        [Action].flat().some((action) => /(Failover|Switchover)GlobalCluster/.test(String(action))),
      )
      .map(({ Resource }) => [inputs.name, Resource]),
  );
  expect(moving).toEqual([
    [
      "iam-dev-failover-orchestrator-us-west-2",
      [
        "arn:aws:rds::123456789012:global-cluster:rds-dev-records-global",
        "arn:aws:rds:us-east-1:123456789012:cluster:rds-dev-records-us-east-1",
        "arn:aws:rds:us-west-2:123456789012:cluster:rds-dev-records-us-west-2",
      ],
    ],
  ]);
  for (const { inputs } of policies) {
    expect(String(inputs.policy)).not.toMatch(/RemoveFromGlobalCluster|PromoteReadReplica|route53:/);
  }
});

test("RDS itself tells people in each region of its cluster", () => {
  for (const region of ["us-east-1", "us-west-2"]) {
    const { inputs } = graph.only(region, "aws:rds/eventSubscription:EventSubscription");
    expect(inputs).toMatchObject({
      snsTopic: `arn:aws:sns:${region}:123456789012:sns-dev-failover-alerts`,
      sourceIds: [`rds-dev-records-${region}`],
    });
    const topic = graph.only(region, "aws:sns/topic:Topic");
    expect(JSON.stringify(statementsOf(topic.inputs.policy))).toContain("events.rds.amazonaws.com");
  }
});
