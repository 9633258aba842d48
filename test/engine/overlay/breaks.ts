import * as pulumi from "@pulumi/pulumi";

/** One thing that is wrong with an otherwise good program, and the one policy that has to notice. */
export interface Break {
  /** The resources it happens to. */
  readonly on: readonly string[];
  /** Narrows `on` further; every resource of these types when absent. */
  readonly where?: (name: string, props: Properties) => boolean;
  readonly change: (props: Properties, options: pulumi.ResourceOptions) => Changed;
  readonly rejectedBy: string;
  /** Policies that are broken with it. */
  readonly and?: readonly string[];
}

export type Properties = Readonly<Record<string, unknown>>;

interface Changed {
  readonly props?: Properties;
  readonly options?: pulumi.ResourceOptions;
}

interface PolicyDocument {
  readonly Statement: readonly { readonly Action: string | readonly string[] }[];
}

/** The document with every action of its first statement replaced by one that means more than it says. */
function widened(document: unknown): pulumi.Output<string> {
  return pulumi.output(document as pulumi.Input<string | PolicyDocument>).apply((given) => {
    const parsed = typeof given === "string" ? (JSON.parse(given) as PolicyDocument) : given;
    const [first, ...rest] = parsed.Statement;
    return JSON.stringify({ ...parsed, Statement: [{ ...first, Action: "dynamodb:*" }, ...rest] });
  });
}

function replicasWithoutRecovery(replicas: unknown): pulumi.Output<unknown> {
  return pulumi
    .output(replicas as pulumi.Input<Record<string, unknown>[]>)
    .apply((given) => given.map((replica) => ({ ...replica, pointInTimeRecovery: false })));
}

/** The text of a property, rewritten. */
function rewritten(text: unknown, from: string | RegExp, to: string): pulumi.Output<string> {
  return pulumi.output(text as pulumi.Input<string>).apply((given) => given.replace(from, to));
}

interface ReplicationRule {
  readonly destination: { readonly replicationTime: Readonly<Record<string, unknown>> };
}

function rulesWithoutTimeControl(rules: unknown): pulumi.Output<unknown> {
  return pulumi.output(rules as pulumi.Input<ReplicationRule[]>).apply((given) =>
    given.map(({ destination, ...rule }) => {
      const replicationTime = { ...destination.replicationTime, status: "Disabled" };
      return { ...rule, destination: { ...destination, replicationTime } };
    }),
  );
}

function tagsWithout(tags: unknown, unwanted: string): pulumi.Output<unknown> {
  return pulumi
    .output(tags as pulumi.Input<Record<string, string>>)
    .apply((given) => Object.fromEntries(Object.entries(given).filter(([key]) => key !== unwanted)));
}

const TABLE = "aws:dynamodb/table:Table";
const QUEUE = "aws:sqs/queue:Queue";
const RECORD = "aws:route53/record:Record";
const CLUSTER = "aws:rds/cluster:Cluster";

export const breaks = {
  "standby-elsewhere": {
    on: ["pulumi:providers:aws"],
    where: (name) => name === "secondary",
    change: (props) => ({ props: { ...props, region: "eu-west-1" } }),
    rejectedBy: "region-limit-pair",
    and: ["cloudwatch-require-lag-alarm", "resource-require-name-pattern"],
  },
  "wildcard-action": {
    on: ["aws:iam/rolePolicy:RolePolicy", "aws:iam/policy:Policy"],
    where: (name) => name.startsWith("processor-primary"),
    change: ({ policy, ...props }) => ({ props: { ...props, policy: widened(policy) } }),
    rejectedBy: "iam-forbid-wildcard-action",
  },
  "replica-without-recovery": {
    on: [TABLE],
    change: ({ replicas, ...props }) => ({ props: { ...props, replicas: replicasWithoutRecovery(replicas) } }),
    rejectedBy: "dynamodb-require-pitr",
  },
  "replication-without-time-control": {
    on: ["aws:s3/bucketReplicationConfig:BucketReplicationConfig"],
    change: ({ rules, ...props }) => ({ props: { ...props, rules: rulesWithoutTimeControl(rules) } }),
    rejectedBy: "s3-require-replication-time-control",
  },
  "concurrency-99": {
    on: ["aws:lambda/function:Function"],
    change: (props) => ({ props: { ...props, reservedConcurrentExecutions: 99 } }),
    rejectedBy: "lambda-exact-reserved-concurrency",
  },
  "ttl-200": {
    on: [RECORD],
    where: (_name, { failoverRoutingPolicies }) => failoverRoutingPolicies !== undefined,
    change: (props) => ({ props: { ...props, ttl: 200 } }),
    rejectedBy: "route53-exact-record-ttl",
  },
  "interval-10": {
    on: ["aws:route53/healthCheck:HealthCheck"],
    change: (props) => ({ props: { ...props, requestInterval: 10 } }),
    rejectedBy: "route53-exact-health-check-interval",
  },
  protect: {
    on: [TABLE],
    change: (_props, options) => ({ options: { ...options, protect: true } }),
    rejectedBy: "resource-forbid-retention",
  },
  "missing-tag": {
    on: [TABLE],
    change: ({ tags, ...props }) => ({ props: { ...props, tags: tagsWithout(tags, "Environment") } }),
    rejectedBy: "resource-require-tags",
  },
  "threshold-4": {
    on: ["aws:route53/healthCheck:HealthCheck"],
    change: (props) => ({ props: { ...props, failureThreshold: 4 } }),
    rejectedBy: "route53-limit-failure-threshold",
  },
  "stage-without-access-log": {
    on: ["aws:apigateway/stage:Stage"],
    change: ({ accessLogSettings: _left, ...props }) => ({ props }),
    rejectedBy: "apigateway-require-access-log",
  },
  "queue-without-redrive": {
    on: [QUEUE],
    where: (name) => name.startsWith("retries-"),
    change: ({ redrivePolicy: _left, ...props }) => ({ props }),
    rejectedBy: "sqs-require-redrive",
  },
  "visibility-179": {
    on: [QUEUE],
    where: (name) => name.startsWith("retries-"),
    change: (props) => ({ props: { ...props, visibilityTimeoutSeconds: 179 } }),
    rejectedBy: "sqs-require-visibility-timeout",
  },
  "queue-that-forgets": {
    on: [QUEUE],
    change: (props) => ({ props: { ...props, messageRetentionSeconds: 345_600 } }),
    rejectedBy: "sqs-require-retention",
  },
  "customer-key": {
    on: [QUEUE],
    change: ({ sqsManagedSseEnabled: _left, ...props }) => ({ props: { ...props, kmsMasterKeyId: "alias/payments" } }),
    rejectedBy: "kms-forbid-customer-key",
  },
  "ledger-not-encrypted": {
    on: [CLUSTER],
    where: (name) => name === "ledger-primary",
    change: (props) => ({ props: { ...props, storageEncrypted: false } }),
    rejectedBy: "rds-require-encryption",
  },
  "sessions-without-our-key": {
    on: [TABLE],
    change: (props) => ({ props: { ...props, serverSideEncryption: { enabled: true } } }),
    rejectedBy: "kms-require-customer-key",
  },
  "standby-takes-traffic": {
    on: [RECORD],
    where: (name) => name === "api-secondary",
    change: (props) => ({ props: { ...props, weightedRoutingPolicies: [{ weight: 1 }] } }),
    rejectedBy: "route53-exact-weights",
  },
  "transactions-for-anyone": {
    on: ["aws:lambda/functionUrl:FunctionUrl"],
    change: ({ functionName, ...props }) => ({
      props: { ...props, functionName: rewritten(functionName, /-health$/, "-processor") },
    }),
    rejectedBy: "lambda-limit-public-url",
  },
  "lag-of-31-seconds": {
    on: ["aws:cloudwatch/metricAlarm:MetricAlarm"],
    where: (name) => name === "alarms-secondary-database-lag",
    change: (props) => ({ props: { ...props, threshold: 31_000 } }),
    rejectedBy: "cloudwatch-require-lag-alarm",
  },
  "key-for-anybody": {
    on: ["aws:kms/key:Key"],
    change: ({ policy, ...props }) => ({
      props: { ...props, policy: rewritten(policy, '{"AWS":"arn:aws:iam::123456789012:root"}', '{"AWS":"*"}') },
    }),
    rejectedBy: "iam-forbid-public-principal",
  },
  "reserved-100": {
    on: ["aws:lambda/function:Function"],
    where: (name) => name === "api-primary-function",
    change: (props) => ({ props: { ...props, reservedConcurrentExecutions: 100 } }),
    rejectedBy: "lambda-exact-reserved-concurrency",
  },
  "events-in-a-circle": {
    on: ["aws:cloudwatch/eventRule:EventRule"],
    where: (name) => name.startsWith("events-to-"),
    change: (props) => ({ props: { ...props, eventPattern: '{"source":["healthcare.records"]}' } }),
    rejectedBy: "events-forbid-forwarding-loop",
  },
  "networks-overlap": {
    on: ["aws:ec2/vpc:Vpc"],
    where: (name) => name === "network-secondary-vpc",
    change: (props) => ({ props: { ...props, cidrBlock: "10.0.0.0/16" } }),
    rejectedBy: "vpc-forbid-cidr-overlap",
  },
  "standby-unwatched": {
    on: [RECORD],
    where: (name) => name === "api-secondary",
    change: ({ healthCheckId: _left, ...props }) => ({ props }),
    rejectedBy: "route53-require-health-check",
  },
  "alarm-without-action": {
    on: ["aws:cloudwatch/metricAlarm:MetricAlarm"],
    where: (name) => name === "alarms-primary-not-ready",
    change: (props) => ({ props: { ...props, alarmActions: [] } }),
    rejectedBy: "cloudwatch-require-alarm-action",
  },
  "name-of-its-own": {
    on: ["aws:rds/globalCluster:GlobalCluster"],
    change: (props) => ({ props: { ...props, globalClusterIdentifier: "patients" } }),
    rejectedBy: "resource-require-name-pattern",
  },
  "cluster-on-its-own": {
    on: [CLUSTER],
    where: (name) => name === "records-secondary",
    change: ({ globalClusterIdentifier: _left, ...props }) => ({ props }),
    rejectedBy: "rds-require-global-cluster",
  },
  "metadata-without-token": {
    on: ["aws:ec2/launchTemplate:LaunchTemplate"],
    where: (name) => name === "fleet-primary-template",
    change: ({ metadataOptions, ...props }) => ({
      props: { ...props, metadataOptions: { ...(metadataOptions as Properties), httpTokens: "optional" } },
    }),
    rejectedBy: "ec2-require-imdsv2",
  },
  "standby-of-another-size": {
    on: ["aws:ec2/launchTemplate:LaunchTemplate"],
    where: (name) => name === "fleet-secondary-template",
    change: (props) => ({ props: { ...props, instanceType: "t3.small" } }),
    rejectedBy: "region-require-parity",
  },
  "group-in-one-zone": {
    on: ["aws:autoscaling/group:Group"],
    where: (name) => name === "fleet-primary-group",
    change: ({ vpcZoneIdentifiers, ...props }) => ({
      props: { ...props, vpcZoneIdentifiers: (vpcZoneIdentifiers as readonly unknown[]).slice(0, 1) },
    }),
    rejectedBy: "autoscaling-require-multi-az",
  },
  "health-by-ec2-alone": {
    on: ["aws:autoscaling/group:Group"],
    where: (name) => name === "fleet-primary-group",
    change: (props) => ({ props: { ...props, healthCheckType: "EC2" } }),
    rejectedBy: "autoscaling-require-elb-health-check",
  },
  "backups-stay-home": {
    on: ["aws:backup/plan:Plan"],
    where: (name) => name === "backups-to-secondary-plan",
    change: ({ rules, ...props }) => ({
      props: {
        ...props,
        rules: (rules as readonly Properties[]).map(({ copyActions: _left, ...rule }) => rule),
      },
    }),
    rejectedBy: "backup-require-cross-region-copy",
  },
  "no-way-over-the-peering": {
    on: ["aws:ec2/route:Route"],
    where: (name) => /^peering-\w+-secondary$/.test(name),
    change: (props) => ({ props: { ...props, destinationCidrBlock: "10.9.0.0/16" } }),
    rejectedBy: "vpc-require-peering-routes",
  },
} as const satisfies Readonly<Record<string, Break>>;

export type BreakName = keyof typeof breaks;
