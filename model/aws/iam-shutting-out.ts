import { narrowsCallers } from "./iam-condition";
import type { Condition, Entry, Statement } from "./iam-document";
import { matchesWildcard } from "./wildcard";

/** Operators by which a Deny spares those that are named, and what they are the opposite of. */
const opposites: Readonly<Record<string, string>> = {
  stringnotequals: "StringEquals",
  stringnotequalsignorecase: "StringEqualsIgnoreCase",
  stringnotlike: "StringLike",
  arnnotequals: "ArnEquals",
  arnnotlike: "ArnLike",
  notipaddress: "IpAddress",
};

/** Whether a Deny is about everybody but those whom this condition names. One whose key is absent is denied as well. */
function spares(condition: Condition): boolean {
  const operator = condition.operator.toLowerCase().replace(/ifexists$/, "");
  const opposite = Object.hasOwn(opposites, operator) ? opposites[operator] : undefined;
  return opposite !== undefined && narrowsCallers({ ...condition, operator: opposite });
}

/**
 * True when a Deny of the same document shuts out all callers of a statement but some that are named, as AWS writes it for
 * private APIs: `Allow *`, and `Deny *` where `aws:SourceVpce` is not that endpoint. Throws where a value is unknown.
 */
export function shutsOutOthers(denial: Statement, statement: Statement): boolean {
  const principals = denial.principals();
  const conditions = denial.conditions();
  return (
    denial.denies() &&
    principals.length > 0 &&
    principals.some(({ type, read }) => read() === "*" && (type === "*" || type.toLowerCase() === "aws")) &&
    covers(denial.entries("Action"), statement.entries("Action")) &&
    covers(denial.entries("Resource"), statement.entries("Resource")) &&
    conditions.length > 0 &&
    conditions.every(spares)
  );
}

/** Whether each of some names is among what others stand for. */
function covers(patterns: readonly Entry[], names: readonly Entry[]): boolean {
  const texts = patterns.map(({ read }) => String(read()).toLowerCase());
  return names.every(({ read }) => texts.some((pattern) => matchesWildcard(pattern, String(read()).toLowerCase())));
}
