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

/** The cells of one row of the failure matrix, for a table of any format; what happens on return is told apart. */
export function matrixRow(row: FailureRow): readonly string[] {
  const { failure, noticed, told, untold, served } = row;
  const { p50, p99 } = served.seconds;
  const open = served.state === "undetermined" || !isServing(row) ? "-" : "never";
  return [
    failure,
    noticed?.by ?? (untold.length === 0 ? "nothing" : "not known"),
    timeOf(noticed),
    told?.by ?? (untold.length === 0 ? "nobody" : `not known (alarms that may fire: ${untold.length})`),
    timeOf(told),
    served.by,
    secondsOf(p50, open),
    `${secondsOf(p99, open)}${kept(row.promised?.served)}`,
    `${missing(row)}${kept(row.promised?.missing)}`,
  ];
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
