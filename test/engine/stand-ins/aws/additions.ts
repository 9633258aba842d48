import type { WireObject } from "../wire";
import { hashOf } from "./attributes";
import type { ResourceType } from "./declarations";

export interface Surroundings {
  /** Of the provider that manages the resource. */
  readonly region: string;
  /** Inputs of the last deployment; empty for a new resource. */
  readonly olds: WireObject;
  readonly urn: string;
}

export function logicalNameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** The property that the provider fills when the program gives no name; undefined where a name is not chosen for it. */
function namingProperty({ inputs, outputs }: ResourceType): string | undefined {
  const property = inputs.has("bucket") ? "bucket" : "name";
  const chosen = inputs.get(property)?.optional === true && outputs.get(property)?.type === "string";
  return chosen ? property : undefined;
}

/** A program's inputs with what the provider adds before anyone judges them: a region and, where none is given, a name. */
export function completed(type: ResourceType, given: WireObject, { region, olds, urn }: Surroundings): WireObject {
  const inputs = { ...given };
  if (type.inputs.has("region") && inputs.region === undefined && region !== "") inputs.region = region;
  const property = namingProperty(type);
  if (property === undefined || inputs[property] !== undefined || inputs[`${property}Prefix`] !== undefined)
    return inputs;
  return { ...inputs, [property]: olds[property] ?? `${logicalNameOf(urn).toLowerCase()}-${hashOf(urn, 7)}` };
}
