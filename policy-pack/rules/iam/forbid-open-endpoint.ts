import { narrowsCallers } from "../../../model/aws/iam-condition";
import { someCondition } from "../../../model/aws/iam-demand";
import type { Entry, Statement } from "../../../model/aws/iam-document";
import { narrowsResources } from "../../../model/aws/iam-resource-condition";
import { path } from "../../../model/graph/path";
import { unknown } from "../../../model/graph/unknown";
import { documentRule } from "../../engine/document-rule";
import { Word } from "../../engine/finding";

/** Whether each of several names is told, at least in part: `*` and `arn:aws:s3:::*` tell nothing. */
function areTold(names: readonly Entry[]): boolean {
  return names.length > 0 && names.every(({ read }) => isTold(read()));
}

function isTold(name: unknown): boolean {
  const resource = /^arn:[^:]*:[^:]*:[^:]*:([^:]*):(.*)$/s.exec(String(name));
  const parts = resource === null ? [String(name)] : resource.slice(1);
  return parts.some((part) => part !== "" && !/^[*?]/.test(part));
}

/** Whether a statement's callers or resources are told, by name or by a condition. */
function isLimited(statement: Statement): boolean {
  const actions = statement.entries("Action").map(({ read }) => String(read()));
  return (
    areTold(statement.principals()) ||
    areTold(statement.entries("Resource")) ||
    someCondition(
      statement.conditions(),
      (condition) => narrowsCallers(condition) || narrowsResources(condition, actions),
    )
  );
}

const allow = (statement: object) => ({ policy: { Statement: [{ Effect: "Allow", ...statement }] } });

export default documentRule({
  meta: {
    name: "iam-forbid-open-endpoint",
    severity: "medium",
    level: "advisory",
    law: "A VPC endpoint's policy says whose callers or whose resources may pass.",
    rationale:
      "An endpoint's policy grants nothing, but one that lets everything pass leads data out to anybody's account.",
    remediation:
      "Name the callers or the resources, or demand their organization or account, as by aws:ResourceOrgID and aws:PrincipalOrgID.",
    url: "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",
    framework: { wellArchitected: "SEC3-BP05", nist: ["AC-4", "SC-7"] },
  },
  config: {},
  kinds: ["endpoint"],
  *check(statement) {
    if (statement.denies() || isLimited(statement)) {
      return;
    }
    yield {
      at: path(...statement.at),
      got: new Word("open to any caller and to any resource"),
      want: "callers, resources or a condition that narrows one of them down",
    };
  },
  examples: {
    pass: [
      {
        because: "the bucket is named",
        given: allow({ Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::trades/*" }),
      },
      {
        because: "the buckets of one's own may be reached by all of the network",
        given: allow({
          Principal: "*",
          Action: "s3:*",
          Resource: "*",
          Condition: { StringEquals: { "aws:ResourceOrgID": "o-a1b2c3d4e5" } },
        }),
      },
      {
        because: "the account's own callers may reach whatever they are granted",
        given: allow({ Principal: { AWS: "arn:aws:iam::123456789012:root" }, Action: "*", Resource: "*" }),
      },
      {
        because: "a statement denies",
        given: { policy: { Statement: [{ Effect: "Deny", Principal: "*", Action: "*", Resource: "*" }] } },
      },
    ],
    fail: [
      {
        because: "everybody may do anything to anything",
        given: allow({ Principal: "*", Action: "*", Resource: "*" }),
        at: ["policy.Statement[0]"],
      },
      {
        because: "any bucket may be written to, and TLS tells nobody",
        type: "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy",
        given: allow({
          Principal: { AWS: "*" },
          Action: "s3:PutObject",
          Resource: ["arn:aws:s3:::trades/*", "arn:aws:s3:::*"],
          Condition: { Bool: { "aws:SecureTransport": "true" } },
        }),
        at: ["policy.Statement[0]"],
      },
    ],
    undetermined: [
      {
        because: "the resource is unknown",
        given: allow({ Principal: "*", Action: "s3:GetObject", Resource: unknown.string }),
        at: ["policy.Statement[0].Resource"],
      },
    ],
    skip: [{ because: "AWS's own policy is left in place", given: { vpcId: "vpc-1" } }],
  },
});
