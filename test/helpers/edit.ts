import type { GraphResource, Json, JsonObject, Recording } from "../../preflight/graph";

/** The value that takes a property away. */
export const absent = Symbol("absent");

export type Value = Json | typeof absent;

/** `replicas[0].regionName` as steps. */
function stepsOf(path: string): readonly (string | number)[] {
  const steps = path.matchAll(/\["([^"]+)"\]|\[(\d+)\]|([^.[\]]+)/g);
  return [...steps].map(([, quoted, index, word = ""]) => (index === undefined ? (quoted ?? word) : Number(index)));
}

/** A copy of `owner` in which the property at `path` has another value. Fails when the path leads nowhere. */
export function withValue(owner: JsonObject, path: string, value: Value): JsonObject {
  const copy = structuredClone(owner) as Record<string, Json>;
  const steps = stepsOf(path);
  const last = steps.at(-1);
  let place: unknown = copy;
  for (const step of steps.slice(0, -1)) {
    place = (place as Record<string | number, unknown>)[step];
  }
  if (last === undefined || typeof place !== "object" || place === null) {
    throw new Error(`There is nothing at ${path}.`);
  }
  if (value === absent) {
    if (!Object.hasOwn(place, last)) throw new Error(`${path} is absent already.`);
    delete (place as Record<string | number, unknown>)[last];
  } else {
    (place as Record<string | number, unknown>)[last] = value;
  }
  return copy;
}

/** A copy of the recording in which one resource was changed. Fails when there is no such resource, or several. */
export function withChange(
  recording: Recording,
  type: string,
  name: string,
  change: (resource: GraphResource) => GraphResource,
): Recording {
  const found = recording.resources.filter((resource) => resource.type === type && resource.name === name);
  if (found.length !== 1) {
    throw new Error(`The stack has ${found.length} of ${type} named ${name}, expected 1.`);
  }
  const resources = recording.resources.map((resource) => (resource === found[0] ? change(resource) : resource));
  return { ...recording, resources };
}

/** One field of a resource, and another value for it. */
export interface FieldChange {
  readonly type: string;
  readonly name: string;
  readonly path: string;
  readonly value: Value;
}

/** One field of a good stack, a worse value, and the policy that has to notice. */
export interface Break extends FieldChange {
  readonly what: string;
  readonly policy: string;
}

/** A copy of the recording in which one field of a resource was changed, as by a value that stands in the program. */
export function withField(recording: Recording, { type, name, path, value }: FieldChange): Recording {
  return withChange(recording, type, name, (resource) => ({
    ...resource,
    inputs: withValue(resource.inputs, path, value),
    outputs: withValue(resource.outputs, path, value),
    // A value that stands in the program comes from no other resource.
    propertyDependencies: Object.fromEntries(
      Object.entries(resource.propertyDependencies).filter(([property]) => property !== path),
    ),
  }));
}

/** A copy of the recording without one resource. */
export function without(recording: Recording, type: string, name: string): Recording {
  const resources = recording.resources.filter((resource) => !(resource.type === type && resource.name === name));
  if (resources.length !== recording.resources.length - 1) {
    throw new Error(`The stack has not exactly one ${type} named ${name}.`);
  }
  return { ...recording, resources };
}
