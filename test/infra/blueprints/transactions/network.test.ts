import { Graph, statementsOf } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";

let graph: Graph;
beforeAll(async () => {
  graph = new Graph(await recorded("transactions"));
});

describe.each([
  ["us-east-1", "us-west-2", "10.0.0.0/16"],
  ["us-west-2", "us-east-1", "10.1.0.0/16"],
])("in %s", (region, peer, cidr) => {
  const subnets = (kind: "public" | "private") =>
    graph.within(region, "aws:ec2/subnet:Subnet").filter(({ name }) => name.includes(`-${kind}-`));

  test('transactions: "VPC isolation with public and private subnets", "Infrastructure in multiple AZs per region"', () => {
    expect(graph.only(region, "aws:ec2/vpc:Vpc").inputs.cidrBlock).toBe(cidr);
    for (const kind of ["public", "private"] as const) {
      expect(subnets(kind).map(({ inputs }) => inputs.availabilityZone)).toEqual([`${region}a`, `${region}b`]);
    }
  });

  test("nothing leads from the private subnets to the internet", () => {
    const gateway = graph.only(region, "aws:ec2/internetGateway:InternetGateway");
    const routes = graph
      .within(region, "aws:ec2/route:Route")
      .filter(({ propertyDependencies }) => propertyDependencies.gatewayId?.includes(gateway.urn));
    const tables = new Set(routes.flatMap(({ propertyDependencies }) => propertyDependencies.routeTableId ?? []));
    const associations = graph.within(region, "aws:ec2/routeTableAssociation:RouteTableAssociation");
    const routed = associations
      .filter(({ propertyDependencies }) => propertyDependencies.routeTableId?.some((table) => tables.has(table)))
      .flatMap(({ propertyDependencies }) => propertyDependencies.subnetId ?? []);
    expect(routed.sort()).toEqual(
      subnets("public")
        .map(({ urn }) => urn)
        .sort(),
    );
  });

  test("the load balancer is in the public subnets, and nobody else is let in from the internet", () => {
    const balancer = graph.only(region, "aws:lb/loadBalancer:LoadBalancer");
    expect([...(balancer.propertyDependencies.subnets ?? [])].sort()).toEqual(
      subnets("public")
        .map(({ urn }) => urn)
        .sort(),
    );
    const open = graph
      .within(region, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
      .filter(({ inputs }) => inputs.cidrIpv4 !== undefined || inputs.cidrIpv6 !== undefined);
    expect(open.map(({ inputs }) => [inputs.fromPort, inputs.toPort, inputs.ipProtocol])).toEqual([[80, 80, "tcp"]]);
    expect(open.flatMap(({ propertyDependencies }) => propertyDependencies.securityGroupId ?? [])).toEqual(
      balancer.propertyDependencies.securityGroups,
    );
  });

  test('transactions: "proper IAM roles": replication may read versions here and write copies over there', () => {
    const bucket = (place: string) => `arn:aws:s3:::s3-${place}-dev-transactions-123456789012`;
    const policy = graph
      .within(region, "aws:iam/rolePolicy:RolePolicy")
      .find(({ inputs }) => inputs.name === `iam-${region}-dev-transactions-replication`);
    expect(
      statementsOf(policy?.inputs.policy).map(({ Effect, Action, Resource }) => [Effect, Action, Resource]),
    ).toEqual([
      ["Allow", ["s3:GetReplicationConfiguration", "s3:ListBucket"], [bucket(region)]],
      [
        "Allow",
        ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"],
        [`${bucket(region)}/*`],
      ],
      ["Allow", ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"], [`${bucket(peer)}/*`]],
    ]);
  });
});
