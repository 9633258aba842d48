import { dynamodbLag } from "../../../model/recovery/estimates";
import { drillStack } from "../../../preflight/drill/drill";
import { readDrilled } from "../../../preflight/drill/read";
import type { GraphResource, JsonObject } from "../../../preflight/graph";
import { Redactor } from "../../../preflight/redact";
import { makeSecret } from "../../../preflight/wire";
import { declare, east, UNKNOWN, urnOf, west } from "../recovery/declare";

const RECORD = "aws:route53/record:Record";
const CHECK = "aws:route53/healthCheck:HealthCheck";
const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const TOPIC = "aws:sns/topic:Topic";
const SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";

function inEast(type: string, name: string, inputs: JsonObject, refers: Readonly<Record<string, string>> = {}) {
  return placed(east.urn, type, name, inputs, refers);
}

function inWest(type: string, name: string, inputs: JsonObject, refers: Readonly<Record<string, string>> = {}) {
  return placed(west.urn, type, name, inputs, refers);
}

function placed(
  provider: string,
  type: string,
  name: string,
  inputs: JsonObject,
  refers: Readonly<Record<string, string>>,
): GraphResource {
  const propertyDependencies = Object.fromEntries(Object.entries(refers).map(([key, urn]) => [key, [urn]]));
  return declare(type, name, inputs, { provider, propertyDependencies });
}

function endpoint(name: string, inputs: JsonObject = {}): GraphResource {
  const region = name === "east" ? inEast : inWest;
  const settings = { type: "HTTPS", fqdn: UNKNOWN, requestInterval: 10, failureThreshold: 2, ...inputs };
  return region(CHECK, `${name}-check`, settings, { fqdn: urnOf(BALANCER, `${name}-balancer`) });
}

function record(name: string, routing: JsonObject, inputs: JsonObject = {}): GraphResource {
  const settings = { name: "api.example.com", type: "CNAME", ttl: 30, records: [UNKNOWN], healthCheckId: UNKNOWN };
  return inEast(
    RECORD,
    name,
    { ...settings, ...routing, ...inputs },
    {
      records: urnOf(BALANCER, `${name}-balancer`),
      healthCheckId: urnOf(CHECK, `${name}-check`),
    },
  );
}

function failover(role: "PRIMARY" | "SECONDARY"): JsonObject {
  return { failoverRoutingPolicies: [{ type: role }] };
}

const balancers = [
  inEast(BALANCER, "east-balancer", { subnets: [UNKNOWN, UNKNOWN], clientKeepAlive: 120 }),
  inWest(BALANCER, "west-balancer", { subnets: [UNKNOWN, UNKNOWN] }),
];

/** Two balancers behind one name, the first in us-east-1. */
const pair = [
  east,
  west,
  ...balancers,
  endpoint("east"),
  endpoint("west"),
  record("east", failover("PRIMARY")),
  record("west", failover("SECONDARY")),
];

function without(name: string): readonly GraphResource[] {
  return pair.filter((resource) => resource.name !== name);
}

describe("the system in a graph", () => {
  test("has the regions, checks, caches and connections that its resources declare", () => {
    const { primaryRegion, secondaryRegion, names, notes } = readDrilled("test", pair);
    expect([primaryRegion, secondaryRegion, notes]).toEqual(["us-east-1", "us-west-2", []]);
    expect(names).toEqual([
      {
        name: "api.example.com",
        routing: "failover",
        ttlSeconds: 30,
        primary: {
          urn: urnOf(RECORD, "east"),
          region: "us-east-1",
          check: { kind: "endpoint", urn: urnOf(CHECK, "east-check"), intervalSeconds: 10, threshold: 2, isTcp: false },
        },
        standby: {
          urn: urnOf(RECORD, "west"),
          region: "us-west-2",
          check: { kind: "endpoint", urn: urnOf(CHECK, "west-check"), intervalSeconds: 10, threshold: 2, isTcp: false },
        },
        keepAliveSeconds: 120,
        zones: 2,
        at: "name",
        returns: "by itself",
      },
    ]);
  });

  test("takes AWS's default for what is not set, and says so for what is not known", () => {
    const vague = declare(CHECK, "east-check", { type: "HTTP", requestInterval: UNKNOWN }, { provider: east.urn });
    const { names, notes } = readDrilled("test", [...without("east-check"), vague]);
    expect(names[0]?.primary.check).toMatchObject({ intervalSeconds: 30, threshold: 3 });
    expect(notes).toEqual(["requestInterval of east-check is not known here; the drill takes 30"]);
  });

  test("of weighted records the heaviest is the primary, and one of weight 0 takes over", () => {
    const weighted = (weight: number) => ({ weightedRoutingPolicies: [{ weight }] });
    const records = [record("east", weighted(0)), record("west", weighted(100))];
    const { names, primaryRegion } = readDrilled("test", [...pair.filter(({ type }) => type !== RECORD), ...records]);
    expect(primaryRegion).toBe("us-west-2");
    expect([names[0]?.routing, names[0]?.primary.weight, names[0]?.standby.weight]).toEqual(["other", 100, 0]);
  });

  test("of a failover pair the one that says so is the primary, whatever the records are called", () => {
    const records = [record("east", failover("SECONDARY")), record("west", failover("PRIMARY"))];
    const { primaryRegion } = readDrilled("test", [...pair.filter(({ type }) => type !== RECORD), ...records]);
    expect(primaryRegion).toBe("us-west-2");
  });

  test("leaves out records that no client connects by", () => {
    const witness = (role: "PRIMARY" | "SECONDARY") =>
      record(`witness-${role}`, failover(role), { name: "witness.example.com", type: "TXT", ttl: 900 });
    const { names } = readDrilled("test", [...pair, witness("PRIMARY"), witness("SECONDARY")]);
    expect(names.map(({ name }) => name)).toEqual(["api.example.com"]);
  });

  test("with one answer only cannot be drilled", () => {
    expect(() => readDrilled("lonely", without("west"))).toThrow(
      "stack lonely has no name with answers in two regions, expected records with failover or weighted routing",
    );
  });

  test.each([
    [{ disabled: true }, "east-check is disabled or inverted: nothing is noticed by it"],
    [{ invertHealthcheck: true }, "east-check is disabled or inverted: nothing is noticed by it"],
    [{ type: "RECOVERY_CONTROL" }, "east-check is a routing control: a person or a plan outside this stack turns it"],
    [
      { type: "CLOUDWATCH_METRIC", cloudwatchAlarmName: "elsewhere" },
      "the alarm that east-check follows is not in this stack: the check is taken to stay healthy",
    ],
  ])("a check that notices nothing is noted: %j", (inputs, note) => {
    const { names, notes } = readDrilled("test", [...without("east-check"), endpoint("east", inputs)]);
    expect([names[0]?.primary.check.kind, notes]).toEqual(["none", [note]]);
  });

  test("follows a check to its alarm and a calculated one to its children", () => {
    const alarm = inEast(ALARM, "errors", { name: "errors", period: 60, evaluationPeriods: 5 });
    const following = endpoint("child", {
      type: "CLOUDWATCH_METRIC",
      cloudwatchAlarmName: "errors",
      insufficientDataHealthStatus: "Unhealthy",
    });
    const calculated = inEast(
      CHECK,
      "east-check",
      { type: "CALCULATED", childHealthThreshold: 1, childHealthchecks: [UNKNOWN] },
      { childHealthchecks: following.urn },
    );
    const { names } = readDrilled("test", [...without("east-check"), alarm, following, calculated]);
    expect(names[0]?.primary.check).toEqual({
      kind: "calculated",
      urn: calculated.urn,
      needs: 1,
      children: [
        {
          kind: "alarm",
          urn: following.urn,
          periodSeconds: 60,
          periods: 5,
          region: "us-east-1",
          unhealthyWhenSilent: true,
          onErrors: "untold",
        },
      ],
    });
  });

  test("an alias that asks for its target's health is as quick as the target group", () => {
    const alias = inEast(
      RECORD,
      "east",
      { name: "api.example.com", type: "CNAME", aliases: [{ evaluateTargetHealth: true }], ...failover("PRIMARY") },
      { aliases: urnOf(BALANCER, "east-balancer") },
    );
    const group = inEast("aws:lb/targetGroup:TargetGroup", "targets", {
      healthCheck: { interval: 10, unhealthyThreshold: 3 },
    });
    const { names } = readDrilled("test", [...without("east"), alias, group]);
    expect(names[0]?.ttlSeconds).toBe(60);
    expect(names[0]?.primary.check).toEqual({
      kind: "target-health",
      urn: group.urn,
      intervalSeconds: 10,
      threshold: 3,
    });
  });

  test("loses what is written in the primary region, not a table whose home is the standby", () => {
    const table = (region: typeof inEast, name: string, inputs: JsonObject = {}) =>
      region("aws:dynamodb/table:Table", name, { name, ...inputs });
    const stores = readDrilled("test", [
      ...pair,
      table(inEast, "alone"),
      table(inEast, "global", { replicas: [{ regionName: "us-west-2" }] }),
      table(inEast, "strong", { replicas: [{ regionName: "us-west-2", consistencyMode: "STRONG" }] }),
      table(inWest, "elsewhere", { replicas: [{ regionName: "us-east-1" }] }),
    ]).stores;
    expect(stores.map(({ name, replication }) => [name, replication])).toEqual([
      ["alone", { kind: "none" }],
      ["global", { kind: "stream", lag: dynamodbLag }],
      ["strong", { kind: "together" }],
    ]);
  });
});

describe("a function that fails over by itself", () => {
  const FUNCTION = "aws:lambda/function:Function";
  const rule = inWest("aws:cloudwatch/eventRule:EventRule", "clock", {
    name: "clock",
    scheduleExpression: "rate(2 minutes)",
  });
  const target = inWest(
    "aws:cloudwatch/eventTarget:EventTarget",
    "target",
    { arn: "arn:aws:lambda:us-west-2:123456789012:function:orchestrator", rule: "clock" },
    { rule: rule.urn },
  );
  const orchestrator = inWest(FUNCTION, "orchestrator", {
    name: "orchestrator",
    role: "arn:aws:iam::123456789012:role/orchestrator-role",
  });
  const role = inWest("aws:iam/role:Role", "role", { name: "orchestrator-role" });
  const rights = (action: string) =>
    inWest("aws:iam/rolePolicy:RolePolicy", "rights", {
      role: "orchestrator-role",
      policy: JSON.stringify({ Statement: [{ Effect: "Allow", Action: [action], Resource: "*" }] }),
    });

  test("is one with a clock and the right to promote a database", () => {
    const { orchestrators } = readDrilled("test", [
      ...pair,
      rule,
      target,
      orchestrator,
      role,
      rights("rds:FailoverGlobalCluster"),
    ]);
    expect(orchestrators).toEqual([
      { urn: orchestrator.urn, region: "us-west-2", everySeconds: 120, isContinuous: false },
    ]);
  });

  const readWith = (inputs: JsonObject) => {
    const properties = { ...orchestrator.inputs, ...inputs };
    const changed = { ...orchestrator, inputs: properties, outputs: properties };
    const rest = [rule, target, role, rights("rds:FailoverGlobalCluster")];
    return readDrilled("test", [...pair, ...rest, changed]).orchestrators[0];
  };

  test.each([
    [119, false],
    [120, true],
    [UNKNOWN, false],
  ])("that may run for %p seconds of its two minutes looks all the time: %p", (timeout, isContinuous) => {
    expect(readWith({ timeout })?.isContinuous).toBe(isContinuous);
  });

  const settings = { POLICY: '{"failureWindowMs":90000,"lagLimitMs":10000}', WITNESS_NAME: "api.example.com" };

  test("says in its environment what it goes by", () => {
    const { vigil } = readWith({ environment: { variables: { ...settings, OTHER: UNKNOWN } } }) ?? {};
    expect(vigil).toMatchObject({
      failureSeconds: 90,
      lagLimitSeconds: 10,
      witness: { name: "api.example.com", primary: { check: { kind: "endpoint", threshold: 2 } } },
    });
  });

  test.each<[string, JsonObject]>([
    ["no environment", {}],
    ["an environment that is known after deployment", { environment: UNKNOWN }],
    ["a policy that is no JSON", { environment: { variables: { ...settings, POLICY: "{" } } }],
    ["a policy that is a list", { environment: { variables: { ...settings, POLICY: "[]" } } }],
    ["a policy without a window", { environment: { variables: { ...settings, POLICY: '{"lagLimitMs":1}' } } }],
    ["a policy without a lag", { environment: { variables: { ...settings, POLICY: '{"failureWindowMs":1}' } } }],
    ["a witness of another stack", { environment: { variables: { ...settings, WITNESS_NAME: "x.example.org" } } }],
    ["no witness", { environment: { variables: { POLICY: settings.POLICY } } }],
  ])("does not say what it goes by: %s", (_what, inputs) => {
    expect(readWith(inputs)).toMatchObject({ urn: orchestrator.urn });
    expect(readWith(inputs)?.vigil).toBeUndefined();
  });

  test("is not one that only looks", () => {
    const { orchestrators } = readDrilled("test", [
      ...pair,
      rule,
      target,
      orchestrator,
      role,
      rights("rds:DescribeGlobalClusters"),
    ]);
    expect(orchestrators).toEqual([]);
  });

  test("is not one without a clock", () => {
    const { orchestrators } = readDrilled("test", [...pair, orchestrator, role, rights("rds:FailoverGlobalCluster")]);
    expect(orchestrators).toEqual([]);
  });
});

describe("the report of a drill", () => {
  const topic = inWest(TOPIC, "alerts", { name: "alerts" });
  const subscription = inWest(
    SUBSCRIPTION,
    "ops",
    { protocol: "https", topic: UNKNOWN, endpoint: makeSecret("https://pager.example/key") },
    {
      topic: topic.urn,
    },
  );
  const status = inWest(
    ALARM,
    "status",
    {
      name: "status",
      namespace: "AWS/Route53",
      metricName: "HealthCheckStatus",
      comparisonOperator: "LessThanThreshold",
      period: 60,
      evaluationPeriods: 1,
      dimensions: { HealthCheckId: UNKNOWN },
      alarmActions: ["arn:aws:sns:us-west-2:123456789012:alerts"],
    },
    { dimensions: urnOf(CHECK, "east-check") },
  );
  const graph = [...pair, topic, subscription, status];
  const options = { scenario: "region", runs: 40, seed: 1, writesPerSecond: 100 } as const;
  const report = drillStack("test", graph, options);

  test("has exactly one recovery time, among milestones that follow each other", () => {
    expect(report.milestones.filter(({ recovered }) => recovered).map(({ id }) => id)).toEqual(["recovered"]);
    expect(report.milestones.map(({ id }) => id)).toEqual(["noticed", "answered", "half", "recovered", "most", "last"]);
    const medians = report.milestones.map(({ seconds }) => seconds.p50 ?? Number.POSITIVE_INFINITY);
    expect(medians).toEqual([...medians].sort((left, right) => left - right));
  });

  test("says who is notified by which alarm and when", () => {
    expect(report.told).toEqual([
      expect.objectContaining({ who: "https://pager.example/key (https)", by: "status", reached: 1, note: "" }),
    ]);
    const noticed = report.milestones.find(({ id }) => id === "noticed")?.seconds.p50 ?? Number.NaN;
    expect(report.told[0]?.seconds.p50).toBeGreaterThan(noticed);
  });

  test("hides a secret address", () => {
    const text = JSON.stringify(new Redactor(graph, {}).all(report));
    expect(text).not.toContain("pager.example");
    expect(text).toContain("[hidden] (https)");
  });

  test("lists what it assumes, each with source and confidence, and says what is assumed", () => {
    expect(report.assumptions.find(({ name }) => name === "health status to DNS servers")).toEqual({
      name: "health status to DNS servers",
      value: "uniform 5-20 s",
      source: "AWS publishes no time",
      confidence: "low",
      assumed: true,
    });
    for (const { source, confidence, assumed } of report.assumptions) {
      expect(source).not.toBe("");
      expect(confidence === "low" && !assumed).toBe(false);
    }
    expect(report.assumptions.some(({ assumed }) => !assumed)).toBe(true);
  });

  test("is the same, byte by byte, for the same seed, in whatever order the resources come, and another for another", () => {
    const bytes = JSON.stringify(report);
    expect(JSON.stringify(drillStack("test", [...graph].reverse(), options))).toBe(bytes);
    expect(JSON.stringify(drillStack("test", graph, { ...options, seed: 2 }))).not.toBe(bytes);
  });
});
