/** When the machine believes what it sees, and how it goes about a failover. Times in milliseconds. */
export interface Policy {
  /** Failed probes in a row, and the time from the first to the last of them, that make an outage of the front door. */
  readonly failuresInRow: number;
  readonly failureWindowMs: number;
  /** Two probes further apart are not in a row: nobody looked in between. */
  readonly longestGapMs: number;
  /** A copy that is later than this is interrupted. */
  readonly lagLimitMs: number;
  /** No word of the lag for this long is an interruption too. */
  readonly silenceLimitMs: number;
  /** No automatic failover within this time after one was asked for. */
  readonly cooldownMs: number;
  /** When a request shows no effect in this time, RDS has not taken it. */
  readonly effectLimitMs: number;
  /** Requests for one failover, the first included. */
  readonly mostAsks: number;
  /** People hear of a promotion that takes longer. */
  readonly promotionLimitMs: number;
}
