import { finish } from "../../model/graph/gathering";
import type { Interruption } from "../../model/graph/interruption";
import { path } from "../../model/graph/path";
import type { Stack } from "../../model/graph/stack";
import { isUnknownValue } from "../../model/graph/unknown";
import type { Estimated } from "../../model/recovery/estimates";
import type { FailureRow } from "../../model/recovery/failures/row";
import { readDataLoss } from "../../model/recovery/rpo";
import { readRecoveryTime } from "../../model/recovery/rto";
import { isCounted, type Term as ModelTerm } from "../../model/recovery/term";
import type { GraphResource, Urn } from "../graph";
import { graphOf } from "./graph-of";
import { type RecoverySettings, usualSettings } from "./settings";
import { type Computed, lossStanding, recoveryStanding, type Standing } from "./standing";

export type Objective = "rto" | "rpo";

/** One part of a recovery objective, and where in the graph it comes from. */
export interface Term {
  readonly objective: Objective;
  readonly name: string;
  /** Null when the time is unbounded or undetermined. */
  readonly seconds: number | null;
  /** `undetermined`: not known (before deployment, or because it is encrypted), or stated by nobody. Never guessed. */
  readonly state: "known" | "unbounded" | "undetermined";
  /** The resource that decides it; empty when the term is about something that is not there. */
  readonly urn: Urn;
  /** The property, in property-path form, that decides it; empty like `urn`. */
  readonly property: string;
  /** False for a term that is shown and does not enter the total. */
  readonly counted: boolean;
  /** Why this number, in one sentence; with its source when it is an estimate. */
  readonly basis: string;
  /** The number in it that AWS or we estimate; absent where all of it is read from the program or measured by the team. */
  readonly estimate?: Estimated;
}

export interface Budget {
  /** Sum of the counted terms; null when one of them has no number. */
  readonly rtoSeconds: number | null;
  /** The largest counted term; null when one of them has no number. */
  readonly rpoSeconds: number | null;
  readonly terms: readonly Term[];
  /** The promise beside the figures, by objective. */
  readonly rto: Standing;
  readonly rpo: Standing;
  /** What becomes of each failure. Absent where nothing is promised, and in reports that show no table. */
  readonly failures?: readonly FailureRow[];
}

/**
 * The recovery objectives that a stack's declared resources allow, from the model that the policies judge by.
 *
 * RTO is a sum: detection, then one TTL, then what the standby has to do first, unless that begins automatically. RPO is a
 * maximum: the store that may lose most. A total is null as soon as one counted term has no number.
 */
export function budgetOf(resources: readonly GraphResource[], settings: RecoverySettings = usualSettings): Budget {
  const stack = graphOf(resources);
  const time = timeTerms(stack, settings);
  const loss = lossTerms(stack, settings);
  const rtoSeconds = sum(counted(time.shown));
  const rpoSeconds = largest(counted(loss.shown));
  return {
    rtoSeconds,
    rpoSeconds,
    terms: [...time.shown, ...loss.shown],
    rto: recoveryStanding(computed(time, rtoSeconds), settings.promise),
    rpo: lossStanding(computed(loss, rpoSeconds), settings.promise),
  };
}

/** The terms of the model, and what is shown of them and of what is not known. */
interface Terms {
  readonly read: readonly ModelTerm[];
  readonly shown: readonly Term[];
}

function computed({ read, shown }: Terms, total: number | null): Computed {
  return { terms: read, total, isUnbounded: counted(shown).some(({ state }) => state === "unbounded") };
}

function counted(terms: readonly Term[]): readonly Term[] {
  return terms.filter((term) => term.counted);
}

function timeTerms(stack: Stack, { efforts }: RecoverySettings): Terms {
  const unknown: Interruption[] = [];
  const { terms: read, serves } = finish(readRecoveryTime(stack, efforts), unknown);
  const found = [...read.map((term) => termOf("rto", term)), ...unknownTerms("rto", unknown)];
  const nothing = absent("rto", "name that fails over", "nothing in this stack answers from outside");
  return { read, shown: serves || found.length > 0 ? found : [nothing] };
}

function lossTerms(stack: Stack, settings: RecoverySettings): Terms {
  const { recordTag } = settings;
  const read: ModelTerm[] = [];
  const unknown = [...readDataLoss(stack, settings, read)];
  const found = [...read.map((term) => termOf("rpo", term)), ...unknownTerms("rpo", unknown)];
  if (counted(found).length > 0) {
    return { read, shown: found };
  }
  const basis = `no table, database or bucket tagged ${recordTag.key}=${recordTag.value} is declared`;
  return { read, shown: [...found, absent("rpo", "store of business records", basis)] };
}

function termOf(objective: Objective, term: ModelTerm): Term {
  const { name, seconds, urn, at, basis, estimate } = term;
  const isBounded = Number.isFinite(seconds);
  return {
    objective,
    name: term.shownOnly === true ? `${name} (not counted)` : name,
    seconds: isBounded ? seconds : null,
    state: isBounded ? "known" : term.want === undefined ? "undetermined" : "unbounded",
    urn,
    property: at,
    counted: isCounted(term),
    basis: term.meanwhile === true ? `${basis}; not counted: it goes on while something longer does` : basis,
    ...(estimate === undefined ? {} : { estimate }),
  };
}

/** What is not known counts: a total over it is none. One term a place. */
function unknownTerms(objective: Objective, unknown: readonly Interruption[]): readonly Term[] {
  const terms = unknown.map(({ cause, urn = "" }): Term => {
    const isUnknown = isUnknownValue(cause);
    const property = isUnknown ? path(...cause.props.map(String)) : "";
    const basis = isUnknown ? "not known here, or stated by nobody" : "of a shape that the provider does not document";
    const name = objective === "rto" ? "part of the recovery time" : "part of the data loss";
    return { objective, name, seconds: null, state: "undetermined", urn, property, counted: true, basis };
  });
  return [...new Map(terms.map((term) => [`${term.urn} ${term.property}`, term])).values()];
}

function absent(objective: Objective, name: string, basis: string): Term {
  return { objective, name, seconds: null, state: "undetermined", urn: "", property: "", counted: true, basis };
}

function sum(terms: readonly Term[]): number | null {
  return terms.reduce<number | null>(
    (total, { seconds }) => (total === null || seconds === null ? null : total + seconds),
    0,
  );
}

function largest(terms: readonly Term[]): number | null {
  return terms.reduce<number | null>(
    (worst, { seconds }) => (worst === null || seconds === null ? null : Math.max(worst, seconds)),
    0,
  );
}
