const pulumi = require("@pulumi/pulumi");
const sqs = require("@pulumi/aws/sqs");

/** A component whose children a plugin makes, as the SDK generated for one has it. */
class Network extends pulumi.ComponentResource {
  constructor(name) {
    super("awsx:ec2:Vpc", name, { vpc: undefined, vpcId: undefined }, {}, true);
  }
}

const { vpc, vpcId } = new Network("network");
const formerly = {
  aliases: [{ parent: vpc.urn }, vpc.urn, { name: vpcId }, { name: "before" }],
};
const transform = ({ props, opts }) => ({ props, opts: { ...opts, ...formerly } });
new sqs.Queue("named", {}, formerly);
new sqs.Queue("transformed", {}, { transforms: [transform] });
new sqs.Queue("transformed-here", {}, { transformations: [transform] });

if (new pulumi.Config().get("needs") === "network") {
  vpcId.apply(() => undefined);
  throw new Error("no network, no program");
}
