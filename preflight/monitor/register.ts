import type { GraphOptions, GraphResource, JsonObject, Urn } from "../graph";
import type { ReadResourceRequest, RegisterResourceRequest, TransformResourceOptions } from "../protocol/messages";
import { downgradeOutputValues, UNKNOWN } from "../wire";
import { resolveAliases } from "./aliases";
import type { Callbacks } from "./callbacks";
import type { Hooks } from "./hooks";
import { forgetLostValues } from "./lost-values";
import { formatProviderReference, type PackageRequest, parseProviderReference } from "./provider-reference";
import { dependenciesOf, inherit, inheritanceOf, NO_OPTIONS, optionsOf, timeoutsOf } from "./resource-options";
import type { SdkFiles } from "./sdk-files";
import { NOTHING_INHERITED, pluginInputs, type Session } from "./session";
import { findPosition } from "./source-position";
import { applyTransforms, type Transformed } from "./transforms";
import { isProviderType, packageOf, ROOT_STACK } from "./urn";

/** Registers resources in the order and by the rules of the engine. */
export class Registrar {
  constructor(
    private readonly session: Session,
    private readonly callbacks: Callbacks,
    private readonly sdkFiles: SdkFiles,
    private readonly hooks: Hooks,
  ) {}

  /** Adds the resource of a request to the session and returns it. Throws what the engine would answer with. */
  async register(request: RegisterResourceRequest): Promise<GraphResource> {
    this.checkParent(request.parent);
    checkMappings(request);
    const parentInheritance = this.session.registrations.get(request.parent)?.inheritance ?? NOTHING_INHERITED;
    inherit(request, parentInheritance);
    const { properties, options } = await this.transform(request);
    const providers = this.providersOf(request, options);
    const provider = this.providerOf(request, options);
    const inputs = this.known(downgradeOutputValues(properties));
    const resource = this.makeResource(request, options, inputs, provider);
    await this.hooks.before(resource, options.hooks);
    this.session.add(resource, {
      inheritance: inheritanceOf(options, provider),
      transforms: request.transforms,
      providers,
    });
    await this.hooks.after(resource, options.hooks);
    return resource;
  }

  /** Adds a resource that the program only reads. */
  read(request: ReadResourceRequest): GraphResource {
    this.checkParent(request.parent);
    const type = request.type;
    const asked = this.packageRequest(type, request.packageRef, request.version, request.pluginDownloadURL);
    const named = parseProviderReference(request.provider);
    const provider = isProviderType(type) ? undefined : (named ?? this.session.defaultProvider(asked, type));
    const inputs = this.known(request.properties ?? {});
    const sourcePosition = findPosition(request, this.sdkFiles.programDirectory);
    const resource: GraphResource = {
      urn: this.session.urnOf(type, request.name, request.parent),
      type,
      name: request.name,
      custom: true,
      remote: false,
      external: true,
      inputs,
      outputs: this.withComputed(type, inputs),
      id: String(this.known({ id: request.id }).id),
      ...(request.parent === "" ? {} : { parent: request.parent }),
      ...(provider === undefined ? {} : { provider: provider.urn }),
      dependencies: [...request.dependencies].sort(),
      propertyDependencies: {},
      options: { ...NO_OPTIONS, additionalSecretOutputs: request.additionalSecretOutputs },
      ...(sourcePosition === undefined ? {} : { sourcePosition }),
    };
    this.session.add(resource, { inheritance: NOTHING_INHERITED, transforms: [], providers: new Map() });
    return resource;
  }

  /** The plugin a request is about: the package it registered, or what its type and version say. */
  packageRequest(token: string, reference: string, version: string, downloadUrl: string): PackageRequest {
    if (reference === "") {
      return { name: packageOf(token), version, downloadUrl: downloadUrl.replace(/\/$/, "") };
    }
    const known = this.session.packages.get(reference);
    if (known === undefined) {
      throw new Error(`unknown provider package '${reference}'`);
    }
    return known;
  }

  /** What of some properties does not come from a lookup that nobody could answer. */
  known(properties: JsonObject): JsonObject {
    return this.session.standsIn ? forgetLostValues(properties) : properties;
  }

  private checkParent(parent: Urn): void {
    if (parent !== "" && this.session.find(parent) === undefined) {
      throw new Error(`could not find parent resource ${parent}`);
    }
  }

  private async transform(request: RegisterResourceRequest): Promise<Transformed> {
    const initial = { properties: request.object ?? {}, options: optionsOf(request, this.inheritedProvider(request)) };
    const transforms = [
      ...request.transforms,
      ...this.ancestors(request.parent).flatMap((urn) => this.session.registrations.get(urn)?.transforms ?? []),
      ...this.session.stackTransforms,
    ];
    const subject = {
      type: request.type,
      name: request.name,
      custom: request.custom,
      parent: request.parent,
    };
    return transforms.length === 0 ? initial : applyTransforms(this.callbacks, transforms, subject, initial);
  }

  private ancestors(parent: Urn): readonly Urn[] {
    const chain: Urn[] = [];
    for (let urn: Urn | undefined = parent; urn !== undefined && urn !== ""; urn = this.session.find(urn)?.parent) {
      chain.push(urn);
    }
    return chain;
  }

  /** The provider named by the resource, by its own map, or by the component it belongs to. */
  private inheritedProvider(request: RegisterResourceRequest): string {
    if (request.provider !== "" || !(request.custom || request.remote)) {
      return request.provider;
    }
    const packageName = packageOf(request.type);
    const fromParent = this.session.registrations.get(request.parent)?.providers.get(packageName);
    return own(request.providers, packageName) ?? fromParent ?? "";
  }

  /** A component hands its own providers and those of its parent to its children. */
  private providersOf(
    request: RegisterResourceRequest,
    options: TransformResourceOptions,
  ): ReadonlyMap<string, string> {
    if (request.custom) {
      return new Map();
    }
    const fromParent = this.session.registrations.get(request.parent)?.providers ?? new Map<string, string>();
    return new Map([...fromParent, ...Object.entries(options.providers)]);
  }

  /** The reference of the provider that manages the resource; empty for providers and local components. */
  private providerOf(request: RegisterResourceRequest, options: TransformResourceOptions): string {
    const type = request.type;
    if (!request.remote && (!request.custom || isProviderType(type))) {
      return "";
    }
    const named = options.provider;
    if (named !== "") {
      if (parseProviderReference(named) === undefined) {
        throw new Error(`could not parse provider reference: ${named}`);
      }
      return named;
    }
    const asked = this.packageRequest(type, request.packageRef, options.version, options.pluginDownloadUrl);
    return formatProviderReference(this.session.defaultProvider(asked, type));
  }

  private makeResource(
    request: RegisterResourceRequest,
    options: TransformResourceOptions,
    properties: JsonObject,
    provider: string,
  ): GraphResource {
    const type = request.type;
    const isProvider = isProviderType(type);
    const inputs = isProvider ? this.withPlugin(request, options, properties) : properties;
    const sourcePosition = type === ROOT_STACK ? undefined : findPosition(request, this.sdkFiles.programDirectory);
    const providerUrn = parseProviderReference(provider)?.urn;
    return {
      urn: this.session.urnOf(type, request.name, request.parent),
      type,
      name: request.name,
      custom: request.custom,
      remote: request.remote,
      external: false,
      inputs,
      outputs: request.custom && !isProvider ? this.withComputed(type, inputs) : inputs,
      id: isProvider ? UNKNOWN : "",
      ...(request.parent === "" ? {} : { parent: request.parent }),
      ...(providerUrn === undefined ? {} : { provider: providerUrn }),
      ...dependenciesOf(request, options, properties),
      options: this.graphOptions(request, options),
      ...(sourcePosition === undefined ? {} : { sourcePosition }),
    };
  }

  /** An explicit provider remembers its plugin as a default one does. */
  private withPlugin(
    request: RegisterResourceRequest,
    options: TransformResourceOptions,
    inputs: JsonObject,
  ): JsonObject {
    const name = request.type.split(":")[2] ?? "";
    const plugin = this.packageRequest(name, request.packageRef, options.version, options.pluginDownloadUrl);
    return { ...inputs, ...pluginInputs(plugin) };
  }

  private withComputed(type: string, inputs: JsonObject): JsonObject {
    const computed = this.sdkFiles.computedProperties(type).map((property) => [property, UNKNOWN]);
    return { ...Object.fromEntries(computed), ...inputs };
  }

  private graphOptions(request: RegisterResourceRequest, options: TransformResourceOptions): GraphOptions {
    const customTimeouts = timeoutsOf(options);
    const aliased = {
      stack: this.session.stack,
      project: this.session.project,
      type: request.type,
      name: request.name,
      parent: request.parent || undefined,
    };
    const parentAliases = this.session.find(request.parent)?.options.aliases ?? [];
    return {
      protect: options.protect ?? false,
      retainOnDelete: options.retainOnDelete ?? false,
      ignoreChanges: options.ignoreChanges,
      aliases: resolveAliases(options.aliases, aliased, parentAliases),
      additionalSecretOutputs: options.additionalSecretOutputs,
      replaceOnChanges: options.replaceOnChanges,
      ...(options.deleteBeforeReplace === null ? {} : { deleteBeforeReplace: options.deleteBeforeReplace }),
      ...(customTimeouts === undefined ? {} : { customTimeouts }),
      ...(options.deletedWith === "" ? {} : { deletedWith: options.deletedWith }),
      ...(options.import === "" ? {} : { importId: options.import }),
    };
  }
}

/** Environment variables are for a provider's plugin; the engine refuses them elsewhere. */
function checkMappings(request: RegisterResourceRequest): void {
  if (Object.keys(request.envVarMappings).length > 0 && !isProviderType(request.type)) {
    throw new Error(
      `${request.type} ${JSON.stringify(request.name)} sets envVarMappings, which can only be used with provider resources; set it on the provider`,
    );
  }
}

/** What a map of the protocol has under a name, whatever the name. */
function own<Value>(map: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(map, name) ? map[name] : undefined;
}
