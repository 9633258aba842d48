import { demands, demandsPresence } from "./iam-demand";
import type { Condition } from "./iam-document";
import { hasWildcard } from "./iam-wildcard";

type Accepts = (value: string) => boolean;

/** A value that is told: text without a wildcard, or a variable for what the caller is tagged with. */
const plain: Accepts = (value) => value !== "" && !hasWildcard(value);
const ofOrganization: Accepts = (value) => /^(o-[a-z0-9]+\/|\$\{aws:PrincipalOrgPaths\})/i.test(value);

/**
 * Keys that tell which resources a statement is about, however open its `Resource` is. Source: the IAM user guide, "AWS
 * global condition context keys" (properties of the resource), and the keys of S3 and KMS in the service authorization
 * reference. Not among them: `aws:RequestedRegion`, `iam:PassedToService`, and all that tells of the caller.
 */
const narrowing: readonly (readonly [key: RegExp, accepts: Accepts])[] = [
  [/^aws:ResourceAccount$/i, plain],
  [/^aws:ResourceOrgID$/i, plain],
  [/^aws:ResourceOrgPaths$/i, ofOrganization],
  [/^s3:ResourceAccount$/i, plain],
  [/^s3:DataAccessPointAccount$/i, plain],
  [/^s3:DataAccessPointArn$/i, plain],
  [/^kms:ViaService$/i, plain],
  [/^kms:RequestAlias$/i, plain],
  [/^kms:ResourceAliases$/i, plain],
];

/** `aws:ResourceTag/team`, and the same of one service: `ec2:ResourceTag/team`. */
const resourceTag = /^[a-z0-9-]+:ResourceTag\/./i;
/** What a resource is tagged with as it is made: it narrows all actions but those that tag what is there already. */
const requestTag = /^aws:RequestTag\/./i;
const tagging = /:(tag|untag|createtags|deletetags|addtags|removetags|createorupdatetags|\*|.*tagging$)/i;

/**
 * True when a condition demands something of the resources that these actions reach, so that a wildcard in `Resource`
 * is not all of them.
 */
export function narrowsResources(condition: Condition, actions: readonly string[]): boolean {
  const isTag =
    resourceTag.test(condition.key) ||
    (requestTag.test(condition.key) && !actions.some((action) => action === "*" || tagging.test(action)));
  if (isTag) {
    return demandsPresence(condition) || demands(condition, plain);
  }
  const accepts = narrowing.find(([key]) => key.test(condition.key))?.[1];
  return accepts !== undefined && demands(condition, accepts);
}
