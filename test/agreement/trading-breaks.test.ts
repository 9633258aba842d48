import type { GraphResource, Recording } from "../../preflight/graph";
import { absent, type Break, withChange, withField, without } from "../helpers/edit";
import { sampled } from "../helpers/histories";
import { RunningPack } from "../helpers/pack";
import { recorded } from "../helpers/recorded";

const table = "aws:dynamodb/table:Table";
const bucket = "aws:s3/bucket:Bucket";
const versioning = "aws:s3/bucketVersioning:BucketVersioning";
const encryption = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const privacy = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const bucketPolicy = "aws:s3/bucketPolicy:BucketPolicy";
const replication = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";
const processor = "aws:lambda/function:Function";
const record = "aws:route53/record:Record";
const check = "aws:route53/healthCheck:HealthCheck";
const zone = "aws:route53/zone:Zone";
const balancer = "aws:lb/loadBalancer:LoadBalancer";
const queue = "aws:sqs/queue:Queue";
const topic = "aws:sns/topic:Topic";
const subscription = "aws:sns/topicSubscription:TopicSubscription";
const parameter = "aws:ssm/parameter:Parameter";
const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const logs = "aws:cloudwatch/logGroup:LogGroup";
const rolePolicy = "aws:iam/rolePolicy:RolePolicy";
const role = "aws:iam/role:Role";

interface Setting extends Break {
  /** The resource that the finding names, when it is not the one that was changed. */
  readonly found?: string;
  /** Set where the promised recovery time is broken with it. */
  readonly breaksRto?: true;
}

/** One field of the good stack, one worse value, the one policy that has to notice. */
const settings: readonly Setting[] = [
  // Global data layer
  {
    what: "the table has provisioned capacity",
    type: table,
    name: "trades-table",
    path: "billingMode",
    value: "PROVISIONED",
    policy: "dynamodb-require-on-demand",
  },
  {
    what: "the table does not state its billing mode",
    type: table,
    name: "trades-table",
    path: "billingMode",
    value: absent,
    policy: "dynamodb-require-on-demand",
  },
  {
    what: "recovery is off on the table",
    type: table,
    name: "trades-table",
    path: "pointInTimeRecovery.enabled",
    value: false,
    policy: "dynamodb-require-pitr",
  },
  {
    what: "recovery is off on the replica",
    type: table,
    name: "trades-table",
    path: "replicas[0].pointInTimeRecovery",
    value: false,
    policy: "dynamodb-require-pitr",
  },
  {
    what: "recovery is not stated for the replica",
    type: table,
    name: "trades-table",
    path: "replicas[0].pointInTimeRecovery",
    value: absent,
    policy: "dynamodb-require-pitr",
  },
  {
    what: "the stream is off",
    type: table,
    name: "trades-table",
    path: "streamEnabled",
    value: false,
    policy: "dynamodb-require-replica",
  },
  {
    what: "the table cannot be deleted",
    type: table,
    name: "trades-table",
    path: "deletionProtectionEnabled",
    value: true,
    policy: "resource-forbid-retention",
  },
  {
    what: "the replica cannot be deleted",
    type: table,
    name: "trades-table",
    path: "replicas[0].deletionProtectionEnabled",
    value: true,
    policy: "resource-forbid-retention",
  },
  // Cross-region storage
  {
    what: "versioning is suspended",
    type: versioning,
    name: "archive-primary-versioning",
    path: "versioningConfiguration.status",
    value: "Suspended",
    policy: "s3-require-versioning",
  },
  {
    what: "a bucket lets public policies be set",
    type: privacy,
    name: "archive-secondary-privacy",
    path: "blockPublicPolicy",
    value: false,
    policy: "s3-require-public-access-block",
  },
  {
    what: "a bucket cannot be emptied",
    type: bucket,
    name: "archive-primary-bucket",
    path: "forceDestroy",
    value: false,
    policy: "resource-forbid-retention",
  },
  {
    what: "the replication time is not controlled",
    type: replication,
    name: "archive-to-secondary-config",
    path: "rules[0].destination.replicationTime.status",
    value: "Disabled",
    policy: "s3-require-replication-time-control",
  },
  {
    what: "the replication metrics are off",
    type: replication,
    name: "archive-to-secondary-config",
    path: "rules[0].destination.metrics.status",
    value: "Disabled",
    policy: "s3-require-replication-time-control",
  },
  // Compute
  {
    what: "a function reserves 99",
    type: processor,
    name: "processor-primary-function",
    path: "reservedConcurrentExecutions",
    value: 99,
    policy: "lambda-exact-reserved-concurrency",
  },
  {
    what: "a function reserves 101",
    type: processor,
    name: "processor-secondary-function",
    path: "reservedConcurrentExecutions",
    value: 101,
    policy: "lambda-exact-reserved-concurrency",
  },
  {
    what: "a function reserves nothing",
    type: processor,
    name: "processor-secondary-function",
    path: "reservedConcurrentExecutions",
    value: absent,
    policy: "lambda-exact-reserved-concurrency",
  },
  {
    what: "a function has less memory",
    type: processor,
    name: "processor-secondary-function",
    path: "memorySize",
    value: 256,
    policy: "lambda-exact-memory",
  },
  {
    what: "a function has another runtime",
    type: processor,
    name: "processor-primary-function",
    path: "runtime",
    value: "nodejs20.x",
    policy: "lambda-exact-runtime",
  },
  {
    what: "a function has another handler in one region",
    type: processor,
    name: "processor-secondary-function",
    path: "handler",
    value: "index.other",
    policy: "region-require-parity",
  },
  // DNS and traffic
  {
    what: "the primary record lives 300 s",
    type: record,
    name: "api-primary",
    path: "ttl",
    value: 300,
    policy: "route53-exact-record-ttl",
    breaksRto: true,
  },
  {
    what: "the secondary record lives 61 s",
    type: record,
    name: "api-secondary",
    path: "ttl",
    value: 61,
    policy: "route53-exact-record-ttl",
  },
  {
    what: "the primary record has no health check",
    type: record,
    name: "api-primary",
    path: "healthCheckId",
    value: absent,
    policy: "route53-require-health-check",
    breaksRto: true,
  },
  {
    what: "both records are secondary",
    type: record,
    name: "api-primary",
    path: "failoverRoutingPolicies[0].type",
    value: "SECONDARY",
    policy: "route53-require-failover-pair",
    found: "api-secondary",
    breaksRto: true,
  },
  {
    what: "the endpoint is asked every 10 s",
    type: check,
    name: "endpoint-primary-check",
    path: "requestInterval",
    value: 10,
    policy: "route53-exact-health-check-interval",
  },
  {
    what: "the endpoint is down after three failures",
    type: check,
    name: "endpoint-primary-check",
    path: "failureThreshold",
    value: 3,
    policy: "route53-limit-failure-threshold",
  },
  {
    what: "the zone cannot be emptied",
    type: zone,
    name: "zone-zone",
    path: "forceDestroy",
    value: false,
    policy: "resource-forbid-retention",
  },
  {
    what: "a load balancer cannot be deleted",
    type: balancer,
    name: "balancer-primary-balancer",
    path: "enableDeletionProtection",
    value: true,
    policy: "resource-forbid-retention",
  },
  {
    what: "a load balancer answers differently in one region",
    type: balancer,
    name: "balancer-secondary-balancer",
    path: "idleTimeout",
    value: 4000,
    policy: "region-require-parity",
  },
  // Watching and telling
  {
    what: "an alarm does nothing",
    type: alarm,
    name: "alarms-primary-function-errors",
    path: "alarmActions",
    value: [],
    policy: "cloudwatch-require-alarm-action",
  },
  {
    what: "an alarm's actions are off",
    type: alarm,
    name: "alarms-primary-function-errors",
    path: "actionsEnabled",
    value: false,
    policy: "cloudwatch-require-alarm-action",
  },
  // Configuration
  {
    what: "a parameter is plain text",
    type: parameter,
    name: "endpoints-primary-tableEndpoint",
    path: "type",
    value: "String",
    policy: "ssm-require-secure-string",
  },
  // Queues and logs
  {
    what: "a queue is not encrypted",
    type: queue,
    name: "dead-letters-primary-queue",
    path: "sqsManagedSseEnabled",
    value: false,
    policy: "sqs-require-encryption",
  },
  {
    what: "dead letters are forgotten after four days",
    type: queue,
    name: "dead-letters-primary-queue",
    path: "messageRetentionSeconds",
    value: 345600,
    policy: "sqs-require-retention",
  },
  {
    what: "logs are kept for ever",
    type: logs,
    name: "processor-primary-logs",
    path: "retentionInDays",
    value: 0,
    policy: "logs-require-retention",
  },
  {
    what: "a log group survives its stack",
    type: logs,
    name: "processor-primary-logs",
    path: "skipDestroy",
    value: true,
    policy: "resource-forbid-retention",
  },
  // Tags and names
  {
    what: "a tag is missing",
    type: queue,
    name: "dead-letters-primary-queue",
    path: 'tags["Environment"]',
    value: absent,
    policy: "resource-require-tags",
  },
  {
    what: "a tag has another value",
    type: topic,
    name: "alerts-primary-topic",
    path: 'tags["Environment"]',
    value: "staging",
    policy: "resource-require-tags",
  },
  {
    what: "a resource has the role of the other region",
    type: queue,
    name: "dead-letters-primary-queue",
    path: 'tags["DR-Role"]',
    value: "secondary",
    policy: "resource-require-tags",
  },
];

interface Removal {
  readonly what: string;
  readonly type: string;
  readonly name: string;
  readonly policy: string;
}

/**
 * A resource that is not there. Its own policy notices; so does parity, while the other region still has its twin. An alarm
 * has no twin: regions are watched from where a metric is.
 */
const removals: readonly Removal[] = [
  { what: "versioning", type: versioning, name: "archive-primary-versioning", policy: "s3-require-versioning" },
  { what: "encryption", type: encryption, name: "archive-primary-encryption", policy: "s3-require-encryption" },
  {
    what: "the public access block",
    type: privacy,
    name: "archive-primary-privacy",
    policy: "s3-require-public-access-block",
  },
  { what: "the bucket policy", type: bucketPolicy, name: "archive-primary-policy", policy: "s3-require-tls" },
  {
    what: "the only subscription",
    type: subscription,
    name: "alerts-primary-ops@example.com",
    policy: "sns-require-subscription",
  },
  {
    what: "the alarm on the primary's health",
    type: alarm,
    name: "alarms-endpoints-primary",
    policy: "cloudwatch-require-health-alarm",
  },
  {
    what: "the alarm on the table's lag",
    type: alarm,
    name: "alarms-primary-table-lag",
    policy: "cloudwatch-require-lag-alarm",
  },
];

interface Rewrite {
  readonly what: string;
  readonly type: string;
  readonly name: string;
  readonly document: string;
  readonly from: string;
  readonly to: string;
  readonly policy: string;
}

/** Words of an IAM document. */
const rewrites: readonly Rewrite[] = [
  {
    what: "every action of a service",
    type: rolePolicy,
    name: "processor-primary-policy",
    document: "policy",
    from: '"dynamodb:GetItem"',
    to: '"dynamodb:*"',
    policy: "iam-forbid-wildcard-action",
  },
  {
    what: "actions by a prefix",
    type: rolePolicy,
    name: "processor-primary-policy",
    document: "policy",
    from: '"dynamodb:GetItem"',
    to: '"dynamodb:Get*"',
    policy: "iam-forbid-wildcard-action",
  },
  {
    what: "every bucket",
    type: rolePolicy,
    name: "archive-replication-primary-policy",
    document: "policy",
    from: '"arn:aws:s3:::s3-us-east-1-dev-trade-archive-123456789012"',
    to: '"arn:aws:s3:::*"',
    policy: "iam-forbid-wildcard-resource",
  },
  {
    what: "every resource",
    type: rolePolicy,
    name: "archive-replication-primary-policy",
    document: "policy",
    from: '"arn:aws:s3:::s3-us-east-1-dev-trade-archive-123456789012"',
    to: '"*"',
    policy: "iam-forbid-wildcard-resource",
  },
  {
    what: "everything but an action",
    type: rolePolicy,
    name: "processor-primary-policy",
    document: "policy",
    from: '"Action"',
    to: '"NotAction"',
    policy: "iam-forbid-negated-element",
  },
  {
    what: "anybody to assume a role",
    type: role,
    name: "processor-primary-role",
    document: "assumeRolePolicy",
    from: '{"Service":"lambda.amazonaws.com"}',
    to: '"*"',
    policy: "iam-forbid-public-principal",
  },
  {
    what: "anybody to write into a bucket",
    type: bucketPolicy,
    name: "archive-primary-policy",
    document: "policy",
    from: '{"AWS":"arn:aws:iam::123456789012:role/iam-us-west-2-dev-archive-replication"}',
    to: '"*"',
    policy: "iam-forbid-public-principal",
  },
];

let good: Recording;
let pack: RunningPack;

beforeAll(async () => {
  [good, pack] = await Promise.all([recorded("trading"), RunningPack.start("trading", "trading")]);
});
afterAll(() => pack.stop());

/** A finding may be about the block that holds the changed property. */
function beginning(path: string): RegExp {
  return new RegExp(`^${path.split(/[.[]/)[0]}`);
}

function rewritten({
  type,
  name,
  document,
  from,
  to,
}: Pick<Rewrite, "type" | "name" | "document" | "to"> & { readonly from: string | RegExp }): Recording {
  return withChange(good, type, name, (resource) => {
    const text = String(resource.inputs[document]);
    const changed = text.replace(from, () => to);
    if (changed === text) throw new Error(`${name} does not say ${from}: ${text}`);
    return {
      ...resource,
      inputs: { ...resource.inputs, [document]: changed },
      outputs: { ...resource.outputs, [document]: changed },
    };
  });
}

function optionIn(name: string, options: Partial<GraphResource["options"]>): Recording {
  return withChange(good, table, name, (resource) => ({ ...resource, options: { ...resource.options, ...options } }));
}

describe("the trading system", () => {
  test("breaks no policy, and leaves none undetermined", async () => {
    expect(await pack.faults(good)).toEqual({ violations: [], undetermined: [] });
  });

  test("says that the runtime its document asks for is past support", async () => {
    const at = { policy: "lambda-require-supported-runtime", path: "runtime" };
    const outdated = await pack.outdated(good);
    // A program registers its resources in any order.
    expect([...outdated].sort((one, other) => one.name.localeCompare(other.name))).toEqual([
      { ...at, name: "health-primary-function" },
      { ...at, name: "health-secondary-function" },
      { ...at, name: "journal-primary-function" },
      { ...at, name: "journal-secondary-function" },
      { ...at, name: "processor-primary-function" },
      { ...at, name: "processor-secondary-function" },
      { ...at, name: "release-primary-function" },
      { ...at, name: "release-secondary-function" },
    ]);
  });

  test.each(sampled(settings, 0.15))(
    "is rejected by $policy, and by the promise where that is broken, when $what",
    async (setting) => {
      const { name, path, policy, found = name, breaksRto } = setting;
      const broken = await pack.broken(withField(good, setting));
      const policies = [...new Set(broken.map((finding) => finding.policy))].sort();
      expect(policies).toEqual([policy, ...(breaksRto ? ["recovery-limit-rto"] : [])].sort());
      expect(broken).toContainEqual({ policy, name: found, path: expect.stringMatching(beginning(path)) });
    },
  );

  test.each(sampled(rewrites, 0.3))("is rejected by $policy alone when a document allows $what", async (rewrite) => {
    const broken = await pack.broken(rewritten(rewrite));
    expect(broken.map(({ policy, name }) => ({ policy, name }))).toEqual([
      { policy: rewrite.policy, name: rewrite.name },
    ]);
  });

  test.each([
    [rolePolicy, "processor-primary-policy", "policy"],
    [role, "processor-primary-role", "assumeRolePolicy"],
    [bucketPolicy, "archive-primary-policy", "policy"],
    [topic, "alerts-primary-topic", "policy"],
  ])("is rejected by one policy alone when a document is cut off: %s %s", async (type, name, document) => {
    const broken = await pack.broken(rewritten({ type, name, document, from: /}$/, to: "" }));
    expect(broken).toEqual([{ policy: "iam-forbid-wildcard-action", name, path: document }]);
  });

  test.each(sampled(removals, 0.3))("is rejected by $policy without $what", async ({ type, name, policy }) => {
    const broken = await pack.broken(without(good, type, name));
    const policies = new Set(broken.map((finding) => finding.policy));
    const noticing = type === alarm ? [policy] : ["region-require-parity", policy];
    expect([...policies].sort()).toEqual(noticing.sort());
  });

  test("is rejected when a resource is protected", async () => {
    const broken = await pack.broken(optionIn("trades-table", { protect: true }));
    expect(broken).toEqual([{ policy: "resource-forbid-retention", name: "trades-table", path: "options.protect" }]);
  });

  test("is rejected when a resource is retained on delete, which a pack cannot see", async () => {
    const broken = await pack.broken(optionIn("trades-table", { retainOnDelete: true }));
    expect(broken).toEqual([
      { policy: "resource-forbid-retention", name: "trades-table", path: "options.retainOnDelete" },
    ]);
  });
});
