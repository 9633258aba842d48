import type { GraphOptions, GraphResource, JsonObject, Timeouts, Urn } from "../graph";
import type { RegisterResourceRequest, TransformResourceOptions } from "../protocol/messages";
import { outputDependencies } from "../wire";
import type { Inheritance } from "./inheritance";
import { parseProviderReference } from "./provider-reference";
import { packageOf } from "./urn";

/** The options of a resource that sets none. */
export const NO_OPTIONS: GraphOptions = {
  protect: false,
  retainOnDelete: false,
  ignoreChanges: [],
  aliases: [],
  additionalSecretOutputs: [],
  replaceOnChanges: [],
};

/** What the engine lets a child take over from its parent; a provider only within its own package. */
export function inherit(request: RegisterResourceRequest, parent: Inheritance): void {
  request.deletedWith ||= parent.deletedWith;
  request.protect ??= parent.protect ?? null;
  request.retainOnDelete ??= parent.retainOnDelete ?? null;
  const reference = parseProviderReference(parent.provider);
  const isLocalComponent = !request.remote && !request.custom;
  const samePackage = reference?.urn.split("::")[2]?.endsWith(`pulumi:providers:${packageOf(request.type)}`);
  if (request.provider === "" && (isLocalComponent || samePackage === true)) {
    request.provider = parent.provider;
  }
}

/** What the resource's own children may take over. */
export function inheritanceOf(options: TransformResourceOptions, provider: string): Inheritance {
  return {
    protect: options.protect ?? undefined,
    retainOnDelete: options.retainOnDelete ?? undefined,
    deletedWith: options.deletedWith,
    provider,
  };
}

/** The options of a request as transforms see them. */
export function optionsOf(request: RegisterResourceRequest, provider: string): TransformResourceOptions {
  const { deleteBeforeReplace, deleteBeforeReplaceDefined: isDefined } = request;
  return {
    dependsOn: request.dependencies,
    protect: request.protect,
    ignoreChanges: request.ignoreChanges,
    replaceOnChanges: request.replaceOnChanges,
    version: request.version,
    aliases: [...request.aliasURNs.map((urn) => ({ urn, spec: null })), ...request.aliases],
    provider,
    customTimeouts: request.customTimeouts,
    pluginDownloadUrl: request.pluginDownloadURL,
    retainOnDelete: request.retainOnDelete,
    deletedWith: request.deletedWith,
    deleteBeforeReplace: isDefined || deleteBeforeReplace ? deleteBeforeReplace : null,
    additionalSecretOutputs: request.additionalSecretOutputs,
    providers: request.providers,
    hooks: request.hooks,
    import: request.importId,
    hideDiff: request.hideDiffs,
    replaceWith: request.replaceWith,
    replacementTrigger: request.replacementTrigger,
  };
}

/** Dependencies as declared, plus those that output values carry. */
export function dependenciesOf(
  request: RegisterResourceRequest,
  options: TransformResourceOptions,
  properties: JsonObject,
): Pick<GraphResource, "dependencies" | "propertyDependencies"> {
  const all = new Set(options.dependsOn);
  const byProperty: Record<string, Urn[]> = {};
  for (const [property, { urns }] of Object.entries(request.propertyDependencies)) {
    byProperty[property] = [...urns];
  }
  for (const [property, value] of Object.entries(properties)) {
    const urns = new Set([...(byProperty[property] ?? []), ...outputDependencies(value)]);
    byProperty[property] = [...urns].sort();
    for (const urn of urns) {
      all.add(urn);
    }
  }
  return { dependencies: [...all].sort(), propertyDependencies: byProperty };
}

/** Absent when the program sets none. */
export function timeoutsOf(options: TransformResourceOptions): Timeouts | undefined {
  const { create = "", update = "", delete: remove = "" } = options.customTimeouts ?? {};
  const entries = Object.entries({ create, update, delete: remove }).filter(([, duration]) => duration !== "");
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
