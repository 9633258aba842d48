import { Failure, toFailure } from "../runtime/failure";
import type { Measured } from "../runtime/metrics";
import type { HeartbeatStore, RegionRole } from "./heartbeat-store";
import { HEARTBEAT_FAILURES, PEER_HEARTBEAT_AGE } from "./metrics";

/** A crowded table still takes writes while its last heartbeat is younger than this. */
const CROWDED_LIMIT_MS = 30_000;

/** A region whose own heartbeat is older than this was away: what the other one took meanwhile may not be here yet. */
const AWAY_MS = 120_000;

/** The other region's writes come over again when its newest heartbeat here is no older than this. */
const CAUGHT_UP_MS = 30_000;

export interface HeartbeatArgs {
  readonly store: HeartbeatStore;
  readonly role: RegionRole;
  readonly now: () => Date;
  readonly publish: (at: Date, measured: Readonly<Record<string, Measured>>) => void;
}

/**
 * Tries what a region is for: a write and a read of the table. Publishes whether the write failed, and the age of the
 * other region's heartbeat: what replication really takes, growing by itself when nothing comes over any more.
 * A primary that was away is not well, and writes no heartbeat, before the other region's writes come over again: health
 * alone would bring its callers back to records that are not there yet.
 * @throws Failure when the region cannot write, cannot read, or has not caught up
 */
export async function proveHeartbeat(args: HeartbeatArgs, signal: AbortSignal): Promise<void> {
  const { store, role, now, publish } = args;
  const at = now();
  const peer = role === "primary" ? "secondary" : "primary";
  const [own, read] = await Promise.allSettled([store.lastBeat(role, signal), store.lastBeat(peer, signal)]);
  const peerAge = read.status === "fulfilled" ? ageOf(read.value, at) : {};
  const wasAway = role === "primary" && own.status === "fulfilled" && isOlder(own.value, at, AWAY_MS);
  const isBehind = read.status === "fulfilled" && (read.value === undefined || isOlder(read.value, at, CAUGHT_UP_MS));
  if (wasAway && isBehind) {
    publish(at, peerAge);
    throw new Failure("unavailable", "The region was away, and the other one's writes do not come over yet.");
  }
  const [written] = await Promise.allSettled([beat(args, at, signal)]);
  publish(at, {
    [HEARTBEAT_FAILURES]: { unit: "Count", value: written.status === "fulfilled" ? 0 : 1 },
    ...peerAge,
  });
  for (const result of [written, read]) {
    if (result.status === "rejected") {
      throw toFailure(result.reason);
    }
  }
}

/** False for a heartbeat that never was. */
function isOlder(beatAt: Date | undefined, at: Date, milliseconds: number): boolean {
  return beatAt !== undefined && at.getTime() - beatAt.getTime() > milliseconds;
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
