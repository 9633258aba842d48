import type { GraphResource, JsonObject, NotJudged, Urn } from "../graph";
import { PreflightError } from "../problem";
import type { Callback } from "../protocol/messages";
import { makeSecret, UNKNOWN } from "../wire";
import type { StackConfig } from "./config";
import type { Inheritance } from "./inheritance";
import { ProgramLogs } from "./program-logs";
import { defaultProviderName, type PackageRequest, type ProviderReference, packageNameOf } from "./provider-reference";
import { NO_OPTIONS } from "./resource-options";
import { makeUrn, providerType, ROOT_STACK } from "./urn";

/** What the monitor keeps about a registered resource besides the resource itself. */
export interface Registration {
  readonly inheritance: Inheritance;
  readonly transforms: readonly Callback[];
  /** Provider references by package, handed down to children; components only. */
  readonly providers: ReadonlyMap<string, string>;
}

/** The state of one run of a program: what it registered, what it logged and whether it must stop. */
export class Session {
  readonly registrations = new Map<Urn, Registration>();
  readonly packages = new Map<string, PackageRequest>();
  readonly stackTransforms: Callback[] = [];
  readonly lookupTransforms: Callback[] = [];
  readonly logs = new ProgramLogs();
  readonly notJudged: NotJudged[] = [];
  /** Tokens of lookups that nobody could answer. */
  readonly unansweredLookups = new Set<string>();
  /** True once a program was given something in place of what only a provider knows. */
  standsIn = false;
  /** True once the program has told its outputs, the last thing every program does. */
  isComplete = false;
  failure: PreflightError | undefined;

  /** When the last resource was declared, the stack itself not counted, in milliseconds of `performance.now`. */
  private grewAt = Number.NEGATIVE_INFINITY;
  private readonly graph = new Map<Urn, GraphResource>();
  private readonly defaultProviders = new Map<string, ProviderReference>();

  constructor(
    readonly project: string,
    readonly stack: string,
    readonly organization: string,
    readonly config: StackConfig,
    private readonly onFailure: () => void,
  ) {}

  /** Stops the run: the first failure wins. */
  fail(failure: PreflightError): void {
    this.failure ??= failure;
    this.onFailure();
  }

  resources(): readonly GraphResource[] {
    return [...this.graph.values()];
  }

  /** Whether a resource was declared in the last two seconds. */
  get isGrowing(): boolean {
    return performance.now() - this.grewAt < 2000;
  }

  find(urn: Urn): GraphResource | undefined {
    return this.graph.get(urn);
  }

  urnOf(type: string, name: string, parent: Urn): Urn {
    return makeUrn({ stack: this.stack, project: this.project, type, name, parent });
  }

  /** Adds a resource; two of one URN stop the run, as they stop a deployment. */
  add(resource: GraphResource, registration: Registration): void {
    const twin = this.graph.get(resource.urn);
    if (twin !== undefined) {
      this.fail(duplicateError(resource, twin));
      return;
    }
    this.graph.set(resource.urn, resource);
    if (resource.type !== ROOT_STACK) {
      this.grewAt = performance.now();
    }
    this.registrations.set(resource.urn, registration);
  }

  setOutputs(urn: Urn, outputs: JsonObject): void {
    const resource = this.graph.get(urn);
    if (resource === undefined) {
      throw new Error(`outputs of an unregistered resource: ${urn}`);
    }
    this.graph.set(urn, { ...resource, outputs });
    this.isComplete ||= resource.type === ROOT_STACK;
  }

  stackOutputs(): JsonObject {
    return this.resources().find(({ type }) => type === ROOT_STACK)?.outputs ?? {};
  }

  /**
   * The provider of a package for resources that name none; made on first use, as the engine does. `asker` is the type or
   * the lookup that wants it: the config may forbid it.
   */
  defaultProvider(request: PackageRequest, asker: string): ProviderReference {
    this.checkDefaultProvider(packageNameOf(request), asker);
    const key = JSON.stringify(request);
    const known = this.defaultProviders.get(key);
    if (known !== undefined) {
      return known;
    }
    const provider = this.makeDefaultProvider(request);
    const reference = { urn: provider.urn, id: provider.id };
    this.defaultProviders.set(key, reference);
    this.add(provider, { inheritance: NOTHING_INHERITED, transforms: [], providers: new Map() });
    return reference;
  }

  private checkDefaultProvider(name: string, asker: string): void {
    const disabled = this.disabledProviders();
    if (name !== "pulumi" && disabled.some((pattern) => pattern === "*" || pattern === name)) {
      const failure = new PreflightError(
        `${asker} asks for the default provider of ${name}, which the config disables (${DISABLED_PROVIDERS} is ${JSON.stringify(disabled)}), expected a provider of its own; pass one in the options`,
      );
      this.fail(failure);
      throw failure;
    }
  }

  private disabledProviders(): readonly string[] {
    try {
      return disabledProviders(this.config);
    } catch (error) {
      if (error instanceof PreflightError) {
        this.fail(error);
      }
      throw error;
    }
  }

  private makeDefaultProvider(request: PackageRequest): GraphResource {
    const packageName = packageNameOf(request);
    const type = providerType(packageName);
    const name = defaultProviderName(request);
    const inputs = { ...this.packageConfig(packageName), ...pluginInputs(request) };
    return {
      urn: this.urnOf(type, name, ""),
      type,
      name,
      custom: true,
      remote: false,
      external: false,
      inputs,
      outputs: inputs,
      id: UNKNOWN,
      dependencies: [],
      propertyDependencies: {},
      options: NO_OPTIONS,
    };
  }

  /** The stack's config of a provider's namespace: `aws:region` becomes `region`. */
  private packageConfig(packageName: string): JsonObject {
    const prefix = `${packageName}:`;
    const entries = Object.entries(this.config.values).filter(([key]) => key.startsWith(prefix));
    return Object.fromEntries(
      entries.map(([key, value]) => [
        key.slice(prefix.length),
        this.config.secretKeys.includes(key) ? makeSecret(value) : value,
      ]),
    );
  }
}

export const NOTHING_INHERITED: Inheritance = {
  protect: undefined,
  retainOnDelete: undefined,
  deletedWith: "",
  provider: "",
};

/** The properties by which the engine remembers a provider's plugin. */
export function pluginInputs(request: PackageRequest): JsonObject {
  const { parameterization, downloadUrl } = request;
  const version = parameterization?.version ?? request.version;
  if (version === "" && downloadUrl === "") {
    return {};
  }
  const url: JsonObject = downloadUrl === "" ? {} : { pluginDownloadURL: downloadUrl };
  const parameter: JsonObject =
    parameterization === undefined
      ? {}
      : { name: request.name, version: request.version, parameterization: parameterization.value };
  return { ...(version === "" ? {} : { version }), __internal: { ...url, ...parameter } };
}

function duplicateError(resource: GraphResource, twin: GraphResource): PreflightError {
  const where = [twin, resource]
    .map(({ sourcePosition: at }) => (at === undefined ? "" : `${at.file}:${at.line}`))
    .filter((place) => place !== "");
  const places = where.length === 0 ? "" : ` (${where.join(" and ")})`;
  return new PreflightError(
    `two resources of type ${resource.type} are named ${JSON.stringify(resource.name)}${places}, expected one per name: ` +
      `give each its own name (duplicate resource URN ${resource.urn})`,
  );
}

const DISABLED_PROVIDERS = "pulumi:disable-default-providers";

/** Names of packages, or a star. Throws a PreflightError when the config's value is no list of texts. */
function disabledProviders({ values }: StackConfig): readonly string[] {
  const text = values[DISABLED_PROVIDERS] ?? "";
  if (text === "") {
    return [];
  }
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    list = undefined;
  }
  if (!Array.isArray(list) || !list.every((item) => typeof item === "string")) {
    throw new PreflightError(
      `config ${DISABLED_PROVIDERS} is ${JSON.stringify(text)}, expected a list of package names, or of "*"`,
    );
  }
  return list.map((item: string) => item.trim());
}
