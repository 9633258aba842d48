import { path } from "../../../model/graph/path";
import { unknown } from "../../../model/graph/unknown";
import { documentRule } from "../../engine/document-rule";
import { Word } from "../../engine/finding";

const negated = { NotAction: "Action", NotResource: "Resource", NotPrincipal: "Principal" } as const;

export default documentRule({
  meta: {
    name: "iam-forbid-negated-element",
    severity: "critical",
    law: "No Allow statement uses NotAction, NotResource or NotPrincipal.",
    rationale: "What such a statement grants is all that nobody thought of, today and in every service to come.",
    remediation: "Replace the negated element by the list of what is meant.",
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html",
    framework: { wellArchitected: "SEC3-BP02", nist: ["AC-6"] },
  },
  config: {},
  kinds: ["identity", "trust", "resource"],
  *check(statement) {
    for (const [element, wanted] of Object.entries(negated)) {
      const at = statement.find(element as keyof typeof negated);
      if (at !== undefined && !statement.denies()) {
        yield { at: path(...at), got: new Word("used in an Allow"), want: `${wanted} in its place` };
      }
    }
  },
  examples: {
    pass: [
      {
        because: "a Deny spares a list",
        given: { policy: { Statement: [{ Effect: "Deny", NotAction: ["iam:GetUser"], Resource: "*" }] } },
      },
    ],
    fail: [
      {
        because: "an Allow names what it does not grant",
        given: {
          policy: {
            Statement: [
              { Effect: "Allow", NotAction: "iam:*", Resource: "arn:aws:s3:::trades" },
              { Effect: "Allow", Action: "s3:GetObject", NotResource: "arn:aws:s3:::secret/*" },
            ],
          },
        },
        at: ["policy.Statement[0].NotAction", "policy.Statement[1].NotResource"],
      },
      {
        because: "a bucket is open to all but one",
        type: "aws:s3/bucketPolicy:BucketPolicy",
        given: {
          policy: '{"Statement":[{"Effect":"Allow","NotPrincipal":{"AWS":"123456789012"},"Action":"s3:GetObject"}]}',
        },
        at: ["policy.Statement[0].NotPrincipal"],
      },
    ],
    undetermined: [
      {
        because: "the effect is unknown",
        given: { policy: { Statement: [{ Effect: unknown.string, NotAction: "iam:*" }] } },
        at: ["policy.Statement[0].Effect"],
      },
    ],
  },
});
