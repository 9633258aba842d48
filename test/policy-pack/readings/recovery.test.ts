import { tokens } from "../../../model/aws/tokens";
import type { Interruption } from "../../../model/graph/interruption";
import type { Stack } from "../../../model/graph/stack";
import { readBuckets, readDatabases, readInstances, readTables } from "../../../policy-pack/readings/data-loss";
import { Detections } from "../../../policy-pack/readings/detection";
import { findSecondaries, gatherGlobalDatabases } from "../../../policy-pack/readings/global-clusters";
import { atMost, listTerms, longest, type Term, total } from "../../../policy-pack/readings/recovery-term";
import { readActivation, readTraffic } from "../../../policy-pack/readings/recovery-time";
import { given, inEast, inWest, unknownNumber, unknownText } from "../given";
import { urnOf } from "../show";
import { lostOf, named, nameOf, opened } from "./reading";

type Given = Parameters<typeof opened>[0];

const inOhio = { provider: { region: "us-east-2" } };
const table = (name: string, props: object, context: object = inEast) =>
  given("aws:dynamodb/table:Table", name, { name, ...props }, context);
const cluster = (name: string, props: object = {}, context: object = inEast) =>
  given("aws:rds/cluster:Cluster", name, { clusterIdentifier: name, ...props }, context);
const globalCluster = (props: object = {}, context: object = {}) =>
  given("aws:rds/globalCluster:GlobalCluster", "global", { globalClusterIdentifier: "ledger", ...props }, context);
const instance = (name: string, props: object = {}, context: object = inEast) =>
  given("aws:rds/instance:Instance", name, { identifier: name, ...props }, context);
const metricAlarm = (name: string, props: object, context: object = inEast) =>
  given("aws:cloudwatch/metricAlarm:MetricAlarm", name, { name, ...props }, context);
const check = (name: string, props: object, context: object = {}) =>
  given("aws:route53/healthCheck:HealthCheck", name, { id: name, ...props }, context);
const record = (name: string, props: object, context: object = {}) =>
  given("aws:route53/record:Record", name, { zoneId: "Z1", name: "api", type: "A", ...props }, context);

/** The terms that a reading finds, each as `name seconds resource property got`, and what it could not read. */
function told(read: (stack: Stack, into: Term[]) => Generator<Interruption, void, void>, given: Given) {
  const into: Term[] = [];
  const unknown = lostOf(read(opened(given), into));
  return { terms: into.map(inWords), unknown };
}

function inWords({ name, seconds, urn, at, got, meanwhile }: Term): string {
  return [name, seconds, nameOf(urn), at, JSON.stringify(got), ...(meanwhile ? ["meanwhile"] : [])].join(" | ");
}

describe("terms", () => {
  const term = (name: string, seconds: number, more: object = {}): Term => {
    return { name, seconds, urn: urnOf("a", name), at: "ttl", got: seconds, ...more };
  };
  const [wait, ask, act] = [term("wait", 60), term("ask", 0.5), term("act", 60)];

  test("take their time one after the other, unless they go on meanwhile", () => {
    expect(total([wait, ask, act])).toBe(120.5);
    expect(total([wait, term("act", 60, { meanwhile: true })])).toBe(60);
    expect(total([])).toBe(0);
  });

  test("have a longest one, the first of equals", () => {
    expect(longest([ask, wait, act])).toBe(wait);
    expect(longest([act, wait])).toBe(act);
    expect(longest([])).toBeUndefined();
  });

  test("count as much as another law lets through", () => {
    expect(atMost(wait, 30)).toEqual({ ...wait, seconds: 30 });
    expect(atMost(wait, 60)).toEqual(wait);
    expect(atMost(wait, 90)).toEqual(wait);
  });

  test.each<readonly [readonly Term[], string]>([
    [[], ""],
    [[wait], "wait 60 s"],
    [[wait, ask], "wait 60 s and ask 0.5 s"],
    [[wait, ask, act], "wait 60 s, ask 0.5 s and act 60 s"],
    [[wait, term("act", 60, { meanwhile: true })], "wait 60 s"],
  ])("are listed in words", (terms, words) => expect(listTerms(terms)).toBe(words));
});

describe("what a table may lose", () => {
  const lost = (...resources: Given) => told((stack, into) => readTables(stack, 60, into), resources);
  const west = [{ regionName: "us-west-2" }];
  const latency = (name: string, props: object, dimensions: object = {}) =>
    metricAlarm(name, {
      namespace: "AWS/DynamoDB",
      metricName: "ReplicationLatency",
      comparisonOperator: "GreaterThanThreshold",
      dimensions: { TableName: "trades", ReceivingRegion: "us-west-2", ...dimensions },
      ...props,
    });
  const trades = table("trades", { replicas: west });
  const usual = { terms: ['replication | 1 | trades | replicas | [{"regionName":"us-west-2"}]'], unknown: [] };

  test("is a second without an alarm on its lag", () => {
    expect(lost(trades)).toEqual(usual);
  });

  test("is nothing while it is in one region only, by whatever replicas", () => {
    expect(lost(table("trades", {})).terms).toEqual([]);
    expect(lost(table("trades", { replicas: [{ regionName: "us-east-1" }] })).terms).toEqual([]);
  });

  test("is no time where a write waits for the other region", () => {
    const strong = table("trades", { replicas: [{ regionName: "us-west-2", consistencyMode: "STRONG" }] });
    expect(lost(strong).terms).toEqual([
      'replication | 0 | trades | replicas | [{"regionName":"us-west-2","consistencyMode":"STRONG"}]',
    ]);
  });

  test("is what the lowest of its alarms lets pass, up to what the law of lag alarms does", () => {
    const slow = latency("slow", { threshold: 5000 });
    const slower = latency("slower", { threshold: 20_000 });
    const lawless = latency("lawless", { threshold: 600_000 });
    expect(lost(trades, slower, slow).terms).toEqual(["replication | 5 | slow | threshold | 5000"]);
    expect(lost(trades, lawless).terms).toEqual(["replication | 60 | lawless | threshold | 600000"]);
  });

  test.each<readonly [string, object, object]>([
    ["waits for silence", { threshold: 5000, comparisonOperator: "LessThanThreshold" }, {}],
    ["waits for silence or equality", { threshold: 5000, comparisonOperator: "LessThanOrEqualToThreshold" }, {}],
    ["has a text for a threshold", { threshold: "5000" }, {}],
    ["has no threshold", {}, {}],
    ["is about another table", { threshold: 5000 }, { TableName: "orders" }],
    ["is about another direction", { threshold: 5000 }, { ReceivingRegion: "us-east-2" }],
    ["is about another metric", { threshold: 5000, metricName: "SuccessfulRequestLatency" }, {}],
    ["is about another service", { threshold: 5000, namespace: "AWS/S3" }, {}],
  ])("is not bounded by an alarm that %s", (_what, props, dimensions) => {
    expect(lost(trades, latency("alarm", props, dimensions))).toEqual(usual);
  });

  test("is bounded by an alarm that names no operator, and not by one on an expression", () => {
    const alarm = latency("alarm", { threshold: 5000, comparisonOperator: undefined });
    expect(lost(trades, alarm).terms).toEqual(["replication | 5 | alarm | threshold | 5000"]);
    const metric = {
      namespace: "AWS/DynamoDB",
      metricName: "ReplicationLatency",
      dimensions: { TableName: "trades", ReceivingRegion: "us-west-2" },
    };
    const math = metricAlarm("math", { threshold: 5000, metricQueries: [{ id: "m", metric }] });
    expect(lost(trades, math)).toEqual(usual);
  });

  test("is as much as the slowest of several directions lets pass", () => {
    const both = table("trades", { replicas: [...west, { regionName: "us-east-2" }] });
    const near = latency("near", { threshold: 5000 }, { ReceivingRegion: "us-east-2" });
    const far = latency("far", { threshold: 9000 });
    expect(lost(both, near, far).terms).toEqual(["replication | 9 | far | threshold | 9000"]);
  });

  test("is unknown for one table alone", () => {
    const later = table("later", { replicas: [{ regionName: unknownText }] });
    const { terms } = lost(later, trades);
    expect(terms).toEqual(usual.terms);
  });
});

describe("what a global database may lose", () => {
  const lost = (...resources: Given) => told((stack, into) => readDatabases(stack, 60, into), resources);
  const one = cluster("one", { globalClusterIdentifier: "ledger" });
  const two = cluster("two", { globalClusterIdentifier: "ledger" }, inWest);
  const lag = (DBClusterIdentifier: string, threshold: number) =>
    metricAlarm(
      "lag",
      {
        namespace: "AWS/RDS",
        metricName: "AuroraGlobalDBReplicationLag",
        comparisonOperator: "GreaterThanThreshold",
        threshold,
        dimensions: { DBClusterIdentifier },
      },
      inWest,
    );

  test("is a second without an alarm on its lag", () => {
    expect(lost(globalCluster(), one, two)).toEqual({
      terms: ['replication | 1 | global | globalClusterIdentifier | "ledger"'],
      unknown: [],
    });
    expect(lost(one, two).terms).toEqual(['replication | 1 | one | globalClusterIdentifier | "ledger"']);
  });

  test("is nothing while it has no cluster, one, or two in one region", () => {
    expect(lost(globalCluster()).terms).toEqual([]);
    expect(lost(globalCluster(), one).terms).toEqual([]);
    expect(lost(one, cluster("three", { globalClusterIdentifier: "ledger" })).terms).toEqual([]);
  });

  test("is what an alarm on one of its clusters lets pass", () => {
    expect(lost(one, two, lag("two", 4000)).terms).toEqual(["replication | 4 | lag | threshold | 4000"]);
    expect(lost(one, two, lag("two", 90_000)).terms).toEqual(["replication | 60 | lag | threshold | 90000"]);
    expect(lost(one, two, lag("other", 4000)).terms).toEqual([
      'replication | 1 | one | globalClusterIdentifier | "ledger"',
    ]);
  });

  test("is told of whom it is unknown", () => {
    const later = cluster("later", { globalClusterIdentifier: unknownText }, { ...inEast, dependsOn: ["one", "two"] });
    expect(lost(globalCluster(), one, two, later).unknown).toEqual([]);
    const made = { ...inEast, sources: { globalClusterIdentifier: ["one"] } };
    expect(lost(one, two, cluster("later", { globalClusterIdentifier: unknownText }, made)).unknown).toEqual(["later"]);
  });
});

describe("what a database instance may lose", () => {
  const lost = (...resources: Given) => told((stack, into) => readInstances(stack, into), resources);
  const all = "no copy elsewhere | Infinity | ledger | replicateSourceDb | ";
  const replica = (replicateSourceDb: unknown, context: object = inWest) =>
    instance("replica", { replicateSourceDb }, context);

  test("is all of it without a copy elsewhere", () => {
    expect(lost(instance("ledger"))).toEqual({ terms: [all], unknown: [] });
    expect(lost(instance("ledger", { replicateSourceDb: "" })).terms).toEqual([all]);
  });

  test("is another law's to say where it has a replica in another region", () => {
    const arn = "arn:aws:rds:us-east-1:123456789012:db:ledger";
    expect(lost(instance("ledger"), replica(arn))).toEqual({ terms: [], unknown: [] });
    const made = { ...inWest, sources: { replicateSourceDb: ["ledger"] }, dependsOn: ["other"] };
    const other = instance("other");
    expect(lost(instance("ledger"), other, replica(unknownText, made)).terms).toEqual([all.replace("ledger", "other")]);
  });

  test("is all of it where its replica is beside it, or another's", () => {
    expect(lost(instance("ledger"), replica("ledger", inEast)).terms).toEqual([all]);
    // A name is one of the replica's own region; only an ARN leads into another.
    expect(lost(instance("ledger"), replica("ledger")).terms).toEqual([all]);
    expect(lost(instance("ledger"), replica("other")).terms).toEqual([all]);
  });

  test("is what its newest backup elsewhere lacks", () => {
    const destinationVaultArn = "arn:aws:backup:us-west-2:123456789012:backup-vault:dr";
    const rules = [
      { ruleName: "r", schedule: "rate(1 hour)", startWindow: 60, copyActions: [{ destinationVaultArn }] },
    ];
    const plan = given("aws:backup/plan:Plan", "plan", { id: "plan", rules }, inEast);
    const selection = given("aws:backup/selection:Selection", "all", { planId: "plan", resources: ["*"] }, {});
    expect(lost(instance("ledger"), plan, selection).terms).toEqual([
      'a backup\'s copy | 12600 | plan | rules[0].schedule | "rate(1 hour)"',
    ]);
  });
});

describe("what a bucket may lose", () => {
  const tag = { key: "Data", value: "records" };
  const lost = (...resources: Given) => told((stack, into) => readBuckets(stack, tag, into), resources);
  const bucket = (name: string, props: object = {}) =>
    given("aws:s3/bucket:Bucket", name, { bucket: name, tags: { Data: "records" }, ...props }, inEast);
  const rule = (minutes: unknown, more: object = {}, time: object = {}) => ({
    status: "Enabled",
    destination: { bucket: "copy", replicationTime: { status: "Enabled", time: { minutes }, ...time } },
    ...more,
  });
  const config = (props: object, context: object = {}) =>
    given(
      "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
      "config",
      { bucket: "archive", ...props },
      { ...inEast, ...context },
    );
  const at = "rules[0].destination.replicationTime.time.minutes";

  test("is what the slowest rule in time takes", () => {
    expect(lost(bucket("archive"), config({ rules: [rule(15)] }))).toEqual({
      terms: [`replication | 900 | config | ${at} | 15`],
      unknown: [],
    });
    expect(lost(bucket("archive"), config({ rules: [rule(15), rule(30)] })).terms).toEqual([
      `replication | 1800 | config | ${at.replace("0", "1")} | 30`,
    ]);
  });

  test("may be written at the bucket itself", () => {
    const inline = bucket("archive", { replicationConfiguration: { role: "r", rules: [rule(15)] } });
    expect(lost(inline).terms).toEqual([`replication | 900 | archive | replicationConfiguration.${at} | 15`]);
  });

  test.each<readonly [string, object]>([
    ["a rule that is off", rule(15, { status: "Disabled" })],
    ["a rule without a status", rule(15, { status: undefined })],
    ["a rule whose time control is off", rule(15, {}, { status: "Disabled" })],
    ["a rule without time control", { status: "Enabled", destination: { bucket: "copy" } }],
    ["a rule without a destination", { status: "Enabled" }],
  ])("is not told by %s", (_what, written) => {
    expect(lost(bucket("archive"), config({ rules: [written] }))).toEqual({ terms: [], unknown: [] });
    expect(lost(bucket("archive", { replicationConfiguration: { rules: [written] } })).terms).toEqual([]);
  });

  test("is asked of buckets that hold records only", () => {
    expect(lost(bucket("archive", { tags: { Data: "logs" } }), config({ rules: [rule(15)] })).terms).toEqual([]);
    expect(lost(bucket("archive", { tags: {} }), config({ rules: [rule(15)] })).terms).toEqual([]);
    expect(lost(bucket("archive"), config({ bucket: "other", rules: [rule(15)] })).terms).toEqual([]);
    expect(lost(config({ rules: [rule(15)] })).terms).toEqual([]);
  });

  test("is found by a reference to the bucket", () => {
    const made = config({ bucket: unknownText, rules: [rule(15)] }, { sources: { bucket: ["archive"] } });
    const logs = bucket("logs");
    expect(lost(bucket("archive"), logs, made).terms).toHaveLength(1);
    const other = config(
      { bucket: unknownText, rules: [rule(15)] },
      { sources: { bucket: ["plain"] }, dependsOn: ["archive"] },
    );
    expect(lost(bucket("archive"), bucket("plain", { tags: {} }), other).terms).toEqual([]);
  });
});

describe("how long a health check takes to find out", () => {
  function detection(name: string, ...resources: Given) {
    const stack = opened(resources);
    const term = new Detections(stack).of(named(stack.of(tokens.healthCheck), name));
    return term && inWords(term);
  }

  test.each<readonly [string, object, string]>([
    [
      "its interval times its threshold",
      { requestInterval: 10, failureThreshold: 2 },
      "20 | it | failureThreshold | 2",
    ],
    ["half a minute, three times, by itself", {}, "90 | it | failureThreshold | 3"],
    ["its own interval, three times", { requestInterval: 10 }, "30 | it | failureThreshold | 3"],
    [
      "what is known, while the rest will be filled in",
      { failureThreshold: unknownNumber },
      "90 | it | failureThreshold | 3",
    ],
  ])("is %s", (_what, props, words) => {
    expect(detection("it", check("it", { type: "HTTPS", ...props }))).toBe(`detection | ${words}`);
  });

  const errors = metricAlarm("errors", { period: 60, evaluationPeriods: 3 });

  test("is that of its alarm, and two minutes", () => {
    const following = check("it", { type: "CLOUDWATCH_METRIC", cloudwatchAlarmName: "errors" });
    const words = "detection by alarm | 300 | errors | evaluationPeriods | 3";
    expect(detection("it", errors, following)).toBe(words);
    expect(detection("it", errors, check("it", { type: "cloudwatch_metric", cloudwatchAlarmName: "errors" }))).toBe(
      words,
    );
    const made = { sources: { cloudwatchAlarmName: ["errors"] }, dependsOn: ["other"] };
    const other = metricAlarm("other", { period: 10, evaluationPeriods: 1 });
    expect(
      detection(
        "it",
        errors,
        other,
        check("it", { type: "CLOUDWATCH_METRIC", cloudwatchAlarmName: unknownText }, made),
      ),
    ).toBe(words);
  });

  test("is not known of an alarm elsewhere, or one without a period", () => {
    const following = check("it", { type: "CLOUDWATCH_METRIC", cloudwatchAlarmName: "errors" });
    expect(detection("it", following)).toBeUndefined();
    for (const period of [undefined, "60", null]) {
      expect(detection("it", metricAlarm("errors", { period, evaluationPeriods: 3 }), following)).toBeUndefined();
    }
  });

  test("is that of the slowest child, which may not be calculated itself", () => {
    const children = (childHealthchecks: unknown) => check("it", { type: "CALCULATED", childHealthchecks });
    const quick = check("quick", { type: "TCP", requestInterval: 10 });
    const slow = check("slow", { type: "HTTP" });
    const person = check("person", { type: "RECOVERY_CONTROL" });
    const nested = check("nested", { type: "calculated", childHealthchecks: ["slow"] });
    const slowest = "detection | 90 | slow | failureThreshold | 3";
    const quickest = "detection | 30 | quick | failureThreshold | 3";
    expect(detection("it", quick, slow, children(["quick", "slow"]))).toBe(slowest);
    expect(detection("it", quick, slow, children(["slow", "quick", "slow"]))).toBe(slowest);
    expect(detection("it", quick, slow, nested, children(["quick", "nested"]))).toBe(quickest);
    expect(detection("it", quick, person, children(["quick", "person", "elsewhere", "it"]))).toBe(quickest);
    expect(detection("it", children(undefined))).toBeUndefined();
    expect(detection("it", children([]))).toBeUndefined();
    expect(detection("it", quick, check("it", { type: "HTTP", childHealthchecks: ["quick"] }))).toBe(
      "detection | 90 | it | failureThreshold | 3",
    );
  });

  test("is a person's where a person decides", () => {
    const quick = check("quick", { type: "TCP" });
    expect(
      detection("it", quick, check("it", { type: "RECOVERY_CONTROL", childHealthchecks: ["quick"] })),
    ).toBeUndefined();
  });

  test("is asked of the check that a record follows", () => {
    const stack = opened([
      check("a", { type: "HTTP" }),
      check("b", { type: "HTTP" }),
      record("by-id", { healthCheckId: "b" }),
      record("by-reference", { healthCheckId: unknownText }, { sources: { healthCheckId: ["b"] }, dependsOn: ["a"] }),
      record("without", {}),
    ]);
    const detections = new Detections(stack);
    const followed = (name: string) => detections.find(named(stack.of(tokens.record), name))?.name;
    expect(["by-id", "by-reference", "without"].map(followed)).toEqual(["b", "b", undefined]);
  });
});

describe("the time until clients ask elsewhere", () => {
  const lawful = { detection: 45, ttl: 60 };
  const traffic = (...resources: Given) => told((stack, into) => readTraffic(stack, lawful, into), resources);
  const failover = (type: string) => ({ failoverRoutingPolicies: [{ type }], setIdentifier: type });
  const weighted = (weight: number) => ({ weightedRoutingPolicies: [{ weight }], setIdentifier: `${weight}` });
  const quick = check("quick", { type: "HTTPS", requestInterval: 10, failureThreshold: 3 });
  const slow = check("slow", { type: "HTTPS", requestInterval: 30, failureThreshold: 3 });
  const first = record("first", { ...failover("PRIMARY"), ttl: 30, healthCheckId: "quick" });
  const second = record("second", { ...failover("SECONDARY"), ttl: 20, healthCheckId: "slow" });
  const usual = ["detection | 30 | quick | failureThreshold | 3", "one TTL | 30 | first | ttl | 30"];

  test("is the detection of what answers first, and the longest TTL", () => {
    expect(traffic(quick, slow, first, second)).toEqual({ terms: usual, unknown: [] });
  });

  test("is at most what other laws let through", () => {
    const lawless = record("first", { ...failover("PRIMARY"), ttl: 300, healthCheckId: "slow" });
    expect(traffic(quick, slow, lawless, second).terms).toEqual([
      "detection | 45 | slow | failureThreshold | 3",
      "one TTL | 60 | first | ttl | 300",
    ]);
  });

  test("is no law's to bound where an alarm detects", () => {
    const alarm = metricAlarm("errors", { period: 60, evaluationPeriods: 3 });
    const following = check("alarmed", { type: "CLOUDWATCH_METRIC", cloudwatchAlarmName: "errors" });
    const primary = record("first", { ...failover("PRIMARY"), ttl: 30, healthCheckId: "alarmed" });
    expect(traffic(alarm, following, primary, second).terms[0]).toBe(
      "detection by alarm | 300 | errors | evaluationPeriods | 3",
    );
  });

  test("counts of weighted records those that have some weight", () => {
    const here = record("first", { ...weighted(100), ttl: 30, healthCheckId: "quick", failoverRoutingPolicies: [] });
    const there = (weight: number) => record("second", { ...weighted(weight), ttl: 30, healthCheckId: "slow" });
    expect(traffic(quick, slow, here, there(0)).terms).toEqual(usual);
    expect(traffic(quick, slow, here, there(1)).terms[0]).toBe("detection | 45 | slow | failureThreshold | 3");
    const odd = record("second", { weightedRoutingPolicies: {}, ttl: 30, healthCheckId: "slow" });
    expect(traffic(quick, slow, here, odd).terms[0]).toBe("detection | 45 | slow | failureThreshold | 3");
  });

  test("counts every record that is not weighted and has no part", () => {
    const near = (name: string, region: string, healthCheckId: string) =>
      record(name, { latencyRoutingPolicies: [{ region }], setIdentifier: region, ttl: 30, healthCheckId });
    expect(
      traffic(quick, slow, near("first", "us-east-1", "quick"), near("second", "us-west-2", "slow")).terms,
    ).toEqual(["detection | 45 | slow | failureThreshold | 3", "one TTL | 30 | first | ttl | 30"]);
  });

  test("is a minute for what answers with a load balancer's addresses", () => {
    const aliases = [{ name: "lb", zoneId: "Z2", evaluateTargetHealth: true }];
    const alias = record("first", { ...failover("PRIMARY"), aliases, healthCheckId: "quick" });
    expect(traffic(quick, alias, second).terms[1]).toBe(`one TTL | 60 | first | aliases | ${JSON.stringify(aliases)}`);
    const neither = record("first", { ...failover("PRIMARY"), healthCheckId: "quick" });
    expect(traffic(quick, neither, second).terms[1]).toBe("one TTL | 20 | second | ttl | 20");
  });

  test.each<readonly [string, Given]>([
    ["has no second answer", [first]],
    ["is no routed name", [record("a", { ttl: 30 }), record("b", { ttl: 30 })]],
    [
      "is a text",
      [
        record("a", { ...failover("PRIMARY"), type: "txt", ttl: 30 }),
        record("b", { ...failover("SECONDARY"), type: "TXT", ttl: 30 }),
      ],
    ],
    ["is two names", [first, record("second", { ...failover("SECONDARY"), name: "other", ttl: 20 })]],
  ])("is not told of what %s", (_what, records) => {
    expect(traffic(quick, ...records)).toEqual({ terms: [], unknown: [] });
  });

  test("is said to be unknown where the name of a record is", () => {
    const later = record("first", { ...failover("PRIMARY"), name: unknownText, ttl: 30, healthCheckId: "quick" });
    const { terms, unknown } = traffic(quick, later, second);
    expect(terms).toEqual([]);
    expect(unknown).toHaveLength(1);
  });
});

describe("the time until the standby serves", () => {
  const efforts = { promotion: 600, automaticPromotion: 120, decision: 30, firstInstance: 900, launch: 300 };
  const ttl = (seconds: number): Term => ({
    name: "one TTL",
    seconds,
    urn: urnOf("r", "record"),
    at: "ttl",
    got: seconds,
  });
  const detected: Term = { name: "detection", seconds: 30, urn: urnOf("c", "check"), at: "failureThreshold", got: 3 };
  function activation(before: readonly Term[], ...resources: Given) {
    const read = (stack: Stack, into: Term[]) => {
      into.push(...before);
      return readActivation(stack, efforts, into);
    };
    return told(read, resources);
  }

  const one = cluster("one", { globalClusterIdentifier: "ledger" });
  const two = cluster("two", { globalClusterIdentifier: "ledger" }, inWest);
  const serves = (clusterIdentifier: unknown, context: object = {}) =>
    given("aws:rds/clusterInstance:ClusterInstance", `of-${clusterIdentifier}`, { clusterIdentifier }, context);
  const full = [one, two, serves("one"), serves("two")];
  const failover = JSON.stringify({
    Statement: { Effect: "Allow", Action: "rds:FailoverGlobalCluster", Resource: "*" },
  });
  const automatic = [
    given("aws:iam/role:Role", "operator", { name: "operator", inlinePolicies: [{ policy: failover }] }),
    given("aws:lambda/function:Function", "promote", { name: "promote", role: "operator" }, inWest),
    given(
      "aws:cloudwatch/eventTarget:EventTarget",
      "start",
      { arn: "arn:aws:lambda:us-west-2:123456789012:function:promote" },
      inWest,
    ),
  ];
  const byHand = 'promotion of the database | 600 | one | globalClusterIdentifier | "ledger"';
  const byItself = byHand.replace("600", "150");
  const waiting = "one TTL | 60 | record | ttl | 60";
  const found = "detection | 30 | check | failureThreshold | 3";

  test("is a promotion by hand, after all else", () => {
    expect(activation([detected, ttl(60)], ...full)).toEqual({ terms: [found, waiting, byHand], unknown: [] });
    expect(activation([], globalCluster(), ...full).terms).toEqual([byHand.replace("| one", "| global")]);
  });

  test("is nothing for a database in one region", () => {
    expect(activation([], globalCluster()).terms).toEqual([]);
    expect(activation([], one, cluster("three", { globalClusterIdentifier: "ledger" })).terms).toEqual([]);
  });

  test.each<readonly [number, string]>([
    [60, `${waiting} | meanwhile`],
    [150, "one TTL | 150 | record | ttl | 150 | meanwhile"],
  ])("is a promotion by itself while a shorter TTL of %d s passes", (seconds, told) => {
    expect(activation([detected, ttl(seconds)], ...full, ...automatic).terms).toEqual([found, told, byItself]);
  });

  test("is the TTL while a shorter promotion by itself passes", () => {
    expect(activation([ttl(151)], ...full, ...automatic).terms).toEqual([
      "one TTL | 151 | record | ttl | 151",
      `${byItself} | meanwhile`,
    ]);
  });

  test("is the TTL, be it none, where nothing is promoted", () => {
    expect(activation([ttl(60)], ...automatic).terms).toEqual([waiting]);
    expect(activation([ttl(0)], ...automatic).terms).toEqual(["one TTL | 0 | record | ttl | 0"]);
  });

  test("is longer for a cluster without an instance", () => {
    const empty = 'promotion of a database without an instance | 1500 | one | globalClusterIdentifier | "ledger"';
    expect(activation([], one, two, serves("one")).terms).toEqual([empty]);
    expect(activation([], one, two).terms).toEqual([empty]);
    expect(activation([], one, two, serves("one"), serves(unknownText)).terms).toEqual([byHand]);
  });

  test("is that of the slowest database", () => {
    const other = (name: string, context: object) => cluster(name, { globalClusterIdentifier: "other" }, context);
    const { terms } = activation([], ...full, other("three", inOhio), other("four", inWest));
    expect(terms).toEqual([
      'promotion of a database without an instance | 1500 | four | globalClusterIdentifier | "other"',
    ]);
  });

  test("is one launch, whatever the number of empty groups", () => {
    const group = (name: string, props: object) => given("aws:autoscaling/group:Group", name, props, inWest);
    const word = "the first instance of an empty group | 300";
    expect(
      activation([], group("a", { desiredCapacity: 0, minSize: 0 }), group("b", { desiredCapacity: 0 })).terms,
    ).toEqual([`${word} | a | desiredCapacity | 0`]);
    expect(activation([], group("a", { minSize: 0 })).terms).toEqual([`${word} | a | minSize | 0`]);
    expect(activation([], group("a", { desiredCapacity: unknownNumber, minSize: 0 })).terms).toEqual([
      `${word} | a | minSize | 0`,
    ]);
    expect(activation([], group("a", { desiredCapacity: 1, minSize: 0 }), group("b", {})).terms).toEqual([]);
  });

  test("is said to be unknown where it is", () => {
    const made = { ...inEast, sources: { globalClusterIdentifier: ["one"] } };
    const later = cluster("later", { globalClusterIdentifier: unknownText }, made);
    expect(activation([], ...full, later).unknown).toEqual(["later"]);
  });
});

describe("global databases", () => {
  function databases(...resources: Given) {
    const { values, unknown } = gatherGlobalDatabases(opened(resources));
    const said = values.map((database) => [
      database.global?.name,
      database.members.map(({ name }) => name).join(" "),
      findSecondaries(database)
        ?.map(({ name }) => name)
        .join(" "),
    ]);
    return { said, unknown: lostOf(unknown) };
  }

  const origin = { masterPassword: "example" };
  const joined = { globalClusterIdentifier: "ledger" };

  test.each(["masterPassword", "masterPasswordWoVersion", "manageMasterUserPassword", "snapshotIdentifier"])(
    "have as their first cluster the one with %s",
    (mark) => {
      const one = cluster("one", { ...joined, [mark]: mark === "masterPasswordWoVersion" ? 1 : unknownText });
      expect(databases(one, cluster("two", joined, inWest)).said).toEqual([[undefined, "one two", "two"]]);
    },
  );

  test("leave open which one writes while none or several may", () => {
    const two = cluster("two", joined, inWest);
    expect(databases(cluster("one", joined), two).said).toEqual([[undefined, "one two", undefined]]);
    expect(databases(cluster("one", { ...joined, ...origin }), cluster("two", { ...joined, ...origin })).said).toEqual([
      [undefined, "one two", undefined],
    ]);
    expect(databases(two).said).toEqual([[undefined, "two", "two"]]);
    expect(databases(globalCluster()).said).toEqual([["global", "", undefined]]);
  });

  test("are made around a cluster that exists, which writes", () => {
    const arn = "arn:aws:rds:us-east-1:123456789012:cluster:one";
    const two = cluster("two", joined, inWest);
    const wanted = { said: [["global", "two one", "two"]], unknown: [] };
    expect(databases(globalCluster({ sourceDbClusterIdentifier: arn }), cluster("one"), two)).toEqual(wanted);
    const made = globalCluster(
      { sourceDbClusterIdentifier: unknownText },
      { sources: { sourceDbClusterIdentifier: ["one"] }, dependsOn: ["two"] },
    );
    expect(databases(made, cluster("one"), two)).toEqual(wanted);
    expect(databases(globalCluster({ sourceDbClusterIdentifier: arn }), cluster("one", joined), two).said).toEqual([
      ["global", "one two", "two"],
    ]);
  });

  test("have no source that nobody names", () => {
    const unnamed = globalCluster({ sourceDbClusterIdentifier: unknownText }, { dependsOn: ["one"] });
    expect(databases(unnamed, cluster("one"), cluster("two", joined)).said).toEqual([["global", "two", "two"]]);
  });

  test("are found by reference, and a cluster on its own is none", () => {
    const made = { ...inEast, sources: { globalClusterIdentifier: ["global"] }, dependsOn: ["other"] };
    const other = given("aws:rds/globalCluster:GlobalCluster", "other", { globalClusterIdentifier: "other" });
    const one = cluster("one", { globalClusterIdentifier: unknownText }, made);
    expect(
      databases(globalCluster(), other, one, cluster("two"), cluster("three", { globalClusterIdentifier: "" })).said,
    ).toEqual([
      ["global", "one", "one"],
      ["other", "", undefined],
    ]);
  });

  test("are unknown to a cluster whose identifier is, and not to one that leaves it to AWS", () => {
    const made = { ...inEast, sources: { globalClusterIdentifier: ["two"] } };
    expect(databases(cluster("one", { globalClusterIdentifier: unknownText }, made), cluster("two")).unknown).toEqual([
      "one",
    ]);
    expect(databases(cluster("one", { globalClusterIdentifier: unknownText }))).toEqual({ said: [], unknown: [] });
    expect(databases(cluster("one", { globalClusterIdentifier: 5 }))).toEqual({ said: [], unknown: [] });
  });
});
