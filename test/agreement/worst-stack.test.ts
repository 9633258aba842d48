import { resolve } from "node:path";
import { type Pack, type Resource, resource, startPack } from "../../preflight/testing";

const east = { provider: { region: "us-east-1" } };
const west = { provider: { region: "us-west-2" } };
const ireland = { provider: { region: "eu-west-1" } };
const account = "123456789012";

/** Nothing in here would survive: at least one resource for every policy, named for what is wrong with it. */
function worstStack(): readonly Resource[] {
  const table = resource("aws:dynamodb/table:Table", "one-region-table", { billingMode: "PROVISIONED" }, east);
  const keyed = resource(
    "aws:dynamodb/table:Table",
    "own-key-table",
    { serverSideEncryption: { enabled: true, kmsKeyArn: `arn:aws:kms:us-east-1:${account}:key/1` } },
    east,
  );
  const bucket = resource("aws:s3/bucket:Bucket", "bare-bucket", { tags: { Data: "business-records" } }, east);
  const copy = resource("aws:s3/bucket:Bucket", "copy", { bucket: "copy" }, west);
  const slowCopy = resource(
    "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
    "slow-copy",
    { bucket: "copy", rules: [{ status: "Enabled", destination: { bucket: "arn:aws:s3:::elsewhere" } }] },
    west,
  );
  const consumer = resource(
    "aws:lambda/function:Function",
    "consumer",
    { name: "consumer", runtime: "nodejs14.x", memorySize: 128, timeout: 300, reservedConcurrentExecutions: 950 },
    east,
  );
  const url = resource(
    "aws:lambda/functionUrl:FunctionUrl",
    "open-url",
    { functionName: "consumer", authorizationType: "NONE" },
    east,
  );
  const queue = resource(
    "aws:sqs/queue:Queue",
    "plain-queue",
    { name: "orders", sqsManagedSseEnabled: false, visibilityTimeoutSeconds: 30 },
    east,
  );
  const deadLetters = resource(
    "aws:sqs/queue:Queue",
    "short-dead-letters",
    { name: "dead", messageRetentionSeconds: 60 },
    east,
  );
  const otherQueue = resource(
    "aws:sqs/queue:Queue",
    "redriven-queue",
    {
      name: "returns",
      redrivePolicy: `{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:${account}:dead","maxReceiveCount":1}`,
    },
    east,
  );
  const mapping = resource(
    "aws:lambda/eventSourceMapping:EventSourceMapping",
    "mapping",
    { eventSourceArn: `arn:aws:sqs:us-east-1:${account}:orders`, functionName: "consumer" },
    east,
  );
  const check = resource(
    "aws:route53/healthCheck:HealthCheck",
    "slow-check",
    { type: "HTTP", fqdn: "one.example.com", requestInterval: 10, failureThreshold: 10 },
    east,
  );
  const name = { zoneId: "Z0EXAMPLE", type: "CNAME", records: ["one.example.com"] };
  const primary = resource(
    "aws:route53/record:Record",
    "lonely-primary",
    {
      ...name,
      name: "api.example.com",
      ttl: 3600,
      setIdentifier: "one",
      failoverRoutingPolicies: [{ type: "PRIMARY" }],
    },
    east,
  );
  const pair = ["PRIMARY", "SECONDARY"].map((type) =>
    resource(
      "aws:route53/record:Record",
      `slow-${type}`,
      {
        ...name,
        name: "slow.example.com",
        ttl: 60,
        setIdentifier: type,
        failoverRoutingPolicies: [{ type }],
        healthCheckId: "slow-check-id",
      },
      { ...east, sources: { healthCheckId: [check] } },
    ),
  );
  const weighted = [70, 30].map((weight) =>
    resource(
      "aws:route53/record:Record",
      `shared-${weight}`,
      {
        ...name,
        name: "shared.example.com",
        ttl: 60,
        setIdentifier: `${weight}`,
        weightedRoutingPolicies: [{ weight }],
        healthCheckId: "slow-check-id",
      },
      { ...east, sources: { healthCheckId: [check] } },
    ),
  );
  const policy = (text: object) => JSON.stringify({ Version: "2012-10-17", Statement: [text] });
  const role = resource(
    "aws:iam/role:Role",
    "anyones-role",
    {
      name: "failover",
      assumeRolePolicy: policy({ Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" }),
      managedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"],
      inlinePolicies: [
        { name: "wild", policy: policy({ Effect: "Allow", Action: "s3:*", Resource: "*" }) },
        { name: "negated", policy: policy({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }) },
        {
          name: "failover",
          policy: policy({
            Effect: "Allow",
            Action: "rds:FailoverGlobalCluster",
            Resource: `arn:aws:rds::${account}:global-cluster:ledger`,
          }),
        },
      ],
    },
    east,
  );
  const failover = resource(
    "aws:lambda/function:Function",
    "failover-in-the-wrong-region",
    { name: "failover", role: `arn:aws:iam::${account}:role/failover` },
    { ...east, sources: { role: [role] } },
  );
  const global = resource("aws:rds/globalCluster:GlobalCluster", "global", { globalClusterIdentifier: "ledger" }, east);
  const cluster = resource(
    "aws:rds/cluster:Cluster",
    "open-cluster",
    { clusterIdentifier: "ledger", engine: "aurora-postgresql", engineVersion: "11.9", storageEncrypted: false },
    east,
  );
  const balancer = resource(
    "aws:lb/loadBalancer:LoadBalancer",
    "one-zone-balancer",
    { subnets: ["subnet-1"], loadBalancerType: "application" },
    east,
  );
  const plainListener = resource(
    "aws:lb/listener:Listener",
    "plain-listener",
    { protocol: "HTTP", port: 80, loadBalancerArn: "one-zone", defaultActions: [{ type: "forward" }] },
    { ...east, sources: { loadBalancerArn: [balancer] } },
  );
  const openApi = resource(
    "aws:apigatewayv2/api:Api",
    "open-api",
    { protocolType: "HTTP", target: `arn:aws:lambda:us-east-1:${account}:function:consumer` },
    east,
  );
  const moved = ["east", "west"].flatMap((side) => {
    const place = side === "east" ? east : west;
    const door = resource("aws:lb/loadBalancer:LoadBalancer", `moved-${side}-door`, { subnets: ["subnet-1"] }, place);
    const record = resource(
      "aws:route53/record:Record",
      `moved-${side}`,
      {
        ...name,
        name: "moved.example.com",
        ttl: 60,
        records: [`${side}-1.us-${side}-${side === "east" ? 1 : 2}.elb.amazonaws.com`],
        setIdentifier: side,
        failoverRoutingPolicies: [{ type: side === "east" ? "PRIMARY" : "SECONDARY" }],
        healthCheckId: "slow-check-id",
      },
      { ...place, sources: { healthCheckId: [check] } },
    );
    return [door, record];
  });
  const blindDriver = [
    resource(
      "aws:lambda/function:Function",
      "blind-driver",
      { name: "blind-driver", role: `arn:aws:iam::${account}:role/failover` },
      { ...west, sources: { role: [role] } },
    ),
    resource(
      "aws:cloudwatch/metricAlarm:MetricAlarm",
      "blind-alarm",
      {
        name: "blind",
        namespace: "AWS/ApplicationELB",
        metricName: "HTTPCode_Target_5XX_Count",
        alarmActions: [`arn:aws:lambda:us-west-2:${account}:function:blind-driver`],
      },
      west,
    ),
  ];
  const held = [
    resource(
      "aws:rds/cluster:Cluster",
      "held-writer",
      { clusterIdentifier: "one", globalClusterIdentifier: "ledger", masterPassword: "example" },
      east,
    ),
    resource(
      "aws:rds/cluster:Cluster",
      "held-standby",
      { clusterIdentifier: "two", globalClusterIdentifier: "ledger", dbClusterParameterGroupName: "holding" },
      west,
    ),
    resource(
      "aws:rds/clusterParameterGroup:ClusterParameterGroup",
      "holding-group",
      { name: "holding", parameters: [{ name: "rds.global_db_rpo", value: "20" }] },
      west,
    ),
  ];
  const targets = resource("aws:lb/targetGroup:TargetGroup", "targets", { port: 80 }, east);
  const group = resource(
    "aws:autoscaling/group:Group",
    "one-zone-group",
    {
      minSize: 1,
      maxSize: 2,
      availabilityZones: ["us-east-1a"],
      targetGroupArns: [`arn:aws:elasticloadbalancing:us-east-1:${account}:targetgroup/targets/1`],
      healthCheckType: "EC2",
    },
    east,
  );
  const instance = resource(
    "aws:ec2/instance:Instance",
    "old-metadata",
    { metadataOptions: { httpTokens: "optional" } },
    east,
  );
  const plan = resource(
    "aws:backup/plan:Plan",
    "rare-backups",
    { rules: [{ ruleName: "rare", targetVaultName: "vault", schedule: "cron(0 5 1 * ? *)" }] },
    east,
  );
  const networks = ["one-network", "same-network"].map((network) =>
    resource("aws:ec2/vpc:Vpc", network, { cidrBlock: "10.0.0.0/16" }, network === "one-network" ? east : west),
  );
  const [requester, accepter] = [
    resource("aws:ec2/vpc:Vpc", "requester", { cidrBlock: "10.1.0.0/16" }, { ...east, outputs: { id: "vpc-1" } }),
    resource("aws:ec2/vpc:Vpc", "accepter", { cidrBlock: "10.2.0.0/16" }, { ...west, outputs: { id: "vpc-2" } }),
  ];
  const peering = resource(
    "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
    "silent-peering",
    { vpcId: "vpc-1", peerVpcId: "vpc-2", peerRegion: "us-west-2" },
    { ...east, sources: { vpcId: [requester], peerVpcId: [accepter] } },
  );
  const loop = (["us-east-1", "us-west-2"] as const).flatMap((region) => {
    const other = region === "us-east-1" ? "us-west-2" : "us-east-1";
    const place = { provider: { region } };
    return [
      resource("aws:cloudwatch/eventBus:EventBus", `bus-${region}`, { name: "bus" }, place),
      resource(
        "aws:cloudwatch/eventRule:EventRule",
        `everything-${region}`,
        { name: "everything", eventBusName: "bus", eventPattern: '{"account":["123456789012"]}' },
        place,
      ),
      resource(
        "aws:cloudwatch/eventTarget:EventTarget",
        `to-${other}`,
        { rule: "everything", eventBusName: "bus", arn: `arn:aws:events:${other}:${account}:event-bus/bus` },
        place,
      ),
    ];
  });
  const lonely: readonly Resource[] = [
    resource(
      "aws:dynamodb/table:Table",
      "unwatched-table",
      {
        billingMode: "PAY_PER_REQUEST",
        streamEnabled: true,
        streamViewType: "NEW_AND_OLD_IMAGES",
        replicas: [{ regionName: "us-west-2", pointInTimeRecovery: true }],
      },
      east,
    ),
    resource("aws:autoscaling/group:Group", "empty-group", { minSize: 0, maxSize: 4 }, west),
    ...["dev", "dev", "prod"].map((environment, index) =>
      resource(
        "aws:sqs/queue:Queue",
        `of-${environment}-${index}`,
        { name: `sqs-us-east-1-${environment}-queue${index}` },
        east,
      ),
    ),
    resource("aws:rds/instance:Instance", "lonely-database", { identifier: "lonely", engine: "postgres" }, east),
    resource("aws:apigateway/stage:Stage", "silent-stage", { stageName: "live" }, east),
    resource(
      "aws:apigateway/domainName:DomainName",
      "one-region-domain",
      { domainName: "api.example.com", endpointConfiguration: { types: "REGIONAL" } },
      east,
    ),
    resource(
      "aws:cloudwatch/metricAlarm:MetricAlarm",
      "silent-alarm",
      { namespace: "AWS/SQS", metricName: "Age" },
      east,
    ),
    resource(
      "aws:cloudwatch/metricAlarm:MetricAlarm",
      "deaf-alarm",
      { namespace: "AWS/DynamoDB", metricName: "ReplicationLatency", treatMissingData: "breaching" },
      east,
    ),
    resource("aws:lb/listener:Listener", "old-listener", { protocol: "HTTPS", port: 443 }, east),
    resource("aws:cloudwatch/logGroup:LogGroup", "endless-log", { name: "log" }, east),
    resource("aws:sns/topic:Topic", "nobodys-topic", { name: "alerts" }, east),
    resource("aws:ssm/parameter:Parameter", "plain-parameter", { name: "/p", type: "String", value: "v" }, east),
    resource("aws:secretsmanager/secret:Secret", "aws-key-secret", { name: "secret" }, ireland),
  ];
  return [
    ...[table, keyed, bucket, copy, slowCopy, consumer, url, queue, deadLetters, otherQueue, mapping, check, primary],
    ...[
      ...pair,
      ...weighted,
      role,
      failover,
      global,
      cluster,
      balancer,
      plainListener,
      openApi,
      ...moved,
      ...blindDriver,
      ...held,
      targets,
      group,
      instance,
      plan,
    ],
    ...[...networks, requester, accepter, peering, ...loop, ...lonely],
  ].filter((item) => item !== undefined);
}

describe("the worst stack", () => {
  let pack: Pack;

  beforeAll(async () => {
    // Some policies stand on opposite sides, and only a profile asks for both.
    pack = await startPack({
      directory: resolve(__dirname, "../.."),
      profile: {
        "kms-require-customer-key": { requireKey: true },
        "kms-forbid-customer-key": { managedOnly: true },
        "resource-require-retention": "mandatory",
      },
    });
  });
  afterAll(() => pack?.stop());

  test("breaks every policy of the pack", async () => {
    const { violations } = await pack.judge(worstStack());
    const broken = new Set(violations.map(({ policy }) => policy));
    expect(pack.policies.map(({ name }) => name).filter((name) => !broken.has(name))).toEqual([]);
  });
});
