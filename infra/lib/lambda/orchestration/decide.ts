import { answerRequest } from "./answer-request";
import type { Observation, Side } from "./observation";
import type { Policy } from "./policy";
import { findObjection, isFrontDoorLost, nextStreak } from "./signals";
import type { Promoting, State } from "./state";
import type { Step } from "./step";
import { conclude, type Outcome } from "./verdicts";

/**
 * One step of the machine: from what it knew and what it sees now to what it knows now and what is to be done. It asks
 * for a failover only when two signals agree, the world does not contradict, and the writer is still the primary's; after
 * that it does nothing else until it sees where the writer is.
 */
export function decide(before: State, observation: Observation, now: number, policy: Policy): Outcome {
  const state = { ...before, streak: nextStreak(before.streak, observation.frontDoors.primary, now, policy) };
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
    case "needs-person":
      return waitForPerson(step);
    case "watching":
      return watchPrimary(step);
  }
}

function writerIs(side: Side, { database }: Observation): boolean {
  return database !== "unknown" && database.writer === side && !database.isMoving;
}

function watchPrimary(step: Step): Outcome {
  const { state, observation, now, policy } = step;
  if (writerIs("standby", observation)) {
    return conclude(step, "moved-by-others", { phase: { name: "standby-writes" } });
  }
  if (!isFrontDoorLost(state.streak, policy)) {
    return conclude(step, state.streak === undefined ? "healthy" : "suspected");
  }
  const objection = findObjection(state, observation, now, policy);
  return objection === undefined ? askForFailover(step, 1, now) : conclude(step, objection);
}

function askForFailover(step: Step, asks: number, startedAt: number): Outcome {
  const { now, policy } = step;
  const phase: Promoting = {
    name: "promoting",
    kind: "failover",
    to: "standby",
    startedAt,
    askedAt: now,
    asks,
  };
  const verdict = asks === 1 ? "fail-over" : `fail-over:again-${asks}`;
  const changed = { phase, cooldownUntil: now + policy.cooldownMs };
  return conclude(step, verdict, changed, { type: "fail-over" });
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
  if (wasTaken || now - phase.askedAt < policy.effectLimitMs) {
    return waitForPromotion(step, phase);
  }
  return phase.kind === "switchover" ? giveUpSwitchover(step, phase) : retryFailover(step, phase);
}

function waitForPromotion(step: Step, phase: Promoting): Outcome {
  const isLate = step.now - phase.startedAt > step.policy.promotionLimitMs;
  return conclude(step, isLate ? "promotion-late" : step.state.verdict);
}

/** RDS shows no trace of the request, and the writer is where it was. */
function retryFailover(step: Step, phase: Promoting): Outcome {
  const { state, observation, now, policy } = step;
  if (!isFrontDoorLost(state.streak, policy)) {
    return observation.frontDoors.primary === "up"
      ? conclude(step, "failover-abandoned", { phase: { name: "watching" } })
      : waitForPromotion(step, phase);
  }
  // The time to cool down began with this very failover.
  const objection = findObjection({ ...state, cooldownUntil: 0 }, observation, now, policy);
  if (objection !== undefined) {
    return conclude(step, objection);
  }
  return phase.asks < policy.mostAsks
    ? askForFailover(step, phase.asks + 1, phase.startedAt)
    : conclude(step, "failover-not-taken", { phase: { name: "needs-person" } });
}

function giveUpSwitchover(step: Step, { to }: Promoting): Outcome {
  const stayed = to === "standby" ? { name: "watching" as const } : { name: "standby-writes" as const };
  return conclude(step, "switchover-not-taken", { phase: stayed });
}

function waitForPerson(step: Step): Outcome {
  const { observation } = step;
  if (writerIs("standby", observation)) {
    return conclude(step, "moved-by-others", { phase: { name: "standby-writes" } });
  }
  const isWell = observation.frontDoors.primary === "up" && writerIs("primary", observation);
  return isWell ? conclude(step, "healthy", { phase: { name: "watching" } }) : conclude(step, "failover-not-taken");
}
