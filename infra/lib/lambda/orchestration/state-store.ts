import type { Decision, State } from "./state";

/** The right to act, and what is known, as long as nobody else has taken them. */
export interface Held {
  readonly holder: string;
  /** Grows with every taking: the store takes nothing from an older one. */
  readonly token: number;
  readonly leaseUntil: number;
  readonly state: State;
}

/** Where the machine's state and its lock are one thing. Every method throws a Failure when the store cannot do it. */
export interface StateStore {
  /** Undefined while another holder's lease lasts. */
  take(holder: string, now: number): Promise<Held | undefined>;
  /** Keeps state and decisions together, and renews the lease. Undefined when another has taken the lock: nothing is kept. */
  keep(held: Held, state: State, decisions: readonly Decision[], now: number): Promise<Held | undefined>;
  /** Lets the next one in at once. */
  release(held: Held): Promise<void>;
}
