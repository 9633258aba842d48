import { part } from "../../engine/check";
import { documentRule } from "../../engine/document-rule";
import { path } from "../../engine/path";
import { unknown } from "../../engine/sdk";
import { findOpenPart } from "../../facts/iam-wildcard";

export default documentRule({
  meta: {
    name: "iam-forbid-wildcard-resource",
    severity: "high",
    law: "No statement allows actions on resources by wildcard.",
    rationale: "Whoever takes over one function should reach that function's data, not every table in the account.",
    remediation: "Name each resource by its ARN; only what lies below a named resource may be open, as bucket/* is.",
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html",
    framework: { wellArchitected: "SEC3-BP02", nist: ["AC-6", "AC-3"] },
  },
  config: {},
  kinds: ["identity", "resource", "endpoint"],
  *check(statement, _config, { starIsItself }) {
    if (statement.denies()) {
      return;
    }
    for (const resource of statement.entries("Resource")) {
      yield* part(function* () {
        const arn = resource.read();
        const at = path(...resource.at);
        if (typeof arn !== "string") {
          yield { at, got: arn, want: "the ARN of a resource" };
          return;
        }
        const open = starIsItself && isItself(arn) ? undefined : findOpenPart(arn);
        if (open !== undefined) {
          yield { at, got: arn, want: `an ARN that does not leave ${open} open` };
        }
      });
    }
  },
  examples: {
    pass: [
      {
        because: "the ARNs name their resources, with a path below",
        given: {
          policy: {
            Statement: [
              {
                Effect: "Allow",
                Action: "s3:GetObject",
                Resource: ["arn:aws:s3:::trades", "arn:aws:s3:::trades/archive/*"],
              },
              {
                Effect: "Allow",
                Action: "dynamodb:Query",
                Resource: "arn:aws:dynamodb:us-east-1:123456789012:table/trades/index/*",
              },
            ],
          },
        },
      },
      {
        because: "the star in a key's own policy is the key",
        type: "aws:kms/key:Key",
        given: { policy: { Statement: { Effect: "Allow", Action: "kms:Decrypt", Resource: "*" } } },
      },
    ],
    fail: [
      {
        because: "every resource is open",
        given: { policy: { Statement: [{ Effect: "Allow", Action: "sqs:SendMessage", Resource: "*" }] } },
        at: ["policy.Statement[0].Resource"],
      },
      {
        because: "the name, the account or the region of an ARN is open",
        given: {
          policy: {
            Statement: [
              {
                Effect: "Allow",
                Action: "dynamodb:GetItem",
                Resource: [
                  "arn:aws:dynamodb:us-east-1:123456789012:table/*",
                  "arn:aws:dynamodb:us-east-1:*:table/trades",
                  "arn:aws:dynamodb:*:123456789012:table/trades",
                ],
              },
            ],
          },
        },
        at: ["policy.Statement[0].Resource[0]", "policy.Statement[0].Resource[1]", "policy.Statement[0].Resource[2]"],
      },
      {
        because: "the objects of every bucket are open",
        given: { policy: { Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::*/*" }] } },
        at: ["policy.Statement[0].Resource"],
      },
    ],
    undetermined: [
      {
        because: "the whole document is unknown",
        given: { policy: unknown.string },
        at: ["policy"],
      },
    ],
  },
});

/** Resource policies that are bound to what carries them: `*`, or an API's path without an ARN before it. */
function isItself(resource: string): boolean {
  return resource === "*" || resource.startsWith("execute-api:/");
}
