import type { Json, JsonObject } from "./graph";

/** The strings that stand for a value that is not known before deployment, one per type (Pulumi's plugin protocol). */
const UNKNOWN_TYPES: ReadonlyMap<string, string> = new Map([
  ["1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", "boolean"],
  ["3eeb2bf0-c639-47a8-9e75-3b44932eb421", "number"],
  ["04da6b54-80e4-46f7-96ec-b56ff0331ba9", "string"],
  ["6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", "array"],
  ["030794c1-ac77-496b-92df-f27374a8bd58", "asset"],
  ["e48ece36-62e2-4504-bad9-02848725956a", "archive"],
  ["dd056dcd-154b-4c76-9bd3-c8f88648b5ff", "object"],
]);

/** The marker an SDK sends for any unknown value. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The key that marks an object of the wire as something other than an object. */
export const SIGNATURE = "4dabf18193072939515e22adb298388d";

export const SECRET = "1b47061264138c4ac30d75fd1eb44270";
export const OUTPUT_VALUE = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
export const RESOURCE_REFERENCE = "5cf8f73096256a8f31e491e813e4eb8e";
export const ASSET = "c44067f5952c0a294b673a41bacd8c17";
export const ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7";

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

export function isUnknown(value: Json | undefined): boolean {
  return typeof value === "string" && UNKNOWN_TYPES.has(value);
}

export function hasSignature(value: Json | undefined, signature: string): value is JsonObject {
  return isObject(value) && value[SIGNATURE] === signature;
}

export function isSecret(value: Json | undefined): value is JsonObject {
  return hasSignature(value, SECRET);
}

export function makeSecret(value: Json): JsonObject {
  return { [SIGNATURE]: SECRET, value };
}

/** Rebuilds a value bottom up: `visit` sees each array and object with its children already rebuilt, and each scalar. */
export function mapValue(value: Json, visit: (value: Json) => Json): Json {
  if (isArray(value)) {
    return visit(value.map((item) => mapValue(item, visit)));
  }
  if (isObject(value)) {
    return visit(mapObject(value, visit));
  }
  return visit(value);
}

/** `mapValue` for the entries of an object, not for the object itself. */
export function mapObject(object: JsonObject, visit: (value: Json) => Json): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, item]) => [key, mapValue(item, visit)]));
}

export function containsUnknown(value: Json): boolean {
  if (isArray(value)) {
    return value.some(containsUnknown);
  }
  return isObject(value) ? Object.values(value).some(containsUnknown) : isUnknown(value);
}

/** The value without its secret wrappers. */
export function revealSecrets(value: Json): Json {
  return mapValue(value, (item) => (isSecret(item) ? (item.value ?? null) : item));
}

/** Turns unknowns and secrets into output values, the form in which a transform gets them. */
export function upgradeToOutputValues(properties: JsonObject): JsonObject {
  return mapObject(properties, (item) => {
    if (isUnknown(item)) {
      return { [SIGNATURE]: OUTPUT_VALUE };
    }
    return isSecret(item) ? secretOutputValue(item.value ?? null) : item;
  });
}

function secretOutputValue(inner: Json): JsonObject {
  const base = hasSignature(inner, OUTPUT_VALUE) ? inner : { [SIGNATURE]: OUTPUT_VALUE, value: inner };
  return { ...base, secret: true };
}

/** The reverse: output values become plain values, unknowns and secrets. */
export function downgradeOutputValues(properties: JsonObject): JsonObject {
  return mapObject(properties, (item) => (hasSignature(item, OUTPUT_VALUE) ? plainOutput(item) : item));
}

/** What an output value holds, without its dependencies. */
export function plainOutput({ value = UNKNOWN, secret }: JsonObject): Json {
  return secret === true ? makeSecret(value) : value;
}

/** URNs named as dependencies by output values anywhere inside. */
export function outputDependencies(value: Json): readonly string[] {
  if (isArray(value)) {
    return value.flatMap(outputDependencies);
  }
  if (!isObject(value)) {
    return [];
  }
  const own = hasSignature(value, OUTPUT_VALUE) && isArray(value.dependencies) ? value.dependencies : [];
  return [...own.filter((urn) => typeof urn === "string"), ...Object.values(value).flatMap(outputDependencies)];
}
