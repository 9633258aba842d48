import { Failure, toFailure } from "../runtime/failure";
import type { Logger } from "../runtime/log";
import { withTimeLimit } from "../runtime/time-limit";

/** Where the writer may be: `standby` is the region that is no primary, whichever of the two writes. */
export type WriterSide = "primary" | "standby";

/** Who may write, as the failover's orchestrator says it in its table. */
export interface WriterLease {
  /** Grows with every move of the writer. */
  readonly epoch: number;
  readonly writer: WriterSide;
  /** In milliseconds of the orchestrator's clock. */
  readonly renewedAt: number;
}

/** What a transaction carries with it: where its writer must be, and until when the database may take its commit. */
export interface Permit {
  readonly network: string;
  /** In milliseconds since 1970. */
  readonly until: number;
}

export interface LeaseArgs {
  /** The newest lease that has come to this region; undefined: none was ever given. */
  readonly read: (signal: AbortSignal) => Promise<WriterLease | undefined>;
  readonly leaseMs: number;
  /** In which addresses the database of each side is. */
  readonly networks: Readonly<Record<WriterSide, string>>;
  /** A person's word for who writes, in place of the table's: after a detach the orchestrator cannot know. */
  readonly decreed?: WriterSide | undefined;
  readonly now: () => number;
  readonly log: Logger;
}

/** Between two looks at the table. */
const LOOK_MS = 5_000;
/** Longest time for one look. */
const LOOK_LIMIT_MS = 1_000;

export interface LeaseKeeper {
  /** @throws Failure of kind `unavailable` while nobody may write */
  permit(): Promise<Permit>;
  /** The end of the last lease that was heard of, in milliseconds since 1970; undefined: none was. */
  until(): number | undefined;
}

/**
 * Gives permits while there is a lease: what was heard counts until it is over, also when the table does not answer.
 * A lease is over by its renewal alone, so that a region that is cut off stops by itself.
 */
export function leaseKeeper(args: LeaseArgs): LeaseKeeper {
  const { leaseMs, networks, decreed, now } = args;
  let known: WriterLease | undefined;
  let lookedAt: number | undefined;

  function until(): number | undefined {
    if (decreed !== undefined) {
      return now() + leaseMs;
    }
    return known === undefined ? undefined : known.renewedAt + leaseMs;
  }

  async function writer(): Promise<WriterSide | undefined> {
    if (decreed !== undefined) {
      return decreed;
    }
    const startedAt = now();
    // A clock that was set back makes nothing fresh.
    if (lookedAt === undefined || Math.abs(startedAt - lookedAt) >= LOOK_MS) {
      known = newer(known, await look(args));
      lookedAt = startedAt;
    }
    return known?.writer;
  }

  return {
    until,
    async permit() {
      const side = await writer();
      const end = until();
      if (side === undefined || end === undefined || now() >= end) {
        lookedAt = undefined;
        throw new Failure("unavailable", "Nobody may write: there is no lease, or it is over.");
      }
      return { network: networks[side], until: end };
    },
  };
}

async function look({ read, log }: LeaseArgs): Promise<WriterLease | undefined> {
  try {
    return await withTimeLimit("Looking for the writer's lease", LOOK_LIMIT_MS, read);
  } catch (thrown) {
    log.warn("lease not read", toFailure(thrown).logFields);
    return undefined;
  }
}

/** A copy of the table may be behind what was heard before. */
function newer(known: WriterLease | undefined, heard: WriterLease | undefined): WriterLease | undefined {
  if (known === undefined || heard === undefined) {
    return known ?? heard;
  }
  const isNewer = heard.epoch > known.epoch || (heard.epoch === known.epoch && heard.renewedAt > known.renewedAt);
  return isNewer ? heard : known;
}
