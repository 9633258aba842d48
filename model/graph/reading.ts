import { Interruption } from "./interruption";
import type { Member } from "./stack";
import { isUnknownValue, type UnknownValue } from "./unknown";

/**
 * What the program says of a property. A value that is unknown and comes from no resource is one that the provider will
 * fill in: the program says nothing.
 */
export function stated<Props, Key extends keyof Props & string>(
  member: Member<Props>,
  key: Key,
): Props[Key] | undefined {
  try {
    return member.props[key];
  } catch (cause) {
    if (isUnknownValue(cause) && member.sourcesOf(key).length === 0) {
      return undefined;
    }
    throw cause;
  }
}

/** The value; undefined while it is unknown, or when the way to it is of a shape nobody foresaw. */
export function known<T>(read: () => T): T | undefined {
  const value = attempt(read);
  return isUnknownValue(value) ? undefined : value;
}

/** The value; undefined when the way to it is of a shape nobody foresaw. An unknown value throws as usual. */
export function shaped<T>(read: () => T): T | undefined {
  const value = attempt(read);
  if (isUnknownValue(value)) {
    throw value;
  }
  return value;
}

/** True when something stands there, be it unknown: an output that will be filled in is not nothing. */
export function isGiven(read: () => unknown): boolean {
  const value = attempt(read);
  return value !== undefined && value !== null && value !== "";
}

/** The value, or the error that says it is unknown; undefined when the way to it is of a shape nobody foresaw. */
export function attempt<T>(read: () => T): T | undefined | UnknownValue {
  try {
    return read();
  } catch (thrown) {
    const cause = thrown instanceof Interruption ? thrown.cause : thrown;
    return isUnknownValue(cause) ? cause : undefined;
  }
}
