import * as grpc from "@grpc/grpc-js";
import type { Meta } from "./meta";
import type { Fields } from "./schema";

interface Law {
  readonly meta: Pick<Meta, "name">;
  readonly config: Fields;
}

/** Settings as a profile gives them: the names of a policy's properties, by its name. */
export type GivenNames = Iterable<readonly [string, readonly string[]]>;

/** Every name in a config that means nothing to the pack, and what could have been meant. */
export function findStrangers(laws: readonly Law[], given: GivenNames): readonly string[] {
  const byName = new Map(laws.map((law) => [law.meta.name as string, law]));
  return [...given].flatMap(([policy, properties]) => {
    const law = byName.get(policy);
    if (law === undefined) {
      const isKnown = policy === "all" && properties.length === 0;
      return isKnown ? [] : [`${policy} is not a policy of this pack${suggestion(policy, [...byName.keys()])}`];
    }
    const known = [...Object.keys(law.config), "exemptions"];
    return properties
      .filter((property) => !known.includes(property))
      .map((property) => `${policy}.${property} is not a setting of the policy, expected one of ${known.join(", ")}`);
  });
}

/** Names the policy that shares most words, and of several the one that begins most alike; if any. */
function suggestion(name: string, known: readonly string[]): string {
  const words = new Set(name.split("-"));
  const shared = (other: string) => other.split("-").filter((word) => words.has(word)).length;
  const [nearest] = [...known].sort(
    (one, other) => shared(other) - shared(one) || sameBeginning(other, name) - sameBeginning(one, name),
  );
  return nearest === undefined || shared(nearest) === 0 ? "" : `, did you mean ${nearest}?`;
}

function sameBeginning(one: string, other: string): number {
  const different = [...one].findIndex((letter, index) => letter !== other[index]);
  return different < 0 ? one.length : different;
}

type Handler = (call: unknown, callback: (error: object) => void) => unknown;

/**
 * Has the pack refuse a config with a name that it does not know. Pulumi itself checks the types of settings by their
 * schema, and lets unknown names pass: a policy whose name is misspelt would silently keep its defaults.
 */
export function refuseStrangers(laws: readonly Law[], start: () => void): void {
  const { addService } = grpc.Server.prototype;
  grpc.Server.prototype.addService = function checked(service, implementation) {
    const { configure } = implementation as { readonly configure?: Handler };
    addService.call(this, service, {
      ...implementation,
      ...(configure === undefined ? {} : { configure: checking(laws, configure) }),
    } as grpc.UntypedServiceImplementation);
  };
  try {
    start();
  } finally {
    grpc.Server.prototype.addService = addService;
  }
}

function checking(laws: readonly Law[], configure: Handler): Handler {
  return (call, callback) => {
    const problems = findStrangers(laws, namesIn(call));
    if (problems.length === 0) {
      return configure(call, callback);
    }
    const details = ["the config of dr-guardrails is wrong:", ...problems].join("\n");
    return callback({ code: grpc.status.INVALID_ARGUMENT, details });
  };
}

/** The part of the analyzer protocol's request that is used here; all optional, since it is not ours. */
interface ConfigureRequest {
  getPolicyconfigMap?(): Map<string, { getProperties?(): { toJavaScript?(): object } | undefined }>;
}

function* namesIn(call: unknown): Generator<readonly [string, readonly string[]]> {
  const { request } = call as { readonly request?: ConfigureRequest };
  for (const [policy, config] of request?.getPolicyconfigMap?.().entries() ?? []) {
    yield [policy, Object.keys(config.getProperties?.()?.toJavaScript?.() ?? {})];
  }
}
