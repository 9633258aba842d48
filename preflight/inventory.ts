import type { GraphResource, Json, JsonObject, Urn } from "./graph";
import { isArray, isObject, isUnknown, revealSecrets } from "./wire";

/** A property's value, `unknown` before deployment; undefined when it is not set. */
export type Reading<T> = T | typeof UNKNOWN_READING | undefined;

export const UNKNOWN_READING = Symbol("known after deployment");

function readAs<T>(value: Json | undefined, narrow: (plain: Json) => T | undefined): Reading<T> {
  const plain = value === undefined || value === null ? undefined : revealSecrets(value);
  if (plain === undefined || plain === null) return undefined;
  return isUnknown(plain) ? UNKNOWN_READING : narrow(plain);
}

/** Numbers also travel as text: the SDKs accept both. */
export function readNumber(value: Json | undefined): Reading<number> {
  return readAs(value, (plain) => {
    const number = typeof plain === "string" && plain.trim() !== "" ? Number(plain) : plain;
    return typeof number === "number" && Number.isFinite(number) ? number : undefined;
  });
}

export function readText(value: Json | undefined): Reading<string> {
  return readAs(value, (plain) => (typeof plain === "string" ? plain : undefined));
}

/** The text, or undefined where there is none or it is not known. */
export function findText(value: Json | undefined): string | undefined {
  const text = readText(value);
  return typeof text === "string" ? text : undefined;
}

/** The objects of a list; a single object counts as a list of one. */
export function objectsIn(value: Json | undefined): readonly JsonObject[] {
  const plain = value === undefined ? undefined : revealSecrets(value);
  if (isArray(plain)) return plain.filter(isObject);
  return isObject(plain) ? [plain] : [];
}

/** Whether a list, or one of its items, is known only after deployment. */
export function isUnsettled(value: Json | undefined): boolean {
  const plain = value === undefined ? undefined : revealSecrets(value);
  return isUnknown(plain) || (isArray(plain) && plain.some(isUnknown));
}

/** The texts of a list, without those that are not known. */
export function textsIn(value: Json | undefined): readonly string[] {
  const plain = value === undefined ? undefined : revealSecrets(value);
  if (!isArray(plain)) return [];
  return plain.filter((item): item is string => typeof item === "string" && !isUnknown(item));
}

/** A stack's resources, by what drill and picture ask of them. */
export class Inventory {
  private readonly byUrn: ReadonlyMap<Urn, GraphResource>;

  private readonly resources: readonly GraphResource[];

  /** Order of registration varies from run to run: the inventory does not. */
  constructor(resources: readonly GraphResource[]) {
    this.resources = [...resources].sort((left, right) => (left.urn < right.urn ? -1 : 1));
    this.byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  }

  /** Every resource, components and providers too. */
  get all(): readonly GraphResource[] {
    return this.resources;
  }

  ofType(...types: readonly string[]): readonly GraphResource[] {
    return this.resources.filter(({ type, custom }) => custom && types.includes(type));
  }

  /** The resource's own region, else its provider's; undefined when neither says. */
  regionOf(resource: GraphResource): string | undefined {
    const provider = resource.provider === undefined ? undefined : this.byUrn.get(resource.provider);
    return findText(resource.inputs.region) ?? findText(provider?.inputs.region);
  }

  /**
   * The resources of some types that a property refers to: by the dependency that the program recorded, or, in a
   * deployed state whose dependencies were lost, by a value that is the id or the name of exactly such a resource.
   */
  referredTo(
    resource: GraphResource,
    property: string,
    candidates: readonly GraphResource[],
  ): readonly GraphResource[] {
    const urns = new Set(resource.propertyDependencies[property] ?? []);
    const value = resource.inputs[property];
    const named = new Set([findText(value), ...textsIn(value)].filter((text) => text !== undefined));
    return candidates.filter(({ urn, id }) => urns.has(urn) || (id !== "" && named.has(id)));
  }

  refersTo(resource: GraphResource, property: string, target: GraphResource): boolean {
    return this.referredTo(resource, property, [target]).length > 0;
  }

  /** A tag of the resource itself, or else one that its provider puts on everything. */
  isTagged(resource: GraphResource, key: string, value: string): boolean {
    const provider = resource.provider === undefined ? undefined : this.byUrn.get(resource.provider);
    const own = objectsIn(resource.inputs.tags)[0]?.[key];
    return findText(own ?? defaultTags(provider)[key]) === value;
  }
}

/** A provider's settings travel as JSON text. */
function defaultTags(provider: GraphResource | undefined): JsonObject {
  const setting = provider?.inputs.defaultTags;
  const text = findText(setting);
  const settings = text === undefined ? objectsIn(setting)[0] : objectsIn(parseJson(text))[0];
  return objectsIn(settings?.tags)[0] ?? {};
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
