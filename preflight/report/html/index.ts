import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Comparison } from "../../comparison/compare";
import type { Violation } from "../../verdict";
import { readVersion } from "../../version";
import { changeInWords, comparisonInWords } from "../comparison";
import { formatObjective } from "../duration";
import type { Format, JudgedStack, KnownSummary, StackFailure } from "../format";
import { countKnown, freshOf, goneInLines, knownInWords } from "../known";
import { differenceOf, shownName } from "../place";
import { findingsOf } from "./findings";
import { html, type Markup, nothing, trusted } from "./markup";
import { chipOf, countOf, stackOf } from "./stack";

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

/** One page that needs nothing else: for people who decide, and for the file of a change. Needs all stacks in memory. */
export const formatHtml: Format = function* (report, options) {
  const { failures, comparison, known } = report;
  const stacks = [...report.stacks];
  yield html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">
<title>${headline(stacks, failures)} · dr-guardrails</title><link rel="icon" href="data:,"><style>${trusted(style)}</style></head>
<body><a class="skip" href="#findings">Skip to the findings</a>
<header><p class="product">dr-guardrails ${readVersion()}</p><h1>${headline(stacks, failures)}</h1></header>
<main>${summary(stacks)}
${known === undefined ? nothing : knownOf(known)}
${comparison === undefined ? nothing : changesOf(comparison)}
${failures.map(failureOf)}
${stacks.length === 0 ? nothing : findingsOf(stacks)}
`.toString();
  for (const [index, stack] of stacks.entries()) {
    yield* stackOf(stack, index, options);
  }
  yield html`</main>
<footer><p>RTO: from the loss of a region to the first answer of the other one. RPO: what may be lost with it. Both follow from what the resources declare.</p></footer>
<script>${trusted(script)}</script></body></html>
`.toString();
};

function headline(stacks: readonly JudgedStack[], failures: readonly StackFailure[]): string {
  const mandatory = stacks.reduce((sum, { verdict }) => sum + countOf(verdict).mandatory, 0);
  const notJudged = stacks.reduce((sum, { verdict }) => sum + freshOf(verdict).notJudged.length, 0);
  const known = stacks.reduce((sum, { verdict }) => sum + countKnown(verdict), 0);
  const rest = [
    ...(known === 0 ? [] : [`, ${known} known ${known === 1 ? "finding" : "findings"}`]),
    ...(notJudged === 0 ? [] : [`, ${notJudged} ${notJudged === 1 ? "resource" : "resources"} not judged`]),
  ].join("");
  if (failures.length > 0) {
    return `${failures.length} ${failures.length === 1 ? "system" : "systems"} could not be judged`;
  }
  return mandatory === 0
    ? `Nothing mandatory is ${known === 0 ? "broken" : "new"}${rest}`
    : `${mandatory} mandatory ${mandatory === 1 ? "violation" : "violations"}${rest}`;
}

function summary(stacks: readonly JudgedStack[]): Markup {
  const hasKnown = stacks.some(({ verdict }) => countKnown(verdict) > 0);
  const ifKnown = <Item>(item: Item) => (hasKnown ? [item] : []);
  const counts = [
    ...["Resources", "Mandatory", "Advisory", "Undetermined"],
    ...ifKnown("Known"),
    ...["Exempted", "Not judged"],
  ];
  const titles = ["System", "Verdict", ...counts, "RTO", "RPO"];
  const rows = stacks.map(({ verdict }, index) => {
    const { mandatory, advisory } = countOf(verdict);
    const { undetermined, exempted, excepted, notJudged } = freshOf(verdict);
    const ends = [...ifKnown(countKnown(verdict)), exempted.length + excepted.length, notJudged.length];
    const numbers = [verdict.resources, mandatory, advisory, undetermined.length, ...ends];
    return html`<tr><th scope="row"><a href="#stack-${index}">${verdict.stack}</a></th><td>${chipOf(verdict)}</td>${numbers.map((number) => html`<td class="number">${number}</td>`)}<td>${formatObjective(verdict.budget, "rto")}</td><td>${formatObjective(verdict.budget, "rpo")}</td></tr>`;
  });
  return stacks.length === 0
    ? nothing
    : html`<section aria-labelledby="summary-title"><h2 id="summary-title">Systems</h2><div class="scroll" tabindex="0" role="region" aria-label="Table of systems"><table><thead><tr>${titles.map((title) => (counts.includes(title) ? html`<th scope="col" class="number">${title}</th>` : html`<th scope="col">${title}</th>`))}</tr></thead><tbody>${rows}</tbody></table></div></section>`;
}

/** What was recorded earlier, and what of it no longer occurs. */
function knownOf(known: KnownSummary): Markup {
  const lines = goneInLines(known);
  return html`<section aria-labelledby="known-title"><h2 id="known-title">Known by ${known.file}</h2><p>${knownInWords(known)}</p>${lines.length === 0 ? nothing : html`<details><summary>No longer there</summary><ul>${lines.map((line) => html`<li>${line}</li>`)}</ul></details>`}</section>`;
}

/** What is new, what is fixed and what the objectives were. */
function changesOf(comparison: Comparison): Markup {
  const { stacks, missing, against } = comparison;
  const rows = stacks.flatMap(({ stack, newViolations, fixedViolations }) => [
    ...newViolations.map((violation) => changeRow("new", stack, violation)),
    ...fixedViolations.map((violation) => changeRow("fixed", stack, violation)),
  ]);
  const told = stacks.flatMap(({ stack, isNew, changes }) => [
    ...(isNew ? [`${stack} is new`] : []),
    ...changes.map(changeInWords).flatMap((text) => (text === "" ? [] : [`${stack}: ${text}`])),
  ]);
  const lines = [...told, ...missing.map((stack) => `${stack} was judged before and is not now`)];
  return html`<section aria-labelledby="changes-title"><h2 id="changes-title">Changes against ${against}</h2><p>${comparisonInWords(comparison)}</p><ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>${rows.length === 0 ? nothing : html`<div class="scroll" tabindex="0" role="region" aria-label="Table of changes"><table><thead><tr>${["Change", "System", "Policy", "Resource", "Found"].map((title) => html`<th scope="col">${title}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`}</section>`;
}

type Changed = Pick<Violation, "level" | "policy" | "urn" | "path" | "got" | "want" | "message">;

function changeRow(what: "new" | "fixed", stack: string, violation: Changed): Markup {
  const { level, policy, urn } = violation;
  const state = what === "fixed" ? "fine" : level;
  return html`<tr><td><span class="chip ${state}">${what === "fixed" ? "✓ fixed" : `+ new ${level}`}</span></td><td>${stack}</td><td><code>${policy}</code></td><td><strong>${shownName(urn)}</strong></td><td>${differenceOf(violation)}</td></tr>`;
}

function failureOf({ stack, message, detail }: StackFailure): Markup {
  const lines =
    detail === ""
      ? nothing
      : html`<pre tabindex="0">${detail.split(/\r?\n/).map((line) => html`${line}${trusted("\n")}`)}</pre>`;
  return html`<section class="failure"><h2>${stack} could not be judged</h2><p>${message}</p>${lines}</section>`;
}
