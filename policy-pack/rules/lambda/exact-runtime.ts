import { tokens } from "../../../model/aws/tokens";
import { unknown } from "../../../model/graph/unknown";
import { type Check, skip } from "../../engine/check";
import type { Finding } from "../../engine/finding";
import { resourceRule } from "../../engine/rule";

const processor = { name: "processor", role: "arn:aws:iam::123456789012:role/processor" };

export default resourceRule({
  meta: {
    name: "lambda-exact-runtime",
    severity: "medium",
    law: "A function uses one of the runtimes that it was tested on.",
    rationale:
      "A standby on another runtime is another program: its first real traffic would be its first test. AWS also refuses changes to functions whose runtime it has retired.",
    remediation: "Set runtime to one of the expected values.",
    url: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html",
    framework: { wellArchitected: "REL8-BP05", nist: ["CM-2", "CP-7"] },
  },
  config: {
    runtimes: {
      type: "array",
      items: { type: "string" },
      minItems: 1,
      default: ["nodejs18.x"],
      description: "The runtimes that a function may have.",
    },
  },
  on: tokens.function,
  *check(props, { runtimes }): Check<Finding> {
    if (props.packageType === "Image") {
      return skip("a container image brings its own runtime");
    }
    const { runtime } = props;
    if (!runtimes.some((allowed) => allowed === runtime)) {
      yield { at: "runtime", got: runtime, want: runtimes.join(" or ") };
    }
  },
  examples: {
    pass: [
      { because: "it runs on Node.js 18", given: { ...processor, runtime: "nodejs18.x" } },
      {
        because: "it runs on one of the runtimes in the config",
        config: { runtimes: ["nodejs20.x", "nodejs22.x"] },
        given: { ...processor, runtime: "nodejs22.x" },
      },
    ],
    fail: [
      { because: "it runs on another version", given: { ...processor, runtime: "nodejs20.x" }, at: ["runtime"] },
      { because: "it runs on another language", given: { ...processor, runtime: "python3.12" }, at: ["runtime"] },
      { because: "there is no runtime", given: processor, at: ["runtime"] },
    ],
    undetermined: [
      { because: "the runtime is unknown", given: { ...processor, runtime: unknown.string }, at: ["runtime"] },
    ],
    skip: [
      {
        because: "the function is a container image",
        given: { ...processor, packageType: "Image", imageUri: "123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1" },
      },
    ],
  },
});
