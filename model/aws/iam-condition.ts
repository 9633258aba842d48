import { findArn } from "./arn";
import type { Condition } from "./iam-document";
import { hasWildcard } from "./iam-wildcard";

/**
 * Operators that hold only when the key is present and equal: no negation, no `...IfExists` (which holds when the key is
 * absent), no `ForAllValues:` (which holds for no value at all).
 */
const positive: Readonly<Record<string, (value: string) => boolean>> = {
  stringequals: () => true,
  stringequalsignorecase: () => true,
  stringlike: () => true,
  arnequals: () => true,
  arnlike: () => true,
  ipaddress: () => true,
  bool: (value) => value.toLowerCase() === "true",
};

const anAccountsArn = (value: string): boolean => {
  const arn = findArn(value);
  if (arn === undefined) {
    return false;
  }
  const isBucket = arn.service === "s3" && arn.account === "" && !hasWildcard(arn.resource.split("/")[0] ?? "");
  return isBucket ? arn.resource !== "" : arn.account !== "" && !hasWildcard(arn.account);
};
const plain = (value: string): boolean => value !== "" && !hasWildcard(value);
/** One address, or a network small enough to belong to somebody: no registry hands out more than a /8. */
const someNetwork = (value: string): boolean => plain(value) && Number(/\/(\d+)$/.exec(value)?.[1] ?? 32) >= 8;

/** Keys that say who calls or from where, and what their value must be to narrow that down. */
const narrowing: Readonly<Record<string, (value: string) => boolean>> = {
  "aws:sourcearn": anAccountsArn,
  "aws:sourceaccount": plain,
  "aws:sourceorgid": plain,
  "aws:sourceorgpaths": (value) => /^o-[a-z0-9]+\//.test(value),
  "aws:principalarn": anAccountsArn,
  "aws:principalaccount": plain,
  "aws:principalorgid": plain,
  "aws:principalorgpaths": (value) => /^o-[a-z0-9]+\//.test(value),
  "aws:userid": (value) => /^[A-Z0-9]{16,}/.test(value),
  "aws:sourcevpc": plain,
  "aws:sourcevpce": plain,
  "aws:sourceip": someNetwork,
  "kms:calleraccount": plain,
  "elasticfilesystem:accessedviamounttarget": plain,
};

/** Variables that stand for the owner of the resource, not for whoever calls. */
const ownersVariables = /^\$\{aws:Resource(Account|OrgID|OrgPaths)\}$/i;

/**
 * True when a condition lets only callers through that somebody has named: a key that identifies them, an operator that
 * demands it, and no value that is open itself. Values of one key are alternatives, so each of them must narrow.
 */
export function narrowsCallers({ operator, key, values }: Condition): boolean {
  const demands = lookUp(positive, operator.replace(/^ForAnyValue:/i, ""));
  const names = lookUp(narrowing, key);
  if (demands === undefined || names === undefined || values.length === 0) {
    return false;
  }
  return values.every(({ read }) => {
    const value = read();
    const text = typeof value === "boolean" ? String(value) : value;
    return (
      typeof text === "string" && demands(text) && (ownersVariables.test(text) || (names(text) && !text.includes("${")))
    );
  });
}

function lookUp<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  const lower = key.toLowerCase();
  return Object.hasOwn(table, lower) ? table[lower] : undefined;
}
