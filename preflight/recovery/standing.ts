import { type Doubt, doubtsOfLoss, doubtsOfRecovery } from "../../model/recovery/estimated";
import { type Outcomes, simulateLoss, simulateRecovery } from "../../model/recovery/simulation";
import type { Term } from "../../model/recovery/term";
import type { Promised } from "./settings";

/** One objective: what was promised, and what many simulated losses of the region take or lose, in seconds. */
export interface Standing {
  /** Null where the profile promises nothing. */
  readonly promisedSeconds: number | null;
  /** Of a hundred simulated losses, how many must keep the promise. */
  readonly percentile: number;
  /** Null where a term has no number. */
  readonly simulated: { readonly p50: number; readonly p99: number; readonly judged: number } | null;
  readonly state: "kept" | "broken" | "undetermined" | "not promised";
  /** The numbers of low confidence in the figures. */
  readonly lowConfidence: readonly Doubt[];
}

interface Reckoning {
  readonly simulate: (terms: readonly Term[]) => Outcomes;
  readonly doubts: (terms: readonly Term[]) => readonly Doubt[];
}

export interface Computed {
  readonly terms: readonly Term[];
  /** Null as soon as a counted term has no number. */
  readonly total: number | null;
  readonly isUnbounded: boolean;
}

export function recoveryStanding(computed: Computed, { rtoSeconds, rtoPercentile }: Promised): Standing {
  return standingOf(computed, rtoSeconds, rtoPercentile, { simulate: simulateRecovery, doubts: doubtsOfRecovery });
}

export function lossStanding(computed: Computed, { rpoSeconds, rpoPercentile }: Promised): Standing {
  return standingOf(computed, rpoSeconds, rpoPercentile, { simulate: simulateLoss, doubts: doubtsOfLoss });
}

function standingOf(
  { terms, total, isUnbounded }: Computed,
  promised: number | null,
  percentile: number,
  { simulate, doubts }: Reckoning,
): Standing {
  const outcomes = total === null ? undefined : simulate(terms);
  const at = (percent: number) => Math.round(outcomes?.percentile(percent) ?? 0);
  const judged = at(percentile);
  const simulated = outcomes === undefined ? null : { p50: at(50), p99: at(99), judged };
  const state = () => {
    if (promised === null) return "not promised";
    if (total === null) return isUnbounded ? "broken" : "undetermined";
    return total <= promised && judged <= promised ? "kept" : "broken";
  };
  return { promisedSeconds: promised, percentile, simulated, state: state(), lowConfidence: doubts(terms) };
}
