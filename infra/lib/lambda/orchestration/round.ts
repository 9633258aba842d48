import { Failure, toFailure } from "../runtime/failure";
import type { Logger } from "../runtime/log";
import type { Measured } from "../runtime/metrics";
import { decide } from "./decide";
import { type Eyes, lookAround } from "./eyes";
import { measuresOf } from "./measures";
import type { Request, Side } from "./observation";
import type { Policy } from "./policy";
import type { Decision } from "./state";
import type { Held, StateStore } from "./state-store";
import type { Action } from "./verdicts";

/** What moves the writer. Each method throws when RDS refuses, or when nobody knows whether it took the request. */
export interface Hands {
  /** Unplanned, in the standby region: what was not copied is lost. */
  failOver(): Promise<void>;
  /** Planned, in the region of the writer: nothing is lost. */
  switchOver(to: Side): Promise<void>;
}

export interface RoundArgs {
  readonly store: StateStore;
  readonly eyes: Eyes;
  readonly hands: Hands;
  readonly tell: (decision: Decision) => Promise<void>;
  readonly policy: Policy;
  /** Longest time of a request to RDS, in milliseconds: less is left of the lease, no request. */
  readonly askLimitMs: number;
  /** What took longer to see, in milliseconds, may be over by now. */
  readonly staleAfterMs: number;
  readonly now: () => number;
  readonly log: Logger;
}

export interface Round {
  /** Undefined when another has taken the lock. */
  readonly held: Held | undefined;
  readonly decisions: readonly Decision[];
  readonly measures: Readonly<Record<string, Measured>>;
}

/**
 * Looks, decides, keeps what it decided, and only then acts on it: whoever comes next finds the intention, whatever
 * becomes of this run. People are notified last, and again when it is not certain that they were.
 * @throws Failure when what was seen is too old, or the store does not work
 */
export async function playRound(before: Held, request: Request | undefined, args: RoundArgs): Promise<Round> {
  const { store, eyes, policy, staleAfterMs, now, log } = args;
  const began = now();
  const observation = await lookAround(eyes, request, log);
  const at = now();
  if (at - began > staleAfterMs) {
    throw new Failure("timeout", "What was seen is too old to go by.", { limitMs: staleAfterMs });
  }
  const { state, actions, decisions } = decide(before.state, observation, at, policy);
  const held = await store.keep(before, state, decisions, at);
  if (held === undefined) {
    log.warn("another holder has taken over");
    return { held, decisions: [], measures: {} };
  }
  for (const { verdict, phase, evidence } of decisions) {
    log.info("decided", { verdict, phase, ...evidence });
  }
  let acted = held;
  for (const action of actions) {
    acted = noted(acted, await act(action, held, args));
  }
  return { held: await tellPeople(acted, args), decisions, measures: measuresOf(state, observation, at) };
}

/** Whether the request went out: what was never sent is sent by the next round. Kept with the next state. */
function noted(held: Held, wasSent: boolean): Held {
  const { phase } = held.state;
  return phase.name === "promoting" ? { ...held, state: { ...held.state, phase: { ...phase, wasSent } } } : held;
}

/** Whether the request was sent, whatever became of it. */
async function act(action: Action, { leaseUntil }: Held, { hands, askLimitMs, now, log }: RoundArgs): Promise<boolean> {
  if (now() + askLimitMs > leaseUntil) {
    // Somebody else may act by the time the request arrives. The next round sees that nothing moved, and asks again.
    log.warn("too late to act under this lease", { action: action.type });
    return false;
  }
  try {
    await (action.type === "fail-over" ? hands.failOver() : hands.switchOver(action.to));
    log.info("asked", { action: action.type });
  } catch (thrown) {
    log.error("asked, without a good answer", { action: action.type, ...toFailure(thrown).logFields });
  }
  return true;
}

/** In order; the first that cannot be told ends it, so that a round stays within its lease. */
async function tellPeople(held: Held, { tell, log }: RoundArgs): Promise<Held> {
  const untold = [...held.state.untold];
  for (const decision of held.state.untold) {
    try {
      await tell(decision);
      untold.shift();
    } catch (thrown) {
      log.error("people not told", { verdict: decision.verdict, ...toFailure(thrown).logFields });
      break;
    }
  }
  return { ...held, state: { ...held.state, untold } };
}
