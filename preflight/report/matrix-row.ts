import type { CellPromise, Event, FailureRow } from "../../model/recovery/failures/row";
import { formatSeconds } from "./duration";

export const matrixTitles = [
  "failure",
  "noticed by",
  "after (p50)",
  "notified first",
  "after (p50)",
  "served by",
  "p50",
  "p99",
  "missing (p99)",
] as const;

/** The cells of one row of the failure matrix; what happens on return is told apart. */
export interface MatrixCells {
  readonly failure: string;
  readonly noticedBy: string;
  readonly noticedAfter: string;
  readonly toldBy: string;
  readonly toldAfter: string;
  readonly servedBy: string;
  readonly p50: string;
  readonly p99: string;
  readonly missing: string;
  /** What a profile promises about the time, and about what is missing; empty where it promises nothing. */
  readonly servedPromise: string;
  readonly missingPromise: string;
}

export function cellsOf(row: FailureRow): MatrixCells {
  const { failure, noticed, told, untold, served, promised } = row;
  const { p50, p99 } = served.seconds;
  const open = served.state === "undetermined" || !isServing(row) ? "-" : "never";
  return {
    failure,
    noticedBy: noticed?.by ?? (untold.length === 0 ? "nothing" : "not known"),
    noticedAfter: timeOf(noticed),
    toldBy: told?.by ?? (untold.length === 0 ? "nobody" : `not known (alarms that may fire: ${untold.length})`),
    toldAfter: timeOf(told),
    servedBy: served.by,
    p50: secondsOf(p50, open),
    p99: secondsOf(p99, open),
    missing: missing(row),
    servedPromise: kept(promised?.served),
    missingPromise: kept(promised?.missing),
  };
}

/** The same in the order of the titles, for a table of text. */
export function matrixRow(row: FailureRow): readonly string[] {
  const { failure, noticedBy, noticedAfter, toldBy, toldAfter, servedBy, p50, ...rest } = cellsOf(row);
  const [p99, lost] = [`${rest.p99}${rest.servedPromise}`, `${rest.missing}${rest.missingPromise}`];
  return [failure, noticedBy, noticedAfter, toldBy, toldAfter, servedBy, p50, p99, lost];
}

/** What a cell cannot hold, one sentence each: why a figure is not known, and to what stores can be brought back. */
export function remarksOf({ served, stores = [] }: FailureRow): readonly string[] {
  return [
    ...(served.because === undefined ? [] : [served.because]),
    ...stores.map(({ store, back }) => `${store} goes back to: ${back}`),
  ];
}

function isServing({ served }: FailureRow): boolean {
  return served.by !== "nobody: nothing answers from outside";
}

function missing({ missing: found }: FailureRow): string {
  if (found === null) return "nothing";
  const { store, seconds, state } = found;
  return state === "undetermined" ? `not known of ${store}` : `${secondsOf(seconds.p99, "all")} of ${store}`;
}

/** What a profile promises about a cell, where it does. */
function kept(promise: CellPromise | undefined): string {
  return promise === undefined ? "" : ` (promised ${formatSeconds(promise.promisedSeconds)}: ${promise.state})`;
}

/** What does not happen in all of the runs says in how many; its median may lie among those in which it does not. */
function timeOf(event: Event | null): string {
  if (event === null) return "-";
  const { p50 } = event.seconds;
  const share = event.reached === 1 ? [] : [`in ${Math.ceil(event.reached * 100)} % of the runs`];
  const parts = [...(p50 === null ? [] : [secondsOf(p50, "never")]), ...share];
  return parts.length === 0 ? "not known" : parts.join(", ");
}

function secondsOf(seconds: number | null, missing: string): string {
  return seconds === null ? missing : formatSeconds(Math.round(seconds));
}
