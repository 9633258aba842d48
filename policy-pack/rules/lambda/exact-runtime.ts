import { skip } from "../../engine/check";
import { resourceRule } from "../../engine/rule";
import { unknown } from "../../engine/sdk";
import { tokens } from "../../facts/tokens";

const base = { handler: "index.handler", role: "arn:aws:iam::123456789012:role/trades" };

export default resourceRule({
  meta: {
    name: "lambda-exact-runtime",
    severity: "medium",
    law: "A Lambda function runs on an agreed runtime.",
    rationale:
      "The standby takes over only if it runs the very same code on the same runtime as the primary was tested with.",
    remediation: "Set runtime to an agreed one, the same in both regions.",
    url: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html",
    framework: { wellArchitected: "REL8-BP04", nist: ["CM-2", "CM-6"] },
  },
  config: {
    runtimes: {
      type: "array",
      items: { type: "string", minLength: 1 },
      minItems: 1,
      uniqueItems: true,
      default: ["nodejs18.x"],
      description: "Identifiers of the runtimes that a function may run on.",
    },
  },
  on: tokens.function,
  *check(props, { runtimes }) {
    if (props.packageType === "Image") {
      return skip("a container image brings its own runtime");
    }
    const { runtime } = props;
    if (!runtimes.some((allowed) => allowed === runtime)) {
      yield { at: "runtime", got: runtime, want: runtimes.join(" or ") };
    }
    return;
  },
  examples: {
    pass: [
      { because: "it runs on Node.js 18", given: { ...base, runtime: "nodejs18.x" } },
      {
        because: "the config agrees on two",
        config: { runtimes: ["nodejs22.x", "python3.13"] },
        given: { ...base, runtime: "python3.13" },
      },
    ],
    fail: [
      { because: "it runs on another", given: { ...base, runtime: "nodejs20.x" }, at: ["runtime"] },
      { because: "it does not say on which", given: base, at: ["runtime"] },
      {
        because: "the config agrees on a newer one",
        config: { runtimes: ["nodejs22.x"] },
        given: { ...base, runtime: "nodejs18.x" },
        at: ["runtime"],
      },
    ],
    undetermined: [{ because: "the runtime is unknown", given: { ...base, runtime: unknown.string }, at: ["runtime"] }],
    skip: [
      {
        because: "it is a container image",
        given: {
          role: base.role,
          packageType: "Image",
          imageUri: "123456789012.dkr.ecr.us-east-1.amazonaws.com/trades:1",
        },
      },
    ],
  },
});
