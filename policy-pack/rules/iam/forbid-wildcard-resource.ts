import { expandAction, isUnscopable } from "../../../model/aws/iam-actions";
import type { Statement } from "../../../model/aws/iam-document";
import { findOpenPart, hasWildcard } from "../../../model/aws/iam-wildcard";
import { part } from "../../../model/graph/interruption";
import { path } from "../../../model/graph/path";
import { unknown } from "../../../model/graph/unknown";
import { documentRule } from "../../engine/document-rule";

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
  config: {
    unscopable: {
      type: "array",
      items: { type: "string", pattern: "^[a-z0-9-]+:[A-Za-z0-9]+$" },
      uniqueItems: true,
      default: [],
      description:
        "Actions that AWS lets nobody scope beforehand: a statement of these alone may be about all resources.",
    },
    allowUnscopableActions: {
      type: "boolean",
      default: false,
      description:
        "Accept all resources, *, for actions that AWS's service authorization reference lists without a resource.",
    },
  },
  kinds: ["identity", "resource", "endpoint"],
  *check(statement, { unscopable, allowUnscopableActions }, { starIsItself }) {
    if (statement.denies()) {
      return;
    }
    const listed = new Set(unscopable.map((action) => action.toLowerCase()));
    const needsStar = (action: string) =>
      listed.has(action.toLowerCase()) || (allowUnscopableActions && isUnscopable(action));
    const mayBeOpen = (arn: string) => arn === "*" && hasOnly(statement, needsStar);
    for (const resource of statement.entries("Resource")) {
      yield* part(function* () {
        const arn = resource.read();
        const at = path(...resource.at);
        if (typeof arn !== "string") {
          yield { at, got: arn, want: "the ARN of a resource" };
          return;
        }
        const open = (starIsItself && isItself(arn)) || mayBeOpen(arn) ? undefined : findOpenPart(arn);
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
        because: "the config says that AWS scopes none of the actions, in whatever case they are written",
        config: { unscopable: ["ec2:DescribeSubnets", "ec2:DescribeNetworkInterfaces"] },
        given: {
          policy: {
            Statement: [
              {
                Effect: "Allow",
                Action: ["ec2:describeSubnets", "ec2:DescribeNetworkInterfaces"],
                Resource: "*",
              },
            ],
          },
        },
      },
      {
        because: "the config accepts what AWS itself cannot scope, and the interfaces that Lambda makes",
        config: { allowUnscopableActions: true },
        given: {
          policy: {
            Statement: [
              {
                Effect: "Allow",
                Action: ["ec2:DescribeSub*", "xray:putTraceSegments", "ec2:CreateNetworkInterface"],
                Resource: "*",
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
        because: "another action stands beside those of the config, or the open resource is not all",
        config: { unscopable: ["ec2:DescribeSubnets"] },
        given: {
          policy: {
            Statement: [
              { Effect: "Allow", Action: ["ec2:DescribeSubnets", "ec2:RunInstances"], Resource: "*" },
              { Effect: "Allow", Action: "ec2:DescribeSubnets", Resource: "arn:aws:ec2:us-east-1:*:subnet/subnet-1" },
              { Effect: "Allow", NotAction: "ec2:DescribeSubnets", Resource: "*" },
            ],
          },
        },
        at: ["policy.Statement[0].Resource", "policy.Statement[1].Resource", "policy.Statement[2].Resource"],
      },
      {
        because: "AWS can scope one of the actions, or lists none of that name",
        config: { allowUnscopableActions: true },
        given: {
          policy: {
            Statement: [
              { Effect: "Allow", Action: ["ec2:DescribeSubnets", "sqs:SendMessage"], Resource: "*" },
              { Effect: "Allow", Action: "ec2:DescribeSubnetz", Resource: "*" },
              { Effect: "Allow", Action: "sqs:*", Resource: "*" },
            ],
          },
        },
        at: ["policy.Statement[0].Resource", "policy.Statement[1].Resource", "policy.Statement[2].Resource"],
      },
      {
        because: "the objects of every bucket are open",
        given: { policy: { Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::*/*" }] } },
        at: ["policy.Statement[0].Resource"],
      },
    ],
    undetermined: [
      {
        because: "one of the actions beside those of the config is unknown",
        config: { unscopable: ["ec2:DescribeSubnets"] },
        given: {
          policy: {
            Statement: [{ Effect: "Allow", Action: ["ec2:DescribeSubnets", unknown.string], Resource: "*" }],
          },
        },
        at: ["policy.Statement[0].Action[1]"],
      },
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

/** Whether a statement allows nothing but such actions. A wildcard is every action that AWS lists for it. */
function hasOnly(statement: Statement, isSuch: (action: string) => boolean): boolean {
  const allowed = statement.entries("Action").map((action) => String(action.read()));
  return (
    allowed.length > 0 && allowed.every((action) => isEvery(hasWildcard(action) ? expandAction(action) : [action]))
  );

  function isEvery(actions: readonly string[]): boolean {
    return actions.length > 0 && actions.every(isSuch);
  }
}
