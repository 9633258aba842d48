import type { Observation } from "./observation";
import type { Policy } from "./policy";
import type { State, Streak } from "./state";

/** The streak after one more probe: an answer ends it, and so does a time in which nobody looked. */
export function nextStreak(
  streak: Streak | undefined,
  frontDoor: "up" | "down",
  now: number,
  { longestGapMs }: Policy,
): Streak | undefined {
  if (frontDoor === "up") {
    return undefined;
  }
  if (streak === undefined || now - streak.lastAt > longestGapMs) {
    return { failures: 1, firstAt: now, lastAt: now };
  }
  return { failures: streak.failures + 1, firstAt: streak.firstAt, lastAt: now };
}

/** The first signal: this function's own probes, several in a row, over a time. */
export function isFrontDoorLost(streak: Streak | undefined, { failuresInRow, failureWindowMs }: Policy): boolean {
  return streak !== undefined && streak.failures >= failuresInRow && streak.lastAt - streak.firstAt >= failureWindowMs;
}

/** The second signal: what the standby region sees of the copy that it keeps. */
export function judgeCopy(
  { database, lag }: Observation,
  now: number,
  { lagLimitMs, silenceLimitMs }: Policy,
): "flowing" | "interrupted" | "unknown" {
  if (database !== "unknown" && database.isConnected === false) {
    return "interrupted";
  }
  if (lag === "unknown") {
    return "unknown";
  }
  if (lag === undefined || now - lag.measuredAt > silenceLimitMs) {
    return "interrupted";
  }
  return lag.lagMs > lagLimitMs ? "interrupted" : "flowing";
}

/**
 * Why an outage of the primary's front door is not answered by a failover; undefined: everything asks for one. The first
 * reason counts. That the switch comes last lets a dry run tell all that it would have found.
 */
export function findObjection(state: State, observation: Observation, now: number, policy: Policy): string | undefined {
  const { database, world, frontDoors, mode } = observation;
  if (database === "unknown") {
    return "hold:database-unknown";
  }
  if (world !== "standby") {
    // The world still reaches the primary: it is this region that is cut off. A promotion would make a second writer.
    return world === "primary" ? "hold:world-reaches-primary" : "hold:world-unknown";
  }
  const copy = judgeCopy(observation, now, policy);
  if (copy !== "interrupted") {
    // The region lives, its front door does not: Route 53 moves the clients, and the writer can be reached.
    return copy === "flowing" ? "hold:copy-flows" : "hold:copy-unknown";
  }
  if (database.writer !== "primary") {
    return "hold:writer-not-primary";
  }
  if (database.isMoving) {
    return "hold:writer-moves";
  }
  if (!database.isStandbyReady || frontDoors.standby === "down") {
    return "hold:standby-not-ready";
  }
  if (now < state.cooldownUntil) {
    return "hold:cooling-down";
  }
  if (mode === "unknown" || mode === "off") {
    return mode === "off" ? "hold:switched-off" : "hold:switch-unreadable";
  }
  return mode === "dry-run" ? "would-fail-over" : undefined;
}
