import { tokensOf } from "../graph/tokens";

/** The properties through which resources attach managed policies; each type has one of them. */
interface Attachment {
  readonly policyArn: string;
  readonly policyArns: readonly string[];
  readonly managedPolicyArn: string;
  readonly managedPolicyArns: readonly string[];
}

/** Every type that attaches managed policies by ARN. */
export const attachments = tokensOf<Attachment>(
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  "aws:iam/role:Role",
  "aws:iam/userPolicyAttachment:UserPolicyAttachment",
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
  "aws:iam/policyAttachment:PolicyAttachment",
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
  "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive",
  "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive",
  "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment",
  "aws:ssoadmin/managedPolicyAttachmentsExclusive:ManagedPolicyAttachmentsExclusive",
);

/** AWS managed policies that grant all of a service or more: administrators, power users, `...FullAccess`. */
const administrators =
  /^(AdministratorAccess.*|PowerUserAccess|\w*FullAccess\w*|(System|Database|Network)Administrator)$/i;

/** The name of the AWS managed administrator policy that this text, an ARN or a bare name, stands for. */
export function findAdminPolicy(policy: string): string | undefined {
  const name = /^(?:arn:[^:]*:iam::aws:policy\/)?(?:[^:]*\/)?([^/:]+)$/.exec(policy)?.[1];
  return administrators.test(String(name)) ? name : undefined;
}
