import type { Spread } from "../spread";
import type { State } from "./loss";
import type { ScenarioName } from "./scenario-names";

export interface Event {
  readonly by: string;
  readonly reached: number;
  /** Nulls where it is certain and nobody tells when. */
  readonly seconds: Spread;
}

export type Actor =
  | "nobody: the service goes on"
  | "nobody: nothing answers from outside"
  | "itself"
  | "a person"
  | "nothing"
  | "not known";

/** A promise about one failure, and what is judged by it. */
export interface CellPromise {
  readonly promisedSeconds: number;
  /** Of a hundred runs, how many must keep it. */
  readonly percentile: number;
  /** Null where the figure has no bound, or is not known. */
  readonly judgedSeconds: number | null;
  readonly state: "kept" | "broken" | "undetermined";
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
  /** When 90 % of the clients are served again. `because` says why it is not known. */
  readonly served: {
    readonly by: Actor;
    readonly reached: number;
    readonly seconds: Spread;
    readonly state: State;
    readonly because?: string;
  };
  /** Of the stores whose loss is known the one that lacks most; null where nothing is missing. `seconds` has nulls where all of it is. */
  readonly missing: {
    readonly store: string;
    readonly seconds: Spread;
    readonly state: State;
  } | null;
  /** What happens when the failed thing is back. */
  readonly onReturn: string;
  /** What the profile promises about this failure; absent where it promises nothing. */
  readonly promised?: { readonly served?: CellPromise; readonly missing?: CellPromise };
  /** To what each store can be brought back; only where data is wrong. */
  readonly stores?: readonly { readonly store: string; readonly back: string }[];
}
