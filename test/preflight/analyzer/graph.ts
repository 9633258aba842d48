import type { GraphOptions, GraphResource, JsonObject } from "../../../preflight/graph";

export const PROVIDER = "urn:pulumi:dev::shop::pulumi:providers:aws::east";

export function options(more: Partial<GraphOptions> = {}): GraphOptions {
  return {
    protect: false,
    retainOnDelete: false,
    ignoreChanges: [],
    aliases: [],
    additionalSecretOutputs: [],
    replaceOnChanges: [],
    ...more,
  };
}

/** A queue in us-east-1, named like its URN. */
export function queue(name: string, inputs: JsonObject, more: Partial<GraphResource> = {}): GraphResource {
  return {
    urn: `urn:pulumi:dev::shop::aws:sqs/queue:Queue::${name}`,
    type: "aws:sqs/queue:Queue",
    name,
    custom: true,
    remote: false,
    external: false,
    inputs,
    outputs: inputs,
    id: "",
    provider: PROVIDER,
    dependencies: [],
    propertyDependencies: {},
    options: options(),
    ...more,
  };
}

export const provider: GraphResource = {
  ...queue("east", { region: "us-east-1", version: "7.48.0", __internal: {} }),
  urn: PROVIDER,
  type: "pulumi:providers:aws",
};
