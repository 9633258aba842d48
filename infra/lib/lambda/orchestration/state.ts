import { type Copy, unreadCopy } from "./copy";
import type { Side } from "./observation";

/** What failed in a row: probes of the primary's front door, or statements through the writer. */
export interface Streak {
  readonly failures: number;
  readonly firstAt: number;
  readonly lastAt: number;
  /** Nobody had looked for a while before: when it began is not known. */
  readonly isBegunUnseen?: boolean;
}

/** The writer is asked to move, and has not been seen there yet. */
export interface Promoting {
  readonly name: "promoting";
  readonly kind: "failover" | "switchover";
  readonly to: Side;
  readonly startedAt: number;
  /** When the last request was to be sent, and whether it was: undefined while nobody knows. */
  readonly askedAt: number;
  readonly wasSent?: boolean;
  /** Requests that may have been sent. */
  readonly asks: number;
  /** People know that RDS takes none. */
  readonly isTold?: boolean;
}

export type Phase =
  /** The primary writes, or nobody can be seen to. */
  | { readonly name: "watching" }
  | Promoting
  /** The standby writes. Nothing happens automatically until a person brings the writer back. */
  | { readonly name: "standby-writes" };

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

/** Who may write to the database, and since when that is known: copied to both regions with the table. */
export interface Lease {
  /** Grows with every move of the writer. */
  readonly epoch: number;
  readonly writer: Side;
  /** In milliseconds of the orchestrator's clock. */
  readonly renewedAt: number;
}

/** All that outlives one run of the function. */
export interface State {
  readonly phase: Phase;
  readonly streak: Streak | undefined;
  /** When it last looked. */
  readonly lookedAt: number;
  /** When the standby's page last said anything of the writer. */
  readonly heardAt: number;
  /** Since when the writer does not answer the standby's instances. */
  readonly silence: Streak | undefined;
  readonly copy: Copy;
  /** Undefined: none was ever given. */
  readonly lease: Lease | undefined;
  /** Beginning of the outage for which a switchover was asked for: once is enough for each. */
  readonly switchedFor: number | undefined;
  /** No automatic move before this time. */
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
  lookedAt: 0,
  heardAt: 0,
  silence: undefined,
  copy: unreadCopy,
  lease: undefined,
  switchedFor: undefined,
  cooldownUntil: 0,
  verdict: "healthy",
  decisions: 0,
  requests: [],
  untold: [],
};
