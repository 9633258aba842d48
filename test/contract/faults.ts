import type { JsonObject } from "../../preflight/graph";

/** A change to one property of a good stack, and what must then be said of it. */
export interface Fault {
  readonly what: string;
  readonly system: string;
  readonly on: string;
  /** Which resource of the type; the first when left out. */
  readonly where?: (inputs: JsonObject) => boolean;
  readonly change: (inputs: JsonObject) => JsonObject;
  /** In the refusal, or in the words of a combination. */
  readonly says: string;
}

const set =
  (more: JsonObject) =>
  (inputs: JsonObject): JsonObject => ({ ...inputs, ...more });
const first = (value: unknown): JsonObject => (Array.isArray(value) ? value[0] : value) as JsonObject;
const without =
  (name: string) =>
  ({ [name]: _left, ...inputs }: JsonObject): JsonObject =>
    inputs;

/** What AWS's models refuse by themselves. */
export const refused: readonly Fault[] = [
  {
    what: "a role's name of 65 characters",
    system: "trading",
    on: "aws:iam/role:Role",
    change: set({ name: "r".repeat(65) }),
    says: "expected at most 64",
  },
  {
    what: "a role's name with a space",
    system: "trading",
    on: "aws:iam/role:Role",
    change: set({ name: "a role" }),
    says: "expected a text like",
  },
  {
    what: "a role without its trust",
    system: "trading",
    on: "aws:iam/role:Role",
    change: without("assumeRolePolicy"),
    says: 'Missing required parameter in input: "AssumeRolePolicyDocument"',
  },
  {
    what: "a runtime that is none",
    system: "trading",
    on: "aws:lambda/function:Function",
    change: set({ runtime: "nodejs19.x" }),
    says: 'Runtime is "nodejs19.x"',
  },
  {
    what: "a function of too little memory",
    system: "trading",
    on: "aws:lambda/function:Function",
    change: set({ memorySize: 64 }),
    says: "expected at least 128",
  },
  {
    what: "a time limit in words",
    system: "trading",
    on: "aws:lambda/function:Function",
    change: set({ timeout: "a minute" }),
    says: "Invalid type for parameter Timeout",
  },
  {
    what: "a queue of a setting that is none",
    system: "payments",
    on: "aws:sqs/queue:Queue",
    change: set({ retention: 60 }),
    says: "no request takes it",
  },
  {
    what: "an alarm of a statistic that is none",
    system: "trading",
    on: "aws:cloudwatch/metricAlarm:MetricAlarm",
    change: set({ statistic: "Median" }),
    says: 'Statistic is "Median"',
  },
  {
    what: "an alarm of six actions",
    system: "trading",
    on: "aws:cloudwatch/metricAlarm:MetricAlarm",
    change: set({
      alarmActions: Array.from({ length: 6 }, (_, index) => `arn:aws:sns:us-east-1:123456789012:t${index}`),
    }),
    says: "expected at most 5",
  },
  {
    what: "an alarm that compares otherwise",
    system: "trading",
    on: "aws:cloudwatch/metricAlarm:MetricAlarm",
    change: set({ comparisonOperator: "GreaterThan" }),
    says: 'ComparisonOperator is "GreaterThan"',
  },
  {
    what: "a health check that fails after eleven tries",
    system: "trading",
    on: "aws:route53/healthCheck:HealthCheck",
    change: set({ failureThreshold: 11 }),
    says: "expected at most 10",
  },
  {
    what: "a health check of a type that is none",
    system: "trading",
    on: "aws:route53/healthCheck:HealthCheck",
    change: set({ type: "ICMP" }),
    says: 'Type is "ICMP"',
  },
  {
    what: "a failover to a place that is none",
    system: "trading",
    on: "aws:route53/record:Record",
    change: set({ failoverRoutingPolicies: [{ type: "TERTIARY" }] }),
    says: 'Failover is "TERTIARY"',
  },
  {
    what: "a table of a class that is none",
    system: "trading",
    on: "aws:dynamodb/table:Table",
    change: set({ tableClass: "COLD" }),
    says: 'TableClass is "COLD"',
  },
  {
    what: "a table billed otherwise",
    system: "trading",
    on: "aws:dynamodb/table:Table",
    change: set({ billingMode: "FREE" }),
    says: 'BillingMode is "FREE"',
  },
  {
    what: "an attribute of a type that is none",
    system: "trading",
    on: "aws:dynamodb/table:Table",
    change: set({ attributes: [{ name: "id", type: "UUID" }] }),
    says: 'AttributeType is "UUID"',
  },
  {
    what: "versions that are half on",
    system: "trading",
    on: "aws:s3/bucketVersioning:BucketVersioning",
    change: set({ versioningConfiguration: { status: "On" } }),
    says: 'Status is "On"',
  },
  {
    what: "a rule that replicates to a class that is none",
    system: "trading",
    on: "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
    change: (inputs) => ({
      ...inputs,
      rules: [
        {
          ...first(inputs.rules),
          destination: { ...(first(inputs.rules).destination as JsonObject), storageClass: "WARM" },
        },
      ],
    }),
    says: 'StorageClass is "WARM"',
  },
  {
    what: "a port above the last",
    system: "trading",
    on: "aws:lb/listener:Listener",
    change: set({ port: 70_000 }),
    says: "expected at most 65535",
  },
  {
    what: "a target of a kind that is none",
    system: "trading",
    on: "aws:lb/targetGroup:TargetGroup",
    change: set({ targetType: "container" }),
    says: 'TargetType is "container"',
  },
  {
    what: "an integration of a type that is none",
    system: "payments",
    on: "aws:apigateway/integration:Integration",
    change: set({ type: "LAMBDA" }),
    says: 'type is "LAMBDA"',
  },
  {
    what: "a parameter of a type that is none",
    system: "fleet",
    on: "aws:ssm/parameter:Parameter",
    change: set({ type: "Secret" }),
    says: 'Type is "Secret"',
  },
  {
    what: "an event target that is tried 186 times",
    system: "healthcare",
    on: "aws:cloudwatch/eventTarget:EventTarget",
    change: set({ retryPolicy: { maximumRetryAttempts: 186 } }),
    says: "expected at most 185",
  },
  {
    what: "an event bus of a name with a space",
    system: "healthcare",
    on: "aws:cloudwatch/eventBus:EventBus",
    change: set({ name: "a bus" }),
    says: "expected a text like",
  },
  {
    what: "a key for an unknown use",
    system: "transactions",
    on: "aws:kms/key:Key",
    change: set({ keyUsage: "ALL" }),
    says: 'KeyUsage is "ALL"',
  },
  {
    what: "a stream of what is none",
    system: "trading",
    on: "aws:dynamodb/table:Table",
    change: set({ streamViewType: "IMAGES" }),
    says: 'StreamViewType is "IMAGES"',
  },
  {
    what: "a message that is hidden for a day, by the registry's schema",
    system: "payments",
    on: "aws:sqs/queue:Queue",
    change: set({ visibilityTimeoutSeconds: 86_400 }),
    says: "expected at most 43200",
  },
  {
    what: "a log that is kept for 31 days, by the registry's schema",
    system: "trading",
    on: "aws:cloudwatch/logGroup:LogGroup",
    change: set({ retentionInDays: 31 }),
    says: "RetentionInDays is 31, expected one of",
  },
  {
    what: "a cluster whose name begins with a hyphen, by the registry's schema",
    system: "transactions",
    on: "aws:rds/cluster:Cluster",
    change: set({ clusterIdentifier: "-ledger" }),
    says: 'DBClusterIdentifier is "-ledger", expected a text like',
  },
  {
    what: "backups for 50 days, by the registry's schema",
    system: "transactions",
    on: "aws:rds/cluster:Cluster",
    change: set({ backupRetentionPeriod: 50 }),
    says: "expected at most 35",
  },
];

/** What only the list of combinations knows. */
export const unsupported: readonly Fault[] = [
  {
    what: "a managed password in a global database",
    system: "transactions",
    on: "aws:rds/cluster:Cluster",
    change: set({ manageMasterUserPassword: true }),
    says: "a password that RDS manages",
  },
  {
    what: "a small burstable class",
    system: "transactions",
    on: "aws:rds/clusterInstance:ClusterInstance",
    change: set({ instanceClass: "db.t4g.medium" }),
    says: "class db.t",
  },
  {
    what: "a cap on loss of 5 seconds",
    system: "transactions",
    on: "aws:rds/clusterParameterGroup:ClusterParameterGroup",
    change: set({ parameters: [{ name: "rds.global_db_rpo", value: "5" }] }),
    says: "rds.global_db_rpo",
  },
  {
    what: "TTL on a strong table",
    system: "payments",
    on: "aws:dynamodb/table:Table",
    change: (inputs) => ({
      ...inputs,
      ttl: { enabled: true, attributeName: "e" },
      replicas: [{ ...first(inputs.replicas), consistencyMode: "STRONG" }],
    }),
    says: "items that expire",
  },
  {
    what: "a local index on a strong table",
    system: "payments",
    on: "aws:dynamodb/table:Table",
    change: (inputs) => ({
      ...inputs,
      localSecondaryIndexes: [{ name: "i" }],
      replicas: [{ ...first(inputs.replicas), consistencyMode: "STRONG" }],
    }),
    says: "a local secondary index",
  },
  {
    what: "a table without its stream",
    system: "trading",
    on: "aws:dynamodb/table:Table",
    change: set({ streamEnabled: false }),
    says: "without a stream",
  },
  {
    what: "a replica at home",
    system: "trading",
    on: "aws:dynamodb/table:Table",
    change: (inputs) => ({ ...inputs, replicas: [{ ...first(inputs.replicas), regionName: "us-east-1" }] }),
    says: "own region",
  },
  {
    what: "an alarm that counts more points than it has",
    system: "trading",
    on: "aws:cloudwatch/metricAlarm:MetricAlarm",
    change: set({ datapointsToAlarm: 9, evaluationPeriods: 3 }),
    says: "more data points",
  },
  {
    what: "an alarm over two days",
    system: "trading",
    on: "aws:cloudwatch/metricAlarm:MetricAlarm",
    change: set({ period: 60, evaluationPeriods: 2880 }),
    says: "more than a day",
  },
  {
    what: "a period of 45 seconds",
    system: "trading",
    on: "aws:cloudwatch/metricAlarm:MetricAlarm",
    change: set({ period: 45 }),
    says: "a period that CloudWatch does not know",
  },
  {
    what: "a subnet in the poor zone",
    system: "trading",
    on: "aws:ec2/subnet:Subnet",
    change: set({ availabilityZoneId: "use1-az3" }),
    says: "use1-az3",
  },
  {
    what: "a subnet elsewhere",
    system: "trading",
    on: "aws:ec2/subnet:Subnet",
    change: set({ availabilityZone: "eu-west-1a" }),
    says: "a zone of another region",
  },
  {
    what: "a message that comes back too early",
    system: "payments",
    on: "aws:sqs/queue:Queue",
    where: ({ name }) => name === "payment-retry-queue-dev",
    change: set({ visibilityTimeoutSeconds: 1 }),
    says: "hides a message",
  },
  {
    what: "a name that Lambda keeps",
    system: "trading",
    on: "aws:lambda/function:Function",
    change: set({ environment: { variables: { AWS_REGION: "us-east-1" } } }),
    says: "keeps for itself",
  },
  {
    what: "an environment of 5 KB",
    system: "trading",
    on: "aws:lambda/function:Function",
    change: set({ environment: { variables: { A: "a".repeat(5000) } } }),
    says: "above 4 KB",
  },
  {
    what: "time control without metrics",
    system: "trading",
    on: "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
    change: (inputs) => ({
      ...inputs,
      rules: [
        {
          ...first(inputs.rules),
          destination: { bucket: "arn:aws:s3:::b", replicationTime: { status: "Enabled", time: { minutes: 15 } } },
        },
      ],
    }),
    says: "without metrics",
  },
  {
    what: "an early move",
    system: "payments",
    on: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    change: set({ rules: [{ id: "r", status: "Enabled", transitions: [{ days: 7, storageClass: "STANDARD_IA" }] }] }),
    says: "before an object is 30 days old",
  },
  {
    what: "a short stay in the cold",
    system: "healthcare",
    on: "aws:backup/plan:Plan",
    change: (inputs) => ({
      ...inputs,
      rules: [{ ...first(inputs.rules), lifecycle: { coldStorageAfter: 30, deleteAfter: 90 } }],
    }),
    says: "90 days in cold storage",
  },
  {
    what: "one subnet",
    system: "trading",
    on: "aws:lb/loadBalancer:LoadBalancer",
    change: set({ subnets: ["subnet-1"] }),
    says: "in one zone",
  },
  {
    what: "routing without an identifier",
    system: "trading",
    on: "aws:route53/record:Record",
    change: without("setIdentifier"),
    says: "no set identifier",
  },
  {
    what: "an interval of 20 seconds",
    system: "trading",
    on: "aws:route53/healthCheck:HealthCheck",
    change: set({ requestInterval: 20 }),
    says: "other than 10 or 30",
  },
  {
    what: "a secret's replica at home",
    system: "transactions",
    on: "aws:secretsmanager/secret:Secret",
    change: set({ replicas: [{ region: "us-east-1" }] }),
    says: "its own region",
  },
  {
    what: "a long wait",
    system: "payments",
    on: "aws:apigateway/integration:Integration",
    change: set({ timeoutMilliseconds: 29_001 }),
    says: "longer than 29 seconds",
  },
  {
    what: "a rollback to whatever is latest",
    system: "fleet",
    on: "aws:autoscaling/group:Group",
    change: set({
      instanceRefresh: { strategy: "Rolling", preferences: { autoRollback: true } },
      launchTemplate: { version: "$Latest" },
    }),
    says: "to $Latest",
  },
  {
    what: "a rollback of an image by its alias",
    system: "fleet",
    on: "aws:autoscaling/group:Group",
    change: set({ instanceRefresh: { strategy: "Rolling", preferences: { autoRollback: true } } }),
    says: "whose image is an SSM parameter",
  },
  {
    what: "a group that is larger than itself",
    system: "fleet",
    on: "aws:autoscaling/group:Group",
    change: set({ minSize: 9, maxSize: 3 }),
    says: "least size",
  },
];
