import { findTagForm } from "./provider-types";

/** The part of a resource that says what it is tagged with. */
export interface Tagged {
  readonly type: string;
  readonly props: unknown;
  readonly provider?: { readonly props: { readonly defaultTags?: unknown; readonly [property: string]: unknown } };
}

/**
 * The value of a tag as AWS will see it: the resource's own, otherwise the provider's default. Undefined when neither
 * sets it. The provider gives its default tags to no resource that lists its tags, as an Auto Scaling group does. Throws when tags are of a shape that the provider does not take.
 */
export function findTag({ type, props, provider }: Tagged, key: string): unknown {
  const tags = (props as { readonly tags?: unknown } | undefined)?.tags;
  if (findTagForm(type) === "list") {
    return findInList(tags, key);
  }
  return findInMap(tags, key) ?? findInMap(readDefaultTags(provider?.props.defaultTags), key);
}

function findInMap(tags: unknown, key: string): unknown {
  if (tags === undefined || tags === null) {
    return undefined;
  }
  if (typeof tags !== "object" || Array.isArray(tags)) {
    throw new TypeError("tags are a map");
  }
  return Object.hasOwn(tags, key) ? (tags as Readonly<Record<string, unknown>>)[key] : undefined;
}

function findInList(tags: unknown, key: string): unknown {
  if (tags === undefined || tags === null) {
    return undefined;
  }
  if (!Array.isArray(tags)) {
    throw new TypeError("tags are a list");
  }
  return tags.find((tag: { readonly key?: unknown }) => tag.key === key)?.value;
}

/** A provider holds its nested settings as JSON text; a graph written by hand may hold the object itself. */
function readDefaultTags(defaultTags: unknown): unknown {
  const settings: unknown = typeof defaultTags === "string" ? JSON.parse(defaultTags) : defaultTags;
  return (settings as { readonly tags?: unknown } | null | undefined)?.tags;
}
