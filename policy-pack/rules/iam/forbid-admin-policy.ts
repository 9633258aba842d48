import { attachments, findAdminPolicy } from "../../../model/aws/admin-policy";
import { part } from "../../../model/graph/interruption";
import { unknown } from "../../../model/graph/unknown";
import { each, skip } from "../../engine/check";
import type { Finding } from "../../engine/finding";
import { resourceRule } from "../../engine/rule";

const want = "a policy that grants what is used";

function* judge(
  policy: string | null | undefined,
  at: string,
  allowed: readonly string[],
): Generator<Finding, void, void> {
  if (policy === undefined || policy === null) {
    return;
  }
  if (typeof policy !== "string") {
    yield { at, got: policy, want: "the ARN of a policy" };
    return;
  }
  const name = findAdminPolicy(policy);
  if (name !== undefined && !allowed.includes(name)) {
    yield { at, got: policy, want };
  }
}

export default resourceRule({
  meta: {
    name: "iam-forbid-admin-policy",
    severity: "critical",
    law: "No AWS managed policy with full access to a service or more is attached.",
    rationale: "AdministratorAccess and its kind are wildcards under another name, and AWS widens them as it likes.",
    remediation: "Write a policy with the actions and resources that are used, and attach that.",
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html",
    framework: { wellArchitected: "SEC3-BP02", nist: ["AC-6"] },
  },
  config: {
    allowedPolicies: {
      type: "array",
      items: { type: "string" },
      default: [],
      description: "Names of managed policies that are allowed.",
    },
  },
  on: attachments,
  *check(props, { allowedPolicies }) {
    const set = ["policyArn", "managedPolicyArn", "policyArns", "managedPolicyArns"].filter((name) => name in props);
    yield* part(() => judge(props.policyArn, "policyArn", allowedPolicies));
    yield* part(() => judge(props.managedPolicyArn, "managedPolicyArn", allowedPolicies));
    yield* each(
      () => props.policyArns,
      "policyArns",
      (arn, at) => judge(arn, at, allowedPolicies),
    );
    yield* each(
      () => props.managedPolicyArns,
      "managedPolicyArns",
      (arn, at) => judge(arn, at, allowedPolicies),
    );
    return set.length === 0 ? skip("attaches no managed policy") : undefined;
  },
  examples: {
    pass: [
      {
        because: "the policy is one of the account's own",
        given: { policyArn: "arn:aws:iam::123456789012:policy/trade-writer" },
      },
      {
        because: "the managed policy grants little",
        type: "aws:iam/role:Role",
        given: { managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"] },
      },
      {
        because: "the config allows that one",
        config: { allowedPolicies: ["AmazonSSMFullAccess"] },
        given: { policyArn: "arn:aws:iam::aws:policy/AmazonSSMFullAccess" },
      },
    ],
    fail: [
      {
        because: "it makes an administrator",
        given: { policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" },
        at: ["policyArn"],
      },
      {
        because: "a role lists full access to a service, in any partition",
        type: "aws:iam/role:Role",
        given: {
          managedPolicyArns: [
            "arn:aws-us-gov:iam::aws:policy/AmazonS3FullAccess",
            "arn:aws:iam::aws:policy/IAMReadOnlyAccess",
            "arn:aws:iam::aws:policy/job-function/SystemAdministrator",
          ],
        },
        at: ["managedPolicyArns[0]", "managedPolicyArns[2]"],
      },
    ],
    undetermined: [
      {
        because: "one of the ARNs is unknown",
        type: "aws:iam/role:Role",
        given: { managedPolicyArns: [unknown.string, "arn:aws:iam::aws:policy/PowerUserAccess"] },
        at: ["managedPolicyArns[0]"],
        fail: ["managedPolicyArns[1]"],
      },
    ],
    skip: [{ because: "the role has no managed policies", type: "aws:iam/role:Role", given: {} }],
  },
});
