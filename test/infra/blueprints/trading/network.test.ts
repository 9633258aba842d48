import type { JsonObject } from "../../../../preflight/graph";
import { Graph } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";
import { everythingGiven } from "./variants";

let graph: Graph;
beforeAll(async () => {
  graph = new Graph(await recorded("trading"));
});

describe.each([
  ["us-east-1", "10.0"],
  ["us-west-2", "10.1"],
])("in %s", (region, prefix) => {
  const only = (type: string) => graph.only(region, type);
  const group = (purpose: string) => {
    const name = `tg-${region}-dev-${purpose}`;
    const [found] = graph.within(region, "aws:lb/targetGroup:TargetGroup").filter(({ inputs }) => inputs.name === name);
    if (found === undefined) {
      throw new Error(`${region} has no target group ${name}.`);
    }
    return found;
  };
  const balancer = () => only("aws:lb/loadBalancer:LoadBalancer");
  const subnets = (kind: string) =>
    graph.within(region, "aws:ec2/subnet:Subnet").filter(({ inputs }) => {
      const { Name } = inputs.tags as JsonObject;
      return String(Name).includes(`-${kind}-`);
    });

  test('trading: "VPC setup in both regions for ALB deployment", with addresses of its own', () => {
    expect(only("aws:ec2/vpc:Vpc").inputs).toMatchObject({ cidrBlock: `${prefix}.0.0/16`, enableDnsHostnames: true });
  });

  test('trading: "Multi-AZ configuration for high availability": public and private subnets in two zones', () => {
    for (const kind of ["public", "private"]) {
      expect(subnets(kind).map(({ inputs }) => inputs.availabilityZone)).toEqual([`${region}a`, `${region}b`]);
    }
    const blocks = graph.within(region, "aws:ec2/subnet:Subnet").map(({ inputs }) => String(inputs.cidrBlock));
    expect(blocks.sort()).toEqual([`${prefix}.0.0/20`, `${prefix}.16.0/20`, `${prefix}.64.0/20`, `${prefix}.80.0/20`]);
  });

  test("public subnets have a way out, private ones do not", () => {
    const gateway = only("aws:ec2/internetGateway:InternetGateway");
    const route = only("aws:ec2/route:Route");
    expect(route.inputs.destinationCidrBlock).toBe("0.0.0.0/0");
    expect(route.propertyDependencies.gatewayId).toEqual([gateway.urn]);
    const [table] = route.propertyDependencies.routeTableId ?? [];
    const open = graph
      .within(region, "aws:ec2/routeTableAssociation:RouteTableAssociation")
      .filter(({ propertyDependencies }) => propertyDependencies.routeTableId?.[0] === table)
      .map(({ propertyDependencies }) => propertyDependencies.subnetId?.[0]);
    expect(open.sort()).toEqual(
      subnets("public")
        .map(({ urn }) => urn)
        .sort(),
    );
  });

  test("every subnet has a route table", () => {
    const associated = graph
      .within(region, "aws:ec2/routeTableAssociation:RouteTableAssociation")
      .map(({ propertyDependencies }) => propertyDependencies.subnetId?.[0]);
    const all = graph.within(region, "aws:ec2/subnet:Subnet").map(({ urn }) => urn);
    expect(associated.sort()).toEqual([...all].sort());
  });

  test('trading: "Application Load Balancers in each region", public, in the public subnets of both zones', () => {
    expect(balancer().inputs).toMatchObject({
      name: `alb-${region}-dev-trade`,
      loadBalancerType: "application",
      internal: false,
    });
    expect([...(balancer().propertyDependencies.subnets ?? [])].sort()).toEqual(
      subnets("public")
        .map(({ urn }) => urn)
        .sort(),
    );
  });

  test("the load balancer is made when its network can reach the internet", () => {
    expect(graph.comesAfter(balancer(), only("aws:ec2/route:Route"))).toBe(true);
  });

  test("the load balancer refuses malformed headers and keeps no connection for longer than a minute", () => {
    expect(balancer().inputs).toMatchObject({ dropInvalidHeaderFields: true, idleTimeout: 60, clientKeepAlive: 60 });
  });

  test("the guard lets requests in on port 80 and nothing out; its rules are resources of their own", () => {
    const guard = only("aws:ec2/securityGroup:SecurityGroup");
    expect([guard.inputs.ingress, guard.inputs.egress]).toEqual([undefined, undefined]);
    expect(only("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").inputs).toMatchObject({
      cidrIpv4: "0.0.0.0/0",
      ipProtocol: "tcp",
      fromPort: 80,
      toPort: 80,
    });
    expect(graph.managed.filter(({ type }) => type.includes("EgressRule"))).toEqual([]);
    expect(balancer().propertyDependencies.securityGroups).toEqual([guard.urn]);
  });

  test('trading: "Application Load Balancer for health check endpoints": transactions go to the service, health to a function of its own', () => {
    const rules = graph.within(region, "aws:lb/listenerRule:ListenerRule");
    expect(rules.map(({ inputs }) => inputs.conditions)).toEqual([
      [{ pathPattern: { values: ["/transactions", "/transactions/*"] } }],
      [{ pathPattern: { values: ["/health"] } }],
    ]);
    expect(rules.map(({ inputs }) => inputs.actions)).toEqual(
      Array(2).fill([expect.objectContaining({ type: "forward" })]),
    );
    expect(rules.map(({ propertyDependencies }) => propertyDependencies.actions)).toEqual([
      [group("trade").urn],
      [group("health").urn],
    ]);
  });

  test("every other path is answered 404 by the load balancer itself", () => {
    expect(only("aws:lb/listener:Listener").inputs).toMatchObject({
      port: 80,
      protocol: "HTTP",
      defaultActions: [{ type: "fixed-response", fixedResponse: { statusCode: "404" } }],
    });
  });

  test("the function's health is really asked: without the block the checks are off", () => {
    for (const { inputs } of [group("trade"), group("health")]) {
      expect(inputs).toMatchObject({
        targetType: "lambda",
        healthCheck: { enabled: true, path: "/health", interval: 35, timeout: 30, matcher: "200" },
      });
      expect([inputs.protocol, inputs.port]).toEqual([undefined, undefined]);
    }
  });

  test("only its own target group may call each function, and it may before it is attached", () => {
    const permissions = graph.within(region, "aws:lambda/permission:Permission");
    const attachments = graph.within(region, "aws:lb/targetGroupAttachment:TargetGroupAttachment");
    const groups = [group("health"), group("trade")];
    expect(permissions.map(({ propertyDependencies }) => propertyDependencies.sourceArn)).toEqual(
      groups.map(({ urn }) => [urn]),
    );
    for (const [index, permission] of permissions.entries()) {
      const attachment = attachments[index];
      expect(permission.inputs).toMatchObject({
        action: "lambda:InvokeFunction",
        principal: "elasticloadbalancing.amazonaws.com",
      });
      expect(attachment && graph.comesAfter(attachment, permission)).toBe(true);
    }
    expect(attachments).toHaveLength(2);
  });
});

test("networks and their subnets follow the configuration", async () => {
  const other = new Graph(await recorded("trading", everythingGiven));
  expect(other.within("us-east-1", "aws:ec2/subnet:Subnet").map(({ inputs }) => inputs.cidrBlock)).toEqual([
    "172.20.4.0/24",
    "172.20.5.0/24",
    "172.20.0.0/24",
    "172.20.1.0/24",
  ]);
  expect(other.only("us-west-2", "aws:ec2/vpc:Vpc").inputs.cidrBlock).toBe("192.168.10.0/23");
});
