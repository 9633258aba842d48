import type { RegisterResourceRequest, TransformResourceOptions } from "@pulumi/pulumi/proto/resource_pb";
import type { GraphOptions, GraphResource, JsonObject, Timeouts, Urn } from "../graph";
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
  if (request.getDeletedwith() === "") {
    request.setDeletedwith(parent.deletedWith);
  }
  if (!request.hasProtect() && parent.protect !== undefined) {
    request.setProtect(parent.protect);
  }
  if (!request.hasRetainondelete() && parent.retainOnDelete !== undefined) {
    request.setRetainondelete(parent.retainOnDelete);
  }
  const reference = parseProviderReference(parent.provider);
  const isLocalComponent = !request.getRemote() && !request.getCustom();
  const samePackage = reference?.urn.split("::")[2]?.endsWith(`pulumi:providers:${packageOf(request.getType())}`);
  if (request.getProvider() === "" && (isLocalComponent || samePackage === true)) {
    request.setProvider(parent.provider);
  }
}

/** What the resource's own children may take over. */
export function inheritanceOf(options: TransformResourceOptions, provider: string): Inheritance {
  return {
    protect: options.hasProtect() ? options.getProtect() : undefined,
    retainOnDelete: options.hasRetainOnDelete() ? options.getRetainOnDelete() : undefined,
    deletedWith: options.getDeletedWith(),
    provider,
  };
}

/** Flags that may be absent, which is not the same as false. */
export function copyFlags(request: RegisterResourceRequest, options: TransformResourceOptions): void {
  const protect = request.getProtect();
  if (request.hasProtect() && protect !== undefined) {
    options.setProtect(protect);
  }
  const retainOnDelete = request.getRetainondelete();
  if (request.hasRetainondelete() && retainOnDelete !== undefined) {
    options.setRetainOnDelete(retainOnDelete);
  }
  if (request.getDeletebeforereplacedefined() || request.getDeletebeforereplace()) {
    options.setDeleteBeforeReplace(request.getDeletebeforereplace());
  }
}

/** Dependencies as declared, plus those that output values carry. */
export function dependenciesOf(
  request: RegisterResourceRequest,
  options: TransformResourceOptions,
  properties: JsonObject,
): Pick<GraphResource, "dependencies" | "propertyDependencies"> {
  const all = new Set(options.getDependsOnList());
  const byProperty: Record<string, Urn[]> = {};
  for (const [property, message] of request.getPropertydependenciesMap().entries()) {
    byProperty[property] = message.getUrnsList();
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
  const message = options.getCustomTimeouts();
  const entries = Object.entries({
    create: message?.getCreate() ?? "",
    update: message?.getUpdate() ?? "",
    delete: message?.getDelete() ?? "",
  }).filter(([, duration]) => duration !== "");
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
