import { Failure, toFailure } from "../runtime/failure";
import type { Measured } from "../runtime/metrics";
import type { HeartbeatStore, RegionRole } from "./heartbeat-store";
import { HEARTBEAT_FAILURES, PEER_HEARTBEAT_AGE } from "./metrics";

/** A crowded table still takes writes while its last heartbeat is younger than this. */
const CROWDED_LIMIT_MS = 30_000;

export interface HeartbeatArgs {
  readonly store: HeartbeatStore;
  readonly role: RegionRole;
  readonly now: () => Date;
  readonly publish: (at: Date, measured: Readonly<Record<string, Measured>>) => void;
}

/**
 * Tries what a region is for: a write and a read of the table. Publishes whether the write failed, and the age of the
 * other region's heartbeat: what replication really takes, growing by itself when nothing comes over any more.
 * @throws Failure when the region cannot write or cannot read
 */
export async function proveHeartbeat(args: HeartbeatArgs, signal: AbortSignal): Promise<void> {
  const { store, role, now, publish } = args;
  const at = now();
  const peer = role === "primary" ? "secondary" : "primary";
  const [written, read] = await Promise.allSettled([beat(args, at, signal), store.lastBeat(peer, signal)]);
  publish(at, {
    [HEARTBEAT_FAILURES]: { unit: "Count", value: written.status === "fulfilled" ? 0 : 1 },
    ...(read.status === "fulfilled" ? ageOf(read.value, at) : {}),
  });
  for (const result of [written, read]) {
    if (result.status === "rejected") {
      throw toFailure(result.reason);
    }
  }
}

/** Load alone must not move the traffic: the other region would get the same load. */
async function beat({ store, role }: HeartbeatArgs, at: Date, signal: AbortSignal): Promise<void> {
  if ((await store.beat(role, at, signal)) !== "crowded") {
    return;
  }
  const last = await store.lastBeat(role, signal);
  if (last === undefined || at.getTime() - last.getTime() > CROWDED_LIMIT_MS) {
    throw new Failure("throttled", "No heartbeat was written for half a minute.");
  }
}

/** A region that never had a heartbeat has no age: its alarm takes silence for trouble. */
function ageOf(last: Date | undefined, at: Date): Readonly<Record<string, Measured>> {
  if (last === undefined) {
    return {};
  }
  const seconds = Math.max(0, at.getTime() - last.getTime()) / 1_000;
  return { [PEER_HEARTBEAT_AGE]: { unit: "Seconds", value: seconds } };
}
