import {
  AnalyzeRequest,
  AnalyzerPropertyDependencies,
  AnalyzerProviderResource,
  AnalyzerResource,
  AnalyzerResourceOptions,
  AnalyzeStackRequest,
} from "@pulumi/pulumi/proto/analyzer_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { GraphOptions, GraphResource, Json, JsonObject, Timeouts, Urn } from "../graph";
import { toStruct } from "../monitor/struct";
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

/** Properties as the engine shows them to a pack. */
function structOf(properties: JsonObject): Struct {
  return toStruct(propertiesForPack(properties));
}

/**
 * All resources of a stack, written one after the other: two messages in a row are one with the lists of both. As messages
 * they would take ten times the memory of their bytes, all at once.
 */
class StackRequest extends AnalyzeStackRequest {
  constructor(
    private readonly resources: readonly GraphResource[],
    private readonly write: (resource: GraphResource) => AnalyzerResource,
  ) {
    super();
  }

  override serializeBinary(): Uint8Array {
    const alone = (resource: GraphResource) => new AnalyzeStackRequest().setResourcesList([this.write(resource)]);
    return Buffer.concat(this.resources.map((resource) => alone(resource).serializeBinary()));
  }
}

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
    return new AnalyzeRequest()
      .setUrn(resource.urn)
      .setType(resource.type)
      .setName(resource.name)
      .setProperties(structOf(inputs))
      .setOptions(this.options(resource))
      .setProvider(this.provider(resource));
  }

  /** All resources by their outputs. */
  analyzeStack(resources: readonly GraphResource[]): AnalyzeStackRequest {
    return new StackRequest(resources, (resource) => this.stackResource(resource));
  }

  private stackResource(resource: GraphResource): AnalyzerResource {
    const message = new AnalyzerResource()
      .setUrn(resource.urn)
      .setType(resource.type)
      .setName(resource.name)
      .setProperties(structOf(resource.outputs))
      .setOptions(this.options(resource))
      .setProvider(this.provider(resource))
      .setParent(resource.parent ?? "")
      .setDependenciesList([...resource.dependencies]);
    for (const [property, urns] of Object.entries(resource.propertyDependencies)) {
      if (urns.length > 0) {
        const dependencies = new AnalyzerPropertyDependencies().setUrnsList([...urns]);
        message.getPropertydependenciesMap().set(property, dependencies);
      }
    }
    return message;
  }

  private options({ options, parent }: GraphResource): AnalyzerResourceOptions {
    return new AnalyzerResourceOptions()
      .setProtect(options.protect)
      .setIgnorechangesList([...options.ignoreChanges])
      .setDeletebeforereplace(options.deleteBeforeReplace ?? false)
      .setDeletebeforereplacedefined(options.deleteBeforeReplace !== undefined)
      .setAdditionalsecretoutputsList([...options.additionalSecretOutputs])
      .setAliasesList(this.showAliases ? [...options.aliases] : [])
      .setCustomtimeouts(timeouts(options))
      .setParent(parent ?? "");
  }

  private provider({ provider: urn }: GraphResource): AnalyzerProviderResource | undefined {
    const resource = urn === undefined ? undefined : this.byUrn.get(urn);
    if (resource === undefined) {
      return undefined;
    }
    const known = this.providers.get(resource.urn) ?? writeProvider(resource);
    this.providers.set(resource.urn, known);
    return known;
  }
}

function writeProvider({ urn, type, name, inputs }: GraphResource): AnalyzerProviderResource {
  return new AnalyzerProviderResource().setUrn(urn).setType(type).setName(name).setProperties(structOf(inputs));
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

function timeouts({ customTimeouts }: GraphOptions): AnalyzerResourceOptions.CustomTimeouts {
  const secondsOf = (name: keyof Timeouts) => durationSeconds(customTimeouts?.[name] ?? "");
  return new AnalyzerResourceOptions.CustomTimeouts()
    .setCreate(secondsOf("create"))
    .setUpdate(secondsOf("update"))
    .setDelete(secondsOf("delete"));
}

const UNIT_SECONDS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 1e-3, us: 1e-6, µs: 1e-6, ns: 1e-9 };

/** Seconds of a duration such as `1h30m`; 0 for what is not one. */
export function durationSeconds(text: string): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(h|ms|us|µs|ns|m|s)/g)];
  return parts.reduce((sum, [, number, unit]) => sum + Number(number) * (UNIT_SECONDS[unit ?? ""] ?? 0), 0);
}
