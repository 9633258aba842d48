import { narrowsCallers } from "../../../model/aws/iam-condition";
import { someCondition } from "../../../model/aws/iam-demand";
import type { Principal, Statement } from "../../../model/aws/iam-document";
import { isAside, namesSubject, subjectWanted } from "../../../model/aws/iam-federation";
import { shutsOutOthers } from "../../../model/aws/iam-shutting-out";
import { apiPolicies, isForCalls, isOpenAsItIs } from "../../../model/aws/open-api";
import { part } from "../../../model/graph/interruption";
import { path } from "../../../model/graph/path";
import { known } from "../../../model/graph/reading";
import { unknown } from "../../../model/graph/unknown";
import { documentRule, type Place } from "../../engine/document-rule";
import type { Finding } from "../../engine/finding";
import { oneFinding, type Refused } from "../../engine/statement-finding";

type Findings = Generator<Finding, void, void>;

/** Whether a statement of an API's own policy lets everybody call what everybody may call without it. */
function addsNothing(statement: Statement, { inStack }: Place): boolean {
  return inStack !== undefined && isForCalls(statement) && isOpenAsItIs(inStack.member, inStack.stack);
}

function* judgePrincipal(statement: Statement, principal: Principal, open: Refused[], place: Place): Findings {
  const name = principal.read();
  if (typeof name !== "string") {
    yield { at: path(...principal.at), got: name, want: "the name of a principal" };
  } else if (name.includes("*") && !someCondition(statement.conditions(), narrowsCallers)) {
    if (!place.denials().some((denial) => shutsOutOthers(denial, statement)) && !addsNothing(statement, place)) {
      open.push({ at: principal.at, value: name });
    }
  }
}

/** An identity provider is nobody by itself: a claim of its tokens says who is let in. */
function* judgeProvider(statement: Statement, principal: Principal, open: Refused[]): Findings {
  const provider = known(() => principal.read());
  const named = someCondition(
    statement.conditions(),
    (condition) => narrowsCallers(condition) || namesSubject(condition, provider),
  );
  if (named || isAside(statement)) {
    return;
  }
  const name = principal.read();
  if (typeof name === "string" && name.includes("*")) {
    open.push({ at: principal.at, value: name });
    return;
  }
  const want = typeof name === "string" ? subjectWanted(name) : "the name of an identity provider";
  yield { at: path(...principal.at), got: name, want };
}

export default documentRule({
  meta: {
    name: "iam-forbid-public-principal",
    severity: "critical",
    law: "No trust policy and no resource policy grants access to unnamed principals.",
    rationale: "A principal of *, or an identity provider without a subject, is anyone on the internet.",
    remediation:
      "Name the principals, or add a condition that demands their account, organization, ARN, network or subject.",
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
    framework: { wellArchitected: "SEC3-BP07", nist: ["AC-3", "AC-4"] },
  },
  config: {},
  kinds: ["trust", "resource"],
  withStack: { on: apiPolicies, filledIn: ["policy"] },
  *check(statement, _config, place) {
    if (statement.denies()) {
      return;
    }
    const open: Refused[] = [];
    for (const principal of statement.principals()) {
      yield* part(() =>
        principal.type.toLowerCase() === "federated"
          ? judgeProvider(statement, principal, open)
          : judgePrincipal(statement, principal, open, place),
      );
    }
    yield* oneFinding(open, () => "named principals, or a condition that narrows them down");
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
        because: "GitHub tells which repository calls",
        type: "aws:iam/role:Role",
        given: {
          assumeRolePolicy: {
            Statement: [
              {
                Effect: "Allow",
                Principal: {
                  Federated: "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com",
                },
                Action: "sts:AssumeRoleWithWebIdentity",
                Condition: { StringLike: { "token.actions.githubusercontent.com:sub": "repo:acme/ledger:*" } },
              },
            ],
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
        because: "everybody but one endpoint is denied, as AWS writes it for private APIs",
        type: "aws:apigateway/restApiPolicy:RestApiPolicy",
        given: {
          policy: {
            Statement: [
              { Effect: "Allow", Principal: "*", Action: "execute-api:Invoke", Resource: "execute-api:/*" },
              {
                Effect: "Deny",
                Principal: "*",
                Action: "execute-api:Invoke",
                Resource: "execute-api:/*",
                Condition: { StringNotEquals: { "aws:SourceVpce": "vpce-1a2b3c4d" } },
              },
            ],
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
        because: "any repository of GitHub may assume the role",
        type: "aws:iam/role:Role",
        given: {
          assumeRolePolicy: {
            Statement: [
              {
                Effect: "Allow",
                Principal: {
                  Federated: "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com",
                },
                Action: "sts:AssumeRoleWithWebIdentity",
                Condition: { StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" } },
              },
            ],
          },
        },
        at: ["assumeRolePolicy.Statement[0].Principal.Federated"],
      },
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
