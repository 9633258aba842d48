import { unknownText } from "../../given";

export default {
  pass: [
    { because: "no element is negated", given: { policy: { Statement: { Effect: "Allow", Action: "s3:GetObject" } } } },
    {
      because: "a trust policy denies all but one",
      type: "aws:iam/role:Role",
      given: { assumeRolePolicy: { Statement: { Effect: "Deny", NotPrincipal: { AWS: "123456789012" } } } },
    },
  ],
  fail: [
    {
      because: "it stands behind a statement that is none, which iam-forbid-wildcard-action tells",
      given: { policy: { Statement: ["Allow", { Effect: "Allow", NotAction: "iam:*" }] } },
      at: ["policy.Statement[1].NotAction"],
    },
    {
      because: "keys are in another case",
      given: { policy: { statement: { effect: "allow", notaction: [] } } },
      at: ["policy.statement.notaction"],
    },
    {
      because: "all three are negated, even with nothing in them",
      given: { policy: { Statement: { Effect: "Allow", NotAction: null, NotResource: "", NotPrincipal: {} } } },
      at: ["policy.Statement.NotAction", "policy.Statement.NotResource", "policy.Statement.NotPrincipal"],
    },
    {
      because: "the effect is absent",
      given: { policy: { Statement: { NotAction: "iam:*" } } },
      at: ["policy.Statement.NotAction"],
    },
    {
      because: "what is negated is unknown",
      given: { policy: { Statement: { Effect: "Allow", NotAction: unknownText } } },
      at: ["policy.Statement.NotAction"],
    },
  ],
  undetermined: [{ because: "the document is unknown", given: { policy: unknownText }, at: ["policy"] }],
  skip: [
    { because: "there is no document", type: "aws:iam/role:Role", given: {} },
    { because: "the document is no JSON, which iam-forbid-wildcard-action tells", given: { policy: "Allow" } },
  ],
};
