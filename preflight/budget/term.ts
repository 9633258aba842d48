import type { Urn } from "../graph";

export type Objective = "rto" | "rpo";

/**
 * What is known of a time: a number of seconds, no bound at all (`unbounded`), or a value that is
 * known only after deployment or that nobody states (`undetermined`). The last two are never guessed.
 */
export type Amount =
  | { readonly state: "known"; readonly seconds: number }
  | { readonly state: "unbounded" | "undetermined" };

/** One part of a recovery objective, and where in the graph it comes from. */
export interface Term {
  readonly objective: Objective;
  readonly name: string;
  /** Null when the time is unbounded or undetermined. */
  readonly seconds: number | null;
  readonly state: Amount["state"];
  /** The resource that decides it; empty when the term is about something that is not there. */
  readonly urn: Urn;
  /** The property, in property-path form, that decides it; empty like `urn`. */
  readonly property: string;
  /** False for a term that is shown and does not enter the total. */
  readonly counted: boolean;
  /** Why this number, in one sentence; with its source when it is an estimate. */
  readonly basis: string;
}

export interface Budget {
  /** Sum of the counted terms; null when one of them has no number. */
  readonly rtoSeconds: number | null;
  /** The largest counted term; null when one of them has no number. */
  readonly rpoSeconds: number | null;
  readonly terms: readonly Term[];
}

export interface TermSource {
  readonly name: string;
  readonly urn?: Urn;
  readonly property?: string;
  readonly basis: string;
  readonly counted?: boolean;
}

export const unbounded: Amount = { state: "unbounded" };
export const undetermined: Amount = { state: "undetermined" };

export function known(seconds: number): Amount {
  return { state: "known", seconds };
}

export function makeTerm(objective: Objective, amount: Amount, source: TermSource): Term {
  const { name, urn = "", property = "", basis, counted = true } = source;
  const seconds = amount.state === "known" ? amount.seconds : null;
  return { objective, name, seconds, state: amount.state, urn, property, counted, basis };
}

/** How bad a term is, for comparing: no bound is worse than not knowing, which is worse than any number. */
export function badness({ state, seconds }: Term): number {
  if (state === "unbounded") return Number.POSITIVE_INFINITY;
  return state === "undetermined" ? Number.MAX_VALUE : (seconds ?? 0);
}

/** The worst of several terms; the first one where they are equally bad. */
export function worst(terms: readonly Term[]): Term | undefined {
  return terms.reduce<Term | undefined>(
    (found, term) => (found === undefined || badness(term) > badness(found) ? term : found),
    undefined,
  );
}
