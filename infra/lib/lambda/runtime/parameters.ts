import { Failure, type FailureKind, toFailure } from "./failure";
import type { LogFields, Logger } from "./log";
import { withTimeLimit } from "./time-limit";

/** Where parameters come from. Names it does not know are absent from the answer. */
export interface ParameterSource {
  get(names: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, string>>;
}

export interface ParameterCacheArgs<Role extends string, T> {
  readonly source: ParameterSource;
  /** Role of each parameter -> its name in the store. */
  readonly names: Readonly<Record<Role, string>>;
  /** Texts by role -> the settings they make. Throws a Failure that quotes no value. */
  readonly parse: (find: (role: Role) => string | undefined) => T;
  /**
   * Texts by role that serve while the store has never answered: what the program wrote there. Absent: without the store
   * there are no settings.
   */
  readonly fallback?: Readonly<Partial<Record<Role, string>>> | undefined;
  /** What the log may say of the settings. */
  readonly describe: (settings: T) => LogFields;
  /** How long values are served without asking again. */
  readonly ttlMs: number;
  /** How long a kept value is served after a refresh failed. */
  readonly retryMs: number;
  /** How long one look-up may take. */
  readonly timeLimitMs: number;
  readonly now: () => number;
  readonly log: Logger;
}

export interface ParameterCache<T> {
  /** @throws Failure when there is no value yet and the look-up fails */
  get(): Promise<T>;
}

/** These pass by themselves: a store that refuses, or holds something wrong, needs a person, and is no reason to guess. */
const passing: ReadonlySet<FailureKind> = new Set<FailureKind>(["throttled", "timeout", "unavailable"]);

/**
 * Parameters read once and kept. Callers that come at the same time share one look-up. A refresh that fails leaves the
 * last good values in use, because endpoints seldom change and a function must outlive an outage of its parameter store.
 */
export function cacheParameters<Role extends string, T>(args: ParameterCacheArgs<Role, T>): ParameterCache<T> {
  let kept: { readonly value: T } | undefined;
  let freshUntil = Number.NEGATIVE_INFINITY;
  let pending: Promise<T> | undefined;

  async function refresh(): Promise<T> {
    try {
      kept = { value: await load(args) };
      freshUntil = args.now() + args.ttlMs;
      args.log.info("parameters read", args.describe(kept.value));
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (kept === undefined && (args.fallback === undefined || !passing.has(failure.kind))) {
        throw failure;
      }
      const which = kept === undefined ? "what was deployed is used" : "the last values stay in use";
      args.log.warn(`parameters not read, ${which}`, failure.logFields);
      freshUntil = args.now() + args.retryMs;
      kept ??= { value: args.parse((role) => args.fallback?.[role]) };
    }
    return kept.value;
  }

  return {
    async get() {
      if (kept !== undefined && args.now() < freshUntil) {
        return kept.value;
      }
      pending ??= refresh().finally(() => {
        pending = undefined;
      });
      return pending;
    },
  };
}

async function load<Role extends string, T>(args: ParameterCacheArgs<Role, T>): Promise<T> {
  const wanted = Object.values<string>(args.names);
  const found = await withTimeLimit("Reading parameters", args.timeLimitMs, (signal) =>
    args.source.get(wanted, signal),
  );
  return args.parse((role) => found.get(args.names[role]));
}

/** @throws Failure of kind `misconfigured`, which names the parameter and not its value */
export function requireParameter(name: string, value: string | undefined): string {
  if (value === undefined || value === "") {
    throw new Failure("misconfigured", "A parameter is missing.", { parameter: name });
  }
  return value;
}
