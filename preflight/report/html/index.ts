import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Comparison } from "../../comparison/compare";
import type { Violation } from "../../verdict";
import { readVersion } from "../../version";
import { objectives } from "../budget";
import { changeInWords, comparisonInWords } from "../comparison";
import type { Format, JudgedStack, KnownSummary, StackFailure } from "../format";
import { countKnown, freshOf, goneInLines, knownInWords } from "../known";
import { differenceOf, shownName } from "../place";
import { countOf } from "./chip";
import { findingsOf } from "./findings";
import { html, type Markup, nothing, trusted } from "./markup";
import { provenanceOf } from "./provenance";
import { stackOf } from "./stack";
import { systemsOf } from "./standings";
import { type Line, tableOf } from "./table";

const style = readFileSync(join(__dirname, "page.css"), "utf8");
const script = readFileSync(join(__dirname, "page.js"), "utf8");

/** What the page may do: show itself, run the one script that it carries, and nothing else. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${digest(style)}'`,
  `script-src 'sha256-${digest(script)}'`,
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}

/** With more stacks than this a page shows each by its name alone, until it is asked for. */
const MOST_UNFOLDED = 10;

/** One page that needs nothing else: for people who decide, and for the file of a change. Needs all stacks in memory. */
export const formatHtml: Format = function* (report, options) {
  const { failures, comparison, known, provenance } = report;
  const stacks = [...report.stacks];
  yield html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">
<title>${headline(stacks, failures)} · dr-guardrails</title><link rel="icon" href="data:,"><style>${trusted(style)}</style></head>
<body><a class="skip" href="#findings">Skip to the findings</a>
<header><p class="product">dr-guardrails ${readVersion()}</p><h1>${headline(stacks, failures)}</h1>${provenanceOf(provenance)}</header>
<main>${systemsOf(stacks)}
${known === undefined ? nothing : knownOf(known)}
${comparison === undefined ? nothing : changesOf(comparison)}
${failures.map(failureOf)}
${stacks.length === 0 ? nothing : findingsOf(stacks)}
`.toString();
  for (const [index, stack] of stacks.entries()) {
    yield* stackOf(stack, index, options, stacks.length > MOST_UNFOLDED);
  }
  yield html`</main>
<footer><p>RTO: the time from the loss of a region to the first answer of the other one. RPO: the data that may be lost with it. Both are computed from what the resources declare; p50 and p99 are the median and the 99th percentile of simulated losses. Nothing was measured.</p></footer>
<script>${trusted(script)}</script></body></html>
`.toString();
};

function headline(stacks: readonly JudgedStack[], failures: readonly StackFailure[]): string {
  if (failures.length > 0) {
    return `${count(failures.length, "system")} could not be judged`;
  }
  const sum = (of: (verdict: JudgedStack["verdict"]) => number) =>
    stacks.reduce((total, { verdict }) => total + of(verdict), 0);
  const mandatory = sum((verdict) => countOf(verdict).mandatory);
  const known = sum(countKnown);
  const broken = sum(({ budget }) => objectives.filter((objective) => budget[objective].state === "broken").length);
  const notJudged = sum((verdict) => freshOf(verdict).notJudged.length);
  return [
    mandatory > 0 ? count(mandatory, "mandatory violation") : `No ${known === 0 ? "" : "new "}mandatory violations`,
    ...(broken === 0 ? [] : [`${count(broken, "promise")} broken`]),
    ...(known === 0 ? [] : [count(known, "known finding")]),
    ...(notJudged === 0 ? [] : [`${count(notJudged, "resource")} not judged`]),
  ].join(", ");
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** What was recorded earlier, and what of it no longer occurs. */
function knownOf(known: KnownSummary): Markup {
  const lines = goneInLines(known);
  return html`<section aria-labelledby="known-title"><h2 id="known-title">Known by ${known.file}</h2><p>${knownInWords(known)}</p>${lines.length === 0 ? nothing : html`<details><summary>No longer there</summary><ul>${lines.map((line) => html`<li>${line}</li>`)}</ul></details>`}</section>`;
}

function listOf(lines: readonly string[]): Markup {
  return lines.length === 0 ? nothing : html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
}

/** What is new, what is fixed and what the objectives were. */
function changesOf(comparison: Comparison): Markup {
  const { stacks, missing, against } = comparison;
  const lines = stacks.flatMap(({ stack, newViolations, fixedViolations }) => [
    ...newViolations.map((violation) => changeRow("new", stack, violation)),
    ...fixedViolations.map((violation) => changeRow("fixed", stack, violation)),
  ]);
  const told = stacks.flatMap(({ stack, isNew, changes }) => [
    ...(isNew ? [`${stack} is new`] : []),
    ...changes.map(changeInWords).flatMap((text) => (text === "" ? [] : [`${stack}: ${text}`])),
  ]);
  const notes = [...told, ...missing.map((stack) => `${stack} was judged before and is not now`)];
  return html`<section aria-labelledby="changes-title"><h2 id="changes-title">Changes against ${against}</h2><p>${comparisonInWords(comparison)}</p>${listOf(notes)}${tableOf({ label: "Table of changes", titles: ["Change", "System", "Policy", "Resource", "Found"], lines })}</section>`;
}

type Changed = Pick<Violation, "level" | "policy" | "urn" | "path" | "got" | "want" | "message">;

function changeRow(what: "new" | "fixed", stack: string, violation: Changed): Line {
  const { level, policy, urn } = violation;
  const state = what === "fixed" ? "fine" : level;
  const chip = html`<span class="chip ${state}">${what === "fixed" ? "✓ fixed" : `+ new ${level}`}</span>`;
  const name = html`<strong>${shownName(urn)}</strong>`;
  return { cells: [chip, stack, html`<code>${policy}</code>`, name, differenceOf(violation)] };
}

function failureOf({ stack, message, detail }: StackFailure): Markup {
  const lines =
    detail === ""
      ? nothing
      : html`<pre tabindex="0">${detail.split(/\r?\n/).map((line) => html`${line}${trusted("\n")}`)}</pre>`;
  return html`<section class="failure"><h2>${stack} could not be judged</h2><p>${message}</p>${lines}</section>`;
}
