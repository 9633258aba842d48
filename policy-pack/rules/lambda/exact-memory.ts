import { resourceRule } from "../../engine/rule";
import { unknown } from "../../engine/sdk";
import { tokens } from "../../facts/tokens";

const base = { handler: "index.handler", role: "arn:aws:iam::123456789012:role/trades", runtime: "nodejs18.x" };

export default resourceRule({
  meta: {
    name: "lambda-exact-memory",
    severity: "medium",
    law: "A Lambda function has exactly the memory that it was tested with.",
    rationale:
      "Memory is also processor time: with less of it in the standby the same load takes longer, or times out.",
    remediation: "Set memorySize to the agreed number of MB, the same in both regions.",
    url: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html",
    framework: { wellArchitected: "REL8-BP04", nist: ["CM-2", "CP-2(2)"] },
  },
  config: {
    memoryMegabytes: {
      type: "integer",
      minimum: 128,
      maximum: 10240,
      default: 512,
      description: "Memory of every function, in MB.",
    },
  },
  on: tokens.function,
  *check(props, { memoryMegabytes }) {
    if (props.memorySize !== memoryMegabytes) {
      yield { at: "memorySize", got: props.memorySize, want: String(memoryMegabytes) };
    }
  },
  examples: {
    pass: [
      { because: "it has 512 MB", given: { ...base, memorySize: 512 } },
      { because: "the config wants more", config: { memoryMegabytes: 1024 }, given: { ...base, memorySize: 1024 } },
    ],
    fail: [
      { because: "it has less", given: { ...base, memorySize: 256 }, at: ["memorySize"] },
      { because: "it says nothing, which means 128 MB", given: base, at: ["memorySize"] },
      {
        because: "the config wants more",
        config: { memoryMegabytes: 1024 },
        given: { ...base, memorySize: 512 },
        at: ["memorySize"],
      },
    ],
    undetermined: [
      { because: "the number is unknown", given: { ...base, memorySize: unknown.number }, at: ["memorySize"] },
    ],
  },
});
