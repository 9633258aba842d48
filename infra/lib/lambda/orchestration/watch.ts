import { toFailure } from "../runtime/failure";
import type { Measured } from "../runtime/metrics";
import type { Request } from "./observation";
import { playRound, type RoundArgs } from "./round";
import type { Decision } from "./state";
import type { Held } from "./state-store";

export interface WatchArgs extends RoundArgs {
  /** Nobody else's: each run takes the lock in a name of its own. */
  readonly holder: string;
  /** From the start of one round to the start of the next, in milliseconds. */
  readonly roundMs: number;
  /** From one try to take the lock to the next: less than the time between two runs of the clock. */
  readonly knockMs: number;
  /** No round begins at or after this time. */
  readonly endsAt: number;
  /** Whether to wait for another holder to end or to die, or to leave the matter to it. */
  readonly isPatient: boolean;
  /** Ends the run when it is answered. */
  readonly request: Request | undefined;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** A round was played to its end, and has found this. */
  readonly beat: (measures: Readonly<Record<string, Measured>>) => void;
}

export interface Watched {
  readonly rounds: number;
  readonly failures: number;
  readonly decisions: readonly Decision[];
}

/** Rounds, one after the other, as long as one run of the function lasts. */
export async function watch(args: WatchArgs): Promise<Watched> {
  const { roundMs, knockMs, endsAt, isPatient, request, now, pause } = args;
  const watched: { rounds: number; failures: number; decisions: Decision[] } = {
    rounds: 0,
    failures: 0,
    decisions: [],
  };
  let held: Held | undefined;
  for (let startedAt = now(); startedAt < endsAt; startedAt = now()) {
    held = await takeTurn(held, args, watched);
    const isAnswered = request !== undefined && watched.rounds > 0;
    const rest = Math.max(0, startedAt + (held === undefined ? knockMs : roundMs) - now());
    if (isAnswered || (held === undefined && !isPatient) || now() + rest >= endsAt) {
      break;
    }
    await pause(rest);
  }
  await leave(held, args);
  return watched;
}

async function takeTurn(
  before: Held | undefined,
  args: WatchArgs,
  watched: { rounds: number; failures: number; readonly decisions: Decision[] },
): Promise<Held | undefined> {
  const { store, holder, request, now, beat, log } = args;
  try {
    const held = before ?? (await store.take(holder, now()));
    if (held === undefined) {
      return undefined;
    }
    const round = await playRound(held, request, args);
    if (round.held !== undefined) {
      watched.decisions.push(...round.decisions);
      watched.rounds += 1;
      beat(round.measures);
    }
    return round.held;
  } catch (thrown) {
    log.error("round failed", toFailure(thrown).logFields);
    watched.failures += 1;
    // Whether the store has kept anything is not known: it is read again.
    return undefined;
  }
}

async function leave(held: Held | undefined, { store, log }: WatchArgs): Promise<void> {
  if (held !== undefined) {
    await store.release(held).catch((thrown: unknown) => {
      // Its lease ends by itself.
      log.warn("lock not released", toFailure(thrown).logFields);
    });
  }
}
