const { spawn } = require("node:child_process");
const { writeFileSync } = require("node:fs");
const pulumi = require("@pulumi/pulumi");
const sns = require("@pulumi/aws/sns");

const config = new pulumi.Config();
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
  twins: () => {
    new sns.Topic("twin");
    new sns.Topic("twin");
  },
};

module.exports = ways[config.require("how")]();
