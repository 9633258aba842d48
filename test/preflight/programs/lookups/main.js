const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");

pulumi.runtime.registerInvokeTransform((args) =>
  args.token === "aws:iam/getPolicyDocument:getPolicyDocument"
    ? { args: { ...args.args, version: "2008-10-17" }, opts: args.opts }
    : undefined,
);

const west = new aws.Provider("west", { region: "us-west-2" });
const image = aws.ec2.getAmi({ owners: ["amazon"] });
const vpc = aws.ec2.getVpcOutput({ tags: { Name: "shop" } });
new aws.ec2.Instance("server", { ami: image.then(({ id }) => id), instanceType: "t3.micro", subnetId: vpc.id });
new aws.s3.BucketPolicy("readers", {
  bucket: "archive",
  policy: image.then(({ ownerId }) =>
    JSON.stringify({ Statement: [{ Effect: "Allow", Principal: { AWS: ownerId }, Action: "s3:GetObject" }] }, null, 2),
  ),
});
new aws.s3.BucketObject("note", {
  bucket: "archive",
  key: image.then(({ id }) => `images/${id}`),
  source: new pulumi.asset.StringAsset("[object Object] is what JavaScript calls a thing"),
});

const referenced = new pulumi.StackReference("org/other/dev");
new aws.sns.Topic("topic", { displayName: referenced.getOutput("name"), name: "known" });

exports.account = aws.getCallerIdentityOutput().accountId;
exports.regions = [
  aws.getRegionOutput({}, { provider: west }).region,
  aws.getRegionOutput({ region: "eu-west-1" }).region,
];
exports.unknownRegion = aws.getRegionOutput().region;
exports.partition = aws.getPartitionOutput({}, { provider: west }).partition;
exports.zones = aws.getAvailabilityZonesOutput({}, { provider: west }).names;
exports.zonesByPromise = aws.getAvailabilityZones({ region: "ap-southeast-2" }).then(({ zoneIds }) => zoneIds);
exports.policy = aws.iam.getPolicyDocumentOutput({
  statements: [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::b/*"] }],
}).json;
exports.called = pulumi.runtime.call("awsx:ec2:Vpc/cidr", {}, undefined);
