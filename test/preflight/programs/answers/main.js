const aws = require("@pulumi/aws");

/* What programs do with what only AWS knows: go through it, take it apart, and build on it. */
const account = async () => {
  const network = await aws.ec2.getVpc({ tags: { Name: "shop" } });
  const { ids } = await aws.ec2.getSubnets({ filters: [{ name: "vpc-id", values: [network.id] }] });
  for (const [index, id] of ids.entries()) {
    new aws.ec2.Eip(`eip-${index}`, { instance: id, tags: { [id]: "subnet", network: network.id } });
  }
  const secret = JSON.parse((await aws.secretsmanager.getSecretVersion({ secretId: "shop" })).secretString);
  const old = await aws.rds.getInstance({ dbInstanceIdentifier: "old" });
  new aws.rds.Instance("db", {
    instanceClass: "db.t3.micro",
    allocatedStorage: old.allocatedStorage * 2,
    multiAz: old.multiAz,
    username: secret.user,
    identifier: `${old.dbInstanceArn.split(":")[6]}-copy`,
    vpcSecurityGroupIds: old.vpcSecurityGroups,
    finalSnapshotIdentifier: old.endpoint.toUpperCase(),
  });
  new aws.iam.Policy("buckets", {
    policy: (await aws.iam.getPolicyDocument({ statements: [{ actions: ["s3:*"], resources: [`${network.arn}/*`] }] }))
      .json,
  });
  new aws.Provider("there", { region: network.region });
  const { tags } = network;
  new aws.sqs.Queue("tagged", { name: `${tags.Name}-q`, tags: { Env: tags.Env, Team: "shop" } });
  new aws.sqs.Queue("inherited", { tags: { ...tags, Team: "shop" }, name: Object.keys(tags).join("-") });
  for (const [key, value] of Object.entries(tags)) {
    new aws.sns.Topic("of-each-tag", { name: value, tags: { [key]: "tag" } });
  }
  aws.ec2.SecurityGroup.get("group", (await aws.ec2.getSecurityGroup({ name: "shop" })).id);
  console.log(`network ${network.id}`);
  return { network: network.id, port: `${old.port}/tcp` };
};
aws.secretsmanager
  .getSecretVersionOutput({ secretId: "shop" })
  .secretString.apply((text) => new aws.sns.Topic("named", { name: JSON.parse(text).name }));
exports.made = account();
