import { judgeCopy } from "./copy";
import { otherSide, type Request } from "./observation";
import type { Promoting } from "./state";
import type { Step } from "./step";
import { conclude, type Outcome } from "./verdicts";

/** Ids of requests that are remembered. */
const remembered = 20;

/** A person asks for a planned move. It is carried out at once or refused; it is never kept for later. */
export function answerRequest(step: Step & { readonly request: Request }): Outcome {
  const { state, now, request } = step;
  if (state.requests.includes(request.id)) {
    return conclude(step, "refused:answered-before");
  }
  const requests = [...state.requests, request.id].slice(-remembered);
  const objection = findRefusal(step);
  if (objection !== undefined) {
    return conclude(step, objection, { requests });
  }
  const phase: Promoting = {
    name: "promoting",
    kind: "switchover",
    to: request.to,
    startedAt: now,
    askedAt: now,
    asks: 1,
  };
  return conclude(step, "switch-over", { phase, requests }, { type: "switch-over", to: request.to });
}

/** A switchover loses nothing, and for that it needs both regions well. */
function findRefusal({ state, observation, now, policy, request }: Step & { readonly request: Request }) {
  const { database, frontDoors, mode } = observation;
  if (state.phase.name === "promoting") {
    return "refused:writer-moves";
  }
  if (database === "unknown") {
    return "refused:database-unknown";
  }
  if (database.isMoving || database.writer !== otherSide[request.to]) {
    return database.isMoving ? "refused:writer-moves" : "refused:writer-not-there";
  }
  const isCopied =
    request.to === "standby"
      ? judgeCopy(state.copy, observation, undefined, now, policy) === "flowing"
      : database.isConnected;
  if (isCopied !== true) {
    return "refused:copy-not-flowing";
  }
  if (!database.isStandbyReady || frontDoors.primary === "down" || frontDoors.standby === "down") {
    return "refused:region-not-well";
  }
  if (mode === "unknown") {
    return "refused:switch-unreadable";
  }
  if (mode === "off" || mode === "fence") {
    return "refused:switched-off";
  }
  return mode === "dry-run" ? "would-switch-over" : undefined;
}
