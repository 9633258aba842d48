import type { FailureRow } from "../../../model/recovery/failures/row";
import type { Verdict } from "../../verdict";
import { cellsOf, type MatrixCells, remarksOf } from "../matrix-row";
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
  const cells = cellsOf(row);
  const { served, missing: lost } = row.promised ?? {};
  const isBroken = served?.state === "broken" || lost?.state === "broken";
  return {
    state: isBroken ? "broken" : "",
    cells: [
      html`${cells.failure}<br><small>${row.title}</small>`,
      withTime(cells.noticedBy, cells.noticedAfter),
      withTime(cells.toldBy, cells.toldAfter),
      servedAgain(row, cells),
      `${cells.missing}${cells.missingPromise}`,
      row.onReturn,
    ],
  };
}

function withTime(what: string, after: string): Markup {
  if (after === "-") return html`${what}`;
  const when =
    after === "not known" ? "at a time that is not known" : after.startsWith("in ") ? after : `after ${after}`;
  return html`${what}<br><small>${when}</small>`;
}

/** In words where nobody waits, or where nothing helps. */
function servedAgain({ served }: FailureRow, { servedBy, p50, p99, servedPromise }: MatrixCells): Markup {
  const [, why = ""] = /^nobody: (.*)$/.exec(servedBy) ?? [];
  if (why !== "") return html`${why}`;
  const isNever = served.seconds.p50 === null && served.seconds.p99 === null;
  const figures = isNever
    ? html`${p50 === "-" ? "not known" : p50}${servedPromise}`
    : html`${p50} <small>(p50)</small><br>${p99}${servedPromise} <small>(p99)</small>`;
  const actor = servedBy === "itself" ? "automatically" : `by ${servedBy}`;
  return html`<strong>${figures}</strong>${servedBy === "nothing" ? nothing : html`<br><small>${actor}</small>`}`;
}
