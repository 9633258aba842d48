import { hasOneHome, isJudgedElsewhere, readableText, sharedProperties } from "../../../policy-pack/facts/parity";

const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";

describe("what has one home", () => {
  test.each([
    "aws:dynamodb/table:Table",
    "aws:dynamodb/tableReplica:TableReplica",
    "aws:rds/globalCluster:GlobalCluster",
    "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
    "aws:secretsmanager/secret:Secret",
    "aws:secretsmanager/secretVersion:SecretVersion",
    "aws:backup/plan:Plan",
    "aws:backup/selection:Selection",
    "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
    "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter",
    "aws:ec2/peeringConnectionOptions:PeeringConnectionOptions",
    "aws:cloudwatch/dashboard:Dashboard",
    "aws:cloudwatch/metricStream:MetricStream",
    "aws:acm/certificateValidation:CertificateValidation",
  ])("is any %s", (type) => expect(hasOneHome(type, {})).toBe(true));

  test.each([
    "ReplicationLatency",
    "BytesPendingReplication",
    "OperationsPendingReplication",
    "OperationsFailedReplication",
    "AuroraGlobalDBReplicationLag",
    "AuroraGlobalDBRPOLag",
    "AuroraGlobalDBProgressLag",
  ])("is an alarm on %s", (metricName) => expect(hasOneHome(alarm, { metricName })).toBe(true));

  test.each(["HealthCheckId", "ReceivingRegion", "DestinationBucket"])("is an alarm by %s", (dimension) =>
    expect(hasOneHome(alarm, { metricName: "Errors", dimensions: { Other: "a", [dimension]: "b" } })).toBe(true),
  );

  test("is an alarm on health checks, and a firewall of CloudFront", () => {
    expect(hasOneHome(alarm, { namespace: "AWS/Route53" })).toBe(true);
    expect(hasOneHome("aws:wafv2/webAcl:WebAcl", { scope: "CLOUDFRONT" })).toBe(true);
    expect(hasOneHome("aws:wafv2/ipSet:IpSet", { scope: "CLOUDFRONT" })).toBe(true);
  });

  test.each<readonly [string, Readonly<Record<string, unknown>>]>([
    [alarm, {}],
    [alarm, { namespace: "AWS/Lambda", metricName: "Errors", dimensions: { FunctionName: "api" } }],
    [alarm, { metricName: "Errors", dimensions: null }],
    ["aws:cloudwatch/compositeAlarm:CompositeAlarm", { namespace: "AWS/Route53", metricName: "ReplicationLatency" }],
    ["aws:wafv2/webAcl:WebAcl", { scope: "REGIONAL" }],
    ["aws:waf/webAcl:WebAcl", { scope: "CLOUDFRONT" }],
    ["aws:rds/cluster:Cluster", {}],
    ["aws:backup/vault:Vault", {}],
    ["aws:s3/bucket:Bucket", {}],
    ["aws:acm/certificate:Certificate", {}],
  ])("is not %s with %j", (type, props) => expect(hasOneHome(type, props)).toBe(false));
});

/** Inputs that differ between regions in whichever type. */
const places: readonly string[] = [
  "region",
  "tags",
  "tagsAll",
  "availabilityZone",
  "availabilityZoneId",
  "availabilityZones",
  "backupWindow",
  "kmsKeyArn",
  "kmsKeyId",
  "kmsMasterKeyId",
  "maintenanceWindow",
  "preferredBackupWindow",
  "preferredMaintenanceWindow",
  "snapshotWindow",
];

/** Inputs that differ by nature in one type, or are the matter of another law. */
const leftToOthers: readonly (readonly [string, string])[] = [
  ["aws:apigateway/domainName:DomainName", "domainName"],
  ["aws:apigateway/stage:Stage", "accessLogSettings"],
  ["aws:cloudwatch/compositeAlarm:CompositeAlarm", "actionsEnabled"],
  ["aws:cloudwatch/compositeAlarm:CompositeAlarm", "alarmActions"],
  ["aws:cloudwatch/metricAlarm:MetricAlarm", "actionsEnabled"],
  ["aws:cloudwatch/metricAlarm:MetricAlarm", "alarmActions"],
  ["aws:cloudwatch/eventRule:EventRule", "eventPattern"],
  ["aws:cloudwatch/logGroup:LogGroup", "retentionInDays"],
  ["aws:autoscaling/group:Group", "healthCheckType"],
  ["aws:autoscaling/group:Group", "vpcZoneIdentifiers"],
  ["aws:ec2/launchTemplate:LaunchTemplate", "defaultVersion"],
  ["aws:ec2/launchTemplate:LaunchTemplate", "imageId"],
  ["aws:ec2/launchConfiguration:LaunchConfiguration", "imageId"],
  ["aws:ec2/instance:Instance", "ami"],
  ["aws:lambda/function:Function", "deadLetterConfig"],
  ["aws:lambda/function:Function", "memorySize"],
  ["aws:lambda/function:Function", "reservedConcurrentExecutions"],
  ["aws:lambda/function:Function", "runtime"],
  ["aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig", "destinationConfig"],
  ["aws:lambda/eventSourceMapping:EventSourceMapping", "enabled"],
  ["aws:lb/listener:Listener", "sslPolicy"],
  ["aws:lb/loadBalancer:LoadBalancer", "subnetMappings"],
  ["aws:lb/loadBalancer:LoadBalancer", "subnets"],
  ["aws:rds/cluster:Cluster", "databaseName"],
  ["aws:rds/cluster:Cluster", "enableGlobalWriteForwarding"],
  ["aws:rds/cluster:Cluster", "globalClusterIdentifier"],
  ["aws:rds/cluster:Cluster", "manageMasterUserPassword"],
  ["aws:rds/cluster:Cluster", "masterPassword"],
  ["aws:rds/cluster:Cluster", "masterPasswordWo"],
  ["aws:rds/cluster:Cluster", "masterPasswordWoVersion"],
  ["aws:rds/cluster:Cluster", "masterUsername"],
  ["aws:rds/cluster:Cluster", "replicationSourceIdentifier"],
  ["aws:rds/cluster:Cluster", "snapshotIdentifier"],
  ["aws:rds/cluster:Cluster", "sourceRegion"],
  ["aws:rds/cluster:Cluster", "storageEncrypted"],
  ["aws:rds/instance:Instance", "password"],
  ["aws:rds/instance:Instance", "passwordWo"],
  ["aws:rds/instance:Instance", "replicateSourceDb"],
  ["aws:rds/instance:Instance", "storageEncrypted"],
  ["aws:rds/instance:Instance", "username"],
  ["aws:s3/bucket:Bucket", "replicationConfiguration"],
  ["aws:s3/bucket:Bucket", "serverSideEncryptionConfiguration"],
  ["aws:s3/bucket:Bucket", "versioning"],
  ["aws:sns/topicSubscription:TopicSubscription", "topic"],
  ["aws:sqs/queue:Queue", "messageRetentionSeconds"],
  ["aws:sqs/queue:Queue", "redrivePolicy"],
  ["aws:sqs/queue:Queue", "sqsManagedSseEnabled"],
  ["aws:sqs/queue:Queue", "visibilityTimeoutSeconds"],
  ["aws:ssm/parameter:Parameter", "insecureValue"],
  ["aws:ssm/parameter:Parameter", "type"],
  ["aws:ssm/parameter:Parameter", "value"],
  ["aws:ssm/parameter:Parameter", "valueWo"],
  ["aws:ssm/parameter:Parameter", "valueWoVersion"],
];

describe("what twins are to share", () => {
  test.each(places)("is not %s", (name) =>
    expect(sharedProperties("aws:sns/topic:Topic", { [name]: 1, displayName: 1 })).toEqual(["displayName"]),
  );

  test.each(leftToOthers)("is of %s not %s", (type, name) =>
    expect(sharedProperties(type, { [name]: 1, anInput: 1 })).toEqual(["anInput"]),
  );

  test("is in another type what one type leaves to others", () => {
    const names = leftToOthers.map(([, name]) => name);
    const props = Object.fromEntries(names.map((name) => [name, 1]));
    expect(sharedProperties("aws:future/thing:Thing", props)).toEqual(Object.keys(props));
  });

  test.each([
    "aws:kms/key:Key",
    "aws:s3/bucketPolicy:BucketPolicy",
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "aws:s3/bucketVersioning:BucketVersioning",
  ])("is nothing of %s", (type) => expect(sharedProperties(type, { anInput: 1 })).toEqual([]));

  test("is not the name, what AWS fills in, what Pulumi keeps, nor a document that another law reads", () => {
    const props = { bucket: "b", bucketPrefix: "b-", arn: "arn", __defaults: [], policy: "{}", forceDestroy: true };
    expect(sharedProperties("aws:s3/bucket:Bucket", { ...props, accelerationStatus: "Enabled" })).toEqual([
      "accelerationStatus",
    ]);
  });

  test("is of a type without a name everything else", () => {
    expect(sharedProperties("aws:route53/record:Record", { name: 1, ttl: 1 })).toEqual(["name", "ttl"]);
  });
});

describe("a setting that another law judges", () => {
  test.each([
    "aws:ec2/instance:Instance",
    "aws:ec2/launchConfiguration:LaunchConfiguration",
    "aws:ec2/launchTemplate:LaunchTemplate",
    "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
  ])("is of %s whether it asks for a session", (type) => {
    expect(isJudgedElsewhere(type, {}, ["metadataOptions", "httpTokens"])).toBe(true);
    expect(isJudgedElsewhere(type, {}, ["metadataOptions", "httpEndpoint"])).toBe(false);
    expect(isJudgedElsewhere(type, {}, ["metadataOptions"])).toBe(false);
    expect(isJudgedElsewhere(type, {}, ["metadataOptions", "httpTokens", 0])).toBe(false);
  });

  test("is what keeps a disk, at any place of a list", () => {
    const type = "aws:ec2/instance:Instance";
    expect(isJudgedElsewhere(type, {}, ["ebsBlockDevices", 1, "deleteOnTermination"])).toBe(true);
    expect(isJudgedElsewhere(type, {}, ["ebsBlockDevices", 1, "volumeSize"])).toBe(false);
  });

  test("is nothing of any other type", () => {
    expect(isJudgedElsewhere("aws:sns/topic:Topic", {}, ["metadataOptions", "httpTokens"])).toBe(false);
  });
});

describe("the text of an input", () => {
  const script = Buffer.from("#!/bin/sh\n").toString("base64");

  test.each([
    ["userData", script, "#!/bin/sh\n"],
    ["userDataBase64", script, "#!/bin/sh\n"],
    ["description", script, script],
    ["userData", "#!/bin/sh", "#!/bin/sh"],
    ["userData", "", ""],
  ])("%s %j says %j", (property, text, said) => expect(readableText(property, text)).toBe(said));
});
