import type { GraphResource, JsonObject } from "../../../../preflight/graph";
import { Graph, isUnknown, statementsOf } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";

let graph: Graph;
beforeAll(async () => {
  graph = new Graph(await recorded("healthcare"));
});

const sides = [
  ["us-east-1", "us-west-2", "primary"],
  ["us-west-2", "us-east-1", "secondary"],
] as const;

function named(region: string, type: string, name: string): GraphResource {
  const found = graph.within(region, type).find(({ inputs }) => inputs.name === name);
  if (found === undefined) {
    throw new Error(`${region} has no ${type} of the name ${name}.`);
  }
  return found;
}

const networkActions = [
  "ec2:AssignPrivateIpAddresses",
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "ec2:UnassignPrivateIpAddresses",
];

/** What every function does: write its log, and leave what failed. */
const basics = (region: string, purpose: string) => [
  [
    ["logs:CreateLogStream", "logs:PutLogEvents"],
    [`arn:aws:logs:${region}:123456789012:log-group:logs-dev-${purpose}:*`],
  ],
  [["sqs:SendMessage"], [`arn:aws:sqs:${region}:123456789012:sqs-dev-records-dead-letters`]],
];
const secret = (region: string) => [
  ["secretsmanager:GetSecretValue"],
  [`arn:aws:secretsmanager:${region}:123456789012:secret:secretsmanager-dev-records-database-??????`],
];
const putEvents = (region: string) => [
  ["events:PutEvents"],
  [`arn:aws:events:${region}:123456789012:event-bus/events-dev-records`],
];
/** Both regions are looked at, whichever asks, always in the order of the one that asks. */
const inspections = (region: string, peer: string) => [
  [["rds:DescribeGlobalClusters"], ["arn:aws:rds::123456789012:global-cluster:rds-dev-records-global"]],
  [
    ["rds:DescribeDBClusters"],
    [
      `arn:aws:rds:${region}:123456789012:cluster:rds-dev-records-${region}`,
      `arn:aws:rds:${peer}:123456789012:cluster:rds-dev-records-${peer}`,
    ],
  ],
  [
    ["rds:DescribeDBInstances"],
    [
      `arn:aws:rds:${region}:123456789012:db:rds-dev-records-${region}-1`,
      `arn:aws:rds:${region}:123456789012:db:rds-dev-records-${region}-2`,
      `arn:aws:rds:${peer}:123456789012:db:rds-dev-records-${peer}-1`,
      `arn:aws:rds:${peer}:123456789012:db:rds-dev-records-${peer}-2`,
    ],
  ],
  [
    ["lambda:GetFunctionConfiguration"],
    [
      `arn:aws:lambda:${region}:123456789012:function:lambda-dev-records-api`,
      `arn:aws:lambda:${peer}:123456789012:function:lambda-dev-records-api`,
    ],
  ],
  [
    ["cloudwatch:DescribeAlarms"],
    [
      `arn:aws:cloudwatch:${region}:123456789012:alarm:cloudwatch-dev-database-replication-lag`,
      `arn:aws:cloudwatch:${peer}:123456789012:alarm:cloudwatch-dev-database-replication-lag`,
    ],
  ],
  [
    ["backup:ListRecoveryPointsByBackupVault"],
    [`arn:aws:backup:${region}:123456789012:backup-vault:backup-dev-records`],
  ],
  [
    ["ssm:GetParameters"],
    [
      `arn:aws:ssm:${region}:123456789012:parameter/parameterstore-dev-records-peer-endpoint`,
      `arn:aws:ssm:${region}:123456789012:parameter/parameterstore-dev-failover-limits`,
    ],
  ],
];
const reports = (region: string, peer: string) => {
  const bucket = (of: string) => `arn:aws:s3:::s3-dev-records-assets-${of}-123456789012`;
  return [
    [["s3:PutObject"], [`${bucket(region)}/rehearsals/*`]],
    [["s3:GetObject"], [`${bucket(region)}/rehearsals/*`, `${bucket(peer)}/rehearsals/*`]],
    [["s3:ListBucket"], [bucket(region), bucket(peer)]],
  ];
};

describe.each(sides)("in %s", (region, peer, role) => {
  const allowedTo = (purpose: string) => {
    const policy = named(region, "aws:iam/rolePolicy:RolePolicy", `iam-dev-${purpose}-${region}`);
    return statementsOf(policy.inputs.policy)
      .filter(({ Effect }) => Effect === "Allow")
      .map(({ Action, Resource }) => [Action, Resource]);
  };

  test("the function that serves may read its secret and tell its own region's bus, and nothing else", () => {
    expect(allowedTo("records-api")).toEqual([
      ...basics(region, "records-api"),
      [networkActions, "*"],
      secret(region),
      putEvents(region),
    ]);
  });

  test.each(["records-events", "records-migration"])("%s may read its secret, and nothing else", (purpose) => {
    expect(allowedTo(purpose)).toEqual([...basics(region, purpose), [networkActions, "*"], secret(region)]);
  });

  test("readiness may look at both regions' things of this system, one by one, and change nothing", () => {
    expect(allowedTo("failover-readiness")).toEqual([
      ...basics(region, "failover-readiness"),
      ...inspections(region, peer),
    ]);
  });

  test("a rehearsal may besides put an event and keep its reports; it may touch no record, and move no traffic", () => {
    expect(allowedTo("failover-rehearsal")).toEqual([
      ...basics(region, "failover-rehearsal"),
      ...inspections(region, peer),
      putEvents(region),
      ...reports(region, peer),
    ]);
  });

  test.each(["records-api", "records-events"])(
    "the code of %s may not use the rights that Lambda needs to put it into the network",
    (purpose) => {
      const policy = named(region, "aws:iam/rolePolicy:RolePolicy", `iam-dev-${purpose}-${region}`);
      const refused = statementsOf(policy.inputs.policy).filter(({ Effect }) => Effect === "Deny");
      expect(refused).toEqual([
        expect.objectContaining({
          Action: networkActions,
          Condition: {
            ArnEquals: {
              "lambda:SourceFunctionArn": `arn:aws:lambda:${region}:123456789012:function:lambda-dev-${purpose}`,
            },
          },
        }),
      ]);
    },
  );

  test.each([
    ["iam-dev-records-api", "lambda.amazonaws.com"],
    ["iam-dev-failover-readiness", "lambda.amazonaws.com"],
    ["iam-dev-records-forward", "events.amazonaws.com"],
    ["iam-dev-records-assets-replication", "s3.amazonaws.com"],
    ["iam-dev-records-backup", "backup.amazonaws.com"],
  ])("the role %s is for %s alone", (name, service) => {
    const { inputs } = named(region, "aws:iam/role:Role", `${name}-${region}`);
    expect(statementsOf(inputs.assumeRolePolicy).map(({ Principal, Action }) => [Principal, Action])).toEqual([
      [{ Service: service }, ["sts:AssumeRole"]],
    ]);
  });

  test('healthcare: "Application Load Balancers in each region": public, as Route 53 asks it, and destroyable', () => {
    const balancer = graph.only(region, "aws:lb/loadBalancer:LoadBalancer");
    expect(balancer.inputs).toMatchObject({
      name: "alb-dev-records",
      internal: false,
      loadBalancerType: "application",
      enableDeletionProtection: false,
    });
    expect(balancer.propertyDependencies.subnets).toHaveLength(3);
  });

  test('healthcare: "Target groups connecting ALBs to Lambda functions"', () => {
    const group = graph.only(region, "aws:lb/targetGroup:TargetGroup");
    const attachment = graph.only(region, "aws:lb/targetGroupAttachment:TargetGroupAttachment");
    expect(group.inputs).toMatchObject({ targetType: "lambda", healthCheck: { enabled: true, path: "/health" } });
    expect(attachment.inputs.targetId).toBe(`arn:aws:lambda:${region}:123456789012:function:lambda-dev-records-api`);
    const permission = graph
      .within(region, "aws:lambda/permission:Permission")
      .find(({ inputs }) => inputs.principal === "elasticloadbalancing.amazonaws.com");
    expect(permission?.propertyDependencies.sourceArn).toEqual([group.urn]);
    expect(permission !== undefined && graph.comesAfter(attachment, permission)).toBe(true);
  });

  test("the load balancer passes on what the function serves, and answers anything else itself", () => {
    const rule = graph.only(region, "aws:lb/listenerRule:ListenerRule");
    expect(rule.inputs.conditions).toEqual([
      { pathPattern: { values: ["/health", "/records", "/records/*", "/events/*"] } },
    ]);
    const [listener] = graph.within(region, "aws:lb/listener:Listener");
    expect(listener?.inputs.defaultActions).toMatchObject([
      { type: "fixed-response", fixedResponse: { statusCode: "404" } },
    ]);
  });

  test('healthcare: "Health checks monitoring ALB endpoints in both regions", and the record follows them', () => {
    const balancer = graph.only(region, "aws:lb/loadBalancer:LoadBalancer");
    const check = graph
      .all("aws:route53/healthCheck:HealthCheck")
      .find(({ propertyDependencies }) => propertyDependencies.fqdn?.includes(balancer.urn));
    const record = graph
      .all("aws:route53/record:Record")
      .find(({ inputs }) => inputs.setIdentifier === `route53-dev-records-record-${region}`);
    expect(check?.inputs).toMatchObject({ type: "HTTP", port: 80, resourcePath: "/health" });
    expect(record?.inputs.failoverRoutingPolicies).toEqual([{ type: role.toUpperCase() }]);
    expect(record?.propertyDependencies).toMatchObject({ records: [balancer.urn], healthCheckId: [check?.urn] });
  });

  test('healthcare: "CloudWatch logging for Lambda functions": a group for each, kept a year, made before it', () => {
    for (const fn of graph.within(region, "aws:lambda/function:Function")) {
      const { logGroup, logFormat } = fn.inputs.loggingConfig as JsonObject;
      const group = named(region, "aws:cloudwatch/logGroup:LogGroup", String(logGroup));
      expect([logFormat, group.inputs.retentionInDays]).toEqual(["JSON", 365]);
      expect(graph.comesAfter(fn, group)).toBe(true);
    }
  });

  test("the functions are told one writer in both regions, and the readers of their own", () => {
    for (const purpose of ["records-api", "records-events"]) {
      const fn = named(region, "aws:lambda/function:Function", `lambda-dev-${purpose}`);
      const { variables } = fn.inputs.environment as { variables: JsonObject };
      expect(variables).toMatchObject({ REGION_ROLE: role, DATABASE_PORT: "5432", DATABASE_NAME: "records" });
      expect([variables.DATABASE_WRITER_HOST, variables.DATABASE_READER_HOST].every(isUnknown)).toBe(true);
      expect([...(fn.propertyDependencies.environment ?? [])].sort()).toEqual(
        [
          graph.only("us-east-1", "aws:rds/globalCluster:GlobalCluster").urn,
          graph.only(region, "aws:rds/cluster:Cluster").urn,
        ].sort(),
      );
    }
  });

  test("every function leaves what failed in the queue of its region", () => {
    for (const { inputs } of graph.within(region, "aws:lambda/function:Function")) {
      const whose = /failover-(orchestrator|notifier)$/.test(String(inputs.name)) ? "failover" : "records";
      expect(inputs.deadLetterConfig).toEqual({
        targetArn: `arn:aws:sqs:${region}:123456789012:sqs-dev-${whose}-dead-letters`,
      });
    }
  });
});

test('healthcare: "Route53 hosted zone for primary domain": destroyed with what is in it', () => {
  expect(graph.inputs("aws:route53/zone:Zone")).toEqual([
    expect.objectContaining({ name: "example.com", forceDestroy: true }),
  ]);
});
