import { judgeCopy } from "./copy";
import type { Side } from "./observation";
import { possibleLoss } from "./signals";
import type { Decision, State } from "./state";
import type { Step } from "./step";

/** What is to be done in the world, at most one thing a step. */
export type Action = { readonly type: "fail-over" } | { readonly type: "switch-over"; readonly to: Side };

export interface Outcome {
  readonly state: State;
  readonly actions: readonly Action[];
  /** To be kept for ever, together with the state. */
  readonly decisions: readonly Decision[];
}

/** Of those that could not be told, the latest. */
const mostUntold = 50;

/** What comes and goes by itself is kept, but nobody is woken for it. */
const unspoken: ReadonlySet<string> = new Set([
  "healthy",
  "suspected",
  "standby-writes",
  "hold:copy-late",
  "hold:lease-lasts",
  "hold:silence-too-short",
]);

/** The outcome of a step. A verdict that is not the last one again is a decision; an action always is one. */
export function conclude(step: Step, verdict: string, changed: Partial<State> = {}, action?: Action): Outcome {
  const { state, observation, now } = step;
  const isAnswer = observation.request !== undefined;
  if (verdict === state.verdict && action === undefined && !isAnswer) {
    return { state: { ...state, ...changed }, actions: [], decisions: [] };
  }
  const phase = changed.phase ?? state.phase;
  const decision: Decision = {
    number: state.decisions + 1,
    at: now,
    verdict,
    phase: phase.name,
    // The same request made again, as it never went out, is no news.
    tell: !unspoken.has(verdict) && (isAnswer || verdict !== state.verdict),
    evidence: evidenceOf(step),
  };
  const next: State = {
    ...state,
    ...changed,
    verdict,
    decisions: decision.number,
    untold: decision.tell ? [...state.untold, decision].slice(-mostUntold) : state.untold,
  };
  return { state: next, actions: action === undefined ? [] : [action], decisions: [decision] };
}

function evidenceOf({ state, observation, now, policy }: Step): Decision["evidence"] {
  const { frontDoors, world, database, lag, word, mode, request } = observation;
  const { streak, silence } = state;
  const loss = possibleLoss(state, now, policy);
  return {
    primaryFrontDoor: frontDoors.primary,
    standbyFrontDoor: frontDoors.standby,
    failedProbes: String(streak?.failures ?? 0),
    failingSince: timeOf(streak?.firstAt),
    worldIsLedTo: world,
    writer: database === "unknown" ? "unknown" : database.writer,
    writerMoves: database === "unknown" ? "unknown" : String(database.isMoving),
    writerSays: word === undefined || word === "unknown" ? "-" : word.writer,
    writerSilentSince: timeOf(silence?.firstAt),
    copy: judgeCopy(state.copy, observation, streak, now, policy),
    copiedUntil: timeOf(state.copy.copiedUntil),
    wouldLoseMs: loss === undefined ? "-" : String(loss),
    lagMs: lag === undefined || lag === "unknown" ? "-" : String(lag.lagMs),
    lagMetric: lag === undefined || lag === "unknown" ? "-" : (lag.metric ?? "-"),
    ...(state.lease === undefined
      ? {}
      : { epoch: String(state.lease.epoch), leaseRenewedAt: timeOf(state.lease.renewedAt) }),
    mode,
    ...(request === undefined ? {} : { request: request.id }),
  };
}

function timeOf(time: number | undefined): string {
  return time === undefined ? "-" : new Date(time).toISOString();
}
