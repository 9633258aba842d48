import { isUnknownValue } from "../graph/unknown";
import type { Condition } from "./iam-document";

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

/**
 * True when a condition holds only for requests that carry its key with a value that `accepts` takes. Values of one key
 * are alternatives, so each of them must be taken. Throws when a value is unknown.
 */
export function demands({ operator, values }: Condition, accepts: (value: string) => boolean): boolean {
  const holds = lookUp(positive, operator.replace(/^ForAnyValue:/i, ""));
  if (holds === undefined || values.length === 0) {
    return false;
  }
  return values.every(({ read }) => {
    const value = read();
    const text = typeof value === "boolean" ? String(value) : value;
    return typeof text === "string" && holds(text) && accepts(text);
  });
}

/** True for `Null: { key: "false" }`: the key must be there, with whatever value. */
export function demandsPresence({ operator, values }: Condition): boolean {
  return (
    operator.toLowerCase() === "null" &&
    values.length > 0 &&
    values.every(({ read }) => String(read()).toLowerCase() === "false")
  );
}

/** True when one of several conditions passes the test; an unknown value counts only when none of the others does. */
export function someCondition(conditions: readonly Condition[], test: (condition: Condition) => boolean): boolean {
  const unknowns: unknown[] = [];
  const found = conditions.some((condition) => {
    try {
      return test(condition);
    } catch (cause) {
      if (!isUnknownValue(cause)) {
        throw cause;
      }
      unknowns.push(cause);
      return false;
    }
  });
  if (!found && unknowns.length > 0) {
    throw unknowns[0];
  }
  return found;
}

/** The entry of a table whose keys are in lower case. */
export function lookUp<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  const lower = key.toLowerCase();
  return Object.hasOwn(table, lower) ? table[lower] : undefined;
}
