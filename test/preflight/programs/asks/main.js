const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");

// What programs do with what they have asked for, in every place where a value may stand. Names of resources are their own.
module.exports = async () => {
  const vpc = await aws.ec2.getVpc({ tags: { Name: "shop" } });
  const { ids } = await aws.ec2.getSubnets({ filters: [{ name: "vpc-id", values: [vpc.id] }] });
  const image = await aws.ec2.getAmi({ owners: ["amazon"], mostRecent: true });
  const secret = await aws.secretsmanager.getSecret({ name: "database" });
  const topic = await aws.sns.getTopic({ name: "alerts" });
  const zone = await aws.route53.getZone({ name: "example.com" });
  const balancer = await aws.lb.getLoadBalancer({ name: "front" });
  const platform = new pulumi.StackReference("org/platform/dev");

  pulumi.log.warn(`the network is ${vpc.id}, with ${balancer.internal ? "an internal" : "a public"} door ${topic.arn}`);
  ids.forEach((subnetId, index) => {
    new aws.ec2.Instance(`server-${index}`, {
      ami: image.id,
      instanceType: "t3.micro",
      subnetId,
      userData: `#!/bin/sh\necho ${vpc.cidrBlock} > /etc/network\n`,
      tags: { ...vpc.tags, [vpc.id]: "home", Zone: zone.zoneId.toUpperCase() },
      rootBlockDevice: { volumeSize: image.blockDeviceMappings.length + 8, kmsKeyId: secret.kmsKeyId },
    });
  });
  new aws.sqs.QueuePolicy("queue", {
    queueUrl: `https://sqs.us-east-1.amazonaws.com/123456789012/orders-${vpc.id.slice(-12)}`,
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "sns.amazonaws.com" },
          Action: "sqs:SendMessage",
          Resource: "*",
          Condition: { ArnEquals: { "aws:SourceArn": topic.arn } },
        },
      ],
    }),
  });
  new aws.iam.RolePolicy("reader", {
    role: "reader",
    policy: aws.iam.getPolicyDocumentOutput({
      statements: [{ actions: ["secretsmanager:GetSecretValue"], resources: [secret.arn, `${topic.arn}/*`] }],
    }).json,
  });
  new aws.lambda.Function("function", {
    role: `arn:aws:iam::${vpc.ownerId}:role/function`,
    runtime: "nodejs22.x",
    handler: "index.handler",
    code: new pulumi.asset.AssetArchive({ "vpc.txt": new pulumi.asset.StringAsset(`in ${vpc.id}`) }),
    environment: {
      variables: {
        CODED: Buffer.from(`user:${secret.arn}`).toString("base64"),
        TWICE: JSON.stringify(JSON.stringify({ [topic.arn]: vpc })),
        WEB: encodeURIComponent(balancer.dnsName),
      },
    },
    vpcConfig: { subnetIds: ids, securityGroupIds: balancer.securityGroups },
  });
  new aws.route53.Record("api", {
    zoneId: zone.zoneId,
    name: `api.${zone.name}`,
    type: "A",
    aliases: [{ name: balancer.dnsName, zoneId: balancer.zoneId, evaluateTargetHealth: true }],
  });
  new aws.dynamodb.Table("orders", {
    attributes: [{ name: "id", type: "S" }],
    hashKey: "id",
    name: platform.getOutput("tableName"),
    replicas: [{ regionName: "us-west-2", kmsKeyArn: secret.kmsKeyId }],
    tags: { Owner: pulumi.secret(secret.description) },
  });
  const provider = new aws.Provider("there", { region: "us-west-2", assumeRoles: [{ roleArn: topic.arn }] });
  new aws.s3.Bucket("copies", { bucket: `copies-${image.ownerId}` }, { provider });

  return { vpc, image: image.id, all: [ids, topic.arn, { [zone.zoneId]: balancer }], text: `see ${secret.arn}` };
};
