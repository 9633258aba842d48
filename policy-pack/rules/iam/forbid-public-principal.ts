import { narrowsCallers } from "../../../model/aws/iam-condition";
import { part } from "../../../model/graph/interruption";
import { path } from "../../../model/graph/path";
import { unknown } from "../../../model/graph/unknown";
import { documentRule } from "../../engine/document-rule";

export default documentRule({
  meta: {
    name: "iam-forbid-public-principal",
    severity: "critical",
    law: "No trust or resource policy allows callers that nobody named.",
    rationale: "A principal of * is anyone on the internet with an AWS account, or without one.",
    remediation: "Name the principals, or add a condition that demands their account, organization, ARN or network.",
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
    framework: { wellArchitected: "SEC3-BP07", nist: ["AC-3", "AC-4"] },
  },
  config: {},
  kinds: ["trust", "resource"],
  *check(statement) {
    if (statement.denies()) {
      return;
    }
    for (const principal of statement.principals()) {
      yield* part(function* () {
        const name = principal.read();
        const at = path(...principal.at);
        if (typeof name !== "string") {
          yield { at, got: name, want: "the name of a principal" };
        } else if (name.includes("*") && !statement.conditions().some(narrowsCallers)) {
          yield { at, got: name, want: "named principals, or a condition that narrows them down" };
        }
      });
    }
  },
  examples: {
    pass: [
      {
        because: "the caller is a service",
        type: "aws:iam/role:Role",
        given: {
          assumeRolePolicy: {
            Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
          },
        },
      },
      {
        because: "a condition demands the organization",
        type: "aws:s3/bucketPolicy:BucketPolicy",
        given: {
          policy: {
            Statement: {
              Effect: "Allow",
              Principal: "*",
              Action: "s3:GetObject",
              Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
            },
          },
        },
      },
      {
        because: "a bucket refuses plain HTTP from anyone",
        type: "aws:s3/bucketPolicy:BucketPolicy",
        given: {
          policy: {
            Statement: {
              Effect: "Deny",
              Principal: "*",
              Action: "s3:*",
              Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
          },
        },
      },
    ],
    fail: [
      {
        because: "anyone may assume the role",
        type: "aws:iam/role:Role",
        given: { assumeRolePolicy: '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}]}' },
        at: ["assumeRolePolicy.Statement[0].Principal"],
      },
      {
        because: "the condition does not say who calls",
        type: "aws:sns/topicPolicy:TopicPolicy",
        given: {
          policy: {
            Statement: [
              {
                Effect: "Allow",
                Principal: { AWS: ["arn:aws:iam::123456789012:role/publisher", "*"] },
                Action: "sns:Publish",
                Condition: { Bool: { "aws:SecureTransport": "true" } },
              },
            ],
          },
        },
        at: ["policy.Statement[0].Principal.AWS[1]"],
      },
      {
        because: "a function may be invoked by anyone",
        type: "aws:lambda/permission:Permission",
        given: { action: "lambda:InvokeFunction", function: "trade-processor", principal: "*" },
        at: ["principal"],
      },
    ],
    undetermined: [
      {
        because: "who is open, and the condition's value is unknown",
        type: "aws:sqs/queuePolicy:QueuePolicy",
        given: {
          policy: {
            Statement: [
              {
                Effect: "Allow",
                Principal: "*",
                Action: "sqs:SendMessage",
                Condition: { ArnEquals: { "aws:SourceArn": unknown.string } },
              },
            ],
          },
        },
        at: ['policy.Statement[0].Condition.ArnEquals["aws:SourceArn"]'],
      },
    ],
  },
});
