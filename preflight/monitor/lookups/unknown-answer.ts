import type { Json, JsonObject } from "../../graph";
import { isArray, isObject, isUnknown, UNKNOWN } from "../../wire";
import { standInArn, standInNumber, standInText } from "./stand-ins";

/**
 * What a field of a lookup's answer holds: one value, several of a kind, values by names that nobody knows, or named
 * fields of its own. A value whose type has room for no stand-in (a boolean), or is not told, is `any`.
 */
export type Shape =
  | "text"
  | "number"
  | "any"
  | { readonly each: Shape }
  | { readonly map: Shape }
  | { readonly fields: Shapes };
export type Shapes = { readonly [name: string]: Shape };

/** As many as the zones that getAvailabilityZones answers with, so that a program can pair them. */
const LENGTH = 3;

/**
 * An answer of which nothing is known but its form. A list stands for three things, whatever the account really has:
 * programs go through lists, and take them apart, in ways that no unknown value as a whole survives. `question` is what
 * was asked: other questions get other texts.
 */
export function unknownAnswer(shapes: Shapes, question: string): JsonObject {
  return Object.keys(shapes).length === 0 ? { value: UNKNOWN } : unknownFields(shapes, question);
}

/** An answer of which a part is known: what is unknown, or not there at all, has its form. */
export function fillAnswer(answer: JsonObject, shapes: Shapes, question: string): JsonObject {
  return { ...unknownFields(shapes, question), ...(fill(answer, { fields: shapes }, question) as JsonObject) };
}

function fill(value: Json, shape: Shape, place: string): Json {
  if (isUnknown(value)) {
    return unknownOf(shape, place);
  }
  if (isArray(value)) {
    const inner = typeof shape === "object" && "each" in shape ? shape.each : "any";
    return value.map((item, index) => fill(item, inner, `${place}.${index}`));
  }
  if (!isObject(value)) {
    return value;
  }
  const shapes = typeof shape === "object" && "fields" in shape ? shape.fields : {};
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, fill(item, shapes[name] ?? "any", `${place}.${name}`)]),
  );
}

function unknownFields(shapes: Shapes, place: string): JsonObject {
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [name, unknownOf(shape, `${place}.${name}`)]),
  );
}

function unknownOf(shape: Shape, place: string): Json {
  if (typeof shape === "object" && "map" in shape) {
    return { [standInText(`${place}.key`)]: unknownOf(shape.map, place) };
  }
  if (typeof shape === "object") {
    return "each" in shape
      ? Array.from({ length: LENGTH }, (_, index) => unknownOf(shape.each, `${place}.${index}`))
      : unknownFields(shape.fields, place);
  }
  if (shape === "text") {
    return /(?:\.a|A)rns?(?:\.\d+)?$/.test(place) ? standInArn(place) : standInText(place);
  }
  return shape === "number" ? standInNumber() : UNKNOWN;
}
