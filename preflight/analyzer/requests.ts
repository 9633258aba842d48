import type { GraphOptions, GraphResource, Json, JsonObject, Timeouts, Urn } from "../graph";
import type {
  AnalyzeRequest,
  AnalyzerProviderResource,
  AnalyzerResource,
  AnalyzerResourceOptions,
} from "../protocol/messages";
import { codec } from "../protocol/services";
import {
  ARCHIVE,
  ASSET,
  isObject,
  isSecret,
  makeSecret,
  mapObject,
  OUTPUT_VALUE,
  plainOutput,
  RESOURCE_REFERENCE,
  revealSecrets,
  SECRET,
  SIGNATURE,
  UNKNOWN,
} from "../wire";

/** Writes resources as the engine shows them to a pack. */
export class RequestWriter {
  private readonly byUrn: ReadonlyMap<Urn, GraphResource>;
  /** A provider goes with every resource that it manages. */
  private readonly providers = new Map<Urn, AnalyzerProviderResource>();

  /** `showAliases`: the engine knows an alias only once it matched a deployed resource, so never in a first preview. */
  constructor(
    resources: readonly GraphResource[],
    private readonly showAliases: boolean,
  ) {
    this.byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  }

  /** One resource by its inputs. */
  analyze(resource: GraphResource, inputs: JsonObject): AnalyzeRequest {
    const { urn, type, name } = resource;
    const properties = propertiesForPack(inputs);
    return { urn, type, name, properties, options: this.options(resource), provider: this.provider(resource) };
  }

  /**
   * All resources by their outputs, as an `AnalyzeStackRequest` in bytes. They are written one after the other: two messages
   * in a row are one with the lists of both, and all at once would take several times the memory.
   */
  analyzeStack(resources: readonly GraphResource[]): Buffer {
    const { encode } = codec("AnalyzeStackRequest");
    return Buffer.concat(resources.map((resource) => encode({ resources: [this.stackResource(resource)] })));
  }

  private stackResource(resource: GraphResource): AnalyzerResource {
    const { outputs, parent = "", dependencies, propertyDependencies } = resource;
    const byProperty = Object.entries(propertyDependencies)
      .filter(([, urns]) => urns.length > 0)
      .map(([property, urns]) => [property, { urns }]);
    return {
      ...this.analyze(resource, outputs),
      parent,
      dependencies,
      propertyDependencies: Object.fromEntries(byProperty),
    };
  }

  private options({ options, parent }: GraphResource): AnalyzerResourceOptions {
    return {
      protect: options.protect,
      ignoreChanges: options.ignoreChanges,
      deleteBeforeReplace: options.deleteBeforeReplace ?? false,
      deleteBeforeReplaceDefined: options.deleteBeforeReplace !== undefined,
      additionalSecretOutputs: options.additionalSecretOutputs,
      aliases: this.showAliases ? options.aliases : [],
      customTimeouts: timeouts(options),
      parent: parent ?? "",
    };
  }

  private provider({ provider: urn }: GraphResource): AnalyzerProviderResource | null {
    const resource = urn === undefined ? undefined : this.byUrn.get(urn);
    if (resource === undefined) {
      return null;
    }
    const known = this.providers.get(resource.urn) ?? writeProvider(resource);
    this.providers.set(resource.urn, known);
    return known;
  }
}

function writeProvider({ urn, type, name, inputs }: GraphResource): AnalyzerProviderResource {
  return { urn, type, name, properties: propertiesForPack(inputs) };
}

/** Secrets stay marked, the outermost of several, references become ids, and what starts with `__` is the engine's own. */
export function propertiesForPack(properties: JsonObject): JsonObject {
  return withoutInternal(mapObject(properties, forPack));
}

function forPack(value: Json): Json {
  if (!isObject(value)) {
    return value;
  }
  if (isUnreadable(value)) {
    return UNKNOWN;
  }
  if (value[SIGNATURE] === RESOURCE_REFERENCE) {
    return value.id === "" ? UNKNOWN : (value.id ?? value.urn ?? null);
  }
  const plain = value[SIGNATURE] === OUTPUT_VALUE ? plainOutput(value) : value;
  if (isSecret(plain)) {
    return makeSecret(revealSecrets(plain.value ?? null));
  }
  return isObject(plain) ? withoutInternal(plain) : plain;
}

const SIGNATURES: ReadonlySet<Json | undefined> = new Set([SECRET, OUTPUT_VALUE, RESOURCE_REFERENCE, ASSET, ARCHIVE]);

/** A value of a kind that no SDK knows, or an asset of which only the hash is left: the SDK of every pack ends there. */
function isUnreadable({ [SIGNATURE]: signature, path, uri, text, assets }: JsonObject): boolean {
  const isEmpty =
    (signature === ASSET && !(path || uri || text)) || (signature === ARCHIVE && !(path || uri || assets));
  return isEmpty || (Boolean(signature) && !SIGNATURES.has(signature));
}

/** Most objects hold nothing internal, and stay as they are. */
function withoutInternal(object: JsonObject): JsonObject {
  const entries = Object.entries(object);
  const shown = entries.filter(([key]) => !key.startsWith("__"));
  return shown.length === entries.length ? object : Object.fromEntries(shown);
}

function timeouts({ customTimeouts }: GraphOptions): AnalyzerResourceOptions["customTimeouts"] {
  const secondsOf = (name: keyof Timeouts) => durationSeconds(customTimeouts?.[name] ?? "");
  return { create: secondsOf("create"), update: secondsOf("update"), delete: secondsOf("delete") };
}

const UNIT_SECONDS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 1e-3, us: 1e-6, µs: 1e-6, ns: 1e-9 };

/** Seconds of a duration such as `1h30m`; 0 for what is not one. */
export function durationSeconds(text: string): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(h|ms|us|µs|ns|m|s)/g)];
  return parts.reduce((sum, [, number, unit]) => sum + Number(number) * (UNIT_SECONDS[unit ?? ""] ?? 0), 0);
}
