import { judgeCopy, lossOf } from "./copy";
import type { Observation } from "./observation";
import type { Policy } from "./policy";
import type { State, Streak } from "./state";

/** The streak after one more probe: an answer ends it, and so does a time in which nobody looked. */
export function nextStreak(
  streak: Streak | undefined,
  probe: "up" | "down",
  now: number,
  { longestGapMs }: Policy,
  lookedAt = now,
): Streak | undefined {
  if (probe === "up") {
    return undefined;
  }
  if (streak === undefined || now - streak.lastAt > longestGapMs) {
    const isBegunUnseen = now - lookedAt > longestGapMs;
    return { failures: 1, firstAt: now, lastAt: now, ...(isBegunUnseen ? { isBegunUnseen } : {}) };
  }
  // A clock that was set back makes no time pass.
  return { ...streak, failures: streak.failures + 1, lastAt: Math.max(streak.lastAt, now) };
}

/** The row of statements that the writer did not answer. Without a word of it nothing is known, and nothing goes on. */
export function nextSilence(
  { silence, heardAt }: State,
  { word }: Observation,
  now: number,
  policy: Policy,
): Streak | undefined {
  if (word === undefined || word === "unknown") {
    return silence !== undefined && now - silence.lastAt <= policy.longestGapMs ? silence : undefined;
  }
  return nextStreak(silence, word.writer === "answers" ? "up" : "down", now, policy, heardAt);
}

/** Several failures in a row, over a time. */
export function isLasting(streak: Streak | undefined, { failuresInRow, failureWindowMs }: Policy): streak is Streak {
  return streak !== undefined && streak.failures >= failuresInRow && streak.lastAt - streak.firstAt >= failureWindowMs;
}

/**
 * Why nobody moves the writer out of an outage of the primary's front door, whichever way; undefined: nothing in the
 * surroundings speaks against it. The front door and the DNS are asked the same thing by two parties: they tell a network
 * that is cut off from one that is gone, and no more. What an overload or an attack does to both is no lost region.
 */
export function findObstacle({ database, world, frontDoors }: Observation): string | undefined {
  if (database === "unknown") {
    return "hold:database-unknown";
  }
  if (frontDoors.standby === "down") {
    return "hold:both-front-doors-down";
  }
  if (world !== "standby") {
    // The world still reaches the primary: it is this region that is cut off. A promotion would make a second writer.
    return world === "primary" ? "hold:world-reaches-primary" : "hold:world-unknown";
  }
  if (database.writer !== "primary") {
    return "hold:writer-not-primary";
  }
  if (database.isMoving) {
    return "hold:writer-moves";
  }
  return database.isStandbyReady ? undefined : "hold:standby-not-ready";
}

/**
 * Why what was not copied is not given up: the second signal, from inside, of which no balancer and no health checker is
 * part, and what would be lost. Undefined: the writer is gone, its copy with it, and the loss is within the promise.
 */
export function findDoubt(state: State, observation: Observation, now: number, policy: Policy): string | undefined {
  const { word } = observation;
  if (word === "unknown") {
    return "hold:writer-unknown";
  }
  if (word?.writer === "answers") {
    return "hold:writer-answers";
  }
  if (word !== undefined && (state.silence?.failures ?? 0) < policy.lateReadings) {
    return "hold:silence-too-short";
  }
  const copy = judgeCopy(state.copy, observation, state.streak, now, policy);
  if (copy !== "interrupted") {
    // The region lives, its front door does not: Route 53 moves the clients, and the writer can be reached.
    return { flowing: "hold:copy-flows", late: "hold:copy-late", unknown: "hold:copy-unknown" }[copy];
  }
  const loss = possibleLoss(state, now, policy);
  if (loss === undefined) {
    return "hold:loss-unknown";
  }
  return loss > policy.mostLossMs ? "hold:would-lose-too-much" : undefined;
}

/**
 * What a failover now could lose, in milliseconds. Clients could write until the front door failed, and those of the
 * standby as long as the writer answered; for a time in which nobody looked, the database's own limit stands, where it has
 * one.
 */
export function possibleLoss(
  { streak, silence, copy }: State,
  now: number,
  { commitsHeldAfterMs }: Policy,
): number | undefined {
  const endedAt = Math.max(streak?.firstAt ?? now, silence?.firstAt ?? 0);
  const isBegunUnseen = streak?.isBegunUnseen === true || silence?.isBegunUnseen === true;
  return lossOf(copy, endedAt, isBegunUnseen ? commitsHeldAfterMs : undefined);
}

/** Why a move that everything asks for is not made now. That the switch comes last lets a dry run tell what it found. */
export function findBar({ cooldownUntil }: State, { mode }: Observation, now: number): string | undefined {
  if (now < cooldownUntil) {
    return "hold:cooling-down";
  }
  if (mode === "unknown") {
    return "hold:switch-unreadable";
  }
  return mode === "off" || mode === "fence" ? "hold:switched-off" : undefined;
}
