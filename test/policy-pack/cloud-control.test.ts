import { awsTypesOf } from "../../model/aws/cloud-control/forms";
import type { ExampleResource } from "../../policy-pack/engine/example";
import type { Judgement } from "../../policy-pack/engine/judgement";
import { rules } from "../../policy-pack/rules";
import { today } from "./case-files";
import { given, unknownText } from "./given";
import { judgementOn } from "./show";

/* One thing in both forms gets one verdict from every policy. */

type Bag = Readonly<Record<string, unknown>>;

interface Pair {
  readonly native: Bag;
  /** What it is in `@pulumi/aws`: its properties, or the resources that it takes there. */
  readonly aws: Bag | readonly ExampleResource[];
}

const provider = { provider: { region: "us-east-1" } };
const document = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*", Principal: "*" }],
};
const trust = { Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" }] };
const pairs = [{ key: "Environment", value: "production" }];
const tags = { Environment: "production" };
const at = (name: string) => `arn:aws:sns:us-east-1:111122223333:${name}`;

function bucketParts(
  props: Bag,
  ...parts: readonly (readonly [type: string, props: Bag])[]
): readonly ExampleResource[] {
  const sources = { sources: { bucket: ["one"] } };
  return [
    given("aws:s3/bucket:Bucket", "one", props, provider),
    ...parts.map(([type, own], index) =>
      given(`aws:s3/${type}`, `part-${index}`, { bucket: unknownText, ...own }, { ...provider, ...sources }),
    ),
  ];
}

const types: Readonly<Record<string, readonly Pair[]>> = {
  "dynamodb:GlobalTable": [
    {
      native: { tableName: "t", billingMode: "PAY_PER_REQUEST", replicas: [{ region: "us-east-1" }] },
      aws: { name: "t", billingMode: "PAY_PER_REQUEST" },
    },
    {
      native: {
        tableName: "t",
        streamSpecification: { streamViewType: "NEW_AND_OLD_IMAGES" },
        replicas: [
          { region: "us-west-2", pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true } },
          { region: "us-east-1", tags: pairs, pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true } },
        ],
      },
      aws: {
        name: "t",
        streamEnabled: true,
        streamViewType: "NEW_AND_OLD_IMAGES",
        tags,
        pointInTimeRecovery: { enabled: true },
        replicas: [{ regionName: "us-west-2", pointInTimeRecovery: true }],
      },
    },
  ],
  "dynamodb:Table": [
    { native: { tableName: "t" }, aws: { name: "t" } },
    {
      native: {
        tableName: "t",
        tags: pairs,
        sseSpecification: { sseEnabled: true, kmsMasterKeyId: "arn:aws:kms:us-east-1:111122223333:key/1" },
        pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 7 },
      },
      aws: {
        name: "t",
        tags,
        serverSideEncryption: { enabled: true, kmsKeyArn: "arn:aws:kms:us-east-1:111122223333:key/1" },
        pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 7 },
      },
    },
  ],
  "s3:Bucket": [
    {
      native: { bucketName: "b" },
      aws: [given("aws:s3/bucket:Bucket", "one", { bucket: "b" }, provider)],
    },
    {
      native: {
        bucketName: "b",
        tags: pairs,
        versioningConfiguration: { status: "Suspended" },
        bucketEncryption: {
          serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: "rot13" } }],
        },
        publicAccessBlockConfiguration: { blockPublicAcls: true },
        replicationConfiguration: {
          role: "arn:aws:iam::111122223333:role/r",
          rules: [{ status: "Enabled", destination: { bucket: "arn:aws:s3:::other" } }],
        },
      },
      aws: bucketParts(
        { bucket: "b", tags },
        ["bucketVersioning:BucketVersioning", { versioningConfiguration: { status: "Suspended" } }],
        [
          "bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
          { rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "rot13" } }] },
        ],
        ["bucketPublicAccessBlock:BucketPublicAccessBlock", { blockPublicAcls: true }],
        [
          "bucketReplicationConfig:BucketReplicationConfig",
          {
            role: "arn:aws:iam::111122223333:role/r",
            rules: [{ status: "Enabled", destination: { bucket: "arn:aws:s3:::other" } }],
          },
        ],
      ),
    },
  ],
  "s3:BucketPolicy": [{ native: { bucket: "b", policyDocument: document }, aws: { bucket: "b", policy: document } }],
  "iam:Role": [
    {
      native: {
        roleName: "r",
        assumeRolePolicyDocument: trust,
        policies: [{ policyName: "p", policyDocument: document }],
        managedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"],
      },
      aws: {
        name: "r",
        assumeRolePolicy: trust,
        inlinePolicies: [{ name: "p", policy: document }],
        managedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"],
      },
    },
  ],
  "iam:ManagedPolicy": [
    { native: { managedPolicyName: "p", policyDocument: document }, aws: { name: "p", policy: document } },
  ],
  "iam:Policy": [
    {
      native: { policyName: "p", roles: ["r"], policyDocument: document },
      aws: { name: "p", role: "r", policy: document },
    },
  ],
  "iam:RolePolicy": [
    {
      native: { policyName: "p", roleName: "r", policyDocument: document },
      aws: { name: "p", role: "r", policy: document },
    },
  ],
  "iam:UserPolicy": [
    {
      native: { policyName: "p", userName: "u", policyDocument: document },
      aws: { name: "p", user: "u", policy: document },
    },
  ],
  "iam:GroupPolicy": [
    {
      native: { policyName: "p", groupName: "g", policyDocument: document },
      aws: { name: "p", group: "g", policy: document },
    },
  ],
  "iam:User": [
    {
      native: { userName: "u", policies: [{ policyName: "p", policyDocument: document }] },
      aws: [
        given("aws:iam/user:User", "one", { name: "u" }, provider),
        given("aws:iam/userPolicy:UserPolicy", "two", { name: "p", user: "u", policy: document }, provider),
      ],
    },
    {
      native: { userName: "u", managedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"] },
      aws: [
        given("aws:iam/user:User", "one", { name: "u" }, provider),
        given(
          "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive",
          "two",
          { userName: "u", policyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"] },
          provider,
        ),
      ],
    },
  ],
  "lambda:Function": [
    {
      native: { functionName: "f", runtime: "nodejs12.x", memorySize: 128, timeout: 3, role: at("r"), tags: pairs },
      aws: { name: "f", runtime: "nodejs12.x", memorySize: 128, timeout: 3, role: at("r"), tags },
    },
  ],
  "lambda:Permission": [
    {
      native: { functionName: "f", action: "lambda:InvokeFunction", principal: "*" },
      aws: { function: "f", action: "lambda:InvokeFunction", principal: "*" },
    },
    {
      native: { functionName: "f", action: "lambda:InvokeFunction", principal: "*", sourceAccount: "111122223333" },
      aws: { function: "f", action: "lambda:InvokeFunction", principal: "*", sourceAccount: "111122223333" },
    },
  ],
  "lambda:Url": [
    {
      native: { targetFunctionArn: "f", authType: "NONE" },
      aws: { functionName: "f", authorizationType: "NONE" },
    },
  ],
  "route53:RecordSet": [
    {
      native: {
        name: "www.example.com",
        type: "A",
        ttl: "86400",
        hostedZoneId: "Z1",
        setIdentifier: "a",
        failover: "PRIMARY",
        resourceRecords: ["192.0.2.1"],
      },
      aws: {
        name: "www.example.com",
        type: "A",
        ttl: 86400,
        zoneId: "Z1",
        setIdentifier: "a",
        failoverRoutingPolicies: [{ type: "PRIMARY" }],
        records: ["192.0.2.1"],
      },
    },
  ],
  "route53:RecordSetGroup": [
    {
      native: {
        hostedZoneId: "Z1",
        recordSets: [
          {
            name: "a.example.com",
            type: "A",
            ttl: "86400",
            weight: 10,
            setIdentifier: "a",
            resourceRecords: ["192.0.2.1"],
          },
          {
            name: "a.example.com",
            type: "A",
            ttl: "86400",
            weight: 20,
            setIdentifier: "b",
            resourceRecords: ["192.0.2.2"],
          },
        ],
      },
      aws: ["a", "b"].map((setIdentifier, index) =>
        given(
          "aws:route53/record:Record",
          setIdentifier,
          {
            name: "a.example.com",
            type: "A",
            ttl: 86400,
            zoneId: "Z1",
            setIdentifier,
            weightedRoutingPolicies: [{ weight: 10 * (index + 1) }],
            records: [`192.0.2.${index + 1}`],
          },
          provider,
        ),
      ),
    },
  ],
  "route53:HealthCheck": [
    {
      native: { healthCheckConfig: { type: "HTTPS", requestInterval: 30, failureThreshold: 9 } },
      aws: { type: "HTTPS", requestInterval: 30, failureThreshold: 9 },
    },
  ],
  "rds:DbCluster": [
    {
      native: { dbClusterIdentifier: "c", engine: "aurora-postgresql", engineVersion: "11.9", storageEncrypted: false },
      aws: {
        clusterIdentifier: "c",
        engine: "aurora-postgresql",
        engineVersion: "11.9",
        storageEncrypted: false,
        skipFinalSnapshot: true,
      },
    },
  ],
  "rds:DbInstance": [
    {
      native: { dbInstanceIdentifier: "i", engine: "postgres", engineVersion: "11.1", allocatedStorage: "20" },
      aws: {
        identifier: "i",
        engine: "postgres",
        engineVersion: "11.1",
        allocatedStorage: 20,
        skipFinalSnapshot: true,
      },
    },
  ],
  "rds:GlobalCluster": [
    {
      native: { globalClusterIdentifier: "g", engine: "aurora-postgresql", engineVersion: "11.9" },
      aws: { globalClusterIdentifier: "g", engine: "aurora-postgresql", engineVersion: "11.9" },
    },
  ],
  "sns:Topic": [
    {
      native: { topicName: "t", tags: pairs, subscription: [{ protocol: "email", endpoint: "a@example.com" }] },
      aws: [
        given("aws:sns/topic:Topic", "one", { name: "t", tags }, provider),
        given(
          "aws:sns/topicSubscription:TopicSubscription",
          "two",
          { topic: unknownText, protocol: "email", endpoint: "a@example.com" },
          { ...provider, sources: { topic: ["one"] } },
        ),
      ],
    },
    { native: { topicName: "t" }, aws: { name: "t" } },
  ],
  "sns:TopicPolicy": [
    { native: { topics: [at("t")], policyDocument: document }, aws: { arn: at("t"), policy: document } },
  ],
  "sns:TopicInlinePolicy": [
    { native: { topicArn: at("t"), policyDocument: document }, aws: { arn: at("t"), policy: document } },
  ],
  "sqs:QueueInlinePolicy": [
    { native: { queue: "q", policyDocument: document }, aws: { queueUrl: "q", policy: document } },
  ],
  "events:EventBusPolicy": [
    {
      native: { eventBusName: "b", statementId: "s", statement: document.Statement[0] },
      aws: { eventBusName: "b", policy: { Statement: document.Statement } },
    },
  ],
  "s3:AccessPoint": [
    { native: { bucket: "b", name: "p", policy: document }, aws: { bucket: "b", name: "p", policy: document } },
  ],
  "sqs:Queue": [
    {
      native: {
        queueName: "q",
        sqsManagedSseEnabled: false,
        messageRetentionPeriod: 60,
        visibilityTimeout: 5,
        redrivePolicy: { deadLetterTargetArn: "arn:aws:sqs:us-east-1:111122223333:dead", maxReceiveCount: 1 },
      },
      aws: {
        name: "q",
        sqsManagedSseEnabled: false,
        messageRetentionSeconds: 60,
        visibilityTimeoutSeconds: 5,
        redrivePolicy: JSON.stringify({
          deadLetterTargetArn: "arn:aws:sqs:us-east-1:111122223333:dead",
          maxReceiveCount: 1,
        }),
      },
    },
  ],
  "sqs:QueuePolicy": [
    { native: { queues: ["https://q"], policyDocument: document }, aws: { queueUrl: "https://q", policy: document } },
  ],
  "kms:Key": [
    {
      native: { keyPolicy: document, enableKeyRotation: false, pendingWindowInDays: 30 },
      aws: { policy: document, enableKeyRotation: false, deletionWindowInDays: 30 },
    },
  ],
  "logs:LogGroup": [{ native: { logGroupName: "/l" }, aws: { name: "/l" } }],
  "cloudwatch:Alarm": [
    {
      native: {
        alarmName: "a",
        namespace: "AWS/DynamoDB",
        metricName: "ReplicationLatency",
        dimensions: [{ name: "TableName", value: "t" }],
        threshold: 1,
        comparisonOperator: "GreaterThanThreshold",
        evaluationPeriods: 1,
      },
      aws: {
        name: "a",
        namespace: "AWS/DynamoDB",
        metricName: "ReplicationLatency",
        dimensions: { TableName: "t" },
        threshold: 1,
        comparisonOperator: "GreaterThanThreshold",
        evaluationPeriods: 1,
      },
    },
  ],
  "events:EventBus": [{ native: { name: "bus" }, aws: { name: "bus" } }],
  "events:Rule": [
    {
      native: { name: "r", eventPattern: { source: ["x"] }, targets: [{ id: "1", arn: at("t") }] },
      aws: [
        given("aws:cloudwatch/eventRule:EventRule", "one", { name: "r", eventPattern: '{"source":["x"]}' }, provider),
        given(
          "aws:cloudwatch/eventTarget:EventTarget",
          "two",
          { rule: unknownText, arn: at("t"), targetId: "1" },
          { ...provider, sources: { rule: ["one"] } },
        ),
      ],
    },
  ],
  "backup:BackupVault": [{ native: { backupVaultName: "v", backupVaultTags: tags }, aws: { name: "v", tags } }],
  "backup:BackupPlan": [
    {
      native: {
        backupPlan: {
          backupPlanName: "p",
          backupPlanRule: [{ ruleName: "r", targetBackupVault: "v", scheduleExpression: "cron(0 5 ? * 1 *)" }],
        },
      },
      aws: { name: "p", rules: [{ ruleName: "r", targetVaultName: "v", schedule: "cron(0 5 ? * 1 *)" }] },
    },
  ],
  "ssm:Parameter": [
    {
      native: { name: "/db/password", type: "String", value: "x", tags },
      aws: { name: "/db/password", type: "String", value: "x", tags },
    },
  ],
  "secretsmanager:Secret": [
    {
      native: { name: "s", replicaRegions: [{ region: "us-west-2" }] },
      aws: { name: "s", replicas: [{ region: "us-west-2" }] },
    },
  ],
  "secretsmanager:ResourcePolicy": [
    { native: { secretId: "s", resourcePolicy: document }, aws: { secretArn: "s", policy: document } },
  ],
  "elasticloadbalancingv2:LoadBalancer": [
    {
      native: { name: "lb", scheme: "internet-facing", subnets: ["subnet-1"], tags: pairs },
      aws: { name: "lb", internal: false, subnets: ["subnet-1"], tags },
    },
  ],
  "elasticloadbalancingv2:Listener": [
    {
      native: { loadBalancerArn: "a", port: 443, protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-2016-08" },
      aws: { loadBalancerArn: "a", port: 443, protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-2016-08" },
    },
  ],
  "autoscaling:AutoScalingGroup": [
    {
      native: {
        autoScalingGroupName: "g",
        minSize: "1",
        maxSize: "2",
        vpcZoneIdentifier: ["subnet-1"],
        targetGroupArns: [at("t")],
        healthCheckType: "EC2",
      },
      aws: {
        name: "g",
        minSize: 1,
        maxSize: 2,
        vpcZoneIdentifiers: ["subnet-1"],
        targetGroupArns: [at("t")],
        healthCheckType: "EC2",
      },
    },
  ],
  "ec2:Instance": [
    { native: { imageId: "ami-1", tags: pairs }, aws: { ami: "ami-1", tags } },
    {
      native: { imageId: "ami-1", metadataOptions: { httpTokens: "required" } },
      aws: { ami: "ami-1", metadataOptions: { httpTokens: "required" } },
    },
  ],
  "ec2:LaunchTemplate": [
    {
      native: { launchTemplateName: "l", launchTemplateData: { metadataOptions: { httpTokens: "optional" } } },
      aws: { name: "l", metadataOptions: { httpTokens: "optional" } },
    },
  ],
  "ec2:Vpc": [{ native: { cidrBlock: "10.0.0.0/16", tags: pairs }, aws: { cidrBlock: "10.0.0.0/16", tags } }],
  "ec2:VpcEndpoint": [
    { native: { vpcId: "vpc-1", policyDocument: document }, aws: { vpcId: "vpc-1", policy: document } },
  ],
};

/** Settings that keep what is deleted stand in the other provider alone, for the most part. */
const compared = rules.filter(({ meta }) => !/^resource-(?:forbid|require)-retention$/.test(meta.name));

/** Per policy how many findings and how many open questions there are. */
function verdictsOn(resources: readonly ExampleResource[]): Record<string, string> {
  const said = (judgements: readonly Judgement[]) => {
    const wants = judgements.flatMap((one) => one.findings.map(({ want }) => want));
    const findings = [...new Set(wants)].sort();
    const unknown = judgements.flatMap(({ undetermined }) => undetermined);
    return `${findings.join("; ")} and ${unknown.length} undetermined`;
  };
  return Object.fromEntries(
    compared.map((rule) => [
      rule.meta.name,
      said(
        rule.kind === "stack"
          ? [judgementOn(rule, { given: resources })]
          : resources
              .filter(({ type }) => rule.on.has(type) || awsTypesOf(type).some((one) => rule.on.has(one)))
              .map(({ type, props, context }) => judgementOn(rule, { type, given: props, ...context })),
      ),
    ]),
  );
}

beforeAll(() => void jest.useFakeTimers({ now: new Date(today) }));
afterAll(() => void jest.useRealTimers());

const cases = Object.entries(types).flatMap(([type, list]) => list.map((pair, index) => [type, index, pair] as const));

/** CloudFormation gives these no tags, or none of their own. */
const untaggable: ReadonlySet<string> = new Set(["iam:ManagedPolicy", "ec2:LaunchTemplate"]);

test.each(cases)("%s is judged as what it is (%d)", (type, _index, { native, aws }) => {
  const [usual = ""] = awsTypesOf(`aws-native:${type}`);
  const own = Array.isArray(aws) ? (aws as readonly ExampleResource[]) : [given(usual, "one", aws, provider)];
  const wanted = verdictsOn(own);
  if (untaggable.has(type)) {
    wanted["resource-require-tags"] = " and 0 undetermined";
  }
  expect(verdictsOn([given(`aws-native:${type}`, "one", native, provider)])).toEqual(wanted);
});

test("a type that nobody has translated stays what it is", () => {
  expect(
    ["aws-native:glue:Job", "aws-native:", "aws:s3/bucket:Bucket", "aws-native:constructor"].map(awsTypesOf),
  ).toEqual([[], [], [], []]);
});

function placesOf(type: string, props: Bag, policy: string): readonly string[] {
  const rule = rules.find(({ meta }) => meta.name === policy);
  const one = given(`aws-native:${type}`, "one", props, provider);
  const { findings } =
    rule?.kind === "resource"
      ? judgementOn(rule, { type: one.type, given: props, ...provider })
      : judgementOn(rule as NonNullable<typeof rule>, { given: [one] });
  return findings.map(({ at }) => at);
}

test.each([
  [
    "iam:Role",
    { assumeRolePolicyDocument: trust, policies: [{ policyName: "p", policyDocument: document }] },
    "iam-forbid-wildcard-action",
    ["policies[0].policyDocument.Statement[0].Action"],
  ],
  [
    "iam:Role",
    { assumeRolePolicyDocument: trust },
    "iam-forbid-public-principal",
    ["assumeRolePolicyDocument.Statement[0].Principal.AWS"],
  ],
  [
    "dynamodb:Table",
    { tableName: "t" },
    "dynamodb-require-pitr",
    ["pointInTimeRecoverySpecification.pointInTimeRecoveryEnabled"],
  ],
  [
    "dynamodb:GlobalTable",
    { replicas: [{ region: "us-west-2" }, { region: "us-east-1" }] },
    "dynamodb-require-pitr",
    [
      "replicas[1].pointInTimeRecoverySpecification.pointInTimeRecoveryEnabled",
      "replicas[0].pointInTimeRecoverySpecification.pointInTimeRecoveryEnabled",
    ],
  ],
  [
    "s3:Bucket",
    {
      bucketName: "b",
      publicAccessBlockConfiguration: { blockPublicAcls: true, ignorePublicAcls: true, blockPublicPolicy: true },
    },
    "s3-require-public-access-block",
    ["publicAccessBlockConfiguration.restrictPublicBuckets"],
  ],
])("a finding on %s has the place that its own form has", (type, props, policy, places) => {
  expect(placesOf(type, props, policy)).toEqual(places);
});

test.each([
  ["iam:Role", { assumeRolePolicyDocument: trust, policies: unknownText }, "iam-forbid-wildcard-action"],
  ["dynamodb:Table", { pointInTimeRecoverySpecification: unknownText }, "dynamodb-require-pitr"],
  ["dynamodb:GlobalTable", { replicas: unknownText }, "dynamodb-require-pitr"],
  ["s3:Bucket", { bucketName: "b", publicAccessBlockConfiguration: unknownText }, "s3-require-public-access-block"],
  ["route53:RecordSetGroup", { recordSets: unknownText }, "route53-exact-record-ttl"],
  ["route53:RecordSetGroup", { recordSets: [unknownText] }, "route53-exact-record-ttl"],
])("what is unknown of %s is undetermined (%j)", (type, props, policy) => {
  const rule = rules.find(({ meta }) => meta.name === policy) as (typeof rules)[number];
  const one = given(`aws-native:${type}`, "one", props, provider);
  const { undetermined } = judgementOn(
    rule,
    rule.kind === "resource" ? { type: one.type, given: props, ...provider } : { given: [one] },
  );
  expect(undetermined).not.toEqual([]);
});
