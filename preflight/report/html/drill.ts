import type { FailureRow } from "../../../model/recovery/failures/row";
import { type DrillReport, defaultDrill, drillStack } from "../../drill/drill";
import { PreflightError } from "../../problem";
import { formatSeconds } from "../duration";
import type { JudgedStack } from "../format";
import { matrixRow, matrixTitles, remarksOf } from "../matrix-row";
import { html, type Markup, nothing } from "./markup";

const WIDTH = 760;
const LEFT = 56;
const SPAN = WIDTH - LEFT - 10;
const TOP = 24;
const HEIGHT = 110;

/** What becomes of each failure; for a stack with a name that fails over the loss of the primary region, let happen on paper. Throws what `beforeRun` throws. */
export function drillOf({ verdict, resources, settings }: JudgedStack, beforeRun?: () => void): Markup {
  const { stack, budget } = verdict;
  const table = budget.failures === undefined ? nothing : matrix(stack, budget.failures);
  const report = findReport(stack, resources, settings, beforeRun);
  return report === undefined
    ? budget.failures === undefined
      ? nothing
      : html`<h3>Drill</h3>${table}`
    : html`<h3>Drill</h3>${summary(report)}${table}${course(report)}${details(report)}`;
}

function findReport(
  stack: string,
  resources: JudgedStack["resources"],
  settings: JudgedStack["settings"],
  beforeRun: () => void = () => undefined,
): DrillReport | undefined {
  beforeRun();
  try {
    return drillStack(stack, resources, { ...defaultDrill, beforeRun }, settings);
  } catch (error) {
    beforeRun(); // the time may be what is over
    if (error instanceof PreflightError) return undefined;
    throw error;
  }
}

/** What becomes of each failure, and of its end. */
function matrix(stack: string, failures: readonly FailureRow[]): Markup {
  const rows = failures.map((row) => {
    const [failure = "", ...cells] = matrixRow(row);
    const { served, missing } = row.promised ?? {};
    const isBroken = served?.state === "broken" || missing?.state === "broken";
    return html`<tr class="${isBroken ? "broken" : ""}"><th scope="row" title="${row.title}">${failure}</th>${cells.map((cell) => html`<td>${cell}</td>`)}<td>${row.onReturn}</td></tr>`;
  });
  const remarks = failures.flatMap((row) => remarksOf(row).map((remark) => html`<li>${row.failure}: ${remark}</li>`));
  const titles = [...matrixTitles.map(capital), "When it is back"];
  return html`<h4>What becomes of each failure</h4><div class="scroll" tabindex="0" role="region" aria-label="Failure matrix of ${stack}"><table class="matrix"><thead><tr>${titles.map((title) => html`<th scope="col">${title}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>${remarks.length === 0 ? nothing : html`<ul class="remarks">${remarks}</ul>`}`;
}

/** `p50` stays as it is. */
function capital(text: string): string {
  return /^p\d/.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1);
}

function summary({ title, runs, milestones, budget }: DrillReport): Markup {
  const recovered = milestones.find((milestone) => milestone.recovered);
  const share = budget.servedWithinBudget;
  const within =
    share === null || budget.rtoSeconds === null
      ? nothing
      : html` When the budget's ${formatSeconds(budget.rtoSeconds)} are over, ${percent(share)} of the clients are served (mean of all runs).`;
  return html`<p>${title.charAt(0).toUpperCase()}${title.slice(1)}. Of ${runs} simulated runs the median recovered after <strong>${time(recovered?.seconds.p50)}</strong>, the 99th of a hundred after ${time(recovered?.seconds.p99)}.${within}</p>`;
}

/** The share of clients that are served, from the failure until all that a person would wait for has happened. */
function course({ served, milestones, timeline, budget }: DrillReport): Markup {
  const recovered = milestones.find((milestone) => milestone.recovered)?.seconds;
  const end = 1.5 * Math.max(1, recovered?.p99 ?? recovered?.p50 ?? served.at(-1)?.seconds ?? 1);
  const x = (seconds: number) => tenths(LEFT + (Math.min(seconds, end) / end) * SPAN);
  const y = (share: number) => tenths(TOP + (1 - share) * HEIGHT);
  const steps = served
    .filter(({ seconds }) => seconds <= end)
    .map(
      ({ seconds, share }, index) =>
        `${index === 0 ? `M${x(seconds)}` : `H${x(seconds)}V`}${index === 0 ? "," : ""}${y(share)}`,
    );
  const events = timeline.filter(({ seconds, kind }) => seconds <= end && kind !== "client");
  const told = `Share of clients served in the median run, over the first ${time(end)}`;
  return html`<figure class="drill"><figcaption>${told}</figcaption><svg class="chart" viewBox="0 0 ${WIDTH} ${TOP + HEIGHT + 24}" role="img" aria-label="${told}">
${[0, 0.5, 1].map((share) => html`<line class="grid-line" x1="${LEFT}" x2="${LEFT + SPAN}" y1="${y(share)}" y2="${y(share)}"/><text class="tick end" x="${LEFT - 8}" y="${y(share) + 5}">${percent(share)}</text>`)}
${ticksOf(end).map((seconds) => html`<text class="tick middle" x="${x(seconds)}" y="${TOP + HEIGHT + 20}">${seconds === 0 ? "failure" : time(seconds)}</text>`)}
${marksOf(events, x)}${promiseOf(budget.rtoSeconds, end, x)}
<path class="served-line" d="${steps.join("")}H${x(end)}"/></svg>
<ol class="events">${events.map(({ seconds, text }) => html`<li>+${time(seconds)}: ${text}</li>`)}</ol></figure>`;
}

/** Lengths of time that a person counts in, in seconds. */
const STEPS = [1, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600, 86_400] as const;

/** Where the time is written: at most seven places, the failure among them. */
function ticksOf(end: number): readonly number[] {
  const step = STEPS.find((seconds) => end / seconds < 7) ?? end;
  return Array.from({ length: Math.floor(end / step) + 1 }, (_, index) => index * step);
}

/** Where the budget says that the standby answers. */
function promiseOf(seconds: number | null, end: number, x: (seconds: number) => number): Markup {
  return seconds === null || seconds > end
    ? nothing
    : html`<line class="budget-line" x1="${x(seconds)}" x2="${x(seconds)}" y1="${TOP}" y2="${TOP + HEIGHT}"/><text class="event-number budget" x="${x(seconds)}" y="${TOP - 7}">RTO</text>`;
}

/** So close, in pixels, that their numbers would run into each other. */
const CLOSE = 26;

/** A line for each event, numbered as in the list below; events that are close share a number's place. */
function marksOf(events: DrillReport["timeline"], x: (seconds: number) => number): readonly Markup[] {
  const groups: { readonly at: number; readonly first: number; last: number }[] = [];
  const lines = events.map(({ seconds, text }, index) => {
    const group = groups.at(-1);
    if (group !== undefined && x(seconds) - group.at < CLOSE) {
      group.last = index + 1;
    } else {
      groups.push({ at: x(seconds), first: index + 1, last: index + 1 });
    }
    return html`<g><title>${time(seconds)}: ${text}</title><line class="event-line" x1="${x(seconds)}" x2="${x(seconds)}" y1="${TOP}" y2="${TOP + HEIGHT}"/></g>`;
  });
  const numbers = groups.map(
    ({ at, first, last }) =>
      html`<text class="event-number" x="${at}" y="${TOP - 7}">${first === last ? first : `${first}–${last}`}</text>`,
  );
  return [...lines, ...numbers];
}

function details({ stack, milestones, stores, told, timeline }: DrillReport): Markup {
  const spread = ["p50", "p99", "worst"] as const;
  return html`<details class="words"><summary>What happens when, what is lost, and who is told</summary>
<div class="scroll" tabindex="0" role="region" aria-label="Drill of ${stack}">
${table(
  ["Time from the failure", "p50", "p99", "Worst", "Of the runs"],
  milestones.map(({ name, seconds, reached }) => [name, ...spread.map((of) => time(seconds[of])), percent(reached)]),
)}
${table(
  ["Not in the standby: oldest", "p50", "p99", "Worst", "What becomes of it"],
  stores.map(({ service, name, seconds, state, fate }) => [
    `${service} ${name}`,
    ...spread.map((of) => loss(seconds[of], state)),
    fate,
  ]),
)}
${table(
  ["Who is told", "By alarm", "p50", "Note"],
  told.map(({ who, by, seconds, note }) => [who, by, time(seconds.p50), note]),
)}
${table(
  ["Median run", "What happens"],
  timeline.map(({ seconds, text }) => [`+${time(seconds)}`, text]),
)}
</div></details>`;
}

function table(titles: readonly string[], rows: readonly (readonly string[])[]): Markup {
  return rows.length === 0
    ? nothing
    : html`<table><thead><tr>${titles.map((title) => html`<th scope="col">${title}</th>`)}</tr></thead><tbody>
${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table>`;
}

function loss(seconds: number | null, state: DrillReport["stores"][number]["state"]): string {
  return seconds === null ? (state === "undetermined" ? "not known" : "all") : time(seconds);
}

function time(seconds: number | null | undefined): string {
  return seconds === null || seconds === undefined ? "never" : formatSeconds(Math.round(seconds));
}

function tenths(value: number): number {
  return Math.round(10 * value) / 10;
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
