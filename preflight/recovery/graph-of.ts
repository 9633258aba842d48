import { asAwsAll } from "../../model/aws/cloud-control/members";
import { type Member, type Provider, Stack } from "../../model/graph/stack";
import { UnknownValueError } from "../../model/graph/unknown";
import type { GraphResource, Json, JsonObject, Urn } from "../graph";
import { isArray, isObject, isUnknown, mapObject, OUTPUT_VALUE, plainOutput, revealSecrets, SIGNATURE } from "../wire";

/** A recorded program or a state file, as the recovery model reads it. Components and providers are not asked about. */
export function graphOf(resources: readonly GraphResource[]): Stack {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const members = new Map<Urn, Member>();
  const providers = new Map<Urn, Provider>();
  const find = (urns: readonly Urn[]) => urns.flatMap((urn) => members.get(urn) ?? []);
  const providerOf = (urn: Urn | undefined) => {
    const resource = urn === undefined ? undefined : byUrn.get(urn);
    if (resource === undefined) {
      return undefined;
    }
    const known = providers.get(resource.urn) ?? { ...identity(resource), props: open(resource.inputs) };
    providers.set(resource.urn, known);
    return known;
  };
  for (const resource of resources) {
    const provider = providerOf(resource.provider);
    members.set(resource.urn, {
      ...identity(resource),
      props: open(resource.outputs),
      ...(provider === undefined ? {} : { provider }),
      parent: () => (resource.parent === undefined ? undefined : members.get(resource.parent)),
      dependencies: () => find(resource.dependencies),
      sourcesOf: (property) =>
        find(
          Object.hasOwn(resource.propertyDependencies, property) ? (resource.propertyDependencies[property] ?? []) : [],
        ),
    });
  }
  return new Stack(asAwsAll(members).members);
}

function identity({ type, urn, name }: GraphResource) {
  return { type, urn, name };
}

/** Properties that throw where they are read and not known yet. What travels in wrappers is unwrapped when it is read. */
function open(properties: JsonObject): Readonly<Record<string, unknown>> {
  let plain: JsonObject | undefined;
  return wrap(() => {
    plain ??= mapObject(revealSecrets(properties) as JsonObject, (item) =>
      isObject(item) && item[SIGNATURE] === OUTPUT_VALUE ? plainOutput(item) : item,
    );
    return plain;
  }, []) as Readonly<Record<string, unknown>>;
}

function wrap(read: () => Json, way: readonly string[]): unknown {
  const value = read();
  if (!isObject(value) && !isArray(value)) {
    return value;
  }
  return new Proxy(value, {
    get: (owner, key) => {
      const found: unknown = Reflect.get(owner, key);
      if (typeof key === "symbol" || typeof found === "function") {
        return found;
      }
      if (typeof found === "string" && isUnknown(found)) {
        throw new UnknownValueError(found, [...way, key]);
      }
      return wrap(() => found as Json, [...way, key]);
    },
  });
}
