import { formatSeconds } from "../report/duration";
import type { Event, FailureRow } from "./report";

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
export function matrixRow({ failure, noticed, told, untold, served, missing }: FailureRow): readonly string[] {
  const { p50, p99 } = served.seconds;
  return [
    failure,
    noticed?.by ?? "nothing",
    timeOf(noticed),
    told?.by ?? (untold.length === 0 ? "nobody" : `not known (alarms that may fire: ${untold.length})`),
    timeOf(told),
    served.by,
    secondsOf(p50, "never"),
    secondsOf(p99, "never"),
    missing === null ? "nothing" : `${secondsOf(missing.seconds.p99, "all")} of ${missing.store}`,
  ];
}

/** What does not happen in all of the runs says in how many; its median may lie among those in which it does not. */
function timeOf(event: Event | null): string {
  if (event === null) return "-";
  const { p50 } = event.seconds;
  const share = event.reached === 1 ? [] : [`in ${Math.ceil(event.reached * 100)} % of the runs`];
  return [...(p50 === null ? [] : [secondsOf(p50, "never")]), ...share].join(", ");
}

function secondsOf(seconds: number | null, missing: string): string {
  return seconds === null ? missing : formatSeconds(Math.round(seconds));
}
