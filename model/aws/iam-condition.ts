import { findArn } from "./arn";
import { demands, lookUp } from "./iam-demand";
import type { Condition } from "./iam-document";
import { hasWildcard } from "./iam-wildcard";

/** An ARN whose account is named, or that of a bucket: its name is unique among all accounts. */
const anAccountsArn = (value: string): boolean => {
  const arn = findArn(value);
  if (arn === undefined) {
    return false;
  }
  const named = arn.account !== "" && !hasWildcard(arn.account);
  const bucket = arn.service === "s3" ? (arn.resource.split("/")[0] ?? "") : "";
  return named || (/^[a-z0-9.-]+$/i.test(bucket) && bucket !== "accesspoint");
};
const plain = (value: string): boolean => value !== "" && !hasWildcard(value);
const ofOrganization = (value: string): boolean => /^o-[a-z0-9]+\//.test(value);
/** One address, or a network small enough to belong to somebody: no registry assigns more than a /8. */
const someNetwork = (value: string): boolean => plain(value) && Number(/\/(\d+)$/.exec(value)?.[1] ?? 32) >= 8;

/**
 * Keys that say who calls or from where, and what their value must be to narrow that down. Source: the IAM user guide,
 * "AWS global condition context keys", and the keys of KMS, EFS, S3 access points, Lambda and EC2 in the service
 * authorization reference. `aws:SourceOwner` is in the policy that SNS writes for every topic.
 */
const narrowing: Readonly<Record<string, (value: string) => boolean>> = {
  "aws:sourcearn": anAccountsArn,
  "aws:sourceaccount": plain,
  "aws:sourceowner": plain,
  "aws:sourceorgid": plain,
  "aws:sourceorgpaths": ofOrganization,
  "aws:principalarn": anAccountsArn,
  "aws:principalaccount": plain,
  "aws:principalorgid": plain,
  "aws:principalorgpaths": ofOrganization,
  "aws:principalservicename": plain,
  "aws:userid": (value) => /^[A-Z0-9]{16,}/.test(value),
  "aws:sourcevpc": plain,
  "aws:sourcevpcarn": anAccountsArn,
  "aws:sourcevpce": plain,
  "aws:vpceaccount": plain,
  "aws:vpceorgid": plain,
  "aws:vpceorgpaths": ofOrganization,
  "aws:sourceip": someNetwork,
  "kms:calleraccount": plain,
  "s3:dataaccesspointaccount": plain,
  "s3:dataaccesspointarn": anAccountsArn,
  "lambda:sourcefunctionarn": anAccountsArn,
  "ec2:sourceinstancearn": anAccountsArn,
  "elasticfilesystem:accessedviamounttarget": plain,
};

/** Those keys, in lower case. */
export const callerKeys: readonly string[] = Object.keys(narrowing);

/** Variables that stand for the owner of the resource, not for whoever calls. */
const ownersVariables = /^\$\{aws:Resource(Account|OrgID|OrgPaths)\}$/i;

/**
 * True when a condition lets only callers through that somebody has named: a key that identifies them, an operator that
 * demands it, and no value that is open itself.
 */
export function narrowsCallers(condition: Condition): boolean {
  const names = lookUp(narrowing, condition.key);
  return (
    names !== undefined &&
    demands(condition, (value) => ownersVariables.test(value) || (names(value) && !value.includes("${")))
  );
}
