import type { Json, JsonObject } from "../graph";
import { ARCHIVE, ASSET, hasSignature, isArray, isObject, UNKNOWN } from "../wire";
import { isBuiltNumber, isBuiltText } from "./lookups/stand-ins";

/** What JavaScript and JSON leave of an unknown value that a program awaits and puts into a text. */
const REMAINS = /\[object Object\]|\bNaN\b|"__pulumiUnknown":\s*true/;

/**
 * Makes each value unknown into which the unknown answer of a lookup went, as an AWS provider does with a document of
 * which it does not know a part: the rest of it would be judged as if it were all.
 */
export function forgetLostValues(properties: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, forget(value)]));
}

function forget(value: Json): Json {
  if (typeof value === "string") {
    return REMAINS.test(value) || isBuiltText(value) ? UNKNOWN : value;
  }
  if (typeof value === "number") {
    return isBuiltNumber(value) ? UNKNOWN : value;
  }
  if (isArray(value)) {
    return value.map(forget);
  }
  if (!isObject(value)) {
    return value;
  }
  if (hasSignature(value, ASSET) || hasSignature(value, ARCHIVE)) {
    // Code that is deployed may well contain the words that JavaScript leaves.
    return isBuiltText(JSON.stringify(value)) ? UNKNOWN : value;
  }
  // Whether another key is in a map whose keys are not all known, nobody knows.
  return Object.keys(value).some(isBuiltText) ? UNKNOWN : forgetLostValues(value);
}
