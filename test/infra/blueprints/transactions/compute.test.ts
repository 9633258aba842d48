import type { GraphResource, JsonObject } from "../../../../preflight/graph";
import { Graph, isUnknown, statementsOf } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";

let graph: Graph;
beforeAll(async () => {
  graph = new Graph(await recorded("transactions"));
});

const regions = [
  ["us-east-1", "primary"],
  ["us-west-2", "secondary"],
] as const;
const named = (region: string, type: string, name: string): GraphResource => {
  const found = graph.within(region, type).find(({ inputs }) => inputs.name === name);
  if (found === undefined) {
    throw new Error(`${region} has no ${type} of the name ${name}.`);
  }
  return found;
};
const functionIn = (region: string, purpose: string) =>
  named(region, "aws:lambda/function:Function", `lambda-${region}-dev-${purpose}`);
const groupIn = (region: string, purpose: string) =>
  named(region, "aws:ec2/securityGroup:SecurityGroup", `ec2-${region}-dev-${purpose}`);
const rulesOf = (type: string, region: string, group: GraphResource) =>
  graph
    .within(region, `aws:vpc/${type}`)
    .filter(({ propertyDependencies }) => propertyDependencies.securityGroupId?.[0] === group.urn);

test('transactions: "All 4 functions deployed (2 transaction, 2 health check)"', () => {
  expect(graph.inputs("aws:lambda/function:Function").map(({ name }) => name)).toEqual([
    "lambda-us-east-1-dev-transaction-health",
    "lambda-us-west-2-dev-transaction-health",
    "lambda-us-east-1-dev-transaction-processor",
    "lambda-us-west-2-dev-transaction-processor",
    // Called by the deployment alone.
    "lambda-us-east-1-dev-transaction-migration",
    "lambda-us-west-2-dev-transaction-migration",
  ]);
});

describe.each(regions)("in %s", (region, role) => {
  test('transactions: "Transaction processing functions with 3GB memory and 5-minute timeout"', () => {
    expect(functionIn(region, "transaction-processor").inputs).toMatchObject({
      memorySize: 3072,
      timeout: 300,
      runtime: "nodejs22.x",
    });
  });

  test.each(["transaction-processor", "transaction-health"])(
    'transactions: "Environment variables for database endpoints and region awareness": %s',
    (purpose) => {
      const { environment } = functionIn(region, purpose).inputs;
      const { variables } = environment as { variables: JsonObject };
      expect(variables).toMatchObject({
        REGION_ROLE: role,
        DATABASE_PORT: "5432",
        DATABASE_NAME: "ledger",
        DATABASE_SECRET: "secretsmanager-us-east-1-dev-transactions-database",
        SESSION_TABLE: "dynamodb-us-east-1-dev-transaction-sessions",
      });
      expect([variables.DATABASE_WRITER_HOST, variables.DATABASE_READER_HOST].every(isUnknown)).toBe(true);
      const cluster = graph.only(region, "aws:rds/cluster:Cluster");
      expect(functionIn(region, purpose).propertyDependencies.environment).toEqual([cluster.urn]);
    },
  );

  test.each(["transaction-processor", "transaction-health"])(
    'transactions: "Lambda VPC integration with private subnet placement": %s',
    (purpose) => {
      const it = functionIn(region, purpose);
      const subnets = graph
        .within(region, "aws:ec2/subnet:Subnet")
        .filter(({ name }) => name.includes("-private-"))
        .map(({ urn }) => urn);
      const group = groupIn(region, "transaction-functions");
      expect([...(it.propertyDependencies.vpcConfig ?? [])].sort()).toEqual([...subnets, group.urn].sort());
      expect(it.inputs.replaceSecurityGroupsOnDestroy).toBe(true);
    },
  );

  test('transactions: "Security groups with least-privilege access": from the functions to the database, 5432 only', () => {
    const functions = groupIn(region, "transaction-functions");
    const database = groupIn(region, "transaction-database");
    const [rule, ...others] = rulesOf("securityGroupIngressRule:SecurityGroupIngressRule", region, database);
    expect(others).toEqual([]);
    expect(rule?.inputs).toMatchObject({ ipProtocol: "tcp", fromPort: 5432, toPort: 5432 });
    expect(rule?.propertyDependencies.referencedSecurityGroupId).toEqual([functions.urn]);
  });

  test("the functions reach the database, the secret and the sessions, and nothing else; nothing reaches them", () => {
    const functions = groupIn(region, "transaction-functions");
    const out = rulesOf("securityGroupEgressRule:SecurityGroupEgressRule", region, functions);
    expect(out.map(({ inputs }) => inputs.fromPort).sort()).toEqual([443, 443, 5432]);
    expect(out.filter(({ inputs }) => inputs.cidrIpv4 !== undefined || inputs.cidrIpv6 !== undefined)).toEqual([]);
    expect(rulesOf("securityGroupIngressRule:SecurityGroupIngressRule", region, functions)).toEqual([]);
  });

  test("endpoints lead to AWS: there is no NAT", () => {
    const endpoints = graph.within(region, "aws:ec2/vpcEndpoint:VpcEndpoint").map(({ inputs }) => inputs);
    expect(endpoints).toEqual([
      expect.objectContaining({
        serviceName: `com.amazonaws.${region}.secretsmanager`,
        vpcEndpointType: "Interface",
        privateDnsEnabled: true,
      }),
      expect.objectContaining({ serviceName: `com.amazonaws.${region}.dynamodb`, vpcEndpointType: "Gateway" }),
    ]);
    expect(graph.managed.filter(({ type }) => type === "aws:ec2/natGateway:NatGateway")).toEqual([]);
  });

  test.each(["transaction-processor", "transaction-health"])("%s may do what it does, and nothing else", (purpose) => {
    const policy = named(region, "aws:iam/rolePolicy:RolePolicy", `iam-${region}-dev-${purpose}`);
    const statements = statementsOf(policy.inputs.policy);
    const allowed = statements.filter(({ Effect }) => Effect === "Allow");
    expect(allowed.map(({ Action, Resource }) => [Action, Resource])).toEqual([
      [
        ["logs:CreateLogStream", "logs:PutLogEvents"],
        [`arn:aws:logs:${region}:123456789012:log-group:logs-${region}-dev-${purpose}:*`],
      ],
      [["sqs:SendMessage"], [`arn:aws:sqs:${region}:123456789012:sqs-${region}-dev-transaction-dead-letters`]],
      [
        [
          "ec2:AssignPrivateIpAddresses",
          "ec2:CreateNetworkInterface",
          "ec2:DeleteNetworkInterface",
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeSubnets",
          "ec2:UnassignPrivateIpAddresses",
        ],
        "*",
      ],
      [
        ["dynamodb:GetItem"],
        [`arn:aws:dynamodb:${region}:123456789012:table/dynamodb-us-east-1-dev-transaction-sessions`],
      ],
      [
        ["secretsmanager:GetSecretValue"],
        [
          `arn:aws:secretsmanager:${region}:123456789012:secret:secretsmanager-us-east-1-dev-transactions-database-??????`,
        ],
      ],
    ]);
    expect(statements.filter(({ Effect }) => Effect === "Deny")).toEqual([
      expect.objectContaining({
        Condition: {
          ArnEquals: {
            "lambda:SourceFunctionArn": `arn:aws:lambda:${region}:123456789012:function:lambda-${region}-dev-${purpose}`,
          },
        },
      }),
    ]);
  });

  test('transactions: "ALB in each region", "HTTP listeners on port 80", "Public-facing for external access"', () => {
    expect(graph.only(region, "aws:lb/loadBalancer:LoadBalancer").inputs).toMatchObject({
      internal: false,
      loadBalancerType: "application",
      enableDeletionProtection: false,
    });
    expect(graph.only(region, "aws:lb/listener:Listener").inputs).toMatchObject({ port: 80, protocol: "HTTP" });
  });

  test('transactions: "Target groups pointing to Lambda functions", "Proper Lambda permissions for ALB invocation"', () => {
    const group = graph.only(region, "aws:lb/targetGroup:TargetGroup");
    expect(group.inputs).toMatchObject({ targetType: "lambda", healthCheck: { enabled: true, path: "/health" } });
    const attachment = graph.only(region, "aws:lb/targetGroupAttachment:TargetGroupAttachment");
    expect(attachment.inputs.targetId).toBe(
      `arn:aws:lambda:${region}:123456789012:function:lambda-${region}-dev-transaction-processor`,
    );
    const permission = graph.only(region, "aws:lambda/permission:Permission");
    expect(permission.inputs).toMatchObject({
      action: "lambda:InvokeFunction",
      principal: "elasticloadbalancing.amazonaws.com",
    });
    expect(permission.propertyDependencies.sourceArn).toEqual([group.urn]);
    expect(graph.comesAfter(attachment, permission)).toBe(true);
  });
});
