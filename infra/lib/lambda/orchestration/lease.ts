import { type DatabaseView, doesWriterAnswer, type Observation } from "./observation";
import type { Policy } from "./policy";
import { isLasting } from "./signals";
import type { Lease, State } from "./state";

/** By how much two clocks of AWS may differ, or one of them jump, in milliseconds: the longest that the histories try. */
export const clockToleranceMs = 10_000;

/**
 * Who may write after one more look. The lease of the side that writes is renewed, as long as no failover is near; the next
 * epoch begins when the writer is seen elsewhere and the old side has none any more, or is a copy and so cannot write.
 * Undefined: there are no leases.
 */
export function nextLease(state: State, observation: Observation, now: number, policy: Policy): Lease | undefined {
  if (policy.leaseMs === undefined) {
    return undefined;
  }
  const { lease } = state;
  const { database } = observation;
  // RDS's API is no part of a write: when it does not answer, whoever wrote goes on.
  const writer = database === "unknown" ? lease?.writer : database.writer;
  if (writer === undefined || writer === "neither" || (database !== "unknown" && database.isMoving)) {
    return lease;
  }
  if (lease !== undefined && database !== "unknown" && lease.writer !== writer) {
    return isFree(lease, database, now, policy) ? { epoch: lease.epoch + 1, writer, renewedAt: now } : lease;
  }
  return isWithheld(state, observation, policy) ? lease : renewed(lease ?? { epoch: 1, writer, renewedAt: now }, now);
}

/** Whether nobody can write by the lease any more, wherever it was copied to, and whatever clock reads it. */
export function hasLapsed(lease: Lease | undefined, now: number, { leaseMs = 0 }: Policy): boolean {
  return lease === undefined || now - lease.renewedAt >= leaseMs + clockToleranceMs;
}

function isFree(lease: Lease, { isConnected }: DatabaseView, now: number, policy: Policy): boolean {
  return isConnected === true || hasLapsed(lease, now, policy);
}

/** A clock that was set back renews nothing. */
function renewed(lease: Lease, now: number): Lease {
  return { ...lease, renewedAt: Math.max(lease.renewedAt, now) };
}

/**
 * Whether a failover is under way, or may be asked for before a lease from now would be over. It is not while the writer
 * answers, nor when an outage has lasted for long enough and the world still gets to the primary: then this region is cut
 * off, and whoever can still be told goes on.
 */
function isWithheld(state: State, observation: Observation, policy: Policy): boolean {
  const { phase, streak, lease } = state;
  const { mode, world } = observation;
  if ((mode === "fence" && lease?.writer !== "standby") || (phase.name === "promoting" && phase.kind === "failover")) {
    return true;
  }
  if (phase.name === "standby-writes" || streak === undefined || doesWriterAnswer(observation)) {
    return false;
  }
  const isHeld = mode === "off" || mode === "dry-run" || (isLasting(streak, policy) && world === "primary");
  return !isHeld;
}
