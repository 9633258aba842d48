import { usualCopyTimes } from "./copy-times";
import { measuredOr } from "./estimates";
import type { Term } from "./term";

/**
 * A loss with a team's own measurement of how far its replicas are behind, in place of what is assumed of their lag. What
 * the engine bounds stays as it is, and so does the threshold of an alarm: it is what may be lost without anybody knowing.
 */
export function withMeasuredLag(term: Term, seconds: number): Term {
  const { store, estimate, ...rest } = term;
  const copy = store?.copy;
  if (seconds === usualCopyTimes.lag || store === undefined || copy?.kind !== "stream" || !isAssumed(term)) {
    return term;
  }
  const lag = measuredOr(copy.lag, seconds, { seconds: usualCopyTimes.lag });
  const measured = { ...rest, store: { ...store, copy: { ...copy, lag } } };
  return estimate === undefined ? measured : { ...measured, seconds, basis: "set by the profile" };
}

/** Whether a replica's lag is of low confidence, and no setting of its own replaces it. */
export function isAssumed({ store, estimate }: Term): boolean {
  const copy = store?.copy;
  const isBound = copy?.kind !== "stream" || copy.atMost !== undefined;
  return !isBound && copy.lag.confidence === "low" && estimate?.setting === undefined;
}
