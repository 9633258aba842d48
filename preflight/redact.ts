import type { GraphResource, Json, JsonObject } from "./graph";
import { PreflightError } from "./problem";
import {
  hasSignature,
  isArray,
  isObject,
  isSecret,
  isUnknown,
  makeSecret,
  mapObject,
  mapValue,
  SECRET,
  SIGNATURE,
} from "./wire";

export const HIDDEN = "[hidden]";

/** Shorter texts occur by chance everywhere; their properties are hidden by path. */
const MIN_SECRET_LENGTH = 4;

/** Values inside an object's secrets, as text. */
function secretTexts(value: Json): readonly string[] {
  if (isSecret(value)) {
    return scalarTexts(value.value ?? null);
  }
  if (isArray(value)) {
    return value.flatMap(secretTexts);
  }
  return isObject(value) ? Object.values(value).flatMap(secretTexts) : [];
}

function scalarTexts(value: Json): readonly string[] {
  if (isArray(value)) {
    return value.flatMap(scalarTexts);
  }
  if (isObject(value)) {
    return Object.entries(value).flatMap(([key, item]) => (key === SIGNATURE ? [] : scalarTexts(item)));
  }
  return isUnknown(value) || typeof value === "boolean" || value === null ? [] : [String(value)];
}

/** Replaces the secrets of a stack in any text. */
export class Redactor {
  private readonly texts: readonly string[];

  constructor(resources: readonly GraphResource[], outputs: JsonObject, extra: readonly string[] = []) {
    const found = [
      ...extra,
      ...secretTexts(outputs),
      ...resources.flatMap((resource) => [...secretTexts(resource.inputs), ...secretTexts(resource.outputs)]),
    ];
    const long = found.filter((text) => text.length >= MIN_SECRET_LENGTH);
    const escaped = long.map((text) => JSON.stringify(text).slice(1, -1));
    this.texts = [...new Set([...long, ...escaped])].sort((left, right) => right.length - left.length);
  }

  text(text: string): string {
    return this.texts.reduce((result, secret) => result.replaceAll(secret, HIDDEN), text);
  }

  /** What went wrong, without the secrets that the other program's own error may repeat. */
  error(error: PreflightError): PreflightError {
    return new PreflightError(this.text(error.message), this.text(error.detail));
  }
}

/** True when a property path leads to, into or above a secret. */
export function isSecretPath(resource: GraphResource, path: string): boolean {
  const segments = parsePath(path);
  return leadsToSecret(resource.inputs, segments) || leadsToSecret(resource.outputs, segments);
}

function leadsToSecret(value: Json | undefined, segments: readonly string[]): boolean {
  if (isSecret(value)) {
    return true;
  }
  const [segment, ...rest] = segments;
  if (segment === undefined) {
    return value !== undefined && secretTexts(value).length > 0;
  }
  if (isArray(value)) {
    return leadsToSecret(value[Number(segment)], rest);
  }
  return isObject(value) && Object.hasOwn(value, segment) && leadsToSecret(value[segment], rest);
}

/** The segments of a path such as `a.b[0]["c d"]`. */
function parsePath(path: string): readonly string[] {
  return [...path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([^.[\]]+)/g)].map(
    ([, quoted, index, name]) => quoted?.replace(/\\(.)/g, "$1") ?? index ?? name ?? "",
  );
}

/** The same structure with nothing secret in it: it can be written to a file. */
export function redactSecrets(properties: JsonObject): JsonObject {
  return mapObject(properties, (value) =>
    hasSignature(value, SECRET) ? makeSecret(hideScalars(value.value ?? null)) : value,
  );
}

function hideScalars(value: Json): Json {
  return mapValue(value, (item) => {
    if (typeof item === "number") {
      return 0;
    }
    return typeof item === "string" && !isUnknown(item) && !isMarker(item) ? HIDDEN : item;
  });
}

function isMarker(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text);
}
