import type { JsonObject } from "../../../../preflight/graph";
import { Graph, statementsOf } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";
import { elsewhere } from "./variants";

let graph: Graph;
beforeAll(async () => {
  graph = new Graph(await recorded("fleet"));
});

const functions = () => graph.all("aws:lambda/function:Function");
const environmentOf = (name: string, of = graph) => {
  const [found] = of.all("aws:lambda/function:Function").filter(({ inputs }) => inputs.name === name);
  return ((found?.inputs.environment ?? {}) as JsonObject).variables as JsonObject;
};

test('fleet: "Implement Lambda functions for automated failover orchestration and notification": in the standby region', () => {
  expect(functions().map((it) => [it.inputs.name, graph.regionOf(it)])).toEqual([
    ["failover-capacity-dev", "us-east-2"],
    ["failover-notifier-dev", "us-east-2"],
    ["failover-orchestrator-dev", "us-east-2"],
  ]);
});

test("nothing that runs the failover is in the region that fails, but for copies of its state", () => {
  const parts = graph.managed.filter(({ name }) => name.startsWith("failover"));
  expect(parts.length).toBeGreaterThan(25);
  const there = parts.filter((it) => graph.regionOf(it) !== "us-east-2").map(({ type }) => type);
  expect(there.filter((type) => type !== "aws:dynamodb/tag:Tag")).toEqual([]);
});

test('fleet: "EventBridge (for Lambda triggers)": the clock, alarms of the standby, and what was decided', () => {
  const rules = graph.within("us-east-2", "aws:cloudwatch/eventRule:EventRule").map(({ inputs }) => inputs);
  expect(rules.map(({ name }) => name).sort()).toEqual([
    "failover-alarm-rule-dev",
    "failover-capacity-clock-rule-dev",
    "failover-clock-rule-dev",
    "failover-notice-rule-dev",
  ]);
  const [clock] = rules.filter(({ name }) => name === "failover-clock-rule-dev");
  expect(clock).toMatchObject({ scheduleExpression: "rate(1 minute)", state: "ENABLED" });
  const [alarms] = rules.filter(({ name }) => name === "failover-alarm-rule-dev");
  expect(JSON.parse(String(alarms?.eventPattern))).toEqual({
    source: ["aws.cloudwatch"],
    "detail-type": ["CloudWatch Alarm State Change"],
    resources: [
      "arn:aws:cloudwatch:us-east-2:123456789012:alarm:dr-db-replication-lag-alarm-v2-dev",
      "arn:aws:cloudwatch:us-east-2:123456789012:alarm:dr-db-rpo-alarm-v2-dev",
      "arn:aws:cloudwatch:us-east-2:123456789012:alarm:dr-db-replication-status-alarm-v2-dev",
    ],
  });
  expect(graph.all("aws:cloudwatch/eventRule:EventRule")).toHaveLength(4);
});

test("it knows both clusters by name, and asks what Route 53 asks", () => {
  expect(environmentOf("failover-orchestrator-dev")).toMatchObject({
    PRIMARY_REGION: "us-east-1",
    GLOBAL_CLUSTER: "global-db-v2-dev",
    CLUSTERS: JSON.stringify({
      primary: "arn:aws:rds:us-east-1:123456789012:cluster:primary-db-cluster-v2-dev",
      standby: "arn:aws:rds:us-east-2:123456789012:cluster:dr-db-cluster-v2-dev",
    }),
    SERVED_NAME: "app.example.com",
    WITNESS_NAME: "failover-witness.example.com",
    STATE_TABLE: "failover-state-v2-dev",
    SWITCH_PARAMETER: "failover-switch-dev",
    DEPLOYED_AS: "automatic",
  });
  const [orchestrator] = functions().filter(({ inputs }) => inputs.name === "failover-orchestrator-dev");
  const sources = orchestrator?.propertyDependencies.environment ?? [];
  for (const region of ["us-east-1", "us-east-2"]) {
    expect(sources).toContain(graph.only(region, "aws:lb/loadBalancer:LoadBalancer").urn);
  }
});

test("a stack may ask for a failover that is only told", async () => {
  const other = new Graph(await recorded("fleet", elsewhere));
  expect(environmentOf("failover-orchestrator-abcdefghijkl", other).DEPLOYED_AS).toBe("dry-run");
});

test("the world's verdict on the primary is told by a check of its own, that needs two failures", () => {
  const witness = graph
    .all("aws:route53/record:Record")
    .filter(({ inputs }) => inputs.name === "failover-witness.example.com");
  const [leading, standby, own, ...others] = graph
    .all("aws:route53/healthCheck:HealthCheck")
    .filter(({ inputs }) => inputs.type === "HTTP");
  expect([leading, standby, own, others].flat().map((check) => check?.name)).toEqual([
    "endpoint-primary-check",
    "endpoint-secondary-check",
    "failover-witness-check",
  ]);
  expect(witness.map(({ inputs }) => [inputs.type, inputs.ttl, inputs.records])).toEqual([
    ["TXT", 60, ["primary"]],
    ["TXT", 60, ["standby"]],
  ]);
  expect(witness.map(({ propertyDependencies }) => propertyDependencies.healthCheckId)).toEqual([
    [own?.urn],
    [standby?.urn],
  ]);
  // 2 x 30 s instead of 3 x 30, and else the same question to the same balancer.
  expect(own?.inputs).toEqual({ ...leading?.inputs, failureThreshold: 2, tags: own?.inputs.tags });
  expect(own?.propertyDependencies.fqdn).toEqual(leading?.propertyDependencies.fqdn);
});

test("it may fail this database over, and no other", () => {
  const [policy] = graph
    .all("aws:iam/rolePolicy:RolePolicy")
    .filter(({ inputs }) => inputs.name === "failover-orchestrator-role-us-east-2-dev");
  const moving = statementsOf(policy?.inputs.policy).filter(({ Action }) =>
    (Action as string[]).some((action) => /Failover|Switchover/.test(action)),
  );
  expect(moving.map(({ Resource }) => Resource)).toEqual([
    [
      "arn:aws:rds::123456789012:global-cluster:global-db-v2-dev",
      "arn:aws:rds:us-east-1:123456789012:cluster:primary-db-cluster-v2-dev",
      "arn:aws:rds:us-east-2:123456789012:cluster:dr-db-cluster-v2-dev",
    ],
  ]);
});

test("its state is under the keys of the regions, and the standby's key lets it read there", () => {
  const [state] = graph.all("aws:dynamodb/table:Table").filter(({ inputs }) => inputs.name === "failover-state-v2-dev");
  expect(state && graph.regionOf(state)).toBe("us-east-2");
  expect(state?.inputs.replicas).toEqual([expect.objectContaining({ regionName: "us-east-1" })]);
  const key = graph.only("us-east-2", "aws:kms/replicaKey:ReplicaKey");
  const [reading] = statementsOf(key.inputs.policy).filter(({ Sid }) => Sid === "RolesReadThroughServices");
  expect(reading?.Principal).toEqual({
    AWS: [
      "arn:aws:iam::123456789012:role/fleet-instance-role-us-east-2-dev",
      "arn:aws:iam::123456789012:role/failover-orchestrator-role-us-east-2-dev",
    ],
  });
});

test.each([
  ["Errors", "failover-orchestrator-dev"],
  ["Errors", "failover-notifier-dev"],
])("people hear of %s of %s", (metricName, FunctionName) => {
  const alarms = graph
    .within("us-east-2", "aws:cloudwatch/metricAlarm:MetricAlarm")
    .map(({ inputs }) => inputs)
    .filter((inputs) => inputs.metricName === metricName)
    .filter(({ dimensions }) => (dimensions as JsonObject).FunctionName === FunctionName);
  expect(alarms).toEqual([expect.objectContaining({ threshold: 1, period: 60 })]);
});
