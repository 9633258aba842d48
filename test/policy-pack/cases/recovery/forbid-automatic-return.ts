import { given, inEast, inWest, unknownList } from "../../given";

const record = "aws:route53/record:Record";
const check = "aws:route53/healthCheck:HealthCheck";
const cluster = "aws:rds/cluster:Cluster";
const name = { zoneId: "Z0EXAMPLE", name: "api.example.com", type: "CNAME", records: ["one.example.net"] };
const database = [
  given("aws:rds/globalCluster:GlobalCluster", "ledger", { globalClusterIdentifier: "ledger" }),
  given(cluster, "writer", { globalClusterIdentifier: "ledger" }, inEast),
  given(cluster, "reader", { globalClusterIdentifier: "ledger" }, inWest),
];
const weighted = (set: string, weight: number) =>
  given(record, set, { ...name, setIdentifier: set, weightedRoutingPolicies: [{ weight }], healthCheckId: "c" });
const pair = [weighted("one", 100), weighted("two", 0)];
const endpoint = given(check, "endpoint", { id: "c", type: "HTTPS", fqdn: "one.example.net" });

export default {
  pass: [
    {
      because: "every answer is given at all times",
      given: [
        ...database,
        weighted("one", 50),
        weighted("two", 50),
        weighted("three", 0),
        given(check, "c", { id: "c", type: "RECOVERY_CONTROL" }),
      ],
    },
    {
      because: "the check itself is an inverted one",
      given: [...database, ...pair, given(check, "latch", { id: "c", type: "HTTPS", invertHealthcheck: true })],
    },
    {
      because: "two of three children are somebody's, and two are needed",
      given: [
        ...database,
        ...pair,
        given(check, "all", {
          id: "c",
          type: "CALCULATED",
          childHealthThreshold: 2,
          childHealthchecks: ["x", "y", "z"],
        }),
        given(check, "x", { id: "x", type: "HTTPS" }),
        given(check, "y", { id: "y", type: "RECOVERY_CONTROL" }),
        given(check, "z", { id: "z", type: "HTTPS", invertHealthcheck: true }),
      ],
    },
    {
      because: "both children are needed, one is somebody's, and neither says its own id",
      given: [
        ...database,
        ...pair,
        given(
          check,
          "all",
          { id: "c", type: "CALCULATED", childHealthThreshold: 2, childHealthchecks: ["id-of-x", "id-of-y"] },
          { sources: { childHealthchecks: ["x", "y"] } },
        ),
        given(check, "x", { type: "HTTPS" }),
        given(check, "y", { type: "HTTPS", invertHealthcheck: true }),
      ],
    },
  ],
  fail: [
    {
      because: "a weight comes back with its check",
      given: [...database, ...pair, endpoint],
      at: ["one healthCheckId"],
    },
    {
      because: "an alias asks what it points to",
      given: [
        ...database,
        given(record, "one", {
          ...name,
          type: "A",
          records: undefined,
          setIdentifier: "one",
          failoverRoutingPolicies: [{ type: "PRIMARY" }],
          aliases: [{ name: "lb.example.net", zoneId: "Z1", evaluateTargetHealth: true }],
        }),
        given(record, "two", {
          ...name,
          type: "A",
          setIdentifier: "two",
          failoverRoutingPolicies: [{ type: "SECONDARY" }],
        }),
      ],
      at: ["one healthCheckId"],
    },
    {
      because: "an instance is a replica of one in another region",
      given: [
        given(
          "aws:rds/instance:Instance",
          "ledger",
          { replicateSourceDb: "arn:aws:rds:us-east-1:123456789012:db:ledger" },
          inWest,
        ),
        ...pair,
        endpoint,
      ],
      at: ["one healthCheckId"],
    },
    {
      because: "the reason is for another name",
      config: { reasons: { "www.*": "It serves pages that nobody writes" } },
      given: [...database, ...pair, endpoint],
      at: ["one healthCheckId"],
    },
    {
      because: "a calculated check needs nobody's child",
      given: [
        ...database,
        ...pair,
        given(check, "all", { id: "c", type: "CALCULATED", childHealthThreshold: 1, childHealthchecks: ["x", "y"] }),
        given(check, "x", { id: "x", type: "HTTPS" }),
        given(check, "y", { id: "y", type: "RECOVERY_CONTROL" }),
      ],
      at: ["one healthCheckId"],
    },
  ],
  undetermined: [
    {
      because: "an alarm decides, and nobody tells what brings its metric back",
      given: [...database, ...pair, given(check, "metric", { id: "c", type: "CLOUDWATCH_METRIC" })],
      at: ["one healthCheckId"],
    },
    {
      because: "the children of a check are unknown",
      given: [
        ...database,
        ...pair,
        given(check, "all", { id: "c", type: "CALCULATED", childHealthchecks: unknownList }),
      ],
      at: ["all childHealthchecks"],
    },
  ],
  skip: [
    {
      because: "both clusters are in one region",
      given: [
        given(cluster, "writer", { globalClusterIdentifier: "ledger" }, inEast),
        given(cluster, "reader", { globalClusterIdentifier: "ledger" }, inEast),
        ...pair,
        endpoint,
      ],
    },
    {
      because: "tables take writes on both sides",
      given: [
        given("aws:dynamodb/table:Table", "t", { replicas: [{ regionName: "us-west-2" }] }, inEast),
        ...pair,
        endpoint,
      ],
    },
  ],
};
