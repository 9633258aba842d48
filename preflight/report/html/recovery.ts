import type { Budget, Objective, Term } from "../../recovery/budget";
import { formatObjective, formatSeconds } from "../duration";
import { shownName } from "../place";
import { html, type Markup, nothing } from "./markup";
import { type Line, tableOf } from "./table";

const WIDTH = 760;
const LEFT = 10;
const SPAN = WIDTH - 2 * LEFT;
const BAR = 26;

/** Recovery time as one bar of its terms in a row, data loss as one bar per store, and both in a table with reasons. */
export function recoveryOf(budget: Budget, stack: string): Markup {
  if (budget.terms.length === 0) {
    return html`<p>No resource says anything about recovery.</p>`;
  }
  const terms = tableOf({
    label: `Terms of ${stack}`,
    titles: ["Objective", "Time", "Term", "From", "Why"],
    lines: budget.terms.map(termRow),
  });
  return html`<div class="charts">${timeline(budget)}${stores(budget)}</div>
<details class="words"><summary>Each term, with its resource and its reason</summary>
${terms}</details>`;
}

function counted(budget: Budget, objective: Objective): readonly Term[] {
  return budget.terms.filter((term) => term.objective === objective && term.counted);
}

function figure(title: string, total: string, chart: Markup): Markup {
  return html`<figure><figcaption>${title} <strong class="total">${total}</strong></figcaption>${chart}</figure>`;
}

/** From the loss of the region on the left to the first answer of the other one on the right. */
function timeline(budget: Budget): Markup {
  const terms = counted(budget, "rto");
  const known = terms.reduce((sum, { seconds }) => sum + (seconds ?? 0), 0);
  const open = terms.filter(({ seconds }) => seconds === null).length;
  const scale = SPAN / (known + open * openWidth(known));
  let at = 0;
  const segments = terms.map((term, index) => {
    const width = (term.seconds ?? openWidth(known)) * scale;
    const segment = html`<g class="segment tone-${index % 4}${term.seconds === null ? " open" : ""}"><title>${term.name}: ${amountOf(term)}</title><rect x="${LEFT + at}" y="4" width="${width}" height="${BAR}"/>${width > 12 + 8.5 * amountOf(term).length ? html`<text x="${LEFT + at + 6}" y="${BAR - 5}">${amountOf(term)}</text>` : nothing}</g>`;
    at += width;
    return segment;
  });
  const legend = terms.map(
    (term, index) =>
      html`<li class="tone-${index % 4}${term.seconds === null ? " open" : ""}">${term.name}: ${amountOf(term)}</li>`,
  );
  const told = terms.map((term) => `${term.name} ${amountOf(term)}`).join(", then ");
  const chart = html`<svg class="chart" viewBox="0 0 ${WIDTH} 56" role="img" aria-label="Recovery time: ${told}">${segments}
<text class="tick" x="${LEFT}" y="48">region lost</text><text class="tick end" x="${WIDTH - LEFT}" y="48">${lastTick(budget)}</text></svg><ol class="legend">${legend}</ol>`;
  return figure("Recovery time (RTO)", formatObjective(budget, "rto"), chart);
}

function lastTick(budget: Budget): string {
  return budget.rtoSeconds === null
    ? "nothing says when the standby answers"
    : `${formatObjective(budget, "rto")}: standby answers`;
}

/** A term without a number takes a third of what the others take together. */
function openWidth(known: number): number {
  return known === 0 ? 1 : known / 3;
}

/** The largest counted store sets the objective. */
function stores(budget: Budget): Markup {
  const terms = budget.terms.filter(({ objective }) => objective === "rpo");
  const largest = Math.max(1, ...terms.map(({ seconds }) => seconds ?? 0));
  const bars = terms.map((term) => bar(term, largest, budget.rpoSeconds));
  const chart = html`<ul class="stores">${bars}</ul>`;
  return figure("Data loss (RPO)", formatObjective(budget, "rpo"), chart);
}

function bar(term: Term, largest: number, objective: number | null): Markup {
  const width = term.seconds === null ? SPAN : Math.max(3, (term.seconds / largest) * SPAN);
  const kind = term.seconds === null ? "open" : term.counted ? "counted" : "shown";
  const note = term.counted
    ? term.seconds !== null && term.seconds === objective
      ? " · sets the RPO"
      : ""
    : " · not counted";
  const name = term.counted ? term.name : term.name.replace(/ \(not counted\)$/, "");
  return html`<li><span>${name}${property(term)}</span> <strong>${amountOf(term)}</strong>${note}<svg class="chart bar ${kind}" viewBox="0 0 ${WIDTH} 14" preserveAspectRatio="none" aria-hidden="true"><rect x="${LEFT}" y="2" width="${width}" height="10"/></svg></li>`;
}

function property({ urn }: Term): string {
  return urn === "" ? "" : ` (${shownName(urn)})`;
}

function amountOf({ seconds, state }: Term): string {
  return seconds === null ? (state === "unbounded" ? "no bound" : state) : formatSeconds(seconds);
}

function termRow(term: Term): Line {
  const { objective, name, urn, basis, counted: isCounted } = term;
  const note = isCounted || name.endsWith("(not counted)") ? "" : " (not counted)";
  const from = html`${shownName(urn)} <code>${term.property}</code>`;
  return { cells: [objective.toUpperCase(), amountOf(term), `${name}${note}`, from, basis] };
}
