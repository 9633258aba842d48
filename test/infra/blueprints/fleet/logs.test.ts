import { Graph, statementsOf } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";
import { elsewhere } from "./variants";

/** As documented, and with everything set the other way. */
let graph: Graph;
let other: Graph;
beforeAll(async () => {
  [graph, other] = (await Promise.all([recorded("fleet"), recorded("fleet", elsewhere)])).map(
    (it) => new Graph(it),
  ) as [Graph, Graph];
});

const both = [
  ["us-east-1", "primary"],
  ["us-east-2", "secondary"],
] as const;
const bucketIn = (region: string) => `fleet-logs-${region}-123456789012-dev`;
const kinds = (of: Graph) => new Set(of.managed.map(({ type }) => type));

describe.each(both)("in %s", (region, role) => {
  test("the load balancer writes down who asked, into the bucket of its region", () => {
    const balancer = graph.only(region, "aws:lb/loadBalancer:LoadBalancer");
    expect(balancer.inputs.accessLogs).toEqual({ enabled: true, bucket: bucketIn(region), prefix: "access-logs" });
    const policy = graph
      .within(region, "aws:s3/bucketPolicy:BucketPolicy")
      .find(({ inputs }) => inputs.bucket === bucketIn(region));
    expect(policy !== undefined && graph.comesAfter(balancer, policy)).toBe(true);
    const statements = statementsOf(policy?.inputs.policy);
    expect(statements.find(({ Sid }) => Sid === "ReceiveAccessLogs")).toMatchObject({
      Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
      Resource: [`arn:aws:s3:::${bucketIn(region)}/access-logs/AWSLogs/123456789012/*`],
    });
  });

  test("the network writes down who spoke to whom, and only deliveries of this account may write there", () => {
    const log = graph.only(region, "aws:ec2/flowLog:FlowLog");
    expect(log.inputs).toMatchObject({
      trafficType: "ALL",
      logDestinationType: "s3",
      logDestination: `arn:aws:s3:::${bucketIn(region)}/flow-logs/`,
    });
    expect(log.propertyDependencies.vpcId).toEqual([graph.only(region, "aws:ec2/vpc:Vpc").urn]);
    const policy = graph
      .within(region, "aws:s3/bucketPolicy:BucketPolicy")
      .find(({ inputs }) => inputs.bucket === bucketIn(region));
    const deliveries = statementsOf(policy?.inputs.policy).filter(
      ({ Principal }) => JSON.stringify(Principal) === '{"Service":"delivery.logs.amazonaws.com"}',
    );
    expect(deliveries.map(({ Action, Resource }) => [Action, Resource])).toEqual([
      [["s3:PutObject"], [`arn:aws:s3:::${bucketIn(region)}/flow-logs/AWSLogs/123456789012/*`]],
      [["s3:GetBucketAcl"], [`arn:aws:s3:::${bucketIn(region)}`]],
    ]);
    for (const { Condition } of deliveries) {
      expect(Condition).toMatchObject({ StringEquals: { "aws:SourceAccount": "123456789012" } });
    }
  });

  test("what PostgreSQL writes down goes to a group that ends it, and that is there before the cluster", () => {
    const cluster = graph.only(region, "aws:rds/cluster:Cluster");
    const name = `/aws/rds/cluster/${role === "primary" ? "primary" : "dr"}-db-cluster-v2-dev/postgresql`;
    const group = graph.within(region, "aws:cloudwatch/logGroup:LogGroup").find(({ inputs }) => inputs.name === name);
    expect(cluster.inputs.enabledCloudwatchLogsExports).toEqual(["postgresql"]);
    expect(group?.inputs.retentionInDays).toBe(30);
    expect(group !== undefined && graph.comesAfter(cluster, group)).toBe(true);
  });

  test("backups are taken for things of this account alone", () => {
    const name = `fleet-backup-role-${region}-dev`;
    const [backup] = graph.all("aws:iam/role:Role").filter(({ inputs }) => inputs.name === name);
    expect(statementsOf(backup?.inputs.assumeRolePolicy).map(({ Condition }) => Condition)).toEqual([
      { StringEquals: { "aws:SourceAccount": "123456789012" } },
    ]);
  });
});

test("each log can be switched off", () => {
  const types = kinds(other);
  expect(types.has("aws:ec2/flowLog:FlowLog")).toBe(false);
  expect(other.inputs("aws:lb/loadBalancer:LoadBalancer").map(({ accessLogs }) => accessLogs)).toEqual([
    undefined,
    undefined,
  ]);
  expect(other.inputs("aws:rds/cluster:Cluster").map((one) => one.enabledCloudwatchLogsExports)).toEqual([
    undefined,
    undefined,
  ]);
  expect(other.inputs("aws:s3/bucket:Bucket").map(({ bucket }) => bucket)).toEqual([
    expect.stringMatching(/^fleet-metrics-/),
  ]);
});

test("a firewall stands before each load balancer when it is asked for, and lets what it knows nothing of pass", () => {
  expect(kinds(graph).has("aws:wafv2/webAcl:WebAcl")).toBe(false);
  for (const region of ["eu-west-1", "eu-central-1"]) {
    const acl = other.only(region, "aws:wafv2/webAcl:WebAcl");
    expect(acl.inputs).toMatchObject({ scope: "REGIONAL", defaultAction: { allow: {} } });
    const rules = acl.inputs.rules as readonly { readonly priority: number; readonly statement: object }[];
    expect(new Set(rules.map(({ priority }) => priority)).size).toBe(rules.length);
    expect(rules[0]?.statement).toEqual({ rateBasedStatement: { limit: 3000, aggregateKeyType: "IP" } });
    const association = other.only(region, "aws:wafv2/webAclAssociation:WebAclAssociation");
    expect(association.propertyDependencies).toMatchObject({
      resourceArn: [other.only(region, "aws:lb/loadBalancer:LoadBalancer").urn],
      webAclArn: [acl.urn],
    });
  }
});

test("the functions of the failover wait for no other function of the account", () => {
  const reserved = graph.inputs("aws:lambda/function:Function").map((one) => one.reservedConcurrentExecutions);
  expect(new Set(reserved)).toEqual(new Set([5]));
});
