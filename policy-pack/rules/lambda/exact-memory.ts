import { tokens } from "../../../model/aws/tokens";
import { unknown } from "../../../model/graph/unknown";
import { resourceRule } from "../../engine/rule";

const processor = { name: "processor", role: "arn:aws:iam::123456789012:role/processor", runtime: "nodejs18.x" };
/** What AWS takes when memorySize is left out, in MB. */
const smallest = 128;

export default resourceRule({
  meta: {
    name: "lambda-exact-memory",
    severity: "medium",
    law: "A function has the memory it was sized for, in every region.",
    rationale:
      "Memory sets a function's share of CPU too: a standby with less of it answers more slowly just when it has to answer everybody.",
    remediation: "Set memorySize to one of the expected values, in MB.",
    url: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html",
    framework: { wellArchitected: "REL11-BP05", nist: ["CP-2(2)", "CP-7"] },
  },
  config: {
    megabytes: {
      type: "array",
      items: { type: "integer", minimum: smallest, maximum: 10240 },
      minItems: 1,
      default: [512],
      description: "The sizes that a function may have, in MB.",
    },
  },
  on: tokens.function,
  *check(props, { megabytes }) {
    const size = props.memorySize ?? smallest;
    if (!megabytes.some((allowed) => allowed === size)) {
      yield { at: "memorySize", got: props.memorySize, want: megabytes.join(" or ") };
    }
  },
  examples: {
    pass: [
      { because: "it has 512 MB", given: { ...processor, memorySize: 512 } },
      {
        because: "it has one of the sizes in the config",
        config: { megabytes: [128, 3008] },
        given: { ...processor, memorySize: 3008 },
      },
      {
        because: "the config allows what AWS takes when nothing is said",
        config: { megabytes: [128] },
        given: processor,
      },
    ],
    fail: [
      { because: "it has less", given: { ...processor, memorySize: 511 }, at: ["memorySize"] },
      { because: "it has more", given: { ...processor, memorySize: 513 }, at: ["memorySize"] },
      { because: "nothing is said", given: processor, at: ["memorySize"] },
    ],
    undetermined: [
      { because: "the size is unknown", given: { ...processor, memorySize: unknown.number }, at: ["memorySize"] },
    ],
  },
});
