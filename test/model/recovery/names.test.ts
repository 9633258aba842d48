import {
  balancers,
  check,
  first,
  given,
  inEast,
  inWest,
  pairBy,
  record,
  recoveryTime,
  second,
  standby,
  unknownText,
} from "./stack";

const asked = check("c", "front-east");
const right = ["detection 90 c failureThreshold", "one TTL 60 east ttl"];

describe("what answers when the first answer is gone", () => {
  test.each([
    ["two balancers in two regions", pairBy(asked), right],
    [
      "one name in other letters, with a final dot",
      [
        ...balancers,
        asked,
        record("east", "front-east", first, "c"),
        record("west", "front-west", { ...second, name: "PAY.example.org." }),
      ],
      right,
    ],
    [
      "one name as it is in its zone and in full",
      [
        given("aws:route53/zone:Zone", "zone", { name: "example.org" }),
        ...balancers,
        asked,
        ...[record("east", "front-east", first, "c"), record("west", "front-west", { ...second, name: "pay" })].map(
          (one) => ({
            ...one,
            props: { ...(one.props as object), zoneId: unknownText },
            context: { ...one.context, sources: { ...one.context.sources, zoneId: ["zone"] } },
          }),
        ),
      ],
      right,
    ],
    [
      "hosts of another provider, of which nobody tells the region",
      [
        check("c", "", { fqdn: "a.example.net" }),
        record("east", "", { ...first, records: ["a.example.net"] }, "c"),
        record("west", "", { ...second, records: ["b.example.net"] }),
      ],
      right,
    ],
    [
      "a chain of records",
      [
        ...balancers,
        asked,
        record("inner", "front-east", { name: "inner.example.org" }),
        record("east", "", { ...first, records: ["inner.example.org"] }, "c"),
        standby,
      ],
      right,
    ],
    [
      "balancers whose owners chose names with another region in them",
      [
        check("c", "", { fqdn: "for-us-west-2-1.us-east-1.elb.amazonaws.com" }),
        record("east", "", { ...first, records: ["for-us-west-2-1.us-east-1.elb.amazonaws.com"] }, "c"),
        record("west", "", { ...second, records: ["for-us-west-2-2.us-west-2.elb.amazonaws.com"] }),
      ],
      right,
    ],
    [
      "hosts that other services make up",
      [
        given("aws:apprunner/service:Service", "run-east", {}, inEast),
        given("aws:apprunner/service:Service", "run-west", {}, inWest),
        check("c", "run-east"),
        record("east", "run-east", first, "c"),
        record("west", "run-west", second),
      ],
      right,
    ],
    [
      "a record of the same name in a private zone, which answers by itself",
      [...pairBy(asked), record("inner", "front-east", { zoneId: "Z2", setIdentifier: undefined })],
      right,
    ],
  ])("is another region: %s", (_, resources, expected) => {
    expect(recoveryTime(...resources)).toEqual(expected);
  });

  test.each([
    [
      "both records lead to one balancer",
      [...balancers, asked, record("east", "front-east", first, "c"), record("west", "front-east", second)],
    ],
    [
      "both records name one host of AWS",
      [
        asked,
        record("east", "", { ...first, records: ["lb.us-east-1.elb.amazonaws.com"] }, "c"),
        record("west", "", { ...second, records: ["LB.us-east-1.elb.amazonaws.com."] }),
      ],
    ],
    [
      "both balancers are in one region",
      [
        ...balancers,
        given("aws:lb/loadBalancer:LoadBalancer", "other", {}, inEast),
        asked,
        record("east", "front-east", first, "c"),
        record("west", "other", second),
      ],
    ],
    [
      "two balancers of one provider, whose region nobody tells",
      [
        given("aws:lb/loadBalancer:LoadBalancer", "front-east", {}, { provider: {} }),
        given("aws:lb/loadBalancer:LoadBalancer", "other", {}, { provider: {} }),
        asked,
        record("east", "front-east", first, "c"),
        record("west", "other", second),
      ],
    ],
    [
      "a chain ends at the same balancer",
      [
        ...balancers,
        asked,
        record("inner", "front-east", { name: "inner.example.org" }),
        record("east", "front-east", first, "c"),
        record("west", "", { ...second, records: ["inner.example.org"] }),
      ],
    ],
    [
      "a function URL answers for its own host only",
      [
        asked,
        record("east", "", { ...first, records: ["x.lambda-url.us-east-1.on.aws"] }, "c"),
        record("west", "", { ...second, records: ["y.lambda-url.us-west-2.on.aws"] }),
      ],
    ],
    [
      "an API without a custom domain answers for its own host only",
      [
        asked,
        record("east", "", { ...first, records: ["a1b2.execute-api.us-east-1.amazonaws.com"] }, "c"),
        record("west", "", { ...second, records: ["c3d4.execute-api.us-west-2.amazonaws.com"] }),
      ],
    ],
    ["a record leads nowhere", [...balancers, asked, record("east", "", { ...first, records: [] }, "c"), standby]],
  ])("is nothing: %s", (_, resources) => {
    expect(recoveryTime(...resources)).toContain("failover Infinity east records");
  });

  test("is nothing where a primary stands alone", () => {
    expect(recoveryTime(...balancers, asked, record("east", "front-east", first, "c"))).toEqual([
      "failover Infinity east failoverRoutingPolicies",
    ]);
  });

  test("is nothing for the clients of a default location, which has no other answer", () => {
    const located = (name: string, target: string, country: string, checkName: string) =>
      record(name, target, { geolocationRoutingPolicies: [{ country }] }, checkName);
    const there = check("there", "front-west");
    expect(
      recoveryTime(
        ...balancers,
        asked,
        there,
        located("east", "front-east", "*", "c"),
        located("west", "front-west", "FR", "there"),
      ),
    ).toContain("failover Infinity east geolocationRoutingPolicies[0].country");
  });

  test("is nothing for clients of another record type", () => {
    const six = record("six", "front-east", { type: "AAAA", setIdentifier: undefined });
    expect(recoveryTime(...pairBy(asked), six)).toContain("failover Infinity six failoverRoutingPolicies");
  });

  test("is judged in a list of all records of a zone as in records of their own", () => {
    const listed = (...sets: readonly object[]) =>
      given("aws:route53/recordsExclusive:RecordsExclusive", "all", { zoneId: "Z1", resourceRecordSets: sets });
    const set = { name: "pay.example.org", type: "CNAME", ttl: 300 };
    const one = {
      ...set,
      setIdentifier: "a",
      failover: "PRIMARY",
      resourceRecords: [{ value: "lb.us-east-1.elb.amazonaws.com" }],
    };
    const two = {
      ...set,
      setIdentifier: "b",
      failover: "SECONDARY",
      resourceRecords: [{ value: "lb.us-west-2.elb.amazonaws.com" }],
    };
    expect(recoveryTime(listed(one))).toEqual(["failover Infinity all resourceRecordSets[0].failover"]);
    expect(recoveryTime(listed(one, two))).toEqual([
      "detection Infinity all resourceRecordSets[0].healthCheckId",
      "one TTL 300 all resourceRecordSets[0].ttl",
    ]);
  });
});

describe("a stack in which no record fails over", () => {
  test.each([
    ["a public balancer", balancers.slice(0, 1), "failover Infinity front-east region"],
    [
      "a function URL",
      [given("aws:lambda/functionUrl:FunctionUrl", "url", {}, inEast)],
      "failover Infinity url region",
    ],
    ["a public record", [record("plain", "", { records: ["a.example.net"] })], "failover Infinity plain region"],
  ])("has no recovery when it answers from outside: %s", (_, resources, expected) => {
    expect(recoveryTime(...resources)).toEqual([expected]);
  });

  test.each([
    ["nothing", []],
    ["a network", [given("aws:ec2/vpc:Vpc", "net", { cidrBlock: "10.0.0.0/16" }, inEast)]],
    ["an internal balancer", [given("aws:lb/loadBalancer:LoadBalancer", "inner", { internal: true }, inEast)]],
    [
      "the proof of a certificate",
      [record("proof", "", { name: "_1a.example.org", records: ["_2b.acm-validations.aws"] })],
    ],
    [
      "the key of a mail domain",
      [record("mail", "", { name: "k1._domainkey.example.org", records: ["k1.dkim.example.net"] })],
    ],
    ["a text", [record("text", "", { type: "TXT", records: ["v=spf1"] })]],
  ])("is asked for none when nothing answers from outside: %s", (_, resources) => {
    expect(recoveryTime(...resources)).toEqual([]);
  });

  test.each([
    [
      "a distribution with a second origin in another region",
      [
        given("aws:cloudfront/distribution:Distribution", "cdn", {
          origins: [
            { originId: "one", domainName: "a.s3.us-east-1.amazonaws.com" },
            { originId: "two", domainName: "a.s3.us-west-2.amazonaws.com" },
          ],
          originGroups: [{ originId: "both", members: [{ originId: "one" }, { originId: "two" }] }],
        }),
      ],
      ["failover to the second origin 30 cdn originGroups"],
    ],
    [
      "an accelerator with endpoints in two regions",
      [
        given("aws:globalaccelerator/accelerator:Accelerator", "acc", { name: "acc" }),
        given("aws:globalaccelerator/listener:Listener", "listener", { acceleratorArn: "a", id: "l" }),
        ...["us-east-1", "us-west-2"].map((endpointGroupRegion) =>
          given(
            "aws:globalaccelerator/endpointGroup:EndpointGroup",
            endpointGroupRegion,
            { listenerArn: unknownText, endpointGroupRegion, healthCheckIntervalSeconds: 10 },
            { sources: { listenerArn: ["listener"] } },
          ),
        ),
      ],
      ["detection by the accelerator 30 us-east-1 thresholdCount"],
    ],
    [
      "a plan of ARC Region switch",
      [
        ...balancers,
        given(
          "aws:arcregionswitch/plan:Plan",
          "plan",
          { recoveryTimeObjectiveMinutes: 15, regions: ["us-east-1", "us-west-2"] },
          inWest,
        ),
      ],
      ["plan of ARC Region switch 900 plan recoveryTimeObjectiveMinutes"],
    ],
  ])("may fail over all the same: %s", (_, resources, expected) => {
    expect(recoveryTime(...resources)).toEqual(expected);
  });

  test("does not fail over by a second origin in the same region", () => {
    const cdn = given("aws:cloudfront/distribution:Distribution", "cdn", {
      origins: [
        { originId: "one", domainName: "a.s3.us-east-1.amazonaws.com" },
        { originId: "two", domainName: "b.s3.us-east-1.amazonaws.com" },
      ],
      originGroups: [{ originId: "both", members: [{ originId: "one" }, { originId: "two" }] }],
    });
    expect(recoveryTime(cdn)).toEqual(["failover Infinity cdn region"]);
  });
});

describe("what the standby has to do first", () => {
  const cluster = (name: string, props: object, context: object) =>
    given(
      "aws:rds/cluster:Cluster",
      name,
      { clusterIdentifier: name, globalClusterIdentifier: "ledger", ...props },
      context,
    );
  const database = [
    given("aws:rds/globalCluster:GlobalCluster", "global", { globalClusterIdentifier: "ledger" }),
    cluster("writer", { masterPassword: "x" }, inEast),
    cluster("reader", {}, inWest),
    given("aws:rds/clusterInstance:ClusterInstance", "w1", { clusterIdentifier: "writer" }, inEast),
    given("aws:rds/clusterInstance:ClusterInstance", "r1", { clusterIdentifier: "reader" }, inWest),
  ];
  const allowed = (Action: string) =>
    JSON.stringify({ Statement: [{ Effect: "Allow", Action, Resource: "arn:aws:rds::1:global-cluster:ledger" }] });
  const driver = (action: string, context: object) => [
    given("aws:iam/role:Role", "role", { name: "driver", inlinePolicies: [{ policy: allowed(action) }] }),
    given(
      "aws:lambda/function:Function",
      "driver",
      { name: "driver", role: "arn:aws:iam::123456789012:role/driver" },
      context,
    ),
  ];
  const arn = (region: string) => `arn:aws:lambda:${region}:123456789012:function:driver`;
  const byRule = (region: string, context: object) =>
    given("aws:cloudwatch/eventTarget:EventTarget", "wake", { rule: "clock", arn: arn(region) }, context);
  const bySchedule = given("aws:scheduler/schedule:Schedule", "wake", { target: { arn: arn("us-west-2") } }, inWest);
  const automatic = [
    "decision to fail over 25 global globalClusterIdentifier",
    "automatic promotion of the database 180 global globalClusterIdentifier",
  ];

  test("is a promotion that somebody begins", () => {
    expect(recoveryTime(...pairBy(asked), ...database)).toEqual([
      ...right,
      "promotion of the database 600 global globalClusterIdentifier",
    ]);
  });

  test("is a promotion of a cluster that a global database was made around", () => {
    const [, writer, reader, ...instances] = database;
    const around = given(
      "aws:rds/globalCluster:GlobalCluster",
      "global",
      { globalClusterIdentifier: "ledger", sourceDbClusterIdentifier: unknownText },
      { sources: { sourceDbClusterIdentifier: ["writer"] } },
    );
    const origin = {
      ...writer,
      props: { clusterIdentifier: "writer", masterPassword: "x" },
    } as (typeof database)[number];
    expect(recoveryTime(...pairBy(asked), around, origin, ...(reader ? [reader] : []), ...instances)).toContain(
      "promotion of the database 600 global globalClusterIdentifier",
    );
  });

  test.each([
    ["a rule starts it", "rds:FailoverGlobalCluster", byRule("us-west-2", inWest)],
    ["a schedule starts it", "rds:FailoverGlobalCluster", bySchedule],
    ["it is allowed by a wildcard", "rds:Failover*", byRule("us-west-2", inWest)],
  ])("is a promotion that begins automatically beside DNS: %s", (_, action, starter) => {
    expect(recoveryTime(...pairBy(asked), ...database, ...driver(action, inWest), starter)).toEqual([
      "detection 90 c failureThreshold",
      ...automatic,
    ]);
  });

  test("does not begin by itself from the region that is lost", () => {
    expect(
      recoveryTime(
        ...pairBy(asked),
        ...database,
        ...driver("rds:FailoverGlobalCluster", inEast),
        byRule("us-east-1", inEast),
      ),
    ).toContain("promotion of the database 600 global globalClusterIdentifier");
  });

  test.each([
    ["the standby is filled first", inWest, ["the first instance of an empty group 300 batch minSize"]],
    ["an empty group of the primary is not asked for", inEast, []],
  ])("is a launch: %s", (_, context, expected) => {
    const group = given("aws:autoscaling/group:Group", "batch", { minSize: 0, maxSize: 3 }, context);
    expect(recoveryTime(...pairBy(asked), group)).toEqual([...right, ...expected]);
  });
});
