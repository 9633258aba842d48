import type { Urn } from "../graph";
import type { Alias } from "../protocol/messages";
import { makeUrn, nameOf, qualifiedTypeOf, ROOT_STACK, typeOf } from "./urn";

/** The resource an alias belongs to, and where it lives. */
export interface AliasedResource {
  readonly stack: string;
  readonly project: string;
  readonly type: string;
  readonly name: string;
  readonly parent: Urn | undefined;
}

/** The earlier URNs of a resource: its own aliases, and each earlier name of its parent applied to it. */
export function resolveAliases(
  aliases: readonly Alias[],
  resource: AliasedResource,
  parentAliases: readonly Urn[],
): readonly Urn[] {
  const own = aliases.map((alias) => resolveAlias(alias, resource));
  const inherited = parentAliases.flatMap((parentAlias) => [
    inheritAlias(resource.type, resource.name, resource, parentAlias),
    ...own.map((urn) => inheritAlias(typeOf(urn), nameOf(urn), resource, parentAlias)),
  ]);
  return [...new Set([...own, ...inherited])];
}

function resolveAlias(alias: Alias, resource: AliasedResource): Urn {
  const { spec } = alias;
  if (spec === null) {
    return alias.urn ?? "";
  }
  const parent = spec.noParent ? undefined : spec.parentUrn || resource.parent;
  const isTop = parent === undefined || qualifiedTypeOf(parent) === ROOT_STACK;
  return makeUrn({
    stack: spec.stack || resource.stack,
    project: spec.project || resource.project,
    type: spec.type || resource.type,
    name: spec.name || resource.name,
    parent: isTop ? undefined : parent,
  });
}

/** A child named after its parent (`app-bucket` of `app`) was renamed together with it. */
function inheritAlias(type: string, name: string, resource: AliasedResource, parentAlias: Urn): Urn {
  const parentName = resource.parent === undefined ? "" : nameOf(resource.parent);
  const renamed = name.startsWith(parentName) ? nameOf(parentAlias) + name.slice(parentName.length) : name;
  return makeUrn({ stack: resource.stack, project: resource.project, type, name: renamed, parent: parentAlias });
}
