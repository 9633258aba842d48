import { tokens } from "../../../model/aws/tokens";
import { unknown } from "../../../model/graph/unknown";
import { resourceRule } from "../../engine/rule";

const processor = { name: "processor", role: "arn:aws:iam::123456789012:role/processor", runtime: "nodejs18.x" };

export default resourceRule({
  meta: {
    name: "lambda-exact-reserved-concurrency",
    severity: "high",
    law: "A function reserves exactly the concurrency it was sized for.",
    rationale:
      "After a failover every client arrives at once; a function without a reservation competes with the whole account for what is left.",
    remediation: "Set reservedConcurrentExecutions to the expected value, or leave it out where none is expected.",
    url: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html",
    framework: { wellArchitected: "REL5-BP02", nist: ["CP-2(2)", "SC-5"] },
  },
  config: {
    reserved: {
      type: "boolean",
      default: true,
      description: "Whether functions reserve concurrency at all; false forbids any reservation.",
    },
    executions: {
      type: "integer",
      minimum: 0,
      default: 100,
      description: "Concurrent executions that a function reserves, when functions reserve any.",
    },
  },
  on: tokens.function,
  *check(props, { reserved, executions }) {
    const found = props.reservedConcurrentExecutions;
    if (reserved) {
      if (found !== executions) {
        yield { at: "reservedConcurrentExecutions", got: found, want: String(executions) };
      }
      return;
    }
    // The provider writes -1 for "no reservation"; 0 would switch the function off.
    if (found !== undefined && found !== null && found !== -1) {
      yield { at: "reservedConcurrentExecutions", got: found, want: "not set" };
    }
  },
  examples: {
    pass: [
      { because: "it reserves 100", given: { ...processor, reservedConcurrentExecutions: 100 } },
      {
        because: "the config asks for another number",
        config: { executions: 20 },
        given: { ...processor, reservedConcurrentExecutions: 20 },
      },
      { because: "the config forbids reservations and there is none", config: { reserved: false }, given: processor },
    ],
    fail: [
      {
        because: "it reserves one too few",
        given: { ...processor, reservedConcurrentExecutions: 99 },
        at: ["reservedConcurrentExecutions"],
      },
      {
        because: "it reserves one too many",
        given: { ...processor, reservedConcurrentExecutions: 101 },
        at: ["reservedConcurrentExecutions"],
      },
      { because: "it reserves nothing", given: processor, at: ["reservedConcurrentExecutions"] },
      {
        because: "the config forbids reservations and there is one",
        config: { reserved: false },
        given: { ...processor, reservedConcurrentExecutions: 100 },
        at: ["reservedConcurrentExecutions"],
      },
    ],
    undetermined: [
      {
        because: "the number is unknown",
        given: { ...processor, reservedConcurrentExecutions: unknown.number },
        at: ["reservedConcurrentExecutions"],
      },
    ],
  },
});
