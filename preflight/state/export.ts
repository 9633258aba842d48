import { relative } from "node:path";
import { durationSeconds } from "../analyzer/requests";
import type { GraphOptions, GraphResource, JsonObject, Recording, SourcePosition, Urn } from "../graph";
import { slashed } from "../paths";
import { HIDDEN } from "../redact";
import { downgradeOutputValues, isSecret, mapObject, SECRET, SIGNATURE } from "../wire";

/**
 * The graph in the format of `pulumi stack export`, secrets redacted. A resource comes after all it depends on; within
 * that, URNs are in order, so that two recordings of one program are the same file.
 */
export function exportState({ resources, directory }: Recording): JsonObject {
  const providerIds = new Map(resources.map(({ urn, id }) => [urn, id]));
  return {
    version: 3,
    deployment: {
      manifest: { time: "0001-01-01T00:00:00Z", magic: "", version: "" },
      resources: inOrder(resources).map((resource) => exportResource(resource, providerIds, directory)),
      metadata: {},
    },
  };
}

function exportResource(
  resource: GraphResource,
  providerIds: ReadonlyMap<Urn, string>,
  directory: string | undefined,
): JsonObject {
  const { urn, type, custom, id, parent, provider, external, sourcePosition } = resource;
  return {
    urn,
    custom,
    ...(id === "" ? {} : { id }),
    type,
    inputs: exportProperties(resource.inputs),
    outputs: exportProperties(resource.outputs),
    ...(parent === undefined ? {} : { parent }),
    ...(external ? { external } : {}),
    ...(provider === undefined ? {} : { provider: `${provider}::${providerIds.get(provider) ?? ""}` }),
    ...nonEmpty("dependencies", resource.dependencies),
    propertyDependencies: { ...resource.propertyDependencies },
    ...exportOptions(resource.options),
    ...(sourcePosition === undefined ? {} : { sourcePosition: exportPosition(sourcePosition, directory) }),
  };
}

function exportOptions(options: GraphOptions): JsonObject {
  const { create, update, delete: remove } = options.customTimeouts ?? {};
  const timeouts = Object.entries({ create, update, delete: remove })
    .filter(([, text]) => text !== undefined)
    .map(([name, text]) => [name, durationSeconds(text ?? "")]);
  return {
    ...(options.protect ? { protect: true } : {}),
    ...(options.retainOnDelete ? { retainOnDelete: true } : {}),
    ...nonEmpty("ignoreChanges", options.ignoreChanges),
    ...nonEmpty("additionalSecretOutputs", options.additionalSecretOutputs),
    ...nonEmpty("replaceOnChanges", options.replaceOnChanges),
    ...(timeouts.length === 0 ? {} : { customTimeouts: Object.fromEntries(timeouts) }),
    ...(options.deletedWith === undefined ? {} : { deletedWith: options.deletedWith }),
    ...(options.importId === undefined ? {} : { importID: options.importId }),
  };
}

function nonEmpty(key: string, list: readonly string[]): JsonObject {
  return list.length === 0 ? {} : { [key]: list };
}

/** A state file keeps a secret as the JSON text of its value. Nothing is kept of it here, neither form nor length. */
function exportProperties(properties: JsonObject): JsonObject {
  return mapObject(downgradeOutputValues(properties), (value) =>
    isSecret(value) ? { [SIGNATURE]: SECRET, plaintext: JSON.stringify(HIDDEN) } : value,
  );
}

function exportPosition({ file, line, column }: SourcePosition, directory: string | undefined): string {
  const path = directory === undefined ? file : relative(directory, file);
  return `project:///${slashed(path)}#${line}${column === 0 ? "" : `,${column}`}`;
}

/** Dependencies first. */
function inOrder(resources: readonly GraphResource[]): readonly GraphResource[] {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const ordered = new Set<GraphResource>();
  const isOpened = new Set<Urn>();
  /** What is still to be written, the next one last; a resource comes once more when what it needs has been written. */
  const waiting = [...byUrn.keys()].sort().reverse();
  for (let urn = waiting.pop(); urn !== undefined; urn = waiting.pop()) {
    const resource = byUrn.get(urn);
    if (resource === undefined) {
      continue;
    }
    const needed = isOpened.has(urn)
      ? []
      : neededBy(resource).filter((other) => byUrn.has(other) && !isOpened.has(other));
    isOpened.add(urn);
    if (needed.length === 0) {
      byUrn.delete(urn);
      ordered.add(resource);
    } else {
      waiting.push(urn, ...needed.toReversed());
    }
  }
  return [...ordered];
}

function neededBy({ parent, provider, options, dependencies }: GraphResource): readonly Urn[] {
  return [parent, provider, options.deletedWith, ...dependencies].filter((urn) => urn !== undefined);
}
