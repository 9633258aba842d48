import type { GraphResource, Json, JsonObject } from "./graph";
import {
  hasSignature,
  isArray,
  isObject,
  isSecret,
  isUnknown,
  mapObject,
  OUTPUT_VALUE,
  SIGNATURE,
  UNKNOWN,
} from "./wire";

/** What is secret is known by its place: the wire marks it, whatever it looks like. */

/** True for a value that is marked secret in either form of the wire. */
function isMarked(value: Json | undefined): boolean {
  return isSecret(value) || (hasSignature(value, OUTPUT_VALUE) && value.secret === true);
}

/** The texts and numbers inside everything that is marked secret. */
export function secretTexts(value: Json): readonly string[] {
  const found: string[] = [];
  walk(value, false, { scalar: (item, isInside) => isInside && typeof item !== "boolean" && found.push(String(item)) });
  return found;
}

/** The texts and numbers of a value that is secret as a whole. */
export function scalarTexts(value: Json): readonly string[] {
  const found: string[] = [];
  walk(value, true, { scalar: (item) => typeof item !== "boolean" && found.push(String(item)) });
  return found;
}

/** The same with truth values, for what tells of one place alone. */
export function everyScalar(value: Json): readonly string[] {
  const found: string[] = [];
  walk(value, true, { scalar: (item) => found.push(String(item)) });
  return found;
}

/** Names of members inside everything that is marked secret. */
export function namesWithin(value: Json): readonly string[] {
  const found: string[] = [];
  walk(value, false, { name: (name, isInside) => isInside && found.push(name) });
  return found;
}

/** Names of members where nothing is secret. */
export function namesOutside(value: Json): readonly string[] {
  const found: string[] = [];
  walk(value, false, { name: (name, isInside) => isInside || found.push(name) });
  return found;
}

/** Is told what there is in a value, and whether it is inside something secret. */
interface Visitor {
  readonly scalar?: (value: string | number | boolean, isInside: boolean) => void;
  readonly name?: (name: string, isInside: boolean) => void;
}

function walk(value: Json, isInside: boolean, visitor: Visitor): void {
  if (isArray(value)) {
    for (const item of value) {
      walk(item, isInside, visitor);
    }
  } else if (isObject(value)) {
    const isWrapper = SIGNATURE in value;
    const isHere = isInside || isMarked(value);
    for (const [key, item] of Object.entries(value)) {
      if (!isWrapper) {
        visitor.name?.(key, isInside);
      }
      if (key !== SIGNATURE) {
        walk(item, isHere, visitor);
      }
    }
  } else if (value !== null && !isUnknown(value)) {
    visitor.scalar?.(value, isInside);
  }
}

function holdsSecret(value: Json): boolean {
  if (isArray(value)) {
    return value.some((item) => holdsSecret(item));
  }
  return isObject(value) && (isMarked(value) || Object.values(value).some(holdsSecret));
}

/** The same properties with an unknown in place of each secret; they themselves where nothing is secret. */
function withoutSecrets(properties: JsonObject): JsonObject {
  return holdsSecret(properties) ? mapObject(properties, (value) => (isMarked(value) ? UNKNOWN : value)) : properties;
}

/** The resources as one sees them who may not see secrets: nothing can be worked out from what is not there. */
export function blind(resources: readonly GraphResource[]): readonly GraphResource[] {
  return resources.map((resource) => {
    const inputs = withoutSecrets(resource.inputs);
    const outputs = resource.outputs === resource.inputs ? inputs : withoutSecrets(resource.outputs);
    return inputs === resource.inputs && outputs === resource.outputs ? resource : { ...resource, inputs, outputs };
  });
}

/** The part of a property path that leads to a secret on its way; all of it when the secret is there or below. */
export function findSecret(resource: GraphResource, path: string): string | undefined {
  const segments = parsePath(path);
  const [inputs, outputs] = [resource.inputs, resource.outputs].map((value) => stepsToSecret(value, segments));
  const steps = [inputs, outputs].filter((count) => count !== undefined);
  return steps.length === 0 ? undefined : path.slice(0, segments[Math.min(...steps) - 1]?.end ?? 0);
}

/** How many segments lead to a secret; all of them when it lies below. */
function stepsToSecret(value: Json | undefined, segments: readonly Segment[]): number | undefined {
  let current = value;
  for (const [index, { name }] of segments.entries()) {
    if (isMarked(current)) {
      return index;
    }
    current = memberOf(current, name);
  }
  return current !== undefined && holdsSecret(current) ? segments.length : undefined;
}

/**
 * The same for a resource of the same kind, whose secret must not be told of another one: the part of a path that leads to
 * it, and the names behind that.
 */
export function findSecretAbove(
  resource: GraphResource,
  path: string,
): { path: string; names: readonly string[] } | undefined {
  const found = findSecret(resource, path);
  return found === undefined || found === path
    ? undefined
    : { path: found, names: parsePath(path.slice(found.length)).map(({ name }) => name) };
}

/** What stands at a path, with the secrets on its way opened. */
export function valueAt(properties: JsonObject, path: string): Json | undefined {
  let current: Json | undefined = properties;
  for (const { name } of parsePath(path)) {
    current = memberOf(isMarked(current) && isObject(current) ? current.value : current, name);
  }
  return current;
}

function memberOf(value: Json | undefined, name: string): Json | undefined {
  if (isArray(value)) {
    return value[Number(name)];
  }
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

interface Segment {
  readonly name: string;
  /** Where it ends in the path. */
  readonly end: number;
}

/** The segments of a path such as `a.b[0]["c d"]`. */
function parsePath(path: string): readonly Segment[] {
  return [...path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([^.[\]]+)/g)].map((match) => {
    const [whole, quoted, index, name] = match;
    return { name: quoted?.replace(/\\(.)/g, "$1") ?? index ?? name ?? "", end: match.index + whole.length };
  });
}
