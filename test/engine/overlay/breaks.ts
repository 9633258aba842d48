import * as pulumi from "@pulumi/pulumi";

/** One thing that is wrong with an otherwise good program, and the one law that has to notice. */
export interface Break {
  /** The resources it happens to. */
  readonly on: readonly string[];
  /** Narrows `on` further; every resource of these types when absent. */
  readonly where?: (name: string, props: Properties) => boolean;
  readonly change: (props: Properties, options: pulumi.ResourceOptions) => Changed;
  readonly rejectedBy: string;
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

export const breaks = {
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
  "ttl-300": {
    on: ["aws:route53/record:Record"],
    where: (_name, { failoverRoutingPolicies }) => failoverRoutingPolicies !== undefined,
    change: (props) => ({ props: { ...props, ttl: 300 } }),
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
} as const satisfies Readonly<Record<string, Break>>;

export type BreakName = keyof typeof breaks;
