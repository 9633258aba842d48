import { resourceRule } from "../../engine/rule";
import { unknown } from "../../engine/sdk";
import { tokens } from "../../facts/tokens";
import { matchesWildcard } from "../../facts/wildcard";

export default resourceRule({
  meta: {
    name: "ssm-require-secure-string",
    severity: "high",
    law: "A parameter in Parameter Store is encrypted.",
    rationale:
      "Settings of both regions name endpoints, tables and peers; as plain text every reader of the account sees them.",
    remediation: 'Set type to "SecureString".',
    url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html",
    framework: { wellArchitected: "SEC8-BP02", nist: ["SC-28", "SC-12"] },
  },
  config: {
    plainNames: {
      type: "array",
      items: { type: "string", minLength: 1 },
      uniqueItems: true,
      default: [],
      description: "Names of parameters that may be plain; * stands for any characters.",
    },
  },
  on: tokens.parameter,
  *check(props, { plainNames }) {
    const { type } = props;
    if (type === "SecureString") {
      return;
    }
    const name = plainNames.length > 0 ? props.name : undefined;
    if (typeof name !== "string" || !plainNames.some((pattern) => matchesWildcard(pattern, name))) {
      yield { at: "type", got: type, want: "SecureString" };
    }
  },
  examples: {
    pass: [
      { because: "it is encrypted", given: { name: "/trades/peer", type: "SecureString", value: "example" } },
      {
        because: "the config lets parameters of this name be plain",
        config: { plainNames: ["/public/*"] },
        given: { name: "/public/status-page", type: "String", value: "example" },
      },
    ],
    fail: [
      {
        because: "it is plain text",
        given: { name: "/trades/peer", type: "String", value: "example" },
        at: ["type"],
      },
      {
        because: "its name is not among the plain ones",
        config: { plainNames: ["/public/*"] },
        given: { name: "/trades/public/peer", type: "String", value: "example" },
        at: ["type"],
      },
    ],
    undetermined: [
      {
        because: "the type is unknown",
        given: { name: "/trades/peer", type: unknown.string, value: "example" },
        at: ["type"],
      },
      {
        because: "it is plain, and its name may be one that can be",
        config: { plainNames: ["/public/*"] },
        given: { name: unknown.string, type: "String", value: "example" },
        at: ["name"],
      },
    ],
  },
});
