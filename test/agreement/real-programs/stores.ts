import { given, unknownText } from "../../policy-pack/given";
import { account, document, native, nativeTags, placed, type Reviewed } from "./parts";

const home = placed("eu-west-1");
const north = placed("eu-north-1");
const { make, bare, bucket, table } = home;
const bucketOnly = (name: string, props: object = {}) => make("s3/bucket:Bucket", name, { bucket: name, ...props });
const blocked = {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
};
const block = (name: string, props: object = {}) =>
  bare("s3/bucketPublicAccessBlock:BucketPublicAccessBlock", `${name}-block`, { bucket: name, ...blocked, ...props });
const overTls = (name: string, denial: object = {}) =>
  bare("s3/bucketPolicy:BucketPolicy", `${name}-policy`, {
    bucket: name,
    policy: document({
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
      ...denial,
    }),
  });
const withTags = (type: string, name: string, props: object, tags: object | undefined, defaults?: object) =>
  given(
    `aws:${type}`,
    name,
    { ...props, ...(tags ? { tags } : {}) },
    {
      provider: { region: "eu-west-1", ...(defaults ? { defaultTags: { tags: defaults } } : {}) },
    },
  );
const queue = (name: string, tags?: object, defaults?: object) =>
  withTags("sqs/queue:Queue", name, { name }, tags, defaults);
const instance = (name: string, props: object = {}) =>
  make("ec2/instance:Instance", name, { ami: "ami-1", instanceType: "t3.micro", ...props });
const required = { metadataOptions: { httpTokens: "required" } };
const database = (name: string, props: object) =>
  make("rds/cluster:Cluster", name, {
    clusterIdentifier: name,
    engine: "aurora-postgresql",
    engineVersion: "17.7",
    ...props,
  });
const replica = (regionName: string) => ({ regionName, pointInTimeRecovery: true, propagateTags: true });
const streamed = { streamEnabled: true, streamViewType: "NEW_AND_OLD_IMAGES" };
const metric = {
  namespace: "AWS/SQS",
  metricName: "ApproximateAgeOfOldestMessage",
  comparisonOperator: "GreaterThanThreshold",
  threshold: 60,
  evaluationPeriods: 2,
  period: 60,
  statistic: "Maximum",
};

/** Where data is, who can read it, and what it is called. */
export const stores: readonly Reviewed[] = [
  {
    program: "environments of every name",
    resources: ["dev", "qa", "stage", "staging", "prod", "Production", "pr-123"].map((name) =>
      queue(name, { Environment: name }),
    ),
    baseline: [],
    production: [],
  },
  {
    program: "environments that the provider's default tags give",
    resources: [
      queue("orders", { Team: "shop" }, { Environment: "dev" }),
      queue("mails", undefined, { Environment: "dev" }),
    ],
    baseline: [],
    production: [],
  },
  {
    program: "environments that are empty, of another name, or nowhere",
    resources: [queue("empty", { Environment: "" }), queue("other", { Env: "dev" }), queue("none")],
    baseline: [
      "resource-require-tags: empty tags.Environment",
      "resource-require-tags: other tags.Environment",
      "resource-require-tags: none tags.Environment",
    ],
    production: ["resource-require-tags"],
  },
  {
    program: "buckets under the block of their account",
    resources: [
      make("s3/accountPublicAccessBlock:AccountPublicAccessBlock", "all", blocked),
      bucketOnly("logs"),
      overTls("logs"),
      bucketOnly("data"),
      overTls("data"),
    ],
    baseline: [],
    production: [],
  },
  {
    program: "a bucket whose block lets policies through",
    resources: [bucketOnly("data"), block("data", { blockPublicPolicy: false }), overTls("data")],
    baseline: ["s3-require-public-access-block: data-block blockPublicPolicy"],
    production: ["s3-require-public-access-block"],
  },
  {
    program: "a bucket that refuses plain HTTP for its objects alone",
    resources: [bucketOnly("data"), block("data"), overTls("data", { Resource: "arn:aws:s3:::data/*" })],
    baseline: ["s3-require-tls: data-policy policy"],
    production: ["s3-require-tls"],
  },
  {
    program: "a bucket that refuses plain HTTP of one account alone",
    resources: [
      bucketOnly("data"),
      block("data"),
      overTls("data", { Principal: { AWS: `arn:aws:iam::${account}:root` } }),
    ],
    baseline: ["s3-require-tls: data-policy policy"],
    production: ["s3-require-tls"],
  },
  {
    program: "a bucket that refuses plain HTTP and old TLS",
    resources: [
      bucketOnly("data"),
      block("data"),
      bare("s3/bucketPolicy:BucketPolicy", "data-policy", {
        bucket: "data",
        policy: document(
          {
            Effect: "Deny",
            Principal: { AWS: "*" },
            Action: "s3:*",
            Resource: "*",
            Condition: { Bool: { "aws:SecureTransport": false } },
          },
          {
            Effect: "Deny",
            Principal: "*",
            Action: "s3:*",
            Resource: "*",
            Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } },
          },
        ),
      }),
    ],
    baseline: [],
    production: [],
  },
  {
    program: "a bucket, as Cloud Control writes it",
    resources: [
      native("s3:Bucket", "data", {
        bucketName: "data",
        tags: nativeTags,
        publicAccessBlockConfiguration: blocked,
        bucketEncryption: {
          serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
        },
      }),
      native("s3:BucketPolicy", "data-policy", {
        bucket: "data",
        policyDocument: {
          Statement: [
            {
              Effect: "Deny",
              Principal: "*",
              Action: "s3:*",
              Resource: ["arn:aws:s3:::data", "arn:aws:s3:::data/*"],
              Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
          ],
        },
      }),
    ],
    baseline: [],
    production: [],
  },
  {
    program: "a bucket, as Cloud Control writes it, open and named nowhere",
    resources: [native("s3:Bucket", "data", { bucketName: "data" })],
    baseline: [
      "resource-require-tags: data tags",
      "s3-require-public-access-block: data publicAccessBlock",
      "s3-require-tls: data policy",
    ],
    production: ["resource-require-tags", "s3-require-public-access-block", "s3-require-tls"],
  },
  {
    program: "instances by a template, in an account that asks for tokens",
    resources: [
      make("ec2/launchTemplate:LaunchTemplate", "web", required),
      instance("web-1", { launchTemplate: { name: "web" } }),
      bare("ec2/instanceMetadataDefaults:InstanceMetadataDefaults", "defaults", { httpTokens: "required" }),
      instance("web-2"),
    ],
    baseline: [],
    production: [],
  },
  {
    program: "instances that answer whoever asks",
    resources: [
      instance("bastion", { metadataOptions: { httpTokens: "optional" } }),
      make("ec2/launchConfiguration:LaunchConfiguration", "old", { imageId: "ami-1", instanceType: "t3.micro" }),
      native("ec2:Instance", "other", { tags: nativeTags, imageId: "ami-1" }),
    ],
    baseline: [
      "ec2-require-imdsv2: bastion metadataOptions.httpTokens",
      "ec2-require-imdsv2: old metadataOptions.httpTokens",
      "ec2-require-imdsv2: other metadataOptions.httpTokens",
    ],
    production: ["ec2-require-imdsv2"],
  },
  {
    program: "databases that are encrypted, each in its way",
    resources: [
      database("orders", { storageEncrypted: true, globalClusterIdentifier: "shop" }),
      given(
        "aws:rds/globalCluster:GlobalCluster",
        "global",
        {
          globalClusterIdentifier: "shop",
          engine: "aurora-postgresql",
          storageEncrypted: true,
          tags: { Environment: "prod" },
        },
        { provider: { region: "eu-west-1" } },
      ),
      given(
        "aws:rds/cluster:Cluster",
        "orders-copy",
        {
          clusterIdentifier: "orders-copy",
          globalClusterIdentifier: "shop",
          engine: "aurora-postgresql",
          engineVersion: "17.7",
          storageEncrypted: true,
          tags: { Environment: "prod" },
        },
        { provider: { region: "eu-central-1" } },
      ),
    ],
    baseline: [],
    production: [],
  },
  {
    program: "Aurora Serverless of old, which is always encrypted",
    resources: [database("orders", { engineMode: "serverless" })],
    baseline: ["recovery-limit-rpo: orders globalClusterIdentifier"],
    production: ["recovery-limit-rpo"],
  },
  {
    program: "a database that is not encrypted, in both forms",
    resources: [
      make("rds/instance:Instance", "mysql", { identifier: "mysql", engine: "mysql", instanceClass: "db.t4g.micro" }),
      native("rds:DbInstance", "postgres", { dbInstanceIdentifier: "postgres", engine: "postgres", tags: nativeTags }),
    ],
    baseline: [
      "rds-require-encryption: mysql storageEncrypted",
      "rds-require-encryption: postgres storageEncrypted",
      "recovery-limit-rpo: mysql replicateSourceDb",
      "recovery-limit-rpo: postgres sourceDbInstanceIdentifier",
    ],
    production: ["rds-require-encryption"],
  },
  {
    program: "a table in three regions, in another pair of regions",
    resources: [
      table("orders", { ...streamed, replicas: [replica("eu-central-1"), replica("eu-north-1")] }),
      north.make("sqs/queue:Queue", "watcher", { name: "watcher" }),
    ],
    baseline: [],
    production: [],
  },
  {
    program: "a table whose replica has no recovery, in another pair of regions",
    resources: [
      table("orders", { ...streamed, replicas: [{ ...replica("eu-central-1"), pointInTimeRecovery: false }] }),
    ],
    baseline: ["dynamodb-require-pitr: orders replicas[0].pointInTimeRecovery"],
    production: ["dynamodb-require-pitr"],
  },
  {
    program: "networks side by side, and one across another",
    resources: [
      make("ec2/vpc:Vpc", "shop", { cidrBlock: "10.1.0.0/16" }),
      make("ec2/vpc:Vpc", "data", { cidrBlock: "10.2.0.0/16" }),
      north.make("ec2/vpc:Vpc", "standby", { cidrBlock: "10.1.128.0/17" }),
    ],
    baseline: ["vpc-forbid-cidr-overlap: standby cidrBlock"],
    production: ["vpc-forbid-cidr-overlap"],
  },
  {
    program: "alarms that tell somebody, by themselves or by another",
    resources: [
      make("cloudwatch/metricAlarm:MetricAlarm", "old-messages", {
        ...metric,
        dimensions: { QueueName: "orders" },
        alarmActions: [`arn:aws:sns:eu-west-1:${account}:people`],
      }),
      make("cloudwatch/metricAlarm:MetricAlarm", "part", {
        ...metric,
        name: "part",
        dimensions: { QueueName: "mails" },
      }),
      make("cloudwatch/compositeAlarm:CompositeAlarm", "whole", {
        alarmName: "whole",
        alarmRule: "ALARM(part)",
        alarmActions: [`arn:aws:sns:eu-west-1:${account}:people`],
      }),
    ],
    baseline: [],
    production: [],
  },
  {
    program: "alarms that nobody hears",
    resources: [
      make("cloudwatch/metricAlarm:MetricAlarm", "quiet", { ...metric, dimensions: { QueueName: "orders" } }),
      make("cloudwatch/metricAlarm:MetricAlarm", "off", {
        ...metric,
        dimensions: { QueueName: "orders" },
        actionsEnabled: false,
        alarmActions: [`arn:aws:sns:eu-west-1:${account}:people`],
      }),
    ],
    baseline: [
      "cloudwatch-require-alarm-action: quiet alarmActions",
      "cloudwatch-require-alarm-action: off actionsEnabled",
    ],
    production: ["cloudwatch-require-alarm-action"],
  },
  {
    program: "queues and logs, encrypted and kept for a time",
    resources: [
      queue("default", { Environment: "dev" }),
      withTags("sqs/queue:Queue", "own", { kmsMasterKeyId: "alias/aws/sqs" }, { Environment: "dev" }),
      make("cloudwatch/logGroup:LogGroup", "month", { name: "month", retentionInDays: 30 }),
      ...bucket("data"),
    ],
    baseline: [],
    production: [],
  },
  {
    program: "a queue in clear, and logs for ever",
    resources: [
      withTags("sqs/queue:Queue", "plain", { sqsManagedSseEnabled: false }, { Environment: "dev" }),
      make("cloudwatch/logGroup:LogGroup", "for-ever", { name: "for-ever", retentionInDays: 0 }),
      native("logs:LogGroup", "for-ever-too", { logGroupName: "for-ever-too", tags: nativeTags }),
      make("ssm/parameter:Parameter", "password", { name: "/shop/password", type: "String", value: unknownText }),
    ],
    baseline: [
      "logs-require-retention: for-ever retentionInDays",
      "logs-require-retention: for-ever-too retentionInDays",
      "sqs-require-encryption: plain sqsManagedSseEnabled",
      "ssm-require-secure-string: password type",
    ],
    production: ["logs-require-retention", "sqs-require-encryption"],
  },
];
