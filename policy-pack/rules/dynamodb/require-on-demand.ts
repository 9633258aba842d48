import { tokens } from "../../../model/aws/tokens";
import { unknown } from "../../../model/graph/unknown";
import { resourceRule } from "../../engine/rule";

const table = { attributes: [{ name: "pk", type: "S" }], hashKey: "pk" };

export default resourceRule({
  meta: {
    name: "dynamodb-require-on-demand",
    severity: "medium",
    law: "A DynamoDB table uses on-demand capacity.",
    rationale:
      "After a failover one region takes the load of two at once; provisioned capacity sized for half of it throttles.",
    remediation: 'Set billingMode to "PAY_PER_REQUEST" and drop the capacities.',
    url: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html",
    framework: { wellArchitected: "REL7-BP01", nist: ["CP-2(2)", "CP-7"] },
  },
  config: {},
  on: tokens.table,
  *check(props) {
    if (props.billingMode !== "PAY_PER_REQUEST") {
      yield { at: "billingMode", got: props.billingMode, want: "PAY_PER_REQUEST" };
    }
  },
  examples: {
    pass: [{ because: "it is billed per request", given: { ...table, billingMode: "PAY_PER_REQUEST" } }],
    fail: [
      { because: "nothing is said, which means provisioned", given: table, at: ["billingMode"] },
      {
        because: "its capacity is provisioned",
        given: { ...table, billingMode: "PROVISIONED", readCapacity: 5, writeCapacity: 5 },
        at: ["billingMode"],
      },
    ],
    undetermined: [
      { because: "the mode is unknown", given: { ...table, billingMode: unknown.string }, at: ["billingMode"] },
    ],
  },
});
