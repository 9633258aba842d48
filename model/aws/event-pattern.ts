/** A pattern of EventBridge, flat: for each path to a field, what its value may be. */
export type EventPattern = ReadonlyMap<string, readonly unknown[]>;

/** Reads a pattern; undefined when it is no JSON object. What is not understood is left out: it narrows nothing. */
export function parsePattern(text: string): EventPattern | undefined {
  try {
    const pattern: unknown = JSON.parse(text);
    return isObject(pattern) ? new Map(fieldsOf(pattern, [])) : undefined;
  } catch {
    return undefined;
  }
}

function* fieldsOf(pattern: object, way: readonly string[]): Generator<readonly [string, readonly unknown[]]> {
  for (const [key, value] of Object.entries(pattern)) {
    if (key === "$or") {
      continue; // one of several patterns: none of them narrows for sure
    }
    if (Array.isArray(value)) {
      yield [[...way, key].join("."), value];
    } else if (isObject(value)) {
      yield* fieldsOf(value, [...way, key]);
    }
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Stands for a field that an event does not have, and for a text that no pattern names. */
const absent = Symbol("absent");
const other = Symbol("other");

/** True when there may be one event that all of these patterns match. */
export function canMatchAll(patterns: readonly EventPattern[]): boolean {
  const fields = new Set(patterns.flatMap((pattern) => [...pattern.keys()]));
  return [...fields].every((field) => {
    const filters = patterns.map((pattern) => pattern.get(field) ?? []).filter(({ length }) => length > 0);
    const values = [...new Set(filters.flat().flatMap(valuesIn)), other, absent];
    return values.some((value) => filters.every((filter) => filter.some((matcher) => matches(matcher, value))));
  });
}

/** Every value that a matcher tells from the others: one of them decides, or none does. */
function valuesIn(matcher: unknown): readonly unknown[] {
  if (typeof matcher !== "object" || matcher === null) {
    return [matcher];
  }
  return Object.entries(matcher).flatMap(([kind, argument]) =>
    [argument].flat().flatMap((value) => (kind === "prefix" ? [value, `${value}\u0000`] : [value])),
  );
}

/** Whether a matcher takes a value. One that is not understood takes any. */
function matches(matcher: unknown, value: unknown): boolean {
  if (typeof matcher !== "object" || matcher === null) {
    return matcher === value;
  }
  const [kind = "", argument] = Object.entries(matcher)[0] ?? [];
  switch (kind) {
    case "exists":
      return (value !== absent) === argument;
    case "anything-but":
      return isObject(argument) || (value !== absent && ![argument].flat().includes(value));
    case "prefix":
      return isObject(argument) || (typeof value === "string" && value.startsWith(String(argument)));
    default:
      return true;
  }
}

/** True when a pattern takes events of this region and of no other. */
export function isOfRegionOnly(pattern: EventPattern, region: string): boolean {
  const filter = pattern.get("region") ?? [];
  return filter.length > 0 && filter.every((matcher) => matcher === region);
}
