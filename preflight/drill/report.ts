import type { Confidence } from "../../model/recovery/estimates";
import type { Spread } from "../../model/recovery/spread";
import type { TimelineEntry } from "./context";
import type { Served } from "./population";
import type { ScenarioName } from "./scenario";

export interface Milestone {
  readonly id: "noticed" | "answered" | "ready" | "half" | "recovered" | "most" | "last";
  readonly name: string;
  /** True for the one that counts as the recovery time. */
  readonly recovered: boolean;
  /** The part of the runs in which it came within a day. */
  readonly reached: number;
  /** Since the failure. */
  readonly seconds: Spread;
}

export interface StoreLoss {
  readonly name: string;
  readonly urn: string;
  readonly service: string;
  /** Age of the oldest record that is missing in the standby. */
  readonly seconds: Spread;
  readonly records: Spread;
  /** `unbounded`: all of it may be missing. `undetermined`: nobody states what is, so that the figures are null. */
  readonly state: "known" | "unbounded" | "undetermined";
  readonly fate: string;
}

export interface Told {
  readonly who: string;
  /** The alarm's name. */
  readonly by: string;
  readonly urn: string;
  readonly reached: number;
  readonly seconds: Spread;
  /** Why it does not arrive; empty when it does. */
  readonly note: string;
}

export interface Assumption {
  readonly name: string;
  readonly value: string;
  readonly source: string;
  readonly confidence: Confidence;
  /** Nobody states it: the value, or its shape, is our choice. */
  readonly assumed: boolean;
}

/** What becomes of one failure: a row of the failure matrix. Times are in seconds since the failure. */
export interface FailureRow {
  readonly failure: ScenarioName;
  readonly title: string;
  /** The first health check or alarm that sees it; null when none does. */
  readonly noticed: Event | null;
  /** Who is notified first; null when nobody is known to be. */
  readonly told: Event | null;
  /** Alarms of regions that live, with subscribers, of which it is not known whether they fire in this failure. */
  readonly untold: readonly string[];
  /** When 90 % of the clients are served again. */
  readonly served: { readonly by: Actor; readonly reached: number; readonly seconds: Spread };
  /** Of the stores whose loss is known the one that lacks most; null where nothing is missing. `seconds` has nulls where all of it is. */
  readonly missing: { readonly store: string; readonly seconds: Spread } | null;
  /** What happens when the failed thing is back. */
  readonly onReturn: string;
}

export interface Event {
  readonly by: string;
  readonly reached: number;
  readonly seconds: Spread;
}

export type Actor = "nobody: the service goes on" | "itself" | "a person" | "nothing";

/** What a drill shows: the public JSON. Times are in seconds since the failure. */
export interface DrillReport {
  readonly schemaVersion: 1;
  readonly stack: string;
  readonly scenario: ScenarioName;
  readonly title: string;
  readonly runs: number;
  readonly seed: number;
  readonly writesPerSecond: number;
  readonly regions: { readonly primary: string; readonly secondary: string };
  readonly milestones: readonly Milestone[];
  /** Requests without an answer because they were under way when the failure came. */
  readonly inFlight: Spread;
  readonly stores: readonly StoreLoss[];
  readonly told: readonly Told[];
  /** The run with the median recovery time. */
  readonly timeline: readonly TimelineEntry[];
  /** The share of clients that are served in that run, from each instant on. */
  readonly served: readonly Served[];
  readonly budget: {
    readonly rtoSeconds: number | null;
    readonly rpoSeconds: number | null;
    /** Over all runs, the share of clients that are served when the budget's time is over. */
    readonly servedWithinBudget: number | null;
    /** The part of the runs that have recovered by then. */
    readonly recoveredWithinBudget: number | null;
  };
  readonly assumptions: readonly Assumption[];
  readonly notes: readonly string[];
  /** The failure matrix: what becomes of each failure. Absent where one failure was asked for. */
  readonly failures?: readonly FailureRow[];
}
