const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");

const config = new pulumi.Config();

class Inner extends pulumi.ComponentResource {
  constructor(name, opts) {
    super("dr:test:Inner", name, {}, opts);
    this.topic = new aws.sns.Topic(`${name}-topic`, {}, { parent: this });
    this.registerOutputs({ arn: this.topic.arn });
  }
}

class Outer extends pulumi.ComponentResource {
  constructor(name, opts) {
    super("dr:test:Outer", name, {}, opts);
    this.inner = new Inner(`${name}-inner`, { parent: this });
    this.registerOutputs({});
  }
}

class Remote extends pulumi.ComponentResource {
  constructor(name, args, opts) {
    super("awsx:ec2:Vpc", name, { ...args, vpcId: undefined }, opts, true);
  }
}

/** Marks the order in which transforms ran. */
const mark = (letter) => (args) => ({
  props: { ...args.props, name: `${args.props.name ?? ""}${letter}` },
  opts: args.opts,
});

pulumi.runtime.registerResourceTransform((args) =>
  args.type === "aws:sqs/queue:Queue" ? mark("-stack")(args) : undefined,
);

const west = new aws.Provider("west", { region: "us-west-2" });

// Providers travel down through components, options from parent to child.
new Outer("app", { providers: { aws: west }, protect: true });
new Outer("renamed", { aliases: [{ name: "old" }], transforms: [mark("-parent")] });

const table = new aws.dynamodb.Table("trades", {
  hashKey: "id",
  attributes: [{ name: "id", type: "S" }],
  tags: { Password: config.requireSecret("password") },
});

const queue = new aws.sqs.Queue(
  "orders",
  { name: "orders" },
  { transforms: [mark("-own")], retainOnDelete: true, deletedWith: table },
);

new aws.ssm.Parameter(
  "endpoint",
  {
    name: `/${config.require("size")}/${config.require("account")}/${globalThis.preloaded}`,
    type: "SecureString",
    value: pulumi.interpolate`${table.arn}/${queue.name}`,
    description: table.name,
    tags: { orders: String(config.requireObject("limits").orders), user: config.requireSecretObject("nested").user },
  },
  {
    aliases: [{ name: "endpoint-old" }, { parent: pulumi.rootStackResource, type: "aws:ssm/parameter:Old" }],
    ignoreChanges: ["value"],
    deleteBeforeReplace: true,
    customTimeouts: { create: "5m", delete: "1h30m" },
    additionalSecretOutputs: ["description"],
    replaceOnChanges: ["name"],
    dependsOn: [queue],
    protect: true,
  },
);

new aws.lambda.Function("handler", {
  role: "arn:aws:iam::123456789012:role/handler",
  code: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset("exports.handler = () => {};") }),
  runtime: "nodejs18.x",
  handler: "index.handler",
});

aws.s3.Bucket.get("shared", "shared-bucket");
new aws.s3.Bucket("adopted", {}, { import: "adopted-bucket" });
const network = new Remote(
  "network",
  { cidrBlock: "10.0.0.0/16", table },
  { transforms: [({ props, opts }) => ({ props: { ...props, tableUrn: props.table.urn }, opts })] },
);
new aws.ec2.Subnet("in-network", { vpcId: network.vpcId, cidrBlock: "10.0.1.0/24" });
new pulumi.StackReference("org/other/dev");

pulumi.log.warn("a warning for people");
console.log("printed by the program");

exports.tableArn = table.arn;
exports.queueName = queue.name;
exports.secret = pulumi.secret("stack-secret");
