import { unknown } from "../../../../model/graph/unknown";

const of = (type: string, name: string, props: object, context: object = {}) => ({ type, name, props, context });
const check = (name: string, props: object, context: object = {}) =>
  of("aws:route53/healthCheck:HealthCheck", name, props, context);
const alarm = (name: string, props: object) => of("aws:cloudwatch/metricAlarm:MetricAlarm", name, props);
const at = { zoneId: "Z0EXAMPLE", name: "api.example.com", type: "CNAME", ttl: 60 };
const record = (name: string, props: object, checkName?: string) =>
  of(
    "aws:route53/record:Record",
    name,
    "aliases" in props ? { ...at, ...props } : { ...at, records: [`${name}.example.net`], ...props },
    checkName === undefined ? {} : { sources: { healthCheckId: [checkName] } },
  );
const primary = (checkName: string) =>
  record("one", { failoverRoutingPolicies: [{ type: "PRIMARY" }], healthCheckId: unknown.string }, checkName);
const secondary = record("two", { failoverRoutingPolicies: [{ type: "SECONDARY" }] });
const endpoint = { type: "HTTPS", requestInterval: 30, failureThreshold: 1 };

export default {
  pass: [
    {
      because: "ninety of a hundred losses keep the promise to the second",
      config: { maximumSeconds: 132 },
      given: [check("c", endpoint), primary("c"), secondary],
    },
    {
      because: "a text lives for an hour, by which nobody connects",
      config: { maximumSeconds: 140 },
      given: [
        check("c", endpoint),
        primary("c"),
        secondary,
        record("three", {
          name: "t.example.com",
          type: "TXT",
          ttl: 3600,
          failoverRoutingPolicies: [{ type: "PRIMARY" }],
        }),
        record("four", {
          name: "t.example.com",
          type: "TXT",
          ttl: 3600,
          failoverRoutingPolicies: [{ type: "SECONDARY" }],
        }),
      ],
    },
    {
      because: "the secondary's own check is slow, which delays nobody",
      config: { maximumSeconds: 140 },
      given: [
        check("c", endpoint),
        check("slow", { ...endpoint, failureThreshold: 10 }),
        primary("c"),
        record("two", { failoverRoutingPolicies: [{ type: "SECONDARY" }], healthCheckId: unknown.string }, "slow"),
      ],
    },
    {
      because: "an alias takes the TTL of its load balancer",
      config: { maximumSeconds: 140 },
      given: [
        check("c", endpoint),
        record(
          "one",
          {
            ttl: undefined,
            aliases: [{ name: "lb" }],
            failoverRoutingPolicies: [{ type: "PRIMARY" }],
            healthCheckId: unknown.string,
          },
          "c",
        ),
        record("two", { ttl: undefined, aliases: [{ name: "lb2" }], failoverRoutingPolicies: [{ type: "SECONDARY" }] }),
      ],
    },
    {
      because: "weights decide and the waiting record has weight 0",
      config: { maximumSeconds: 140 },
      given: [
        check("c", endpoint),
        record("one", { weightedRoutingPolicies: [{ weight: 100 }], healthCheckId: unknown.string }, "c"),
        record("two", { weightedRoutingPolicies: [{ weight: 0 }] }),
      ],
    },
    {
      because: "a group runs instances",
      given: [
        check("c", endpoint),
        primary("c"),
        secondary,
        of("aws:autoscaling/group:Group", "g", { minSize: 0, desiredCapacity: 2 }),
      ],
    },
    {
      because: "a database is in one region only",
      given: [
        check("c", endpoint),
        primary("c"),
        secondary,
        of("aws:rds/globalCluster:GlobalCluster", "g", { globalClusterIdentifier: "ledger" }),
        of(
          "aws:rds/cluster:Cluster",
          "w",
          { globalClusterIdentifier: "ledger" },
          { provider: { region: "us-east-1" } },
        ),
      ],
    },
  ],
  fail: [
    {
      because: "ninety of a hundred losses take a second longer than promised",
      config: { maximumSeconds: 131 },
      given: [check("c", endpoint), primary("c"), secondary],
      at: ["one ttl"],
    },
    {
      because: "a check is slow",
      given: [check("c", { ...endpoint, failureThreshold: 10 }), primary("c"), secondary],
      at: ["c failureThreshold"],
    },
    {
      because: "a TTL is long",
      given: [
        check("c", endpoint),
        primary("c"),
        record("two", { ttl: 3600, failoverRoutingPolicies: [{ type: "SECONDARY" }] }),
      ],
      at: ["two ttl"],
    },
    {
      because: "nothing takes the primary out of the answer",
      given: [record("one", { failoverRoutingPolicies: [{ type: "PRIMARY" }] }), secondary],
      at: ["one healthCheckId"],
    },
    {
      because: "a name has one answer",
      given: [check("c", endpoint), primary("c")],
      at: ["one failoverRoutingPolicies"],
    },
    { because: "no record is routed", given: [record("one", {})], at: ["one region"] },
    {
      because: "an alarm falls silent with its region, and the check stays as it was",
      given: [
        alarm("a", { name: "down", period: 60, evaluationPeriods: 1 }),
        check("c", { type: "CLOUDWATCH_METRIC", cloudwatchAlarmName: "down" }),
        primary("c"),
        secondary,
      ],
      at: ["c insufficientDataHealthStatus"],
    },
    {
      because: "the promise is broken by a second",
      config: { maximumSeconds: 89 },
      given: [check("c", endpoint), primary("c"), secondary],
      at: ["one ttl"],
    },
    {
      because: "what AWS takes for interval and threshold is too slow",
      config: { maximumSeconds: 149 },
      given: [check("c", { type: "HTTP" }), primary("c"), secondary],
      at: ["c failureThreshold"],
    },
    {
      because: "an alarm has to go off first",
      given: [
        alarm("a", { name: "down", period: 60, evaluationPeriods: 5 }),
        check("c", {
          type: "CLOUDWATCH_METRIC",
          cloudwatchAlarmName: "down",
          insufficientDataHealthStatus: "Unhealthy",
        }),
        primary("c"),
        secondary,
      ],
      at: ["a evaluationPeriods"],
    },
    {
      because: "the only child of a calculated check that can fall is an alarm",
      given: [
        alarm("a", { name: "down", period: 300, evaluationPeriods: 1 }),
        check("fast", endpoint),
        check("slow", {
          type: "CLOUDWATCH_METRIC",
          cloudwatchAlarmName: "down",
          insufficientDataHealthStatus: "Unhealthy",
        }),
        check(
          "c",
          { type: "CALCULATED", childHealthchecks: [unknown.string, unknown.string], childHealthThreshold: 1 },
          { sources: { childHealthchecks: ["fast", "slow"] } },
        ),
        primary("c"),
        secondary,
      ],
      at: ["a evaluationPeriods"],
    },
    {
      because: "an empty group is told to be empty",
      given: [
        check("c", endpoint),
        primary("c"),
        secondary,
        of("aws:autoscaling/group:Group", "g", { minSize: 1, desiredCapacity: 0 }),
      ],
      at: ["g desiredCapacity"],
    },
    {
      because: "numbers are texts, which are read as numbers",
      config: { maximumSeconds: 80 },
      given: [check("c", { type: "HTTP", requestInterval: "30", failureThreshold: "1" }), primary("c"), secondary],
      at: ["one ttl"],
    },
    {
      because: "the interval is no number at all",
      given: [check("c", { type: "HTTP", requestInterval: "often" }), primary("c"), secondary],
      at: ["c failureThreshold"],
    },
  ],
  undetermined: [
    {
      because: "the check is of another stack",
      given: [record("one", { failoverRoutingPolicies: [{ type: "PRIMARY" }], healthCheckId: "abc" }), secondary],
      at: ["one healthCheckId"],
    },
    {
      because: "a person turns the check",
      given: [check("c", { type: "RECOVERY_CONTROL" }), primary("c"), secondary],
      at: ["c routingControlArn"],
    },
    {
      because: "whether the name has several answers is unknown",
      given: [check("c", endpoint), record("one", { failoverRoutingPolicies: unknown.array })],
      at: ["one failoverRoutingPolicies"],
    },
    {
      because: "the TTL is unknown",
      given: [
        check("c", endpoint),
        primary("c"),
        record("two", { ttl: unknown.number, failoverRoutingPolicies: [{ type: "SECONDARY" }] }),
      ],
      at: ["two ttl"],
    },
    {
      because: "it is unknown whether a group is empty",
      given: [
        check("c", endpoint),
        primary("c"),
        secondary,
        of("aws:sns/topic:Topic", "t", {}),
        of(
          "aws:autoscaling/group:Group",
          "g",
          { minSize: 0, desiredCapacity: unknown.number },
          { sources: { desiredCapacity: ["t"] } },
        ),
      ],
      at: ["g desiredCapacity"],
    },
  ],
  skip: [{ because: "there is nothing at all", given: [] }],
};
