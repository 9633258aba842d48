import { answerRequest } from "./answer-request";
import { judgeCopy, nextCopy } from "./copy";
import { hasLapsed, nextLease } from "./lease";
import { doesWriterAnswer, isWordHeard, type Observation, type Side } from "./observation";
import type { Policy } from "./policy";
import { findBar, findDoubt, findObstacle, isLasting, nextSilence, nextStreak } from "./signals";
import type { Promoting, State } from "./state";
import type { Step } from "./step";
import { conclude, type Outcome } from "./verdicts";

/**
 * One step of the machine: from what it knew and what it sees now to what it knows now and what is to be done. It asks
 * for a failover only when the front door is lost to all the world, the writer and its copy with it, and what would be
 * lost is within the promise; after that it does nothing else until it sees where the writer is.
 */
export function decide(before: State, observation: Observation, now: number, policy: Policy): Outcome {
  const seen = {
    ...before,
    streak: nextStreak(before.streak, observation.frontDoors.primary, now, policy, before.lookedAt),
    silence: nextSilence(before, observation, now, policy),
    lookedAt: now,
    heardAt: isWordHeard(observation) ? now : before.heardAt,
    copy: nextCopy(before.copy, observation, now, policy),
  };
  const state = { ...seen, lease: nextLease(seen, observation, now, policy) };
  const step = { state, observation, now, policy };
  if (observation.request !== undefined) {
    return answerRequest({ ...step, request: observation.request });
  }
  switch (state.phase.name) {
    case "promoting":
      return followPromotion(step, state.phase);
    case "standby-writes":
      return writerIs("primary", observation)
        ? conclude(step, "failed-back", { phase: { name: "watching" }, cooldownUntil: now + policy.cooldownMs })
        : conclude(step, "standby-writes");
    case "watching":
      return watchPrimary(step);
  }
}

function writerIs(side: Side, { database }: Observation): boolean {
  return database !== "unknown" && database.writer === side && !database.isMoving;
}

function watchPrimary(step: Step): Outcome {
  const { state, observation, policy } = step;
  if (writerIs("standby", observation)) {
    return conclude(step, "moved-by-others", { phase: { name: "standby-writes" } });
  }
  if (isLasting(state.streak, policy)) {
    return answerOutage(step, state.streak.firstAt);
  }
  if (isLasting(state.silence, policy) && observation.frontDoors.primary === "up") {
    // Behind a front door that says it is well nobody is led away.
    return conclude(step, "writer-silent");
  }
  return conclude(step, state.streak === undefined ? "healthy" : "suspected");
}

function answerOutage(step: Step, since: number): Outcome {
  const { state, observation, now, policy } = step;
  const obstacle = findObstacle(observation);
  if (obstacle !== undefined) {
    return conclude(step, obstacle);
  }
  const doubt = findDoubt(state, observation, now, policy);
  if (doubt === "hold:writer-answers") {
    return bringOver(step, since);
  }
  const objection = doubt ?? findBar(state, observation, now) ?? findLease(step);
  if (objection !== undefined) {
    return conclude(step, objection);
  }
  return observation.mode === "dry-run"
    ? conclude(step, "would-fail-over")
    : askFor(step, { kind: "failover", asks: 1, startedAt: now });
}

/** Whoever has the old lease may still be writing: the new writer's would be a second one. */
function findLease({ state, observation, now, policy }: Step): string | undefined {
  return observation.mode === "on" && !hasLapsed(state.lease, now, policy) ? "hold:lease-lasts" : undefined;
}

/** The front door stays lost and the writer lives: it follows its clients, without loss, once an outage. */
function bringOver(step: Step, since: number): Outcome {
  const { state, observation, now, policy } = step;
  const isCopied = judgeCopy(state.copy, observation, state.streak, now, policy) === "flowing";
  if (!isCopied || now - since < policy.switchoverAfterMs || state.switchedFor === since) {
    return conclude(step, "hold:writer-answers");
  }
  const bar = findBar(state, observation, now);
  if (bar !== undefined) {
    return conclude(step, bar);
  }
  return observation.mode === "dry-run"
    ? conclude(step, "would-switch-over")
    : askFor(step, { kind: "switchover", asks: 1, startedAt: now }, { switchedFor: since });
}

function askFor(
  step: Step,
  { kind, asks, startedAt, isTold = false }: Pick<Promoting, "kind" | "asks" | "startedAt" | "isTold">,
  changed: Partial<State> = {},
): Outcome {
  const told = isTold ? { isTold } : {};
  const phase: Promoting = { name: "promoting", kind, to: "standby", startedAt, askedAt: step.now, asks, ...told };
  if (kind === "switchover") {
    return conclude(step, "switch-over:writer-lives", { ...changed, phase }, { type: "switch-over", to: "standby" });
  }
  const verdict = asks === 1 ? "fail-over" : `fail-over:again-${asks}`;
  return conclude(step, verdict, { ...changed, phase }, { type: "fail-over" });
}

function followPromotion(step: Step, phase: Promoting): Outcome {
  const { observation, now, policy } = step;
  const { database } = observation;
  const hasArrived = writerIs(phase.to, observation);
  if (hasArrived && (phase.to === "primary" || (database !== "unknown" && database.isStandbyReady))) {
    const arrived = phase.to === "standby" ? { name: "standby-writes" as const } : { name: "watching" as const };
    return conclude(step, "promoted", { phase: arrived, cooldownUntil: now + policy.cooldownMs });
  }
  const wasTaken = database === "unknown" || database.isMoving || hasArrived;
  if (wasTaken || now - phase.askedAt < waitFor(phase, policy)) {
    return waitForPromotion(step, phase);
  }
  return phase.kind === "switchover" ? giveUpSwitchover(step, phase) : retryFailover(step, phase);
}

/** A request of which nobody knows that it was sent is made again at once: a second one RDS refuses, and no harm is done. */
function waitFor({ kind, asks, wasSent }: Promoting, { effectLimitMs, longestAskGapMs }: Policy): number {
  if (kind === "failover" && wasSent !== true) {
    return 0;
  }
  return Math.min(effectLimitMs * 2 ** (asks - 1), Math.max(longestAskGapMs, effectLimitMs));
}

function waitForPromotion(step: Step, phase: Promoting): Outcome {
  const isLate = step.now - phase.startedAt > step.policy.promotionLimitMs;
  return conclude(step, isLate ? "promotion-late" : step.state.verdict);
}

/** RDS shows no trace of the request, and the writer is where it was: it is asked again as long as everything agrees. */
function retryFailover(step: Step, phase: Promoting): Outcome {
  const { state, observation, now, policy } = step;
  const isBack = observation.frontDoors.primary === "up" || doesWriterAnswer(observation);
  if (isBack && now - phase.askedAt >= policy.effectLimitMs) {
    // Not sooner: a request may be on its way, and the old side would have a lease again.
    return conclude(step, "failover-abandoned", { phase: { name: "watching" } });
  }
  if (!isLasting(state.streak, policy)) {
    return waitForPromotion(step, phase);
  }
  const doubt = findObstacle(observation) ?? findDoubt(state, observation, now, policy);
  const objection = doubt ?? findBar(state, observation, now) ?? findLease(step);
  if (objection !== undefined) {
    return conclude(step, objection);
  }
  if (observation.mode === "dry-run") {
    return conclude(step, "would-fail-over");
  }
  if (phase.asks >= policy.asksUntilTold && phase.isTold !== true) {
    // Told once, by a decision of its own; the next look asks on.
    return conclude(step, "failover-not-taken", { phase: { ...phase, isTold: true } });
  }
  const asks = phase.wasSent === true ? phase.asks + 1 : phase.asks;
  return askFor(step, { kind: "failover", asks, startedAt: phase.startedAt, isTold: phase.isTold === true });
}

function giveUpSwitchover(step: Step, { to }: Promoting): Outcome {
  const stayed = to === "standby" ? { name: "watching" as const } : { name: "standby-writes" as const };
  return conclude(step, "switchover-not-taken", { phase: stayed });
}
