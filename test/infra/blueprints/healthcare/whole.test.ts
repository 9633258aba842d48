import type { GraphResource, JsonObject } from "../../../../preflight/graph";
import { Graph, holdsUnknown, secretValue } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";

let graph: Graph;
beforeAll(async () => {
  graph = new Graph(await recorded("healthcare"));
});

const regions = ["us-east-1", "us-west-2"] as const;
const inRegion = (region: string, type: string) => graph.within(region, type).map(({ inputs }) => inputs);
const functionsIn = (region: string) => inRegion(region, "aws:lambda/function:Function");
/** What fails over stands in the standby alone. */
const runsFailover = (name: unknown) => /-failover-(orchestrator|notifier)$/.test(String(name));

describe("the database", () => {
  test('healthcare: "Global database cluster linking both regions"', () => {
    const [global] = graph.all("aws:rds/globalCluster:GlobalCluster");
    for (const region of regions) {
      const cluster = graph.only(region, "aws:rds/cluster:Cluster");
      expect(cluster.inputs).toMatchObject({
        clusterIdentifier: `rds-dev-records-${region}`,
        engine: "aurora-postgresql",
      });
      expect(cluster.propertyDependencies.globalClusterIdentifier).toEqual([global?.urn]);
    }
  });

  test.each(regions)(
    'healthcare: "Aurora clusters must have skipFinalSnapshot: true and deletionProtection: false" in %s',
    (region) => {
      expect(graph.only(region, "aws:rds/cluster:Cluster").inputs).toMatchObject({
        skipFinalSnapshot: true,
        deletionProtection: false,
        storageEncrypted: true,
      });
    },
  );

  test.each(regions)('healthcare: "Enable automated backups and point-in-time recovery": 35 days in %s', (region) => {
    expect(graph.only(region, "aws:rds/cluster:Cluster").inputs.backupRetentionPeriod).toBe(35);
  });

  test('healthcare: "warm standby": two running instances in both regions', () => {
    for (const region of regions) {
      expect(inRegion(region, "aws:rds/clusterInstance:ClusterInstance")).toEqual([
        expect.objectContaining({ instanceClass: "db.r6g.large", publiclyAccessible: false }),
        expect.objectContaining({ instanceClass: "db.r6g.large", publiclyAccessible: false }),
      ]);
    }
  });

  test('healthcare: "Aurora Global Database requires PostgreSQL 11.9+ or 12.4+": the same in both regions', () => {
    expect(new Set(graph.inputs("aws:rds/cluster:Cluster").map(({ engineVersion }) => engineVersion))).toEqual(
      new Set(["15.15"]),
    );
  });
});

describe.each([
  ["us-east-1", "10.0", "10.1.0.0/16", "10.1.64.0/18"],
  ["us-west-2", "10.1", "10.0.0.0/16", "10.0.64.0/18"],
])("the network of %s", (region, prefix, peerCidr, privateOfPeer) => {
  test('healthcare: "VPC CIDR blocks must not overlap (10.0.0.0/16 for us-east-1, 10.1.0.0/16 for us-west-2)"', () => {
    expect(graph.only(region, "aws:ec2/vpc:Vpc").inputs.cidrBlock).toBe(`${prefix}.0.0/16`);
  });

  test('healthcare: "private subnets across 3 availability zones"', () => {
    const zones = graph
      .within(region, "aws:ec2/subnet:Subnet")
      .filter(({ name }) => name.includes("-private-"))
      .map(({ inputs }) => inputs.availabilityZone);
    expect(zones).toEqual([`${region}a`, `${region}b`, `${region}c`]);
  });

  test('healthcare: "VPC peering requires proper route table entries in both regions"', () => {
    const routes = inRegion(region, "aws:ec2/route:Route").filter(({ gatewayId }) => gatewayId === undefined);
    expect(routes.map(({ destinationCidrBlock }) => destinationCidrBlock)).toEqual([peerCidr, peerCidr]);
  });

  test('healthcare: "Security groups allowing necessary traffic": the database is open to both networks\' functions', () => {
    const database = inRegion(region, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").filter(
      ({ fromPort }) => fromPort === 5432,
    );
    expect(database.map(({ cidrIpv4 }) => cidrIpv4 ?? "the group of the functions").sort()).toEqual(
      [privateOfPeer, "the group of the functions"].sort(),
    );
  });

  test("functions without a way out reach the services that they ask", () => {
    expect(inRegion(region, "aws:ec2/vpcEndpoint:VpcEndpoint")).toEqual([
      expect.objectContaining({ serviceName: `com.amazonaws.${region}.events`, privateDnsEnabled: true }),
      expect.objectContaining({ serviceName: `com.amazonaws.${region}.secretsmanager`, privateDnsEnabled: true }),
    ]);
  });
});

test('healthcare: "VPC peering connection between regions": asked for in one, accepted in the other', () => {
  const connection = graph.only("us-east-1", "aws:ec2/vpcPeeringConnection:VpcPeeringConnection");
  const acceptance = graph.only("us-west-2", "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter");
  expect(connection.inputs).toMatchObject({ peerRegion: "us-west-2", autoAccept: false });
  expect(acceptance.inputs.autoAccept).toBe(true);
  const routes = graph.all("aws:ec2/route:Route").filter(({ inputs }) => inputs.gatewayId === undefined);
  expect(routes).toHaveLength(4);
  expect(routes.filter((route) => !graph.comesAfter(route, acceptance))).toEqual([]);
});

describe("the functions", () => {
  test('healthcare: "Lambda functions must not use reserved concurrency"', () => {
    const reserved = graph.inputs("aws:lambda/function:Function").map((inputs) => inputs.reservedConcurrentExecutions);
    expect(reserved).toEqual(Array(12).fill(undefined));
  });

  test('healthcare: "Identical function configuration across both regions"', () => {
    const settings = regions.map((region) =>
      functionsIn(region)
        .filter(({ name }) => !runsFailover(name))
        .map(({ name, code, handler, runtime, memorySize, timeout }) => ({
          name,
          code,
          handler,
          runtime,
          memorySize,
          timeout,
        })),
    );
    expect(settings[0]).toEqual(settings[1]);
    expect(settings[0]).toHaveLength(5);
  });

  test.each(regions)(
    'healthcare: "Proper VPC integration for Lambda functions" that ask the database, in %s',
    (region) => {
      const inside = functionsIn(region).filter(({ vpcConfig }) => vpcConfig !== undefined);
      expect(inside.map(({ name }) => name).sort()).toEqual([
        "lambda-dev-records-api",
        "lambda-dev-records-events",
        "lambda-dev-records-migration",
      ]);
      const subnets = inside.map(({ vpcConfig }) => ((vpcConfig as JsonObject).subnetIds as string[]).length);
      expect(subnets).toEqual([3, 3, 3]);
    },
  );

  test('healthcare: "Lambda functions must have Node.js 16+ runtime"', () => {
    expect(new Set(graph.inputs("aws:lambda/function:Function").map(({ runtime }) => runtime))).toEqual(
      new Set(["nodejs22.x"]),
    );
  });
});

describe("traffic", () => {
  test('healthcare: "30-second health check intervals with 3 failure threshold", on both endpoints', () => {
    expect(graph.inputs("aws:route53/healthCheck:HealthCheck")).toEqual([
      expect.objectContaining({ requestInterval: 30, failureThreshold: 3, resourcePath: "/health" }),
      expect.objectContaining({ requestInterval: 30, failureThreshold: 3, resourcePath: "/health" }),
    ]);
  });

  test('healthcare: "Failover routing policy with primary and secondary records"', () => {
    const records = graph.inputs("aws:route53/record:Record").filter(({ type }) => type === "CNAME");
    expect(records).toEqual([
      expect.objectContaining({ name: "api.example.com", ttl: 60, failoverRoutingPolicies: [{ type: "PRIMARY" }] }),
      expect.objectContaining({ name: "api.example.com", ttl: 60, failoverRoutingPolicies: [{ type: "SECONDARY" }] }),
    ]);
  });
});

describe("assets", () => {
  test('healthcare: "S3 buckets must have forceDestroy: true for automated cleanup"', () => {
    expect(graph.inputs("aws:s3/bucket:Bucket").map(({ forceDestroy }) => forceDestroy)).toEqual([true, true]);
  });

  test('healthcare: "Enable versioning on both buckets"', () => {
    expect(
      graph
        .inputs("aws:s3/bucketVersioning:BucketVersioning")
        .map(({ versioningConfiguration }) => versioningConfiguration),
    ).toEqual([{ status: "Enabled" }, { status: "Enabled" }]);
  });

  test('healthcare: "Lifecycle policies for cost optimization", the same on both; assets stay', () => {
    const [one, other] = graph.inputs("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration");
    expect(one?.rules).toEqual(other?.rules);
    expect(one?.rules).toEqual([
      expect.objectContaining({ id: "assets", transitions: [{ days: 30, storageClass: "INTELLIGENT_TIERING" }] }),
      expect.objectContaining({ id: "rehearsals", expiration: { days: 730 } }),
    ]);
    const [assets] = (one?.rules ?? []) as JsonObject[];
    expect(assets).not.toHaveProperty("expiration");
  });
});

describe("optional enhancements", () => {
  test.each([
    ["us-east-1", "us-west-2"],
    ["us-west-2", "us-east-1"],
  ])('healthcare: "AWS Backup for centralized cross-region backup management": from %s to %s', (region, peer) => {
    expect(graph.only(region, "aws:backup/vault:Vault").inputs.forceDestroy).toBe(true);
    const [rule] = graph.only(region, "aws:backup/plan:Plan").inputs.rules as JsonObject[];
    expect(rule).toMatchObject({
      schedule: "cron(0 3 * * ? *)",
      copyActions: [{ destinationVaultArn: `arn:aws:backup:${peer}:123456789012:backup-vault:backup-dev-records` }],
    });
    expect(graph.only(region, "aws:backup/selection:Selection").inputs.resources).toEqual([
      `arn:aws:rds:${region}:123456789012:cluster:rds-dev-records-${region}`,
    ]);
  });

  test.each(regions)(
    'healthcare: "Lambda functions for automated failover testing and validation", by the clock in %s',
    (region) => {
      const schedules = inRegion(region, "aws:cloudwatch/eventRule:EventRule").map((rule) => rule.scheduleExpression);
      expect(schedules.filter((schedule) => schedule !== undefined && schedule !== "rate(1 minute)")).toEqual([
        "rate(5 minutes)",
        "cron(0 4 ? * SUN *)",
      ]);
    },
  );

  test('healthcare: "Systems Manager Parameter Store replication": the same limits, encrypted, in both regions', () => {
    const limits = graph
      .all("aws:ssm/parameter:Parameter")
      .filter(({ inputs }) => inputs.name === "parameterstore-dev-failover-limits");
    expect(limits.map(({ inputs }) => [inputs.type, secretValue(inputs.value)])).toEqual([
      ["SecureString", '{"backupAgeSeconds":100800,"deliverySeconds":120}'],
      ["SecureString", '{"backupAgeSeconds":100800,"deliverySeconds":120}'],
    ]);
  });

  test('healthcare: "SNS notifications for failover events": every alarm speaks to the topic of its region', () => {
    for (const alarm of graph.all("aws:cloudwatch/metricAlarm:MetricAlarm")) {
      expect(alarm.inputs.alarmActions).toEqual([
        `arn:aws:sns:${graph.regionOf(alarm)}:123456789012:sns-dev-failover-alerts`,
      ]);
    }
  });

  test("a readiness that nobody publishes any more is an alarm", () => {
    const alarms = graph
      .inputs("aws:cloudwatch/metricAlarm:MetricAlarm")
      .filter(({ metricName }) => metricName === "Ready");
    expect(alarms).toEqual([
      expect.objectContaining({ namespace: "Healthcare/Failover", threshold: 1, treatMissingData: "breaching" }),
      expect.objectContaining({ namespace: "Healthcare/Failover", threshold: 1, treatMissingData: "breaching" }),
    ]);
  });
});

const untaggable =
  /(invocation|eventTarget|eventArchive|eventBusPolicy|dashboard|permission|rolePolicy|rolePolicyAttachment|route|routeTableAssociation|peeringConnectionOptions|selection|alias|secretVersion|targetGroupAttachment|record|functionEventInvokeConfig|tag|bucketOwnershipControls|bucketPolicy|bucketPublicAccessBlock|bucketReplicationConfig|bucketServerSideEncryptionConfiguration|bucketVersioning|bucketLifecycleConfiguration|topicSubscription|queuePolicy):/;
const isTaggable = ({ type }: GraphResource) => type.startsWith("aws:") && !untaggable.test(type);

describe("the whole", () => {
  test('healthcare: "All resources properly tagged: Environment, Region, DR-Role (primary/secondary)"', () => {
    const taggable = graph.managed.filter(isTaggable);
    expect(taggable.length).toBeGreaterThan(150);
    for (const resource of taggable) {
      const region = String(graph.regionOf(resource));
      expect({ urn: resource.urn, tags: resource.inputs.tags }).toEqual({
        urn: resource.urn,
        tags: expect.objectContaining({
          Environment: "production",
          Region: region,
          "DR-Role": region === "us-east-1" ? "primary" : "secondary",
        }),
      });
    }
  });

  test('healthcare: "no RemovalPolicy.RETAIN": no option keeps a resource', () => {
    expect(graph.managed.filter(({ options }) => options.protect || options.retainOnDelete)).toEqual([]);
  });

  test('healthcare: "Use Pulumi ComponentResource pattern": every resource is under a component', () => {
    expect(graph.managed.filter(({ parent }) => !parent?.includes("dr:")).map(({ urn }) => urn)).toEqual([]);
  });

  test("every IAM document is known at preview", () => {
    const documents = graph.managed
      .flatMap(({ inputs }) => [inputs.policy, inputs.assumeRolePolicy])
      .filter((document) => document !== undefined);
    expect(documents.length).toBeGreaterThanOrEqual(36);
    expect(documents.filter(holdsUnknown)).toEqual([]);
  });

  test("the document's outputs, and what a person needs besides", async () => {
    const { outputs } = await recorded("healthcare");
    expect(outputs).toMatchObject({
      primaryEndpointUrl: "http://api.example.com",
      primaryBucket: "s3-dev-records-assets-us-east-1-123456789012",
      secondaryBucket: "s3-dev-records-assets-us-west-2-123456789012",
      dashboardUrl:
        "https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#dashboards/dashboard/cloudwatch-dev-records",
    });
    expect(Object.keys(outputs).sort()).toEqual([
      "alarmNames",
      "dashboardUrl",
      "databaseSecretName",
      "failoverEndpointUrl",
      "failoverFunction",
      "failoverStateTable",
      "failoverSwitch",
      "fqdn",
      "globalClusterIdentifier",
      "nameServers",
      "primaryBucket",
      "primaryEndpointUrl",
      "primaryEventBusArn",
      "primaryHealthCheckId",
      "primaryLoadBalancerUrl",
      "primaryRehearsalFunction",
      "primaryTopicArn",
      "secondaryBucket",
      "secondaryEventBusArn",
      "secondaryHealthCheckId",
      "secondaryRehearsalFunction",
      "secondaryTopicArn",
      "vpcPeeringConnectionId",
      "zoneId",
    ]);
  });
});
