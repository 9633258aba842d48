import { attachments, findAdminPolicy } from "../../../model/aws/admin-policy";
import { ownPolicies } from "../../../model/aws/permissions-boundary";
import { comesOnlyFrom } from "../../../model/aws/sources";
import { Interruption, part } from "../../../model/graph/interruption";
import { isUnknownValue, unknown } from "../../../model/graph/unknown";
import { each, skip } from "../../engine/check";
import type { Finding } from "../../engine/finding";
import { resourceRule } from "../../engine/rule";
import type { InStack } from "../../engine/subject";

const want = "a policy that grants what is used";

type Findings = Generator<Finding | Interruption, void, void>;

function* judge(policy: unknown, at: string, allowed: readonly string[]): Findings {
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

/** Whether an unknown ARN can only be that of a policy of the stack's own, whose document is judged by itself. */
function isOwn(inStack: InStack | undefined, property: string): boolean {
  return inStack !== undefined && comesOnlyFrom(inStack.member, property, ownPolicies);
}

/** What is found, but for what is unknown and can only be one of the stack's own policies. */
function* butOwn(found: Iterable<Finding | Interruption>, own: boolean): Findings {
  for (const one of found) {
    const isHiddenOwn = own && one instanceof Interruption && isUnknownValue(one.cause);
    if (!isHiddenOwn) {
      yield one;
    }
  }
}

const properties = ["policyArn", "managedPolicyArn", "policyArns", "managedPolicyArns"] as const;

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
  withStack: { on: attachments, filledIn: ["managedPolicyArns"] },
  *check(props, { allowedPolicies }, { inStack }) {
    const set = properties.filter((name) => name in props);
    for (const name of set) {
      const judgeOne = (policy: unknown, at: string) => judge(policy, at, allowedPolicies);
      const found = name.endsWith("s")
        ? each(() => props[name] as readonly unknown[] | undefined, name, judgeOne)
        : part(() => judgeOne(props[name], name));
      yield* butOwn(found, isOwn(inStack, name));
    }
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
