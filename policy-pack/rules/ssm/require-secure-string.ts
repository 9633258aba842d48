import { tokens } from "../../../model/aws/tokens";
import { matchesWildcard } from "../../../model/aws/wildcard";
import { unknown } from "../../../model/graph/unknown";
import { type Check, skip } from "../../engine/check";
import type { Finding } from "../../engine/finding";
import { resourceRule } from "../../engine/rule";

const endpoint = { name: "/trading/endpoint", value: "https://example.com" };

export default resourceRule({
  meta: {
    name: "ssm-require-secure-string",
    severity: "high",
    law: "A parameter is stored encrypted, as a SecureString.",
    rationale: "Configuration that steers a failover tells an attacker where the standby is and how to reach it.",
    remediation: "Set type to SecureString.",
    url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html",
    framework: { wellArchitected: "SEC8-BP02", nist: ["SC-28", "CP-9(8)"] },
  },
  config: {
    plainNames: {
      type: "array",
      items: { type: "string" },
      default: [],
      description: "Globs of parameter names that may be stored as plain text.",
    },
  },
  on: tokens.parameter,
  *check(props, { plainNames }): Check<Finding> {
    const { type } = props;
    if (type === "SecureString") {
      return;
    }
    const { name } = plainNames.length > 0 ? props : { name: undefined };
    if (typeof name === "string" && plainNames.some((glob) => matchesWildcard(glob, name))) {
      return skip("the config lets this parameter be plain text");
    }
    yield { at: "type", got: type, want: "SecureString" };
  },
  examples: {
    pass: [{ because: "it is a SecureString", given: { ...endpoint, type: "SecureString" } }],
    fail: [
      { because: "it is plain text", given: { ...endpoint, type: "String" }, at: ["type"] },
      { because: "it is a plain list", given: { ...endpoint, type: "StringList" }, at: ["type"] },
      { because: "nothing is said", given: { name: "/trading/endpoint", value: "x" }, at: ["type"] },
      {
        because: "the config excuses other names",
        config: { plainNames: ["/public/**"] },
        given: { ...endpoint, type: "String" },
        at: ["type"],
      },
    ],
    undetermined: [{ because: "the type is unknown", given: { ...endpoint, type: unknown.string }, at: ["type"] }],
    skip: [
      {
        because: "the config excuses its name",
        config: { plainNames: ["/trading/**"] },
        given: { ...endpoint, type: "String" },
      },
    ],
  },
});
