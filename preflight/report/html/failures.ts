import type { FailureRow } from "../../../model/recovery/failures/row";
import type { Verdict } from "../../verdict";
import { matrixRow, remarksOf } from "../matrix-row";
import { html, type Markup, nothing } from "./markup";
import { type Line, tableOf } from "./table";

const TITLES = [
  "Failure",
  "Noticed by (p50)",
  "Notified first (p50)",
  "Clients served again",
  "Missing (p99)",
  "When the failed thing is back",
] as const;

/** What becomes of each failure, and of its end: the centre of what is said of a stack. */
export function failuresOf({ stack, budget }: Verdict): Markup {
  const { failures = [] } = budget;
  if (failures.length === 0) return nothing;
  const remarks = failures.flatMap((row) => remarksOf(row).map((remark) => html`<li>${row.failure}: ${remark}</li>`));
  const table = tableOf({
    label: `Failure matrix of ${stack}`,
    titles: TITLES,
    lines: failures.map(lineOf),
    isNamed: true,
    kind: "matrix",
  });
  return html`<h3>What becomes of each failure</h3>${table}${remarks.length === 0 ? nothing : html`<ul class="remarks">${remarks}</ul>`}`;
}

function lineOf(row: FailureRow): Line {
  const [
    failure = "",
    noticedBy = "",
    noticed = "",
    told = "",
    toldAfter = "",
    by = "",
    p50 = "",
    p99 = "",
    missing = "",
  ] = matrixRow(row);
  const { served, missing: lost } = row.promised ?? {};
  const isBroken = served?.state === "broken" || lost?.state === "broken";
  return {
    state: isBroken ? "broken" : "",
    cells: [
      html`${failure}<br><small>${row.title}</small>`,
      withTime(noticedBy, noticed),
      withTime(told, toldAfter),
      servedAgain(by, p50, p99),
      missing,
      row.onReturn,
    ],
  };
}

function withTime(what: string, after: string): Markup {
  return html`${what}${after === "-" ? nothing : html`<br><small>after ${after}</small>`}`;
}

/** In words where nobody waits, or where nothing helps. */
function servedAgain(by: string, p50: string, p99: string): Markup {
  const [, why = ""] = /^nobody: (.*)$/.exec(by) ?? [];
  if (why !== "") return html`${why}`;
  const isWord = p50 === p99 && !/^\d/.test(p50);
  const figures = isWord
    ? p50 === "-"
      ? "not known"
      : p50
    : html`${p50} <small>(p50)</small><br>${p99} <small>(p99)</small>`;
  const actor = by === "nothing" ? nothing : html`<br><small>${by === "itself" ? "automatically" : `by ${by}`}</small>`;
  return html`<strong>${figures}</strong>${actor}`;
}
