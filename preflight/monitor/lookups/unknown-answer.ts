import type { Json, JsonObject } from "../../graph";
import { UNKNOWN } from "../../wire";

/** What a field of a lookup's answer holds: one value, several of a kind, or named fields of its own. */
export type Shape = "value" | { readonly each: Shape } | { readonly fields: Shapes };
export type Shapes = { readonly [name: string]: Shape };

/** As many as the zones that getAvailabilityZones answers with, so that a program can pair them. */
const LENGTH = 3;

/**
 * An answer of which nothing is known but its form. A list stands for three things, whatever the account really has:
 * programs go through lists, and take them apart, in ways that no unknown value as a whole survives.
 */
export function unknownAnswer(shapes: Shapes): JsonObject {
  return Object.keys(shapes).length === 0 ? { value: UNKNOWN } : unknownFields(shapes);
}

function unknownFields(shapes: Shapes): JsonObject {
  return Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, unknownOf(shape)]));
}

function unknownOf(shape: Shape): Json {
  if (shape === "value") {
    return UNKNOWN;
  }
  return "each" in shape ? Array.from({ length: LENGTH }, () => unknownOf(shape.each)) : unknownFields(shape.fields);
}
