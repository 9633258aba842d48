import type { Confidence } from "../../model/recovery/estimates";
import type { TimelineEntry } from "../../model/recovery/failures/context";
import type { Milestone } from "../../model/recovery/failures/milestones";
import type { Served } from "../../model/recovery/failures/population";
import type { FailureRow } from "../../model/recovery/failures/row";
import type { ScenarioName } from "../../model/recovery/failures/scenario-names";
import type { Spread } from "../../model/recovery/spread";

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
