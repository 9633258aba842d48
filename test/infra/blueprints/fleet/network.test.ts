import { Graph } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";

let graph: Graph;
beforeAll(async () => {
  graph = new Graph(await recorded("fleet"));
});

const inputsIn = (region: string, type: string) => graph.within(region, type).map(({ inputs }) => inputs);
const connection = () => graph.only("us-east-1", "aws:ec2/vpcPeeringConnection:VpcPeeringConnection");
const acceptance = () => graph.only("us-east-2", "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter");

describe.each([
  ["us-east-1", "10.0.0.0/16", "10.1.0.0/16", "10.1.64.0/18"],
  ["us-east-2", "10.1.0.0/16", "10.0.0.0/16", "10.0.64.0/18"],
])("the network of %s", (region, cidr, peerCidr, privateOfPeer) => {
  test('fleet: "Set up VPCs in both us-east-1 and us-east-2 with 3 AZs each", whose addresses do not overlap', () => {
    expect(graph.only(region, "aws:ec2/vpc:Vpc").inputs).toMatchObject({
      cidrBlock: cidr,
      enableDnsSupport: true,
      enableDnsHostnames: true,
    });
    for (const tier of ["private", "public"]) {
      const zones = graph
        .within(region, "aws:ec2/subnet:Subnet")
        .filter(({ name }) => name.includes(`-${tier}-`))
        .map(({ inputs }) => inputs.availabilityZone);
      expect(zones).toEqual([`${region}a`, `${region}b`, `${region}c`]);
    }
  });

  test('fleet: "private subnets for databases"', () => {
    const { subnetIds = [] } = graph.only(region, "aws:rds/subnetGroup:SubnetGroup").propertyDependencies;
    expect(subnetIds).toHaveLength(3);
    expect(subnetIds.filter((urn) => !/-private-\d$/.test(urn))).toEqual([]);
  });

  test('fleet: "public subnets for ALBs"', () => {
    const balancer = graph.only(region, "aws:lb/loadBalancer:LoadBalancer");
    const { subnets = [] } = balancer.propertyDependencies;
    expect(balancer.inputs.internal).toBe(false);
    expect(subnets).toHaveLength(3);
    expect(subnets.filter((urn) => !/-public-\d$/.test(urn))).toEqual([]);
  });

  test("both tiers have a route to the other network, over the peering", () => {
    const routes = graph
      .within(region, "aws:ec2/route:Route")
      .filter(({ propertyDependencies }) => propertyDependencies.vpcPeeringConnectionId !== undefined);
    expect(routes.map(({ inputs }) => inputs.destinationCidrBlock)).toEqual([peerCidr, peerCidr]);
    expect(
      routes.map(({ propertyDependencies }) => propertyDependencies.routeTableId?.[0]?.split("::").at(-1)),
    ).toEqual(expect.arrayContaining([expect.stringMatching(/-private$/), expect.stringMatching(/-public$/)]));
    expect(routes.filter((route) => !graph.comesAfter(route, acceptance()))).toEqual([]);
  });

  test("only instances reach the database: those of the network by their group, those of the other by the addresses of its private subnets", () => {
    const rules = graph
      .within(region, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
      .filter(({ inputs }) => inputs.fromPort === 5432);
    expect(rules.map(({ inputs }) => inputs.cidrIpv4 ?? "a group").sort()).toEqual([privateOfPeer, "a group"].sort());
    const [own] = rules.filter(({ inputs }) => inputs.cidrIpv4 === undefined);
    expect(own?.propertyDependencies.referencedSecurityGroupId?.[0]).toMatch(/::instance-guard-\w+-group$/);
  });

  test("only the load balancer reaches the instances, and only the internet the load balancer", () => {
    const rules = inputsIn(region, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    expect(rules.filter(({ fromPort }) => fromPort === 8080).map(({ cidrIpv4 }) => cidrIpv4)).toEqual([undefined]);
    expect(rules.filter(({ cidrIpv4 }) => cidrIpv4 === "0.0.0.0/0").map(({ fromPort }) => fromPort)).toEqual([80]);
    expect(rules.filter(({ fromPort }) => fromPort === 22)).toEqual([]);
  });

  test("instances have no way out: they reach AWS through endpoints of their network", () => {
    const endpoints = inputsIn(region, "aws:ec2/vpcEndpoint:VpcEndpoint");
    expect(endpoints.map(({ serviceName, vpcEndpointType }) => [serviceName, vpcEndpointType])).toEqual([
      [`com.amazonaws.${region}.secretsmanager`, "Interface"],
      [`com.amazonaws.${region}.ssm`, "Interface"],
      [`com.amazonaws.${region}.ssmmessages`, "Interface"],
      [`com.amazonaws.${region}.dynamodb`, "Gateway"],
    ]);
    const egress = inputsIn(region, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule");
    expect(egress.filter(({ cidrIpv4 }) => cidrIpv4 === "0.0.0.0/0")).toEqual([]);
  });
});

test('fleet: "establish VPC peering": asked for in the primary, accepted in the DR region', () => {
  expect(connection().inputs).toMatchObject({ peerRegion: "us-east-2", autoAccept: false });
  expect(acceptance().inputs.autoAccept).toBe(true);
});

test("a name of the one network leads the other to a private address, both ways", () => {
  const [primary, secondary] = graph.all("aws:ec2/peeringConnectionOptions:PeeringConnectionOptions");
  expect(primary?.inputs.requester).toEqual({ allowRemoteVpcDnsResolution: true });
  expect(secondary?.inputs.accepter).toEqual({ allowRemoteVpcDnsResolution: true });
  for (const options of [primary, secondary]) {
    expect(options && graph.comesAfter(options, acceptance())).toBe(true);
  }
});

test("networks that overlap are refused before anything is made", async () => {
  const failure = await recorded("fleet", { primaryCidr: "10.0.0.0/16", secondaryCidr: "10.0.128.0/17" }).then(
    () => "no failure",
    (error: unknown) => String(error),
  );
  expect(failure).toContain(
    'dr-guardrails:secondaryCidr is "10.0.128.0/17", allowed: a network that shares no address with primaryCidr',
  );
});

test("given zones are taken in their order", async () => {
  const zones = ["us-east-1f", "us-east-1b", "us-east-1d"];
  const given = new Graph(await recorded("fleet", { primaryZones: JSON.stringify(zones) }));
  const zonesIn = (region: string) =>
    given
      .within(region, "aws:ec2/subnet:Subnet")
      .filter(({ name }) => name.includes("-private-"))
      .map(({ inputs }) => inputs.availabilityZone);
  expect(zonesIn("us-east-1")).toEqual(zones);
  expect(zonesIn("us-east-2")).toEqual(["us-east-2a", "us-east-2b", "us-east-2c"]);
});

test("fewer zones than the network wants are refused, with what to do", async () => {
  await expect(recorded("fleet", { primaryZones: '["us-east-1a","us-east-1b"]' })).rejects.toThrow(
    "A network wants 3 availability zones and gets 2 (us-east-1a, us-east-1b), expected as many, and at most 4. Name more zones in primaryZones or secondaryZones",
  );
});
