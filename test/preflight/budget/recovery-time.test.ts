import { budgetOf, type Term } from "../../../preflight/budget/budget";
import type { GraphResource, JsonObject } from "../../../preflight/graph";
import { declare, east, UNKNOWN, urnOf, west } from "./declare";

const RECORD = "aws:route53/record:Record";
const CHECK = "aws:route53/healthCheck:HealthCheck";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

function check(inputs: JsonObject, name = "check"): GraphResource {
  return declare(CHECK, name, { type: "HTTP", ...inputs });
}

function record(name: string, inputs: JsonObject, checks: readonly string[] = []): GraphResource {
  return declare(
    RECORD,
    name,
    { name: "app.example.com", type: "CNAME", zoneId: UNKNOWN, ...inputs },
    { propertyDependencies: { zoneId: ["urn:zone"], healthCheckId: checks.map((child) => urnOf(CHECK, child)) } },
  );
}

const primary = record("primary", { ttl: 60, failoverRoutingPolicies: [{ type: "PRIMARY" }], healthCheckId: UNKNOWN }, [
  "check",
]);
const secondary = record("secondary", { ttl: 60, failoverRoutingPolicies: [{ type: "SECONDARY" }] });

/** A store, so that only the recovery time is in question. */
const table = declare("aws:dynamodb/table:Table", "t", { name: "t", replicas: [{ regionName: "us-west-2" }] });

function rto(...resources: readonly GraphResource[]): { seconds: number | null; terms: readonly Term[] } {
  const budget = budgetOf([...resources, table]);
  return { seconds: budget.rtoSeconds, terms: budget.terms.filter(({ objective }) => objective === "rto") };
}

describe("detection and DNS", () => {
  test("a failover pair costs interval x threshold and one TTL", () => {
    const { seconds, terms } = rto(check({ requestInterval: 30, failureThreshold: 1 }), primary, secondary);
    expect(seconds).toBe(90);
    expect(terms).toEqual([
      expect.objectContaining({ seconds: 30, urn: urnOf(CHECK, "check"), property: "requestInterval", counted: true }),
      expect.objectContaining({ name: "DNS: one TTL", seconds: 60, property: "ttl", counted: true }),
    ]);
  });

  test.each([
    [{ requestInterval: 30, failureThreshold: 3 }, 150],
    [{ requestInterval: 10, failureThreshold: 3 }, 90],
    [{ requestInterval: "30", failureThreshold: "10" }, 360],
    [{}, 150],
  ])("detection follows %j", (inputs, expected) => {
    expect(rto(check(inputs), primary, secondary).seconds).toBe(expected);
  });

  test("a text by which nobody connects counts for nothing, and is no failover record by itself", () => {
    const texts = ["PRIMARY", "SECONDARY"].map((type) =>
      record(`text-${type}`, { name: "t.example.com", type: "TXT", ttl: 3600, failoverRoutingPolicies: [{ type }] }),
    );
    const given = check({ requestInterval: 30, failureThreshold: 1 });
    expect(rto(given, primary, secondary, ...texts).seconds).toBe(90);
    expect(rto(given, ...texts)).toMatchObject({ seconds: null, terms: [{ name: "failover record" }] });
  });

  test("the slowest record of the set decides, also the standby's", () => {
    const slow = record("secondary", { ttl: 300, failoverRoutingPolicies: [{ type: "SECONDARY" }] });
    const { seconds, terms } = rto(check({ requestInterval: 10, failureThreshold: 1 }), primary, slow);
    expect(seconds).toBe(310);
    expect(terms.find(({ property }) => property === "ttl")?.urn).toBe(slow.urn);
  });

  test("an alias has no TTL of its own and is answered with 60 seconds", () => {
    const alias = { ttl: null, aliases: [{ name: UNKNOWN, zoneId: UNKNOWN, evaluateTargetHealth: false }] };
    const first = record("primary", { failoverRoutingPolicies: [{ type: "PRIMARY" }], ...alias }, ["check"]);
    const second = record("secondary", { failoverRoutingPolicies: [{ type: "SECONDARY" }], ...alias });
    expect(rto(check({ requestInterval: 30, failureThreshold: 1 }), first, second).seconds).toBe(90);
  });

  test("a weighted standby of weight 0 takes over from the records that are watched", () => {
    const main = record("main", { ttl: 60, weightedRoutingPolicies: [{ weight: 100 }] }, ["check"]);
    const spare = record("spare", { ttl: 60, weightedRoutingPolicies: [{ weight: 0 }] });
    expect(rto(check({ requestInterval: 30, failureThreshold: 3 }), main, spare).seconds).toBe(150);
  });

  test("where both weights answer, both have to be watched", () => {
    const main = record("main", { ttl: 60, weightedRoutingPolicies: [{ weight: 50 }] }, ["check"]);
    const other = record("other", { ttl: 60, weightedRoutingPolicies: [{ weight: 50 }] });
    const { seconds, terms } = rto(check({ requestInterval: 30, failureThreshold: 3 }), main, other);
    expect(seconds).toBeNull();
    expect(terms[0]).toMatchObject({ state: "unbounded", urn: other.urn, property: "healthCheckId" });
  });

  test("the health check of a deployed stack is found by its id", () => {
    const deployed = declare(CHECK, "live", { type: "HTTP", requestInterval: 10, failureThreshold: 2 }, { id: "hc-1" });
    const first = record("primary", { ttl: 60, failoverRoutingPolicies: [{ type: "PRIMARY" }], healthCheckId: "hc-1" });
    expect(rto(deployed, first, secondary).seconds).toBe(80);
  });

  test("a secret value counts like any other", () => {
    const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: 60 };
    const first = record("primary", { ttl: secret, failoverRoutingPolicies: [{ type: "PRIMARY" }] }, ["check"]);
    expect(rto(check({ requestInterval: 30, failureThreshold: 1 }), first, secondary).seconds).toBe(90);
  });

  test("names that fail over apart are judged apart, and the slowest decides", () => {
    const slowCheck = check({ requestInterval: 30, failureThreshold: 5 }, "slow");
    const other = { name: "api.example.com", ttl: 20 };
    const first = record("api-primary", { ...other, failoverRoutingPolicies: [{ type: "PRIMARY" }] }, ["slow"]);
    const second = record("api-secondary", { ...other, failoverRoutingPolicies: [{ type: "SECONDARY" }] });
    const quick = check({ requestInterval: 10, failureThreshold: 1 });
    expect(rto(quick, slowCheck, primary, secondary, first, second).seconds).toBe(210);
  });
});

describe("health checks that watch something else", () => {
  test("a calculated check is as slow as its slowest child", () => {
    const parent = declare(
      CHECK,
      "check",
      { type: "CALCULATED", childHealthchecks: UNKNOWN },
      { propertyDependencies: { childHealthchecks: [urnOf(CHECK, "a"), urnOf(CHECK, "b")] } },
    );
    const a = check({ requestInterval: 10, failureThreshold: 1 }, "a");
    const b = check({ requestInterval: 30, failureThreshold: 2 }, "b");
    expect(rto(parent, a, b, primary, secondary).seconds).toBe(120);
  });

  test("calculated checks that name each other end, without a number", () => {
    const loop = (name: string, child: string) =>
      declare(
        CHECK,
        name,
        { type: "CALCULATED", childHealthchecks: UNKNOWN },
        { propertyDependencies: { childHealthchecks: [urnOf(CHECK, child)] } },
      );
    expect(rto(loop("check", "b"), loop("b", "check"), primary, secondary).seconds).toBeNull();
  });

  test("a check that follows an alarm costs the alarm's periods and 120 seconds", () => {
    const alarm = declare(ALARM, "dead", { name: "dead", period: 60, evaluationPeriods: 2 });
    const follower = check({ type: "CLOUDWATCH_METRIC", cloudwatchAlarmName: "dead" });
    expect(rto(follower, alarm, primary, secondary).seconds).toBe(300);
  });

  test.each([
    ["an alarm of another stack", { type: "CLOUDWATCH_METRIC", cloudwatchAlarmName: "elsewhere" }],
    ["a routing control that a person turns", { type: "RECOVERY_CONTROL", routingControlArn: "arn:x" }],
    ["a kind known after deployment", { type: UNKNOWN }],
  ])("%s has no number", (_title, inputs) => {
    const { seconds, terms } = rto(check(inputs), primary, secondary);
    expect(seconds).toBeNull();
    expect(terms[0]).toMatchObject({ state: "undetermined", seconds: null });
  });
});

describe("no number is ever guessed", () => {
  test("no failover record at all", () => {
    const { seconds, terms } = rto();
    expect(seconds).toBeNull();
    expect(terms).toEqual([expect.objectContaining({ name: "failover record", state: "unbounded", urn: "" })]);
  });

  test("a plain record does not fail over", () => {
    expect(rto(record("plain", { ttl: 60 })).seconds).toBeNull();
  });

  test("a primary without a standby", () => {
    const { seconds, terms } = rto(check({ requestInterval: 30, failureThreshold: 1 }), primary);
    expect(seconds).toBeNull();
    expect(terms[0]).toMatchObject({ name: "standby record", state: "unbounded", urn: primary.urn });
  });

  test("a standby without a primary", () => {
    const second = record("another", { ttl: 60, failoverRoutingPolicies: [{ type: "SECONDARY" }] });
    expect(rto(secondary, second).seconds).toBeNull();
  });

  test("a primary that nobody watches", () => {
    const first = record("primary", { ttl: 60, failoverRoutingPolicies: [{ type: "PRIMARY" }] });
    const { seconds, terms } = rto(first, secondary);
    expect(seconds).toBeNull();
    expect(terms[0]).toMatchObject({ state: "unbounded", urn: first.urn, property: "healthCheckId" });
  });

  test("a load balancer's own health has no published time", () => {
    const alias = { aliases: [{ name: UNKNOWN, zoneId: UNKNOWN, evaluateTargetHealth: true }] };
    const first = record("primary", { ...alias, failoverRoutingPolicies: [{ type: "PRIMARY" }] });
    expect(rto(first, secondary).terms[0]).toMatchObject({ state: "undetermined", seconds: null });
  });

  test.each([
    ["the interval", { requestInterval: UNKNOWN, failureThreshold: 1 }, "requestInterval"],
    ["the threshold", { requestInterval: 30, failureThreshold: UNKNOWN }, "failureThreshold"],
  ])("%s is known after deployment", (_title, inputs, property) => {
    const { seconds, terms } = rto(check(inputs), primary, secondary);
    expect(seconds).toBeNull();
    expect(terms[0]).toMatchObject({ state: "undetermined", property });
  });

  test.each([
    ["known after deployment", UNKNOWN],
    ["missing", null],
    ["a word", "soon"],
  ])("a TTL that is %s", (_title, ttl) => {
    const first = record("primary", { ttl, failoverRoutingPolicies: [{ type: "PRIMARY" }] }, ["check"]);
    const { seconds, terms } = rto(check({ requestInterval: 30, failureThreshold: 1 }), first, secondary);
    expect(seconds).toBeNull();
    expect(terms).toContainEqual(expect.objectContaining({ state: "undetermined", property: "ttl", urn: first.urn }));
  });

  test("a record whose name is known after deployment belongs to no other", () => {
    const first = record("primary", { name: UNKNOWN, ttl: 60, failoverRoutingPolicies: [{ type: "PRIMARY" }] });
    const second = record("secondary", { name: UNKNOWN, ttl: 60, failoverRoutingPolicies: [{ type: "SECONDARY" }] });
    expect(rto(first, second).seconds).toBeNull();
  });

  test("a routing policy that is known after deployment", () => {
    expect(rto(record("primary", { ttl: 60, failoverRoutingPolicies: UNKNOWN })).seconds).toBeNull();
  });

  test.each([
    ["text", "PRIMARY"],
    ["a number", 7],
    ["a list of numbers", [1, 2]],
    ["a list in a list", [[{ type: "PRIMARY" }]]],
    ["null", null],
  ])("a routing policy that is %s is no failover", (_title, failoverRoutingPolicies) => {
    expect(rto(record("odd", { ttl: 60, failoverRoutingPolicies })).seconds).toBeNull();
  });
});

describe("what the standby has to do first", () => {
  const pair = [check({ requestInterval: 30, failureThreshold: 3 }), primary, secondary];
  const global = declare("aws:rds/globalCluster:GlobalCluster", "global", { globalClusterIdentifier: "g" });
  const member = (name: string, provider: GraphResource) =>
    declare("aws:rds/cluster:Cluster", name, { globalClusterIdentifier: "g" }, { provider: provider.urn });
  const instance = (name: string, cluster: string) =>
    declare(
      "aws:rds/clusterInstance:ClusterInstance",
      name,
      { clusterIdentifier: UNKNOWN },
      { propertyDependencies: { clusterIdentifier: [urnOf("aws:rds/cluster:Cluster", cluster)] } },
    );

  test("a global database is promoted first", () => {
    const database = [global, member("a", east), member("b", west), instance("a-0", "a"), instance("b-0", "b")];
    expect(rto(...pair, east, west, ...database).seconds).toBe(90 + 60 + 600);
  });

  test("a secondary cluster without an instance needs one before that", () => {
    const database = [global, member("a", east), member("b", west), instance("a-0", "a")];
    const { seconds, terms } = rto(...pair, east, west, ...database);
    expect(seconds).toBe(90 + 60 + 600 + 900);
    expect(terms.at(-1)?.urn).toBe(urnOf("aws:rds/cluster:Cluster", "b"));
  });

  describe("a promotion that begins by itself", () => {
    const database = [
      east,
      west,
      global,
      member("a", east),
      member("b", west),
      instance("a-0", "a"),
      instance("b-0", "b"),
    ];
    const policy = (Action: string) =>
      JSON.stringify({
        Statement: [{ Effect: "Allow", Action: [Action], Resource: "arn:aws:rds::1:global-cluster:g" }],
      });
    const role = declare("aws:iam/role:Role", "role", { name: "driver" });
    const mayFailOver = declare("aws:iam/rolePolicy:RolePolicy", "policy", {
      role: "driver",
      policy: policy("rds:FailoverGlobalCluster"),
    });
    const driver = declare("aws:lambda/function:Function", "driver", {
      name: "driver",
      role: "arn:aws:iam::123456789012:role/driver",
    });
    const start = declare("aws:cloudwatch/eventTarget:EventTarget", "start", {
      rule: "alarms",
      arn: "arn:aws:lambda:us-west-2:123456789012:function:driver",
    });

    test("needs nobody's decision, and goes on while a TTL runs out", () => {
      const { seconds, terms } = rto(...pair, ...database, role, mayFailOver, driver, start);
      expect(seconds).toBe(90 + 25 + 180);
      expect(terms).toContainEqual(expect.objectContaining({ name: "DNS: one TTL", seconds: 60, counted: false }));
      expect(terms).toContainEqual(expect.objectContaining({ seconds: 25, urn: driver.urn, counted: true }));
    });

    test("is over before the answers of a long TTL are", () => {
      const slow = [record("slow", { ttl: 600, failoverRoutingPolicies: [{ type: "SECONDARY" }] })];
      const { seconds } = rto(...pair.slice(0, 2), ...slow, ...database, role, mayFailOver, driver, start);
      expect(seconds).toBe(90 + 600);
    });

    test.each([
      ["that nothing starts", [role, mayFailOver, driver]],
      ["that may not", [role, driver, start]],
      [
        "that may do something else",
        [
          role,
          { ...mayFailOver, inputs: { role: "driver", policy: policy("rds:DescribeGlobalClusters") } },
          driver,
          start,
        ],
      ],
      [
        "whose permission is no document",
        [role, { ...mayFailOver, inputs: { role: "driver", policy: "{" } }, driver, start],
      ],
      [
        "whose permission is known after deployment",
        [role, { ...mayFailOver, inputs: { role: "driver", policy: UNKNOWN } }, driver, start],
      ],
      ["of another role", [role, mayFailOver, { ...driver, inputs: { name: "driver", role: "someone" } }, start]],
    ])("is not the work of a function %s", (_, driven) => {
      expect(rto(...pair, ...database, ...driven).seconds).toBe(90 + 60 + 600);
    });

    test.each([
      ["inline", [{ ...role, inputs: { name: "driver", inlinePolicies: [{ policy: policy("rds:*") }] } }]],
      [
        "attached",
        [
          role,
          declare("aws:iam/policy:Policy", "p", { name: "may", policy: policy("rds:FailoverGlobalCluster") }),
          declare("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "attached", {
            role: "driver",
            policyArn: "arn:aws:iam::123456789012:policy/may",
          }),
        ],
      ],
    ])("may be permitted %s", (_, permitted) => {
      expect(rto(...pair, ...database, ...permitted, driver, start).seconds).toBe(90 + 25 + 180);
    });
  });

  test("two databases are promoted at the same time", () => {
    const [one, two] = ["g", "h"].map((name) => [
      declare("aws:rds/globalCluster:GlobalCluster", `global-${name}`, { globalClusterIdentifier: name }),
      ...[east, west].map((provider) =>
        declare(
          "aws:rds/cluster:Cluster",
          `${name}-${provider.name}`,
          { globalClusterIdentifier: name },
          { provider: provider.urn },
        ),
      ),
      ...["east", "west"].map((place) => instance(`${name}-${place}-0`, `${name}-${place}`)),
    ]);
    expect(rto(...pair, east, west, ...(one ?? []), ...(two ?? [])).seconds).toBe(90 + 60 + 600);
  });

  test("an empty Auto Scaling group is filled first, once for all of them", () => {
    const group = (name: string, inputs: JsonObject) => declare("aws:autoscaling/group:Group", name, inputs);
    const groups = [group("full", { minSize: 2, maxSize: 4 }), group("empty", { minSize: 0, maxSize: 4 })];
    expect(rto(...pair, ...groups).seconds).toBe(450);
    expect(rto(...pair, ...groups, group("empty-too", { minSize: 0, desiredCapacity: 0 })).seconds).toBe(450);
    expect(rto(...pair, group("started", { minSize: 0, desiredCapacity: 1 })).seconds).toBe(150);
  });

  test("a capacity that is known after deployment has no number", () => {
    const group = declare("aws:autoscaling/group:Group", "g", { minSize: 0, desiredCapacity: UNKNOWN });
    expect(rto(...pair, group).seconds).toBeNull();
  });
});

test("the order of registration changes nothing", () => {
  const graph = [check({ requestInterval: 30, failureThreshold: 1 }), primary, secondary, table];
  expect(budgetOf([...graph].reverse())).toEqual(budgetOf(graph));
});
