const pulumi = require("@pulumi/pulumi");
const sqs = require("@pulumi/aws/sqs");

const config = new pulumi.Config();
const password = config.getSecret("password");

new sqs.Queue("orders", {
  name: "orders",
  messageRetentionSeconds: config.requireNumber("retention"),
  delaySeconds: 0,
  kmsMasterKeyId: password,
});

if (config.get("complain")) {
  throw new Error(`cannot use ${config.get("password")}`);
}
