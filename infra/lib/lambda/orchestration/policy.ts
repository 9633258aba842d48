/** When the machine believes what it sees, and how it goes about a failover. Times in milliseconds. */
export interface Policy {
  /** Failed probes in a row, and the time from the first to the last of them, that make an outage of the front door. */
  readonly failuresInRow: number;
  readonly failureWindowMs: number;
  /** Two probes further apart are not in a row: nobody looked in between. */
  readonly longestGapMs: number;
  /** A copy that is later than this is late. */
  readonly lagLimitMs: number;
  /** Late readings in a row, since the front door fails, that make an interruption. */
  readonly lateReadings: number;
  /** A reading that is older says nothing of now. */
  readonly freshMs: number;
  /** A failover that could lose what was written in more than this time is a person's to decide. */
  readonly mostLossMs: number;
  /** The writer itself holds commits that are not copied after this time (`rds.global_db_rpo`); absent: it does not. */
  readonly commitsHeldAfterMs?: number | undefined;
  /** Nobody writes by a lease that is older, and no failover is asked for before; absent: there are no leases. */
  readonly leaseMs?: number | undefined;
  /** A front door that fails for this long while the writer answers is answered by a switchover, which loses nothing. */
  readonly switchoverAfterMs: number;
  /** No automatic move within this time after the writer has moved. */
  readonly cooldownMs: number;
  /** When a request shows no effect in this time, RDS has not taken it; after each further one twice as long. */
  readonly effectLimitMs: number;
  /** No longer than this from one request to the next. */
  readonly longestAskGapMs: number;
  /** Requests without effect after which people are notified. */
  readonly asksUntilTold: number;
  /** People hear of a promotion that takes longer. */
  readonly promotionLimitMs: number;
}
