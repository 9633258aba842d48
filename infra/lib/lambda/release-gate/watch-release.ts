import { Failure, toFailure } from "../runtime/failure";
import type { Logger } from "../runtime/log";

export type AlarmState = "OK" | "ALARM" | "INSUFFICIENT_DATA";

export interface AlarmReader {
  /** The states by name; names that it does not know are absent. Throws a Failure when it cannot tell. */
  read(names: readonly string[]): Promise<ReadonlyMap<string, AlarmState>>;
}

export interface WatchReleaseArgs {
  readonly alarms: AlarmReader;
  readonly names: readonly string[];
  /** For how long every alarm must have been OK without a break, in milliseconds. */
  readonly quietMs: number;
  /** When to give up, in milliseconds. */
  readonly limitMs: number;
  readonly pauseMs: number;
  readonly now: () => number;
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly log: Logger;
}

/**
 * Waits until the alarms of a region have been OK for a while after a release. An alarm that is not OK when the watch
 * begins may become so: a release may be what puts it right.
 * @throws Failure when an alarm that was OK fires, does not exist, or is not OK for long enough within the limit
 */
export async function watchRelease(args: WatchReleaseArgs): Promise<void> {
  const { names, quietMs, limitMs, pauseMs, now, pause } = args;
  const begun = now();
  const wasOk = new Set<string>();
  let quietSince: number | undefined;
  let waiting: readonly string[] = names;
  for (;;) {
    const states = await statesOf(args);
    if (states !== undefined) {
      refuseMissing(names, states);
      refuseFired(names, states, wasOk);
      waiting = names.filter((name) => states.get(name) !== "OK");
    }
    // What cannot be read now is no proof.
    quietSince = states === undefined || waiting.length > 0 ? undefined : (quietSince ?? now());
    if (quietSince !== undefined && now() - quietSince >= quietMs) {
      return;
    }
    if (now() - begun + pauseMs > limitMs) {
      throw new Failure(
        "unavailable",
        `The release is held: not OK for long enough: ${(waiting.length > 0 ? waiting : names).join(", ")}.`,
      );
    }
    await pause(pauseMs);
  }
}

async function statesOf({ alarms, names, log }: WatchReleaseArgs) {
  try {
    return await alarms.read(names);
  } catch (thrown) {
    const failure = toFailure(thrown);
    if (failure.kind === "misconfigured") {
      throw failure;
    }
    log.warn("alarms not read", failure.logFields);
    return undefined;
  }
}

function refuseMissing(names: readonly string[], states: ReadonlyMap<string, AlarmState>): void {
  const missing = names.filter((name) => !states.has(name));
  if (missing.length > 0) {
    throw new Failure("misconfigured", `The release is held: there is no alarm ${missing.join(", ")}.`);
  }
}

function refuseFired(names: readonly string[], states: ReadonlyMap<string, AlarmState>, wasOk: Set<string>): void {
  const fired = names.filter((name) => states.get(name) === "ALARM" && wasOk.has(name));
  if (fired.length > 0) {
    throw new Failure("unavailable", `The release is held: in ALARM since it came: ${fired.join(", ")}.`);
  }
  for (const name of names.filter((one) => states.get(one) === "OK")) {
    wasOk.add(name);
  }
}
