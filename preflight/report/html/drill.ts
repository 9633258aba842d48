import { type DrillReport, defaultDrill, drillStack } from "../../drill/drill";
import { PreflightError } from "../../problem";
import { formatSeconds } from "../duration";
import type { JudgedStack } from "../format";
import { html, type Markup, nothing } from "./markup";
import { tableOf } from "./table";

const WIDTH = 760;
const LEFT = 56;
const SPAN = WIDTH - LEFT - 10;
const TOP = 24;
const HEIGHT = 110;

/** For a stack that fails over: the loss of the primary region, simulated. */
export function drillOf({ verdict, resources, settings }: JudgedStack): Markup {
  const report = findReport(verdict.stack, resources, settings);
  return report === undefined
    ? nothing
    : html`<h3>The loss of the primary region, simulated</h3>${summary(report)}${course(report)}${details(report)}`;
}

function findReport(
  stack: string,
  resources: JudgedStack["resources"],
  settings: JudgedStack["settings"],
): DrillReport | undefined {
  try {
    return drillStack(stack, resources, defaultDrill, settings);
  } catch (error) {
    if (error instanceof PreflightError) return undefined;
    throw error;
  }
}

function summary({ title, runs, milestones, budget }: DrillReport): Markup {
  const recovered = milestones.find((milestone) => milestone.recovered);
  const share = budget.servedWithinBudget;
  const within =
    share === null || budget.rtoSeconds === null
      ? nothing
      : html` After the computed ${formatSeconds(budget.rtoSeconds)}, ${percent(share)} of the clients are served (mean of all runs).`;
  return html`<p>${title.charAt(0).toUpperCase()}${title.slice(1)}. In ${runs} simulated runs the median recovery took <strong>${time(recovered?.seconds.p50)}</strong>, the 99th percentile ${time(recovered?.seconds.p99)}.${within}</p>`;
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
${[0, 0.5, 1].map((share) => html`<line class="grid-line" x1="${LEFT}" x2="${LEFT + SPAN}" y1="${y(share)}" y2="${y(share)}"/><text class="tick end" x="${LEFT - 8}" y="${y(share) + 12 * share}">${percent(share)}</text>`)}
${ticksOf(end).map((seconds) => html`<text class="tick${seconds === 0 ? "" : " middle"}" x="${x(seconds)}" y="${TOP + HEIGHT + 20}">${seconds === 0 ? "failure" : time(seconds)}</text>`)}
${marksOf(events, x)}${promiseOf(budget.rtoSeconds, end, x)}
<path class="served-line" d="${steps.join("")}H${x(end)}"/></svg>
<ol class="events">${events.map(({ seconds, text }) => html`<li>+${time(seconds)}: ${text}</li>`)}</ol></figure>`;
}

/** Lengths of time that a person counts in, in seconds. */
const STEPS = [1, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600, 86_400] as const;

/** Pixels that a label needs to the right of its place: one nearer to the edge would be cut off. */
const END_OF_LABEL = 36;

/** Where the time is written: at most seven places, the failure among them. */
function ticksOf(end: number): readonly number[] {
  const step = STEPS.find((seconds) => end / seconds < 7) ?? end;
  const all = Array.from({ length: Math.floor(end / step) + 1 }, (_, index) => index * step);
  return all.filter((seconds) => (1 - seconds / end) * SPAN > END_OF_LABEL || seconds === 0);
}

/** Where the computed RTO is over; its label stands below the numbers of the events, on the side that has room. */
function promiseOf(seconds: number | null, end: number, x: (seconds: number) => number): Markup {
  if (seconds === null || seconds > end) return nothing;
  const at = x(seconds);
  const isRight = at > LEFT + SPAN - 60;
  return html`<line class="budget-line" x1="${at}" x2="${at}" y1="${TOP}" y2="${TOP + HEIGHT}"/><text class="budget-label${isRight ? " end" : ""}" x="${isRight ? at - 5 : at + 5}" y="${TOP + HEIGHT - 8}">RTO</text>`;
}

/** Pixels that a number of two digits, or a range of such numbers, takes with some room beside it. */
const CLOSE = 48;

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
  return html`<details class="words"><summary>What happens when, what is lost, and who is notified</summary>
${tableOf({
  label: `Milestones of ${stack}`,
  titles: ["Time from the failure", "p50", "p99", "Worst", "Share of runs"],
  lines: milestones.map(({ name, seconds, reached }) => ({
    cells: [name, ...spread.map((of) => time(seconds[of])), percent(reached)],
  })),
})}
${tableOf({
  label: `Data that the standby of ${stack} lacks`,
  titles: ["Not in the standby: oldest", "p50", "p99", "Worst", "What becomes of it"],
  lines: stores.map(({ service, name, seconds, state, fate }) => ({
    cells: [`${service} ${name}`, ...spread.map((of) => loss(seconds[of], state)), fate],
  })),
})}
${tableOf({
  label: `Notifications of ${stack}`,
  titles: ["Notified", "By alarm", "p50", "Note"],
  lines: told.map(({ who, by, seconds, note }) => ({ cells: [who, by, time(seconds.p50), note] })),
})}
${tableOf({
  label: `Median run of ${stack}`,
  titles: ["Median run", "What happens"],
  lines: timeline.map(({ seconds, text }) => ({ cells: [`+${time(seconds)}`, text] })),
})}
</details>`;
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
