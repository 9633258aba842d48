import { hasOneHome, isJudgedElsewhere, isNoNetwork, readableText, sharedProperties } from "../../../model/aws/parity";
import { anyAws, anything } from "../../../model/graph/tokens";

const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";

describe("what has one home", () => {
  test.each([
    "aws:dynamodb/table:Table", // its replicas are inside it
    "aws:rds/globalCluster:GlobalCluster", // "spans multiple AWS Regions"
    "aws:s3/bucketReplicationConfig:BucketReplicationConfig", // set on the source bucket
    "aws:secretsmanager/secretVersion:SecretVersion", // AWS replicates values from the primary secret
    "aws:backup/selection:Selection", // belongs to a plan, which copies across regions
    "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter", // one side requests, the other accepts
    "aws:ec2/peeringConnectionOptions:PeeringConnectionOptions",
    "aws:cloudwatch/dashboard:Dashboard", // dashboards are global in the console
    "aws:cloudwatch/metricStream:MetricStream",
    "aws:acm/certificateValidation:CertificateValidation", // waits for records of Route 53, which is global
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

describe("what twins are to share", () => {
  test("is nothing of a bucket that policies judge under the names it had for a while", () => {
    const type = "aws:s3/bucketV2:BucketV2";
    expect(sharedProperties(type, { versionings: 1, replicationConfigurations: 1, acl: 1 })).toEqual(["acl"]);
  });

  test("is in a type that nobody knows all but places, keys, tags and what AWS fills in", () => {
    const type = "aws:future/thing:Thing";
    expect(sharedProperties(type, { region: 1, kmsKeyId: 1, tags: 1, arn: 1, id: 1, size: 1 })).toEqual(["size"]);
    expect(sharedProperties(type, { imageId: 1, memorySize: 1, topic: 1 })).toEqual(["imageId", "memorySize", "topic"]);
  });

  test("is not the name, what AWS fills in, what Pulumi keeps, nor a document that another policy reads", () => {
    const props = { bucket: "b", bucketPrefix: "b-", arn: "arn", __defaults: [], policy: "{}", forceDestroy: true };
    expect(sharedProperties("aws:s3/bucket:Bucket", { ...props, accelerationStatus: "Enabled" })).toEqual([
      "accelerationStatus",
    ]);
  });

  test("is of a type without a name everything else", () => {
    expect(sharedProperties("aws:route53/record:Record", { name: 1, ttl: 1 })).toEqual(["name", "ttl"]);
  });
});

describe("a network that the policy of overlaps cannot read", () => {
  const vpc = "aws:ec2/vpc:Vpc";

  test.each<readonly [string, string, unknown]>([
    [vpc, "cidrBlock", "10.0.0.0"],
    [vpc, "cidrBlock", 10],
    ["aws:ec2/vpcIpv6CidrBlockAssociation:VpcIpv6CidrBlockAssociation", "ipv6CidrBlock", "2600::"],
  ])("is in %s %s %j", (type, name, value) => expect(isNoNetwork(type, [name], value)).toBe(true));

  test.each<readonly [string, string, unknown]>([
    [vpc, "cidrBlock", "10.0.0.0/16"],
    [vpc, "cidrBlock", ""],
    [vpc, "cidrBlock", null],
    [vpc, "cidrBlock", undefined],
    [vpc, "instanceTenancy", "default"],
    ["aws:ec2/subnet:Subnet", "cidrBlock", "10.0.0.0"],
    ["aws:ec2/subnet:Subnet", "ipv6CidrBlock", "2600::"],
  ])("is none in %s %s %j", (type, name, value) => expect(isNoNetwork(type, [name], value)).toBe(false));
});

test("every resource of AWS's provider is known by the form of its token, and every resource by nothing", () => {
  const tokens = ["aws:s3/bucket:Bucket", "aws:s3:BucketEventSubscription", "my:aws:s3/bucket:Bucket", "aws:s3/a:B:c"];
  expect(tokens.map((type) => anyAws.has(type))).toEqual([true, false, false, false]);
  expect([...tokens, "pulumi:pulumi:Stack"].every((type) => anything.has(type))).toBe(true);
});

describe("a setting that another policy judges", () => {
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
