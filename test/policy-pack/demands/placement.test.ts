import { type Peering, PeeringRoutes, type Vpc } from "../../../model/aws/peering-routes";
import { Directory } from "../../../model/aws/references";
import { tokens } from "../../../model/aws/tokens";
import { inlineReplicas, isStrong, TableRegions } from "../../../model/recovery/table-regions";
import { readDimension, WatchedMetrics } from "../../../model/recovery/watched-metrics";
import { demandOne } from "../../../policy-pack/demands/one-watch";
import { demandZones, knownItems } from "../../../policy-pack/demands/subnet-zones";
import { given, inEast, inWest, unknownList, unknownObject, unknownText } from "../given";
import { lostOf, named, opened, said as show } from "./reading";

type Given = Parameters<typeof opened>[0];

describe("subnets in several zones", () => {
  const subnet = (name: string, props: object = {}) => given("aws:ec2/subnet:Subnet", name, props, inEast);
  const a = subnet("a", { availabilityZone: "us-east-1a" });
  const alsoA = subnet("also-a", { availabilityZone: "us-east-1a" });
  const b = subnet("b", { availabilityZone: "us-east-1b" });
  const c = subnet("c", { availabilityZoneId: "use1-az4" });
  const untold = subnet("untold");
  const later = subnet("later", { availabilityZone: unknownText, availabilityZoneId: unknownText });
  const pet = given("random:index/randomPet:RandomPet", "pet", {});

  function said(ids: readonly (string | undefined)[], resources: Given, sources = resources.map(({ name }) => name)) {
    const lb = given("aws:lb/loadBalancer:LoadBalancer", "lb", {}, { ...inEast, sources: { subnets: sources } });
    const stack = opened([...resources, lb]);
    return [...demandZones(named(stack.all(), "lb"), "subnets", ids, 2)].map(show);
  }

  const want = "subnets in at least 2 availability zones";

  test.each<readonly [string, readonly (string | undefined)[], Given]>([
    ["two ids", ["subnet-1", "subnet-2"], []],
    ["two of the stack in two zones", [undefined, undefined], [a, b]],
    ["two of the stack, one of which has an id of a zone", [undefined, undefined], [a, c]],
    ["two of the stack, one of which does not tell its zone", [undefined, undefined], [a, untold]],
    ["two of the stack whose zones are unknown", [undefined, undefined], [later, a]],
    ["three, of which two are in one zone", [undefined, undefined, undefined], [a, alsoA, b]],
    ["two that are unknown, by who knows what", [undefined, undefined], []],
    ["an id and one of the stack", ["subnet-1", undefined], [a]],
    ["two that something else than subnets makes", [undefined, undefined], [pet]],
    [
      "two of the stack, each with an id of a zone",
      [undefined, undefined],
      [c, subnet("d", { availabilityZoneId: "use1-az6" })],
    ],
  ])("are %s", (_what, ids, resources) => expect(said(ids, resources)).toEqual([]));

  test.each<readonly [string, readonly (string | undefined)[], Given, string]>([
    ["none", [], [], "not set"],
    ["one id", ["subnet-1"], [], "one subnet"],
    ["one id twice", ["subnet-1", "subnet-1"], [], "one subnet"],
    ["one of the stack", [undefined], [a], "one subnet"],
    ["one of the stack twice", [undefined, undefined], [a], "one subnet"],
    ["two in one zone", [undefined, undefined], [a, alsoA], "in us-east-1a only"],
    [
      "two of the stack in one zone by its id",
      [undefined, undefined],
      [c, subnet("d", { availabilityZoneId: "use1-az4" })],
      "in use1-az4 only",
    ],
    ["two ids of two in one zone", ["subnet-1", "subnet-2"], [a, alsoA], "in us-east-1a only"],
  ])("are not %s", (_what, ids, resources, got) =>
    expect(said(ids, resources)).toEqual([`subnets is ${got}, expected ${want}`]),
  );

  test.each<readonly [string, readonly (string | undefined)[], Given]>([
    ["two that one subnet and something else make", [undefined, undefined], [a, pet]],
    ["an id and one that something else makes", ["subnet-1", undefined], [pet]],
  ])("cannot be told of %s: both may be one", (_what, ids, resources) =>
    expect(() => said(ids, resources)).toThrow(/subnets\.\d can't be known/),
  );

  test("are told in the order of their names where three are wanted", () => {
    const lb = given("aws:lb/loadBalancer:LoadBalancer", "lb", {}, { sources: { subnets: ["b", "a", "also-a"] } });
    const stack = opened([a, alsoA, b, lb]);
    const ids = [undefined, undefined, undefined];
    expect([...demandZones(named(stack.all(), "lb"), "subnets", ids, 3)].map(show)).toEqual([
      "subnets is in us-east-1a and us-east-1b only, expected subnets in at least 3 availability zones",
    ]);
    expect([...demandZones(named(stack.all(), "lb"), "subnets", ids.slice(1), 3)].map(show)).toEqual([
      "subnets is 2 subnets, expected subnets in at least 3 availability zones",
    ]);
  });

  test("are not taken for fewer than they may be, where a list or a part of it may make several", () => {
    const demanded = (ids: readonly (string | undefined)[], subnets: readonly string[]) => {
      const lb = given("aws:lb/loadBalancer:LoadBalancer", "lb", {}, { ...inEast, sources: { subnets } });
      return [...demandZones(named(opened([a, pet, lb]).all(), "lb"), "subnets", ids, 3)].map(show);
    };
    expect(() => demanded([undefined, undefined, undefined], ["a", "pet"])).toThrow(".subnets.0 can't be known");
    expect(demanded(["subnet-1", undefined, undefined], ["a"])).toEqual([]);
    expect(demanded([undefined, undefined, undefined], ["a"])).toHaveLength(1);
  });

  test("are read one by one: an unknown one hides no other", () => {
    const stack = opened([given("aws:lb/loadBalancer:LoadBalancer", "lb", { subnets: ["subnet-1", unknownText] })]);
    const [lb] = stack.of(tokens.loadBalancer);
    expect(knownItems(lb?.props.subnets ?? [])).toEqual(["subnet-1", undefined]);
    expect(knownItems([])).toEqual([]);
  });
});

describe("the regions of a table", () => {
  const table = (props: object, context: object = inEast, name = "trades") =>
    given("aws:dynamodb/table:Table", name, { name, ...props }, context);
  const replica = (props: object, context: object = inWest) =>
    given("aws:dynamodb/tableReplica:TableReplica", "replica", props, context);
  const joined = (props: object, context: object = inEast) =>
    given("aws:dynamodb/globalTable:GlobalTable", "joined", { name: "trades", ...props }, context);

  function regions(...resources: Given) {
    const stack = opened(resources);
    const placed = new TableRegions(stack);
    const trades = named(placed.tables, "trades");
    const { values, unknown } = placed.of(trades);
    return { values, unknown: lostOf(unknown), feeds: placed.feedsReplicas(trades) };
  }

  test("are its own, and those of its replicas in any form", () => {
    expect(regions(table({}))).toEqual({ values: ["us-east-1"], unknown: [], feeds: false });
    expect(regions(table({ replicas: [{ regionName: "us-west-2" }] }))).toEqual({
      values: ["us-east-1", "us-west-2"],
      unknown: [],
      feeds: true,
    });
    const globalTableArn = "arn:aws:dynamodb:us-east-1:123456789012:table/trades";
    expect(regions(table({}), replica({ globalTableArn }))).toEqual({
      values: ["us-east-1", "us-west-2"],
      unknown: [],
      feeds: true,
    });
    expect(
      regions(table({}), joined({ replicas: [{ regionName: "us-east-1" }, { regionName: "us-west-2" }] })),
    ).toEqual({
      values: ["us-east-1", "us-east-1", "us-west-2"],
      unknown: [],
      feeds: false,
    });
  });

  test.each([[undefined], [null], [5], [["us-west-2"]]])("are not told by a replica in %j", (regionName) => {
    expect(regions(table({ replicas: [{ regionName }] })).values).toEqual(["us-east-1"]);
  });

  test("are not those of another table's replicas", () => {
    const other = table({ replicas: [{ regionName: "us-east-2" }] }, inEast, "other");
    expect(
      regions(table({}), other, joined({ name: "other", replicas: [{ regionName: "us-west-2" }] })).values,
    ).toEqual(["us-east-1"]);
  });

  test("may be more where a replica's region, table or list is unknown", () => {
    expect(regions(table({ replicas: [{ regionName: unknownText }, { regionName: "us-west-2" }] }))).toEqual({
      values: ["us-east-1", "us-west-2"],
      unknown: ["trades"],
      feeds: true,
    });
    const other = table({}, inEast, "other");
    expect(regions(table({}), other, replica({ globalTableArn: unknownText }))).toEqual({
      values: ["us-east-1"],
      unknown: ["replica"],
      feeds: false,
    });
    expect(regions(table({}), joined({ replicas: [{ regionName: unknownText }] })).unknown).toEqual(["joined"]);
  });

  test("may be more where the table's name is unknown and another may have joined it", () => {
    const later = given("aws:dynamodb/table:Table", "trades", { name: unknownText }, inEast);
    const replicas = [{ regionName: "us-west-2" }];
    const second = given("aws:dynamodb/globalTable:GlobalTable", "second", { name: "orders", replicas }, inEast);
    expect(regions(later, joined({ replicas }), second).unknown).toEqual(["trades"]);
    const made = given(
      "aws:dynamodb/table:Table",
      "trades",
      { name: unknownText },
      {
        ...inEast,
        sources: { name: ["joined"] },
        dependsOn: ["second"],
      },
    );
    expect(regions(made, joined({ replicas }), second)).toEqual({
      values: ["us-east-1", "us-west-2"],
      unknown: [],
      feeds: false,
    });
  });

  test("are not read from a list of replicas that is none", () => {
    expect(() => regions(table({ replicas: "us-west-2" }))).toThrow(TypeError);
  });

  test("hold the same data at once where one replica is strong", () => {
    const tables = (replicas: unknown) => named(opened([table({ replicas })]).of(tokens.table), "trades");
    expect(isStrong(tables([{ consistencyMode: "EVENTUAL" }, { consistencyMode: "STRONG" }]))).toBe(true);
    expect(isStrong(tables([{ consistencyMode: "EVENTUAL" }, {}]))).toBe(false);
    expect(isStrong(tables(undefined))).toBe(false);
    expect(inlineReplicas(tables([{}, {}])).map(({ way }) => way)).toEqual([
      ["replicas", 0],
      ["replicas", 1],
    ]);
    expect(inlineReplicas(tables(unknownList))).toEqual([]);
  });
});

describe("the metrics that alarms watch", () => {
  const alarm = (name: string, props: object, context: object = {}) =>
    given("aws:cloudwatch/metricAlarm:MetricAlarm", name, props, context);
  const lag = (dimensions: unknown) => ({ namespace: "AWS/RDS", metricName: "Lag", dimensions });
  const cluster = (name: string) => given("aws:rds/cluster:Cluster", name, { clusterIdentifier: name });

  function watched(...resources: Given) {
    const stack = opened(resources);
    const metrics = new WatchedMetrics(stack, "AWS/RDS", ["Lag", "Delay"]);
    const clusters = stack.of(tokens.cluster);
    const watchers = metrics.byResource("Cluster", new Directory(clusters));
    return {
      by: metrics.watches.map(({ alarm, property }) => `${alarm.name} ${property}`),
      of: clusters.map((one) => [one.name, ...watchers.of(one).map(({ alarm }) => alarm.name)].join(" ")),
      unknown: lostOf(metrics.unknown),
      lost: lostOf(watchers.unknown),
    };
  }

  test("are their own, and those of their queries", () => {
    const metric = lag({ Cluster: "one" });
    expect(
      watched(
        cluster("one"),
        cluster("two"),
        alarm("a", lag({ Cluster: "one" })),
        alarm("b", { ...lag({ Cluster: "two" }), metricName: "Delay" }),
        alarm("c", {
          metricQueries: [
            { id: "e", expression: "m" },
            { id: "m", metric },
          ],
        }),
        alarm("other-service", { ...metric, namespace: "AWS/S3" }),
        alarm("other-metric", { ...metric, metricName: "lag" }),
        alarm("without", lag(undefined)),
        alarm("elsewhere", lag({ Cluster: "three" })),
      ),
    ).toEqual({
      by: ["a dimensions", "b dimensions", "c metricQueries", "elsewhere dimensions", "without dimensions"],
      of: ["one a c", "two b"],
      unknown: [],
      lost: [],
    });
  });

  test("are unknown of alarms whose metric is, and of any cluster while a dimension is", () => {
    const both = [cluster("one"), cluster("two")];
    const { by, unknown, lost } = watched(...both, alarm("a", { namespace: "AWS/RDS", metricName: unknownText }));
    expect({ by, unknown, lost }).toEqual({ by: [], unknown: ["a"], lost: ["a"] });
    expect(watched(...both, alarm("a", lag({ Cluster: unknownText })))).toMatchObject({ unknown: [], lost: ["a"] });
    const made = { sources: { dimensions: ["two"] }, dependsOn: ["one"] };
    expect(watched(...both, alarm("a", lag({ Cluster: unknownText }), made)).of).toEqual(["one", "two a"]);
    expect(watched(...both, alarm("a", lag(unknownObject), made)).lost).toEqual([]);
  });

  test("are none of an alarm that nobody can read", () => {
    expect(watched(cluster("one"), alarm("a", { metricQueries: "Lag" }))).toEqual({
      by: [],
      of: ["one"],
      unknown: [],
      lost: [],
    });
  });

  test("are judged by the best of them", () => {
    const stack = opened([alarm("a", lag({ Cluster: "one", Way: "east" })), alarm("b", lag({ Cluster: "one" }))]);
    const { watches } = new WatchedMetrics(stack, "AWS/RDS", ["Lag"]);
    const missing = { urn: "m", at: "cluster", got: undefined, want: "an alarm" };
    const demand = (fault: (way: unknown) => boolean, of = watches) => {
      const read = (watch: (typeof watches)[number]) =>
        fault(readDimension(watch, "Way")) ? { at: "threshold", got: 5, want: "less" } : undefined;
      return [...demandOne(of, read, missing, [])].map((found) => ("at" in found ? found.at : "lost"));
    };
    expect(demand(() => false)).toEqual([]);
    expect(demand((way) => way === "east")).toEqual([]);
    expect(demand(() => true)).toEqual(["threshold", "threshold"]);
    expect(demand(() => true, [])).toEqual(["cluster"]);
  });
});

describe("routes through a peering connection", () => {
  const vpc = (name: string, props: object, context: object = inEast) =>
    given("aws:ec2/vpc:Vpc", name, { id: `vpc-${name}`, ...props }, context);
  const here = vpc("here", { cidrBlock: "10.0.0.0/16" });
  const there = vpc("there", { cidrBlock: "10.1.0.0/16" }, inWest);
  const connection = given("aws:ec2/vpcPeeringConnection:VpcPeeringConnection", "connection", {
    id: "pcx-1",
    vpcId: "vpc-here",
    peerVpcId: "vpc-there",
  });
  const acceptance = given(
    "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter",
    "acceptance",
    { id: "pcx-accepted", vpcPeeringConnectionId: "pcx-1" },
    inWest,
  );
  const table = (props: object = {}, context: object = {}) =>
    given(
      "aws:ec2/routeTable:RouteTable",
      "table",
      { id: "rtb-1", vpcId: "vpc-here", ...props },
      { ...inEast, ...context },
    );
  const route = (props: object, context: object = {}) =>
    given(
      "aws:ec2/route:Route",
      "route",
      { routeTableId: "rtb-1", destinationCidrBlock: "10.1.0.0/16", vpcPeeringConnectionId: "pcx-1", ...props },
      { ...inEast, ...context },
    );

  function lead(resources: Given, from = "here", to = "there") {
    const stack = opened(resources);
    const vpcs: readonly Vpc[] = stack.of(tokens.vpc);
    const peering: Peering = named(stack.of(tokens.vpcPeering), "connection");
    const { values, unknown } = new PeeringRoutes(stack).lead(peering, named(vpcs, from), named(vpcs, to));
    return { leads: values.length, unknown: lostOf(unknown) };
  }

  const base = [here, there, connection, acceptance];
  const yes = { leads: 1, unknown: [] };
  const no = { leads: 0, unknown: [] };

  test.each([
    ["all of it", "10.1.0.0/16", yes],
    ["more than it", "10.0.0.0/8", yes],
    ["a part of it", "10.1.128.0/17", yes],
    ["its first address", "10.1.0.0/32", yes],
    ["its last address", "10.1.255.255/32", yes],
    ["what ends before it", "10.0.0.0/16", no],
    ["what begins after it", "10.2.0.0/16", no],
    ["addresses of the other family", "2600:1f14::/32", no],
    ["no address", "there", no],
    ["a number", 10, no],
  ])("lead to a network when they name %s", (_what, destinationCidrBlock, wanted) => {
    expect(lead([...base, table(), route({ destinationCidrBlock })])).toEqual(wanted);
    expect(
      lead([...base, table({ routes: [{ cidrBlock: destinationCidrBlock, vpcPeeringConnectionId: "pcx-1" }] })]),
    ).toEqual(wanted);
  });

  test("lead to addresses of the newer family too", () => {
    const six = vpc("there", { cidrBlock: "10.1.0.0/16", ipv6CidrBlock: "2600:1f14:abc:de00::/56" }, inWest);
    const named = { destinationCidrBlock: undefined, destinationIpv6CidrBlock: "2600:1f14:abc:de00::/56" };
    expect(lead([here, six, connection, table(), route(named)])).toEqual(yes);
    const routes = [{ ipv6CidrBlock: "2600:1f14:abc:de00::/56", vpcPeeringConnectionId: "pcx-1" }];
    expect(lead([here, six, connection, table({ routes })])).toEqual(yes);
    expect(lead([here, there, connection, table({ routes })])).toEqual(no);
  });

  test("lead to what is added to a network later, and not to what is added to another", () => {
    const added = (vpcId: unknown, context: object = {}) =>
      given(
        "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
        "added",
        { vpcId, cidrBlock: "10.9.0.0/16" },
        context,
      );
    const leading = route({ destinationCidrBlock: "10.9.0.0/16" });
    expect(lead([...base, table(), leading, added("vpc-there")])).toEqual(yes);
    expect(lead([...base, table(), leading, added("vpc-here")])).toEqual(no);
    const made = { sources: { vpcId: ["there"] }, dependsOn: ["here"] };
    expect(lead([...base, table(), leading, added(unknownText, made)])).toEqual(yes);
  });

  test("lead to a prefix list that is taken to hold the network", () => {
    const listed = { destinationCidrBlock: undefined, destinationPrefixListId: "pl-1" };
    expect(lead([...base, table(), route(listed)])).toEqual(yes);
    expect(lead([...base, table(), route({ destinationCidrBlock: undefined })])).toEqual(no);
  });

  test("lead to what their destination will be made of", () => {
    const made = (name: string) => ({ sources: { destinationCidrBlock: [name] } });
    expect(lead([...base, table(), route({ destinationCidrBlock: unknownText }, made("there"))])).toEqual(yes);
    expect(lead([...base, table(), route({ destinationCidrBlock: unknownText }, made("here"))])).toEqual({
      leads: 0,
      unknown: ["route"],
    });
    const inline = (name: string) =>
      table({ routes: [{ cidrBlock: unknownText, vpcPeeringConnectionId: "pcx-1" }] }, { sources: { routes: [name] } });
    expect(lead([...base, inline("there")])).toEqual(yes);
    expect(lead([...base, inline("here")])).toEqual({ leads: 0, unknown: ["table"] });
  });

  test("are of this connection, by its id, by reference, or by who accepted it", () => {
    const second = given("aws:ec2/vpcPeeringConnection:VpcPeeringConnection", "second", { id: "pcx-2" });
    expect(lead([...base, second, table(), route({ vpcPeeringConnectionId: "pcx-2" })])).toEqual(no);
    expect(lead([...base, second, table(), route({ vpcPeeringConnectionId: "pcx-accepted" })])).toEqual(yes);
    const unknownWay = { vpcPeeringConnectionId: unknownText };
    const made = (property: string, name: string, other: string) => ({
      sources: { [property]: [name] },
      dependsOn: [other],
    });
    const way = "vpcPeeringConnectionId";
    expect(lead([...base, second, table(), route(unknownWay, made(way, "connection", "second"))])).toEqual(yes);
    expect(lead([...base, second, table(), route(unknownWay, made(way, "acceptance", "second"))])).toEqual(yes);
    expect(lead([...base, second, table(), route(unknownWay, made(way, "second", "connection"))])).toEqual(no);
    expect(lead([...base, second, table(), route(unknownWay)])).toEqual({ leads: 0, unknown: ["route"] });
    const inline = (context: object) =>
      table({ routes: [{ cidrBlock: "10.1.0.0/16", vpcPeeringConnectionId: unknownText }] }, context);
    expect(lead([...base, second, inline(made("routes", "connection", "second"))])).toEqual(yes);
    expect(lead([...base, second, inline(made("routes", "second", "connection"))])).toEqual(no);
  });

  test("are none that lead through something else", () => {
    const gateway = { vpcPeeringConnectionId: undefined, gatewayId: "igw-1" };
    expect(lead([...base, table(), route(gateway)])).toEqual(no);
    expect(lead([...base, table(), route({ ...gateway, destinationCidrBlock: unknownText })])).toEqual(no);
    expect(lead([...base, table({ routes: [{ cidrBlock: "10.1.0.0/16", gatewayId: "igw-1" }] })])).toEqual(no);
    expect(lead([...base, table({ routes: "10.1.0.0/16" })])).toEqual(no);
    expect(lead([...base, table({ routes: unknownList })])).toEqual(no);
  });

  test("lead from the network whose table holds them", () => {
    expect(lead([...base, table({ vpcId: "vpc-there" }), route({})])).toEqual(no);
    expect(lead([...base, route({})])).toEqual(no);
    const far = vpc("far", { cidrBlock: "10.7.0.0/16" });
    const ofHere = { sources: { vpcId: ["here"] }, dependsOn: ["far"] };
    expect(lead([...base, far, table({ vpcId: unknownText }, ofHere), route({})])).toEqual(yes);
    expect(lead([...base, far, table({ vpcId: unknownText }), route({})])).toEqual({ leads: 0, unknown: ["route"] });
    const other = given("aws:ec2/routeTable:RouteTable", "other", { id: "rtb-2", vpcId: "vpc-there" }, inEast);
    const inTable = { sources: { routeTableId: ["table"] }, dependsOn: ["other"] };
    expect(lead([...base, table(), other, route({ routeTableId: unknownText }, inTable)])).toEqual(yes);
    expect(lead([...base, table(), other, route({ routeTableId: unknownText })])).toEqual({
      leads: 0,
      unknown: ["route"],
    });
  });

  test.each(["mainRouteTableId", "defaultRouteTableId"])("lead from the network that told its table by %s", (key) => {
    const told = vpc("here", { cidrBlock: "10.0.0.0/16", [key]: "rtb-main" });
    expect(lead([told, there, connection, route({ routeTableId: "rtb-main" })])).toEqual(yes);
    expect(lead([told, there, connection, route({ routeTableId: "" })])).toEqual(no);
    const nameless = vpc("here", { cidrBlock: "10.0.0.0/16", [key]: "" });
    expect(lead([nameless, there, connection, route({ routeTableId: "" })])).toEqual(no);
    const routes = [{ cidrBlock: "10.1.0.0/16", vpcPeeringConnectionId: "pcx-1" }];
    const taken = (props: object, context: object = {}) =>
      given("aws:ec2/defaultRouteTable:DefaultRouteTable", "taken", { routes, ...props }, { ...inEast, ...context });
    expect(lead([told, there, connection, taken({ defaultRouteTableId: "rtb-main" })])).toEqual(yes);
    expect(lead([told, there, connection, taken({ defaultRouteTableId: "rtb-other" })])).toEqual(no);
    const made = { sources: { defaultRouteTableId: ["here"] } };
    expect(lead([here, there, connection, taken({ defaultRouteTableId: unknownText }, made)])).toEqual(yes);
    expect(
      lead([here, there, connection, route({ routeTableId: unknownText }, { sources: { routeTableId: ["here"] } })]),
    ).toEqual(yes);
  });

  test("may lead where the other network's addresses are unknown", () => {
    const later = vpc("there", { cidrBlock: unknownText }, inWest);
    expect(lead([here, later, connection, table(), route({})])).toEqual({ leads: 0, unknown: ["there"] });
    const six = vpc("there", { cidrBlock: "10.1.0.0/16", ipv6CidrBlock: unknownText }, inWest);
    expect(lead([here, six, connection, table(), route({})])).toEqual(yes);
  });

  test("end at networks of this stack, by id or by reference", () => {
    const stack = opened([
      ...base,
      given("aws:ec2/vpcPeeringConnection:VpcPeeringConnection", "out", { vpcId: "vpc-here", peerVpcId: "vpc-0" }),
    ]);
    const routes = new PeeringRoutes(stack);
    const ends = (name: string) => {
      const peering = named(stack.of(tokens.vpcPeering), name);
      return (["vpcId", "peerVpcId"] as const).map((key) =>
        routes
          .endOf(peering, key)
          .members.map((end) => end.name)
          .join(),
      );
    };
    expect(ends("connection")).toEqual(["here", "there"]);
    expect(ends("out")).toEqual(["here", ""]);
  });

  test("are asked for between networks that share no address", () => {
    const apart = (one: object, other: object, ...more: Given) => {
      const stack = opened([vpc("one", one), vpc("other", other), ...more]);
      const vpcs = stack.of(tokens.vpc);
      return new PeeringRoutes(stack).areApart(named(vpcs, "one"), named(vpcs, "other"));
    };
    expect(apart({ cidrBlock: "10.0.0.0/16" }, { cidrBlock: "10.1.0.0/16" })).toBe(true);
    expect(apart({ cidrBlock: "10.1.0.0/16" }, { cidrBlock: "10.0.0.0/16" })).toBe(true);
    expect(apart({ cidrBlock: "10.0.0.0/16" }, { cidrBlock: "10.0.255.0/24" })).toBe(false);
    expect(apart({ cidrBlock: "10.0.255.0/24" }, { cidrBlock: "10.0.0.0/16" })).toBe(false);
    expect(apart({ cidrBlock: unknownText }, { cidrBlock: "10.0.0.0/16" })).toBe(true);
    const added = given("aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation", "added", {
      vpcId: "vpc-one",
      cidrBlock: "10.1.0.0/16",
    });
    expect(apart({ cidrBlock: "10.0.0.0/16" }, { cidrBlock: "10.1.0.0/16" }, added)).toBe(false);
  });
});
