import type { NotJudged, SourcePosition, Urn } from "./graph";
import type { Budget } from "./recovery/budget";

export type Level = "mandatory" | "advisory";
export type Severity = "critical" | "high" | "medium" | "low" | "unspecified";

/** A policy broken. */
export interface Violation {
  readonly policy: string;
  readonly level: Level;
  readonly severity: Severity;
  readonly urn: Urn;
  /** Property path; empty when the pack does not say. */
  readonly path: string;
  readonly got: string;
  readonly want: string;
  /** The pack's whole message, without the description that the SDK puts above it. */
  readonly message: string;
  readonly source?: SourcePosition;
  /** Recorded in the file of `--known`: it decides nothing. */
  readonly known?: true;
}

/** A policy that could not be judged because a value is not known before deployment. */
export interface Undetermined {
  readonly policy: string;
  readonly urn: Urn;
  readonly path: string;
  readonly reason: string;
  readonly source?: SourcePosition;
  readonly known?: true;
}

/** A violation somebody answers for. */
export interface Exempted {
  readonly policy: string;
  readonly urn: Urn;
  readonly path: string;
  readonly reason: string;
  readonly owner: string;
  readonly expires: string;
}

/** A violation that an exception of Pulumi's own covers, of a profile of version 2: it is told, and decides nothing. */
export interface Excepted extends Violation {
  /** Those that cover it, in Pulumi's order. */
  readonly exceptions: readonly { readonly id: string; readonly reason: string }[];
}

/** A target of an exception, in the stack that was judged, under which nothing was found. */
export interface UnusedException {
  readonly id: string;
  readonly reason: string;
  readonly policies: readonly string[];
  readonly urn: Urn;
}

/** An exemption in the profile that covered nothing. */
export interface UnusedExemption {
  readonly policy: string;
  /** The pattern, as the profile has it. */
  readonly urn: string;
  readonly path?: string;
  readonly reason: string;
  readonly owner: string;
  readonly expires: string;
}

/** A policy that found nothing wrong with a resource, or, when it judges stacks, with the stack's root. */
export interface Pass {
  readonly policy: string;
  readonly urn: Urn;
}

/** What a pack says about a stack, unsorted. */
export interface Findings {
  readonly violations: readonly Violation[];
  readonly undetermined: readonly Undetermined[];
  readonly exempted: readonly Exempted[];
  readonly passes: readonly Pass[];
}

/** The answer about one stack: the public JSON. */
export interface Verdict {
  readonly schemaVersion: 1;
  readonly stack: string;
  /** The profile's path as given, or null for the pack's own defaults. */
  readonly profile: string | null;
  readonly resources: number;
  readonly violations: readonly Violation[];
  readonly undetermined: readonly Undetermined[];
  readonly exempted: readonly Exempted[];
  readonly unusedExemptions: readonly UnusedExemption[];
  readonly excepted: readonly Excepted[];
  readonly unusedExceptions: readonly UnusedException[];
  readonly notJudged: readonly (NotJudged & { readonly known?: true })[];
  readonly budget: Budget;
  /** What a reader should know about how the stack was judged, one sentence each. */
  readonly notes: readonly string[];
  readonly seconds: number;
}
