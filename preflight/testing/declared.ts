import type { GraphResource, Json, JsonObject, Recording, Urn } from "../graph";
import { isProviderType, makeUrn, packageOf, providerType, ROOT_STACK } from "../monitor/urn";

/** A resource as a test declares it; others are named by their place in the list. */
export interface Declared {
  readonly type: string;
  readonly name: string;
  readonly inputs: JsonObject;
  readonly options: {
    readonly provider?: JsonObject;
    readonly parent?: number;
    readonly dependsOn: readonly number[];
    readonly sources: Readonly<Record<string, readonly number[]>>;
    readonly outputs?: JsonObject;
    readonly protect?: boolean;
    readonly ignoreChanges?: readonly string[];
    readonly additionalSecretOutputs?: readonly string[];
    readonly replaceOnChanges?: readonly string[];
    readonly component?: boolean;
  };
}

interface Place {
  readonly project: string;
  readonly stack: string;
  readonly organization: string;
}

/** The graph that a program declaring these resources would have. */
export function recordingOf(declared: readonly Declared[], place: Place): Recording {
  const root = makeUrn({ ...place, type: ROOT_STACK, name: `${place.project}-${place.stack}` });
  const providers = new Map<Urn, GraphResource>();
  const urns: Urn[] = [];
  const urnAt = (index: number) => urns[index] ?? root;
  const nameAll = () => {
    for (const { type, name, options } of declared) {
      const parent = options.parent === undefined ? root : urnAt(options.parent);
      urns.push(makeUrn({ ...place, type, name, parent }));
    }
  };
  const providerOf = ({ type, options }: Declared): Urn | undefined => {
    if (options.component === true || isProviderType(type)) return undefined;
    const made = makeProvider(packageOf(type), options.provider, place, root);
    providers.set(made.urn, made);
    return made.urn;
  };
  nameAll();
  const resources = declared.map((item, index): GraphResource => {
    const { options } = item;
    const provider = providerOf(item);
    const sources = Object.entries(options.sources).map(([property, from]) => [property, from.map(urnAt)] as const);
    return {
      ...blank(urnAt(index), item.type, item.name, item.inputs),
      custom: options.component !== true,
      outputs: { ...item.inputs, ...options.outputs },
      parent: options.parent === undefined ? root : urnAt(options.parent),
      ...(provider === undefined ? {} : { provider }),
      dependencies: [...new Set([...options.dependsOn.map(urnAt), ...sources.flatMap(([, from]) => from)])],
      propertyDependencies: Object.fromEntries(sources),
      options: {
        ...noOptions,
        protect: options.protect ?? false,
        ignoreChanges: options.ignoreChanges ?? [],
        additionalSecretOutputs: options.additionalSecretOutputs ?? [],
        replaceOnChanges: options.replaceOnChanges ?? [],
      },
    };
  });
  const stack = { ...blank(root, ROOT_STACK, `${place.project}-${place.stack}`, {}), custom: false };
  return { ...place, resources: [stack, ...providers.values(), ...resources], outputs: {}, logs: [], notJudged: [] };
}

const noOptions = {
  protect: false,
  retainOnDelete: false,
  ignoreChanges: [],
  aliases: [],
  additionalSecretOutputs: [],
  replaceOnChanges: [],
};

function blank(urn: Urn, type: string, name: string, inputs: JsonObject): GraphResource {
  return {
    urn,
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
    options: noOptions,
  };
}

/** Equal inputs are one provider; none are the default provider. */
function makeProvider(packageName: string, inputs: JsonObject | undefined, place: Place, parent: Urn): GraphResource {
  const type = providerType(packageName);
  const name = inputs === undefined ? "default" : `test-${textOf(inputs)}`;
  return { ...blank(makeUrn({ ...place, type, name, parent }), type, name, inputs ?? {}), parent };
}

function textOf(value: Json): string {
  return JSON.stringify(value).replace(/[^A-Za-z0-9.-]+/g, "-");
}
