import type { Side } from "./observation";

/** Failed probes of the primary's front door, in a row. */
export interface Streak {
  readonly failures: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

/** The writer is asked to move, and has not been seen there yet. */
export interface Promoting {
  readonly name: "promoting";
  readonly kind: "failover" | "switchover";
  readonly to: Side;
  readonly startedAt: number;
  readonly askedAt: number;
  readonly asks: number;
}

export type Phase =
  /** The primary writes, or nobody can be seen to. */
  | { readonly name: "watching" }
  | Promoting
  /** The standby writes. Nothing happens by itself until a person brings the writer back. */
  | { readonly name: "standby-writes" }
  /** RDS took no request. */
  | { readonly name: "needs-person" };

/** What the machine came to, and by which evidence. Each is kept for ever; those with `tell` go to people as well. */
export interface Decision {
  /** Counts all decisions there ever were. */
  readonly number: number;
  readonly at: number;
  /** A stable word: see `verdicts.ts`. */
  readonly verdict: string;
  readonly phase: Phase["name"];
  readonly tell: boolean;
  /** Flat, for people. */
  readonly evidence: Readonly<Record<string, string>>;
}

/** All that outlives one run of the function. */
export interface State {
  readonly phase: Phase;
  readonly streak: Streak | undefined;
  /** No automatic failover before this time. */
  readonly cooldownUntil: number;
  /** The last decision's, so that only a change is a decision. */
  readonly verdict: string;
  readonly decisions: number;
  /** Ids of requests that were answered, the latest last. */
  readonly requests: readonly string[];
  /** Decisions that people have not been told yet. */
  readonly untold: readonly Decision[];
}

export const initialState: State = {
  phase: { name: "watching" },
  streak: undefined,
  cooldownUntil: 0,
  verdict: "healthy",
  decisions: 0,
  requests: [],
  untold: [],
};
