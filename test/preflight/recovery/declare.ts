import type { GraphResource, JsonObject } from "../../../preflight/graph";

export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

type Given = Partial<Omit<GraphResource, "inputs" | "urn" | "name" | "type">>;

export function urnOf(type: string, name: string): string {
  return `urn:pulumi:test::budget::${type}::${name}`;
}

/** One resource of a literal graph: what the case is about, and defaults for the rest. */
export function declare(type: string, name: string, inputs: JsonObject, given: Given = {}): GraphResource {
  return {
    urn: urnOf(type, name),
    type,
    name,
    custom: true,
    remote: false,
    external: false,
    inputs,
    outputs: inputs,
    id: "",
    dependencies: [],
    propertyDependencies: {},
    options: {
      protect: false,
      retainOnDelete: false,
      ignoreChanges: [],
      aliases: [],
      additionalSecretOutputs: [],
      replaceOnChanges: [],
    },
    ...given,
  };
}

export const east = declare("pulumi:providers:aws", "east", { region: "us-east-1" });
export const west = declare("pulumi:providers:aws", "west", { region: "us-west-2" });
