import { expandAction, isUnscopable } from "../../../model/aws/iam-actions";
import { someCondition } from "../../../model/aws/iam-demand";
import { isDescribing } from "../../../model/aws/iam-describing";
import type { Statement } from "../../../model/aws/iam-document";
import { areIngredients } from "../../../model/aws/iam-ingredients";
import { isMadeLater } from "../../../model/aws/iam-late-resources";
import { narrowsResources } from "../../../model/aws/iam-resource-condition";
import { findOpenPart, hasWildcard } from "../../../model/aws/iam-wildcard";
import { part } from "../../../model/graph/interruption";
import { path } from "../../../model/graph/path";
import { known } from "../../../model/graph/reading";
import { unknown } from "../../../model/graph/unknown";
import { documentRule } from "../../engine/document-rule";
import { oneFinding, type Refused } from "../../engine/statement-finding";

export default documentRule({
  meta: {
    name: "iam-forbid-wildcard-resource",
    severity: "high",
    law: "No Allow statement uses a wildcard in place of a resource.",
    rationale: "Whoever takes over one function should reach that function's data, not every table in the account.",
    remediation:
      "Name each resource by its ARN, or demand its tag or account by a condition; only what lies below a named resource may be open, as bucket/* is.",
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
    allowDescribingActions: {
      type: "boolean",
      default: false,
      description:
        "Accept all resources for actions that only tell which resources there are and how they are set up, Describe... and List..., and no data.",
    },
  },
  kinds: ["identity", "resource"],
  *check(statement, { unscopable, allowUnscopableActions, allowDescribingActions }, { starIsItself }) {
    if (statement.denies()) {
      return;
    }
    const listed = new Set(unscopable.map((action) => action.toLowerCase()));
    const mayBeOpen = (action: string) =>
      (allowUnscopableActions && isMadeLater(action)) || (allowDescribingActions && isDescribing(action));
    const needsStar = (action: string) =>
      listed.has(action.toLowerCase()) || (allowUnscopableActions && isUnscopable(action)) || mayBeOpen(action);
    const open: Refused[] = [];
    for (const resource of statement.entries("Resource")) {
      yield* part(function* () {
        const arn = resource.read();
        if (typeof arn !== "string") {
          yield { at: path(...resource.at), got: arn, want: "the ARN of a resource" };
          return;
        }
        const isNone = (starIsItself && isItself(arn)) || areIngredients(known(() => actionsOf(statement)) ?? [], arn);
        const isOpen = !isNone && findOpenPart(arn) !== undefined;
        if (isOpen && !hasOnly(statement, arn === "*" ? needsStar : mayBeOpen) && !isNarrowed(statement)) {
          open.push({ at: resource.at, value: arn });
        }
      });
    }
    yield* oneFinding(open, (arns) => wantInPlaceOf(arns, () => scopableOf(statement, needsStar)));
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
        because: "the config accepts what tells of resources, of all or of some",
        config: { allowUnscopableActions: true, allowDescribingActions: true },
        given: {
          policy: {
            Statement: [
              {
                Effect: "Allow",
                Action: ["ec2:Describe*", "eks:ListClusters", "eks:DescribeNodegroup"],
                Resource: "*",
              },
              {
                Effect: "Allow",
                Action: "ecs:DescribeTasks",
                Resource: "arn:aws:ecs:eu-west-1:123456789012:task/*",
              },
              {
                Effect: "Allow",
                Action: "ec2:CreateSecurityGroup",
                Resource: ["arn:aws:ec2:*:*:security-group/*", "arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-1"],
              },
            ],
          },
        },
      },
      {
        because: "a condition tells which of the instances are meant",
        given: {
          policy: {
            Statement: {
              Effect: "Allow",
              Action: "ec2:StopInstances",
              Resource: "arn:aws:ec2:*:*:instance/*",
              Condition: { StringEquals: { "aws:ResourceTag/team": "blue" } },
            },
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
        because: "the condition tells the region alone, or any value of a tag",
        given: {
          policy: {
            Statement: [
              {
                Effect: "Allow",
                Action: "sqs:SendMessage",
                Resource: "*",
                Condition: { StringEquals: { "aws:RequestedRegion": "us-east-1" } },
              },
              {
                Effect: "Allow",
                Action: "sqs:SendMessage",
                Resource: "*",
                Condition: { StringLike: { "aws:ResourceTag/team": "*" } },
              },
            ],
          },
        },
        at: ["policy.Statement[0].Resource", "policy.Statement[1].Resource"],
      },
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
        at: ["policy.Statement[0].Resource"],
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
        because: "what is listed is data, or stands beside what changes something",
        config: { allowUnscopableActions: true, allowDescribingActions: true },
        given: {
          policy: {
            Statement: [
              { Effect: "Allow", Action: "s3:ListBucket", Resource: "*" },
              { Effect: "Allow", Action: ["ecs:DescribeTasks", "ecs:StopTask"], Resource: "*" },
              { Effect: "Allow", Action: ["states:DescribeExecution", "ssm:ListCommandInvocations"], Resource: "*" },
              { Effect: "Allow", Action: "ssm:GetParameter", Resource: "*" },
            ],
          },
        },
        at: [
          "policy.Statement[0].Resource",
          "policy.Statement[1].Resource",
          "policy.Statement[2].Resource",
          "policy.Statement[3].Resource",
        ],
      },
      {
        because: "the objects of every bucket are open",
        given: { policy: { Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::*/*" }] } },
        at: ["policy.Statement[0].Resource"],
      },
    ],
    undetermined: [
      {
        because: "the value of the tag that would narrow it is unknown",
        given: {
          policy: {
            Statement: {
              Effect: "Allow",
              Action: "ec2:StopInstances",
              Resource: "*",
              Condition: { StringEquals: { "aws:ResourceTag/team": unknown.string } },
            },
          },
        },
        at: ['policy.Statement.Condition.StringEquals["aws:ResourceTag/team"]'],
      },
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

/** Whether a condition tells which of the open resources are meant. */
function isNarrowed(statement: Statement): boolean {
  return someCondition(statement.conditions(), (condition) => narrowsResources(condition, actionsOf(statement)));
}

function actionsOf(statement: Statement): readonly string[] {
  return statement.entries("Action").map((action) => String(action.read()));
}

const shown = 3;

/** False for what stands in place of an action and is none. */
function isAction(text: string): boolean {
  return /^[a-z0-9-]+:[a-z0-9*?]+$/i.test(text);
}

/** What is expected: which part must not be open, and for `*` which of the actions can be bound to a resource. */
function wantInPlaceOf(arns: readonly unknown[], scopable: () => readonly string[]): string {
  const parts = [...new Set(arns.map((arn) => findOpenPart(String(arn))))].join(" or ");
  const actions = arns.includes("*") ? scopable().filter(isAction) : [];
  const first = actions.slice(0, shown).join(", ");
  const named = actions.length === 0 ? "" : ` (for ${first}${actions.length > shown ? ", ..." : ""})`;
  return `an ARN that does not leave ${parts} open${named}`;
}

/** The actions of a statement that stand beside those which need all resources; of a pattern, those it stands for. */
function scopableOf(statement: Statement, needsStar: (action: string) => boolean): readonly string[] {
  const actions = known(() => actionsOf(statement)) ?? [];
  const meant = actions.flatMap((action) => {
    const all = hasWildcard(action) ? expandAction(action) : [];
    return all.length === 0 ? [action] : all;
  });
  return [...new Set(meant.filter((action) => !needsStar(action)))];
}

/** Resource policies that are bound to what carries them: `*`, or an API's path without an ARN before it. */
function isItself(resource: string): boolean {
  return resource === "*" || resource.startsWith("execute-api:/");
}

/** Whether a statement allows nothing but such actions. */
function hasOnly(statement: Statement, isSuch: (action: string) => boolean): boolean {
  const allowed = actionsOf(statement);
  return allowed.length > 0 && allowed.every((action) => isSuchOnly(action, isSuch));
}

/** Whether an action is such a one. A wildcard is every action that AWS lists for it. */
function isSuchOnly(action: string, isSuch: (action: string) => boolean): boolean {
  const actions = hasWildcard(action) ? expandAction(action) : [action];
  return actions.length > 0 && actions.every(isSuch);
}
