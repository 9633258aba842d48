import { as, type Field, mapOf } from "./field";

/** Cloud Control's `[{ key, value }]` as a map. */
export const tags: Field = mapOf("key", "value", "tags");

/** A document that `@pulumi/aws` takes as a text. */
export function text(...way: readonly string[]): Field {
  return as((value) => (typeof value === "string" ? value : JSON.stringify(value)), ...way);
}

/** A number that CloudFormation writes as a text. */
export function number(...way: readonly string[]): Field {
  return as((value) => (typeof value === "string" && value.trim() !== "" ? Number(value) : value), ...way);
}

/** True where this word stands. */
export function is(word: string, ...way: readonly string[]): Field {
  return as((value) => value === word, ...way);
}

/** True where anything stands. */
export function given(...way: readonly string[]): Field {
  return as(() => true, ...way);
}

/** The first of a list. */
export function first(...way: readonly string[]): Field {
  return as((list) => (Array.isArray(list) ? list[0] : list), ...way);
}
