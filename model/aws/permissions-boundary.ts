import { known } from "../graph/reading";
import type { Member, Stack } from "../graph/stack";
import { tokensOf } from "../graph/tokens";
import { attachments } from "./admin-policy";

type Props = Readonly<Record<string, unknown>>;

/** Policies of an account's own, which may be attached or be a boundary: their resource alone does not say which. */
export const ownPolicies = tokensOf<Props>("aws:iam/policy:Policy");

const bounded = tokensOf<Props>("aws:iam/role:Role", "aws:iam/user:User");
const ofPermissionSets = tokensOf<Props>("aws:ssoadmin/permissionsBoundaryAttachment:PermissionsBoundaryAttachment");
const byName = tokensOf<Props>(
  "aws:ssoadmin/customerManagedPolicyAttachment:CustomerManagedPolicyAttachment",
  "aws:ssoadmin/customerManagedPolicyAttachmentsExclusive:CustomerManagedPolicyAttachmentsExclusive",
);
const attaching = ["policyArn", "policyArns", "managedPolicyArn", "managedPolicyArns"];
const reference = ["customerManagedPolicyReference", "customerManagedPolicyReferences"];
/** What a policy of CloudFormation's form is attached to by itself. */
const attachedByItself = ["roles", "users", "groups"];

/**
 * True for a policy that grants nothing, since it is a permissions boundary and nothing more: some role, user or permission
 * set of the stack is bounded by it, and nothing attaches it, nor may by a value that is unknown. `own` are the properties
 * as the program gave them.
 */
export function isBoundaryAlone(policy: Member, own: Member["props"], stack: Stack): boolean {
  const uses = (member: Member, property: string) => meansOf(member, property, policy);
  const bounds =
    stack.of(bounded).some((member) => uses(member, "permissionsBoundary") === "this") ||
    stack.of(ofPermissionSets).some((member) => uses(member, "permissionsBoundary") === "this");
  return (
    bounds &&
    !attachedByItself.some((property) => Object.hasOwn(own, property)) &&
    !stack
      .of(attachments)
      .some((member) => attaching.some((property) => uses(member as Member, property) !== "other")) &&
    !stack.of(byName).some((member) => reference.some((property) => uses(member, property) !== "other"))
  );
}

/** Which policy a property means: this one, another (or none), or that is unknown. */
function meansOf(member: Member, property: string, policy: Member): "this" | "other" | "unknown" {
  if (!Object.hasOwn(member.props, property)) {
    return "other";
  }
  const sources = member.sourcesOf(property);
  if (sources.some(({ urn }) => urn === policy.urn)) {
    return "this";
  }
  const texts = known(() => textsIn(member.props[property]));
  if (texts === undefined) {
    return sources.length > 0 ? "other" : "unknown";
  }
  return texts.some((text) => namesPolicy(text, policy)) ? "this" : "other";
}

/** All texts in a value. Throws where one is unknown. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") {
    return [value];
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** True for the ARN of a policy, or its bare name as a permission set gives it. */
function namesPolicy(text: string, { props }: Member): boolean {
  const arn = known(() => props.arn);
  const name = known(() => props.name);
  const path = known(() => props.path) ?? "/";
  if (text === arn) {
    return true;
  }
  return typeof name === "string" && (text === name || text.endsWith(`:policy${path}${name}`));
}
