import type { ExampleResource } from "../../../../policy-pack/engine/example";
import { given, inEast, inWest, unknownList, unknownText } from "../../given";

const east = given("aws:ec2/vpc:Vpc", "east", { cidrBlock: "10.0.0.0/16" }, inEast);
const west = given("aws:ec2/vpc:Vpc", "west", { cidrBlock: "10.1.0.0/16" }, inWest);
const link = given(
  "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
  "link",
  { vpcId: unknownText, peerVpcId: unknownText },
  { ...inEast, sources: { vpcId: ["east"], peerVpcId: ["west"] } },
);
const table = (name: string, of: string, props: object = {}, sources: object = {}): ExampleResource =>
  given(
    "aws:ec2/routeTable:RouteTable",
    name,
    { vpcId: unknownText, ...props },
    { sources: { vpcId: [of], ...sources } },
  );
const eastTable = table("east-table", "east");
const westTable = table("west-table", "west");
const route = (name: string, props: object, sources: object): ExampleResource =>
  given("aws:ec2/route:Route", name, props, { sources: { ...sources } });
const through = { routeTableId: unknownText, vpcPeeringConnectionId: unknownText };
const by = (from: string) => ({ routeTableId: [from], vpcPeeringConnectionId: ["link"] });
const there = route("there", { ...through, destinationCidrBlock: "10.1.0.0/16" }, by("east-table"));
const back = route("back", { ...through, destinationCidrBlock: "10.0.0.0/16" }, by("west-table"));

/** What AWS has given ids: a deployed stack. */
const deployed = [
  given("aws:ec2/vpc:Vpc", "east", { id: "vpc-0e", cidrBlock: "10.0.0.0/16", mainRouteTableId: "rtb-0e" }, inEast),
  given("aws:ec2/vpc:Vpc", "west", { id: "vpc-0w", cidrBlock: "10.1.0.0/16", defaultRouteTableId: "rtb-0w" }, inWest),
  given(
    "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
    "link",
    { id: "pcx-1", vpcId: "vpc-0e", peerVpcId: "vpc-0w" },
    inEast,
  ),
];
const deployedRoute = (name: string, routeTableId: string, destinationCidrBlock: string, context: object) =>
  given(
    "aws:ec2/route:Route",
    name,
    {
      routeTableId,
      destinationCidrBlock,
      vpcPeeringConnectionId: "pcx-1",
      natGatewayId: "",
      destinationIpv6CidrBlock: "",
    },
    context,
  );

export default {
  pass: [
    {
      because: "the networks overlap, which is the matter of vpc-forbid-cidr-overlap",
      given: [east, given("aws:ec2/vpc:Vpc", "west", { cidrBlock: "10.0.0.0/20" }, inWest), link],
    },
    {
      because: "a deployed stack has its routes in the tables that the networks were made with",
      given: [
        ...deployed,
        deployedRoute("there", "rtb-0e", "10.1.0.0/16", inEast),
        deployedRoute("back", "rtb-0w", "10.0.0.0/16", inWest),
      ],
    },
    {
      because: "a route leads to a part of the other network",
      given: [
        east,
        west,
        link,
        eastTable,
        westTable,
        back,
        route("there", { ...through, destinationCidrBlock: "10.1.128.0/17" }, by("east-table")),
      ],
    },
    {
      because: "a route leads to all private addresses",
      given: [
        east,
        west,
        link,
        eastTable,
        westTable,
        back,
        route("there", { ...through, destinationCidrBlock: "10.0.0.0/8" }, by("east-table")),
      ],
    },
    {
      because: "a route leads to a prefix list",
      given: [
        east,
        west,
        link,
        eastTable,
        westTable,
        back,
        route("there", { ...through, destinationPrefixListId: "pl-1" }, by("east-table")),
      ],
    },
    {
      because: "a route's addresses are the other network's own, and unknown still",
      given: [
        east,
        west,
        link,
        eastTable,
        westTable,
        back,
        route(
          "there",
          { ...through, destinationCidrBlock: unknownText },
          { ...by("east-table"), destinationCidrBlock: ["west"] },
        ),
      ],
    },
    {
      because: "a network has further addresses, and the route leads there",
      given: [
        east,
        west,
        link,
        eastTable,
        westTable,
        back,
        given(
          "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
          "more",
          { vpcId: unknownText, cidrBlock: "100.64.0.0/16" },
          { sources: { vpcId: ["west"] } },
        ),
        route("there", { ...through, destinationCidrBlock: "100.64.0.0/16" }, by("east-table")),
      ],
    },
    {
      because: "the route is in a network's default table",
      given: [
        east,
        west,
        link,
        westTable,
        back,
        given(
          "aws:ec2/defaultRouteTable:DefaultRouteTable",
          "east-default",
          {
            defaultRouteTableId: unknownText,
            routes: [{ cidrBlock: "10.1.0.0/16", vpcPeeringConnectionId: unknownText }],
          },
          { sources: { defaultRouteTableId: ["east"], routes: ["link"] } },
        ),
      ],
    },
    {
      because: "the route is in a network's main table, which the network itself tells",
      given: [
        east,
        west,
        link,
        westTable,
        back,
        route("there", { ...through, destinationCidrBlock: "10.1.0.0/16" }, by("east")),
      ],
    },
  ],
  fail: [
    {
      because: "one table has both routes",
      given: [
        east,
        west,
        link,
        eastTable,
        westTable,
        there,
        route("back", { ...through, destinationCidrBlock: "10.0.0.0/16" }, by("east-table")),
      ],
      at: ["link peerVpcId"],
    },
    {
      because: "a route leads through another connection",
      given: [
        east,
        west,
        link,
        eastTable,
        westTable,
        back,
        route(
          "there",
          { routeTableId: unknownText, vpcPeeringConnectionId: "pcx-other", destinationCidrBlock: "10.1.0.0/16" },
          { routeTableId: ["east-table"] },
        ),
      ],
      at: ["link vpcId"],
    },
    {
      because: "a route leads through a gateway",
      given: [
        east,
        west,
        link,
        eastTable,
        westTable,
        back,
        route(
          "there",
          { routeTableId: unknownText, gatewayId: "igw-1", destinationCidrBlock: "10.1.0.0/16" },
          { routeTableId: ["east-table"] },
        ),
      ],
      at: ["link vpcId"],
    },
    {
      because: "a route has no destination",
      given: [east, west, link, eastTable, westTable, back, route("there", through, by("east-table"))],
      at: ["link vpcId"],
    },
    {
      because: "a destination is null",
      given: [
        east,
        west,
        link,
        eastTable,
        westTable,
        back,
        route("there", { ...through, destinationCidrBlock: null }, by("east-table")),
      ],
      at: ["link vpcId"],
    },
    {
      because: "a destination is no network",
      given: [
        east,
        west,
        link,
        eastTable,
        westTable,
        back,
        route("there", { ...through, destinationCidrBlock: "west" }, by("east-table")),
      ],
      at: ["link vpcId"],
    },
    {
      because: "a destination is a number",
      given: [
        east,
        west,
        link,
        eastTable,
        westTable,
        back,
        route("there", { ...through, destinationCidrBlock: 10 }, by("east-table")),
      ],
      at: ["link vpcId"],
    },
    {
      because: "a destination has the same digits in IPv6",
      given: [
        east,
        west,
        link,
        eastTable,
        westTable,
        back,
        route("there", { ...through, destinationIpv6CidrBlock: "::a01:0/112" }, by("east-table")),
      ],
      at: ["link vpcId"],
    },
    {
      because: "a table's routes are a text",
      given: [east, west, link, westTable, back, table("east-table", "east", { routes: "10.1.0.0/16" })],
      at: ["link vpcId"],
    },
    {
      because: "AWS fills in the routes of a table that states none",
      given: [east, west, link, westTable, back, table("east-table", "east", { routes: unknownList })],
      at: ["link vpcId"],
    },
    {
      because: "a deployed stack has a route on one side",
      given: [...deployed, deployedRoute("there", "rtb-0e", "10.1.0.0/16", inEast)],
      at: ["link peerVpcId"],
    },
    {
      because: "a network takes its addresses from a pool",
      given: [
        given("aws:ec2/vpc:Vpc", "east", { ipv4IpamPoolId: "pool" }, inEast),
        given("aws:ec2/vpc:Vpc", "west", { cidrBlock: "" }, inWest),
        link,
        eastTable,
        westTable,
      ],
      at: ["link vpcId", "link peerVpcId"],
    },
  ],
  undetermined: [
    {
      because: "a route may lead through any connection",
      given: [
        east,
        west,
        link,
        eastTable,
        westTable,
        back,
        route("there", { ...through, destinationCidrBlock: "10.1.0.0/16" }, { routeTableId: ["east-table"] }),
      ],
      at: ["there vpcPeeringConnectionId"],
    },
    {
      because: "a route may be in any table",
      given: [
        east,
        west,
        link,
        eastTable,
        westTable,
        back,
        route("there", { ...through, destinationCidrBlock: "10.1.0.0/16" }, { vpcPeeringConnectionId: ["link"] }),
      ],
      at: ["there routeTableId"],
    },
    {
      because: "the other network's addresses come from a pool and are unknown still",
      given: [
        east,
        given("aws:ec2/vpc:Vpc", "west", { cidrBlock: unknownText }, inWest),
        link,
        eastTable,
        westTable,
        there,
        back,
      ],
      at: ["west cidrBlock"],
    },
    {
      because: "a table's routes come from somewhere",
      given: [
        east,
        west,
        link,
        westTable,
        back,
        given("aws:ssm/parameter:Parameter", "list", {}),
        table("east-table", "east", { routes: unknownList }, { routes: ["list"] }),
      ],
      at: ["east-table routes"],
    },
    {
      because: "it is unknown what is peered with what",
      given: [
        east,
        west,
        given("aws:ec2/vpcPeeringConnection:VpcPeeringConnection", "link", {
          vpcId: unknownText,
          peerVpcId: unknownText,
        }),
      ],
      at: ["link vpcId", "link peerVpcId"],
    },
  ],
  skip: [
    { because: "nothing is peered", given: [east, west] },
    {
      because: "the other network comes from another stack",
      given: [
        east,
        given("pulumi:pulumi:StackReference", "other", {}),
        given(
          "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
          "link",
          { vpcId: unknownText, peerVpcId: unknownText },
          { ...inEast, sources: { vpcId: ["east"], peerVpcId: ["other"] } },
        ),
      ],
    },
    {
      because: "a network is peered with itself, so the other end is elsewhere",
      given: [
        east,
        given(
          "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
          "loop",
          { vpcId: unknownText, peerVpcId: unknownText },
          { ...inEast, sources: { vpcId: ["east"], peerVpcId: ["east"] } },
        ),
      ],
    },
  ],
};
