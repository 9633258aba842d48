import type { PolicyInfo } from "../analyzer/reconcile";
import type { Comparison } from "../comparison/compare";
import type { GraphResource } from "../graph";
import type { KnownEntry } from "../known/file";
import type { RecoverySettings } from "../recovery/settings";
import type { Pass, Verdict, Violation } from "../verdict";

/** A stack that could not be judged. */
export interface StackFailure {
  readonly stack: string;
  readonly message: string;
  readonly detail: string;
}

/** A stack's verdict and what a report may show besides. */
export interface JudgedStack {
  readonly verdict: Verdict;
  /** The policies that it was judged by. */
  readonly policies: readonly PolicyInfo[];
  readonly passes: readonly Pass[];
  /** What was judged; empty when the format draws no picture. */
  readonly resources: readonly GraphResource[];
  /** What its profile says of recovery; what the pack has by default when left out. */
  readonly settings?: RecoverySettings;
  /** The file that the stack was read from: its project file, or the export. */
  readonly origin: string;
}

/** Stacks in order, to be gone through as often as a format likes; they need not be in memory all at once. */
export interface JudgedStacks extends Iterable<JudgedStack> {
  readonly length: number;
}

/** What became of the findings that were recorded earlier. */
export interface KnownSummary {
  readonly file: string;
  /** Findings that occur as they were recorded. */
  readonly old: number;
  /** What was recorded and no longer occurs. */
  readonly gone: readonly KnownEntry[];
}

/** Where a report comes from. */
export interface Provenance {
  /** In UTC, to the minute. */
  readonly date: string;
  readonly commit: string;
  /** Without the values of config. */
  readonly command: string;
  readonly versions: readonly string[];
}

export interface Report {
  /** For the formats that are kept as evidence. */
  readonly provenance?: Provenance;
  /** What was judged and by which policy, for people: a line or two. */
  readonly heading?: string;
  readonly stacks: JudgedStacks;
  readonly failures: readonly StackFailure[];
  /** True when stacks are to be compared, false when one stack was asked for. */
  readonly isSummary: boolean;
  /** What changed since an earlier verdict, when there is one to compare with. */
  readonly comparison?: Comparison;
  readonly known?: KnownSummary;
  /** What decides the exit status, in words; left out where nothing but mandatory violations can. */
  readonly failing?: readonly string[];
}

/** What decides the exit status. */
export interface Deciding {
  readonly fails: (violation: Violation) => boolean;
  readonly asks: (kind: "undetermined" | "not-judged") => boolean;
}

export interface FormatOptions {
  readonly colour: boolean;
  /** Only what decides the exit status, for the formats that people read line by line. */
  readonly quiet?: Deciding;
  /** How wide the terminal is, for sentences that are longer; left out where none reads them. */
  readonly columns?: number;
  /** The policies are those that `explain` knows by their names alone. */
  readonly explains?: boolean;
  /** The folder that positions are told from, for `github`; the working directory when left out. */
  readonly workspace?: string;
}

/** Turns a report into text, piece by piece: no piece is larger than what there is to say of one stack. Pure. */
export type Format = (report: Report, options: FormatOptions) => Iterable<string>;
