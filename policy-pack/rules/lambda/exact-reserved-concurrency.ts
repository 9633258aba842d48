import { resourceRule } from "../../engine/rule";
import { unknown } from "../../engine/sdk";
import { tokens } from "../../facts/tokens";

/** How the provider says that nothing is reserved; also what it takes when the property is left out. */
const unreserved = -1;

const base = { handler: "index.handler", role: "arn:aws:iam::123456789012:role/trades", runtime: "nodejs18.x" };

export default resourceRule({
  meta: {
    name: "lambda-exact-reserved-concurrency",
    severity: "high",
    law: "A Lambda function reserves exactly the concurrency that was planned for it.",
    rationale:
      "What is not reserved is shared: after a failover another function may have taken it, and the standby throttles.",
    remediation: "Set reservedConcurrentExecutions to the planned number, the same in both regions.",
    url: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html",
    framework: { wellArchitected: "REL1-BP02", nist: ["CP-2(2)", "SC-6"] },
  },
  config: {
    reservedConcurrency: {
      type: "integer",
      minimum: -1,
      default: 100,
      description: "Concurrent executions that every function reserves; -1: no function may reserve any.",
    },
  },
  on: tokens.function,
  *check(props, { reservedConcurrency }) {
    const got = props.reservedConcurrentExecutions;
    if ((got ?? unreserved) !== reservedConcurrency) {
      const want = reservedConcurrency === unreserved ? "nothing to be reserved" : String(reservedConcurrency);
      yield { at: "reservedConcurrentExecutions", got, want };
    }
  },
  examples: {
    pass: [
      { because: "it reserves 100", given: { ...base, reservedConcurrentExecutions: 100 } },
      { because: "the config forbids reserving, and it does not", config: { reservedConcurrency: -1 }, given: base },
    ],
    fail: [
      {
        because: "it reserves one less",
        given: { ...base, reservedConcurrentExecutions: 99 },
        at: ["reservedConcurrentExecutions"],
      },
      { because: "it reserves nothing", given: base, at: ["reservedConcurrentExecutions"] },
      {
        because: "the config forbids reserving",
        config: { reservedConcurrency: -1 },
        given: { ...base, reservedConcurrentExecutions: 100 },
        at: ["reservedConcurrentExecutions"],
      },
    ],
    undetermined: [
      {
        because: "the number is unknown",
        given: { ...base, reservedConcurrentExecutions: unknown.number },
        at: ["reservedConcurrentExecutions"],
      },
    ],
  },
});
