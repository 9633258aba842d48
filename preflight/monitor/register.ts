import { Alias } from "@pulumi/pulumi/proto/alias_pb";
import {
  type ReadResourceRequest,
  type RegisterResourceRequest,
  TransformResourceOptions,
} from "@pulumi/pulumi/proto/resource_pb";
import type { GraphOptions, GraphResource, JsonObject, Urn } from "../graph";
import { downgradeOutputValues, UNKNOWN } from "../wire";
import { resolveAliases } from "./aliases";
import type { Callbacks } from "./callbacks";
import type { Hooks } from "./hooks";
import { forgetLostValues } from "./lost-values";
import { formatProviderReference, type PackageRequest, parseProviderReference } from "./provider-reference";
import { copyFlags, dependenciesOf, inherit, inheritanceOf, NO_OPTIONS, timeoutsOf } from "./resource-options";
import type { SdkFiles } from "./sdk-files";
import { NOTHING_INHERITED, pluginInputs, type Session } from "./session";
import { findPosition } from "./source-position";
import { fromStruct } from "./struct";
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
    this.checkParent(request.getParent());
    checkMappings(request);
    const parentInheritance = this.session.registrations.get(request.getParent())?.inheritance ?? NOTHING_INHERITED;
    inherit(request, parentInheritance);
    const { properties, options } = await this.transform(request);
    const providers = this.providersOf(request, options);
    const provider = this.providerOf(request, options);
    const inputs = this.known(downgradeOutputValues(properties));
    const resource = this.makeResource(request, options, inputs, provider);
    await this.hooks.before(resource, options.getHooks());
    this.session.add(resource, {
      inheritance: inheritanceOf(options, provider),
      transforms: request.getTransformsList(),
      providers,
    });
    await this.hooks.after(resource, options.getHooks());
    return resource;
  }

  /** Adds a resource that the program only reads. */
  read(request: ReadResourceRequest): GraphResource {
    this.checkParent(request.getParent());
    const type = request.getType();
    const asked = this.packageRequest(
      type,
      request.getPackageref(),
      request.getVersion(),
      request.getPlugindownloadurl(),
    );
    const named = parseProviderReference(request.getProvider());
    const provider = isProviderType(type) ? undefined : (named ?? this.session.defaultProvider(asked, type));
    const inputs = this.known(fromStruct(request.getProperties()));
    const sourcePosition = findPosition(request);
    const resource: GraphResource = {
      urn: this.session.urnOf(type, request.getName(), request.getParent()),
      type,
      name: request.getName(),
      custom: true,
      remote: false,
      external: true,
      inputs,
      outputs: this.withComputed(type, inputs),
      id: String(this.known({ id: request.getId() }).id),
      ...(request.getParent() === "" ? {} : { parent: request.getParent() }),
      ...(provider === undefined ? {} : { provider: provider.urn }),
      dependencies: [...request.getDependenciesList()].sort(),
      propertyDependencies: {},
      options: { ...NO_OPTIONS, additionalSecretOutputs: request.getAdditionalsecretoutputsList() },
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
    const initial = { properties: fromStruct(request.getObject()), options: this.initialOptions(request) };
    const transforms = [
      ...request.getTransformsList(),
      ...this.ancestors(request.getParent()).flatMap((urn) => this.session.registrations.get(urn)?.transforms ?? []),
      ...this.session.stackTransforms,
    ];
    const subject = {
      type: request.getType(),
      name: request.getName(),
      custom: request.getCustom(),
      parent: request.getParent(),
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

  private initialOptions(request: RegisterResourceRequest): TransformResourceOptions {
    const aliases = [...request.getAliasurnsList().map((urn) => new Alias().setUrn(urn)), ...request.getAliasesList()];
    const options = new TransformResourceOptions()
      .setImport(request.getImportid())
      .setDependsOnList(request.getDependenciesList())
      .setIgnoreChangesList(request.getIgnorechangesList())
      .setReplaceOnChangesList(request.getReplaceonchangesList())
      .setVersion(request.getVersion())
      .setAliasesList(aliases)
      .setProvider(this.inheritedProvider(request))
      .setHideDiffList(request.getHidediffsList())
      .setCustomTimeouts(request.getCustomtimeouts())
      .setPluginDownloadUrl(request.getPlugindownloadurl())
      .setDeletedWith(request.getDeletedwith())
      .setReplaceWithList(request.getReplaceWithList())
      .setReplacementTrigger(request.getReplacementTrigger())
      .setAdditionalSecretOutputsList(request.getAdditionalsecretoutputsList())
      .setHooks(request.getHooks());
    for (const [name, reference] of request.getProvidersMap().entries()) {
      options.getProvidersMap().set(name, reference);
    }
    copyFlags(request, options);
    return options;
  }

  /** The provider named by the resource, by its own map, or by the component it belongs to. */
  private inheritedProvider(request: RegisterResourceRequest): string {
    if (request.getProvider() !== "" || !(request.getCustom() || request.getRemote())) {
      return request.getProvider();
    }
    const packageName = packageOf(request.getType());
    const fromParent = this.session.registrations.get(request.getParent())?.providers.get(packageName);
    return request.getProvidersMap().get(packageName) ?? fromParent ?? "";
  }

  /** A component hands its own providers and those of its parent to its children. */
  private providersOf(
    request: RegisterResourceRequest,
    options: TransformResourceOptions,
  ): ReadonlyMap<string, string> {
    if (request.getCustom()) {
      return new Map();
    }
    const fromParent = this.session.registrations.get(request.getParent())?.providers ?? new Map<string, string>();
    return new Map([...fromParent, ...options.getProvidersMap().entries()]);
  }

  /** The reference of the provider that manages the resource; empty for providers and local components. */
  private providerOf(request: RegisterResourceRequest, options: TransformResourceOptions): string {
    const type = request.getType();
    if (!request.getRemote() && (!request.getCustom() || isProviderType(type))) {
      return "";
    }
    const named = options.getProvider();
    if (named !== "") {
      if (parseProviderReference(named) === undefined) {
        throw new Error(`could not parse provider reference: ${named}`);
      }
      return named;
    }
    const asked = this.packageRequest(
      type,
      request.getPackageref(),
      options.getVersion(),
      options.getPluginDownloadUrl(),
    );
    return formatProviderReference(this.session.defaultProvider(asked, type));
  }

  private makeResource(
    request: RegisterResourceRequest,
    options: TransformResourceOptions,
    properties: JsonObject,
    provider: string,
  ): GraphResource {
    const type = request.getType();
    const isProvider = isProviderType(type);
    const inputs = isProvider ? this.withPlugin(request, options, properties) : properties;
    const sourcePosition = type === ROOT_STACK ? undefined : findPosition(request);
    const providerUrn = parseProviderReference(provider)?.urn;
    return {
      urn: this.session.urnOf(type, request.getName(), request.getParent()),
      type,
      name: request.getName(),
      custom: request.getCustom(),
      remote: request.getRemote(),
      external: false,
      inputs,
      outputs: request.getCustom() && !isProvider ? this.withComputed(type, inputs) : inputs,
      id: isProvider ? UNKNOWN : "",
      ...(request.getParent() === "" ? {} : { parent: request.getParent() }),
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
    const name = request.getType().split(":")[2] ?? "";
    const plugin = this.packageRequest(
      name,
      request.getPackageref(),
      options.getVersion(),
      options.getPluginDownloadUrl(),
    );
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
      type: request.getType(),
      name: request.getName(),
      parent: request.getParent() || undefined,
    };
    const parentAliases = this.session.find(request.getParent())?.options.aliases ?? [];
    return {
      protect: options.getProtect() ?? false,
      retainOnDelete: options.getRetainOnDelete() ?? false,
      ignoreChanges: options.getIgnoreChangesList(),
      aliases: resolveAliases(options.getAliasesList(), aliased, parentAliases),
      additionalSecretOutputs: options.getAdditionalSecretOutputsList(),
      replaceOnChanges: options.getReplaceOnChangesList(),
      ...(options.hasDeleteBeforeReplace() ? { deleteBeforeReplace: options.getDeleteBeforeReplace() === true } : {}),
      ...(customTimeouts === undefined ? {} : { customTimeouts }),
      ...(options.getDeletedWith() === "" ? {} : { deletedWith: options.getDeletedWith() }),
      ...(options.getImport() === "" ? {} : { importId: options.getImport() }),
    };
  }
}

/** Environment variables are for a provider's plugin; the engine refuses them elsewhere. */
function checkMappings(request: RegisterResourceRequest): void {
  if (request.getEnvvarmappingsMap().getLength() > 0 && !isProviderType(request.getType())) {
    throw new Error(
      `${request.getType()} ${JSON.stringify(request.getName())} sets envVarMappings, which can only be used with provider resources; set it on the provider`,
    );
  }
}
