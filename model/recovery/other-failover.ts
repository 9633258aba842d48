import type { Return } from "./latches";
import type { Term } from "./term";

/** A failover that moves no record. */
export interface OtherFailover {
  /** How long it takes; without a bound where it does not work. */
  readonly term: Term;
  /** The regions that answer first, as far as they are known. */
  readonly regions: readonly string[];
  readonly returns: Return;
}
