const { spawn } = require("node:child_process");
const { writeFileSync } = require("node:fs");
const pulumi = require("@pulumi/pulumi");
const { getRegion } = require("@pulumi/aws/getRegion");
const { Provider } = require("@pulumi/aws/provider");
const sns = require("@pulumi/aws/sns");

const config = new pulumi.Config();

/** A topic with a hook around its creation that fails. */
const hooked = (when, onDryRun) => {
  const fail = () => {
    throw new Error("the hook is on fire");
  };
  const hook = new pulumi.ResourceHook(`check-${when}`, fail, { onDryRun });
  new sns.Topic("hooked", { displayName: "x" }, { hooks: { [when]: [hook] } });
};
const ways = {
  nothing: () => undefined,
  throws: () => {
    throw new Error("the table is on fire");
  },
  rejects: () => Promise.reject(new Error("the promise is on fire")),
  status: () => {
    console.error("printed before the end");
    process.exit(3);
  },
  early: () => new Promise(() => setTimeout(() => process.exit(0), 100)),
  hangs: () => {
    const grandchild = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
    writeFileSync(config.require("pidFile"), `${process.pid} ${grandchild.pid}`);
    return new Promise(() => setInterval(() => {}, 1000));
  },
  hookBefore: () => hooked("beforeCreate", true),
  hookAfter: () => hooked("afterCreate", true),
  hookInDeployments: () => hooked("beforeCreate", false),
  mappings: () => new sns.Topic("mapped", {}, { envVarMappings: { HERE: "THERE" } }),
  mappingsOfProvider: () => new Provider("mapped", {}, { envVarMappings: { HERE: "THERE" } }),
  noProvider: () => new sns.Topic("alone"),
  noProviderToRead: () => sns.Topic.get("read", "arn:aws:sns:us-east-1:123456789012:t"),
  noProviderToAsk: () => getRegion(),
  ownProvider: () => {
    const provider = new Provider("own", { region: "us-east-1" });
    new sns.Topic("alone", {}, { provider });
    return getRegion({}, { provider }).then(() => undefined);
  },
  missing: () => new pulumi.Config("shop").require("size"),
  twins: () => {
    new sns.Topic("twin");
    new sns.Topic("twin");
  },
  bursts: () => {
    const kept = [];
    for (;;) kept.push(new Array(100_000).fill(kept.length));
  },
};

module.exports = ways[config.require("how")]();
