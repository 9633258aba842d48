import type { Json, JsonObject } from "../graph";
import { ARCHIVE, ASSET, hasSignature, isArray, isObject, UNKNOWN } from "../wire";

/** What JavaScript and JSON leave of an unknown value that a program awaits and puts into a text. */
const REMAINS = /\[object Object\]|"__pulumiUnknown":\s*true/;

/**
 * Makes each text unknown into which the unknown answer of a lookup went, as an AWS provider does with a document of
 * which it does not know a part: the rest of it would be judged as if it were all.
 */
export function forgetLostTexts(inputs: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, forget(value)]));
}

function forget(value: Json): Json {
  if (typeof value === "string") {
    return REMAINS.test(value) ? UNKNOWN : value;
  }
  if (isArray(value)) {
    return value.map(forget);
  }
  // Code that is deployed may well contain such words.
  const isFile = hasSignature(value, ASSET) || hasSignature(value, ARCHIVE);
  return isObject(value) && !isFile ? forgetLostTexts(value) : value;
}
