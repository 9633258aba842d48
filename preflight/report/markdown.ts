import type { Comparison } from "../comparison/compare";
import { nameOf, typeOf } from "../monitor/urn";
import type { Budget, Term } from "../recovery/budget";
import type { Verdict, Violation } from "../verdict";
import { doubtfulOf, objectives, standingRow } from "./budget";
import { changeInWords, comparisonInWords } from "./comparison";
import { formatObjective, formatSeconds } from "./duration";
import { exceptionsInWords } from "./exceptions";
import type { Format, KnownSummary, Report, StackFailure } from "./format";
import { countKnown, freshOf, goneInLines, knownInWords } from "./known";
import { mapped, separated } from "./pieces";
import { differenceOf, positionOf } from "./place";
import { printable } from "./printable";
import { shorten } from "./shorten";

/** A comment that a later run finds again and replaces. */
export const MARKER = "<!-- dr-guardrails -->";

/** A comment on GitHub ends at 65,536 characters; counted in bytes here, which are never fewer. */
const MAX_BYTES = 65_000;

/** Rows of one table, and what they may take together. */
const MAX_ROWS = 50;
const MAX_TABLE_BYTES = 16_000;

/** Characters of one text of a program, and of the error of a stack that could not be judged. */
const MAX_CELL = 500;
const MAX_FAILURE = 4000;

const CUT = "_The rest is left out: a comment may be no longer. Another format has it all._";

/** For a comment on a pull request. */
export const formatMarkdown: Format = function* (report) {
  yield* separated(withinComment(partsOf(report)), "\n\n");
  yield "\n";
};

/** The parts that there is room for, in their order; a large one may be left out and a small one after it kept. */
function* withinComment(parts: Iterable<string>): Iterable<string> {
  let room = MAX_BYTES - sizeOf(CUT);
  let isCut = false;
  for (const part of parts) {
    const size = sizeOf(part) + 2;
    if (size <= room) {
      room -= size;
      yield part;
    } else {
      isCut = true;
    }
  }
  yield* isCut ? [CUT] : [];
}

function sizeOf(text: string): number {
  return Buffer.byteLength(text);
}

function* partsOf({ stacks, failures, comparison, known, failing }: Report): Iterable<string> {
  const summary = [...mapped(stacks, ({ verdict }) => summarize(freshOf(verdict)))];
  yield MARKER;
  yield `## ${headlineOf(summary, failures)}`;
  yield* failing === undefined || failing.length === 0 ? [] : [`**Fails:** ${failing.join(", ")}.`];
  yield* known === undefined ? [] : knownOf(known);
  yield* comparison === undefined ? [] : changesOf(comparison);
  yield* summary.length === 0 ? [] : [summaryOf(summary)];
  yield* failures.map(failureOf);
  for (const { verdict } of stacks) {
    yield* detailsOf(freshOf(verdict), countKnown(verdict));
  }
}

function headlineOf(stacks: readonly InSummary[], failures: readonly StackFailure[]): string {
  const mandatory = stacks.reduce((sum, stack) => sum + stack.mandatory, 0);
  const notJudged = stacks.reduce((sum, stack) => sum + stack.notJudged, 0);
  const rest = notJudged === 0 ? "" : `, ${notJudged} ${plural(notJudged, "resource")} not judged`;
  if (failures.length > 0) {
    return `dr-guardrails: ${failures.length} ${plural(failures.length, "stack")} could not be judged`;
  }
  return mandatory === 0
    ? `dr-guardrails: nothing mandatory is broken${rest}`
    : `dr-guardrails: ${mandatory} mandatory ${plural(mandatory, "violation")}${rest}`;
}

function countOf({ violations }: Verdict, level: Violation["level"]): number {
  return violations.filter((violation) => violation.level === level).length;
}

function plural(count: number, word: string): string {
  return count === 1 ? word : `${word}s`;
}

/** What the summary keeps of a stack. */
interface InSummary {
  readonly mandatory: number;
  readonly notJudged: number;
  readonly row: readonly string[];
}

function summarize(verdict: Verdict): InSummary {
  const mandatory = countOf(verdict, "mandatory");
  return {
    mandatory,
    notJudged: verdict.notJudged.length,
    row: [
      code(verdict.stack),
      String(verdict.resources),
      String(mandatory),
      String(countOf(verdict, "advisory")),
      String(verdict.undetermined.length),
      String(verdict.exempted.length + verdict.excepted.length),
      String(verdict.notJudged.length),
      formatObjective(verdict.budget, "rto"),
      formatObjective(verdict.budget, "rpo"),
    ],
  };
}

function summaryOf(stacks: readonly InSummary[]): string {
  return table(
    ["System", "Resources", "Mandatory", "Advisory", "Undetermined", "Exempted", "Not judged", "RTO", "RPO"],
    stacks.map(({ row }) => row),
    stacks.length,
  );
}

/** What this change does, before what there is. */
function changesOf(comparison: Comparison): readonly string[] {
  const { stacks, missing } = comparison;
  const rows = stacks.flatMap(({ stack, newViolations, fixedViolations }) => [
    ...newViolations.map((violation) => ["new", stack, violation] as const),
    ...fixedViolations.map((violation) => ["fixed", stack, violation] as const),
  ]);
  const cells = rows.map(([what, stack, violation]) => [
    what === "new" ? "🔺 new" : "✅ fixed",
    code(stack),
    `${code(violation.policy)} (${violation.level})`,
    resourceOf(violation.urn),
    code(differenceOf(violation)),
  ]);
  const objectives = stacks.flatMap(({ stack, isNew, changes }) => [
    ...(isNew ? [`- ${code(stack)} is new`] : []),
    ...changes.map(changeInWords).flatMap((text) => (text === "" ? [] : [`- ${code(stack)}: ${text}`])),
  ]);
  const gone = missing.map((stack) => `- ${code(stack)} was judged before and is not now`);
  return [
    `**This change:** ${comparisonInWords(comparison)}.`,
    ...(objectives.length + gone.length === 0 ? [] : [[...objectives, ...gone].join("\n")]),
    ...(cells.length === 0 ? [] : [table(["", "System", "Policy", "Resource", "Found"], cells)]),
  ];
}

/** What was recorded earlier, in a line, and what of it no longer occurs. */
function knownOf(known: KnownSummary): readonly string[] {
  return [
    `**Known by** ${code(known.file)}**:** ${knownInWords(known)}.`,
    ...(known.gone.length === 0
      ? []
      : [
          collapsed(
            `${known.gone.length} no longer ${known.gone.length === 1 ? "occurs" : "occur"}`,
            bullets(goneInLines(known)),
          ),
        ]),
  ];
}

function failureOf({ stack, message, detail }: StackFailure): string {
  const lines = [message, ...(detail === "" ? [] : [detail])].join("\n");
  const text = shorten(lines, MAX_FAILURE);
  return `${code(stack)} could not be judged:\n\n<pre>${text.split(/\r?\n/).map(entities).join("\n")}</pre>`;
}

function detailsOf(verdict: Verdict, known: number): readonly string[] {
  const { violations, undetermined, exempted, unusedExemptions, notJudged, notes, budget } = verdict;
  const { excepted, unusedExceptions } = verdict;
  const section = (title: string, items: readonly unknown[], body: () => string) =>
    items.length === 0 ? [] : [collapsed(`${items.length} ${title}`, body())];
  const sections = [
    ...violationsOf(violations),
    ...section("undetermined", undetermined, () =>
      table(
        ["Policy", "Resource", "Reason"],
        undetermined.map(({ policy, urn, reason }) => [code(policy), resourceOf(urn), code(reason)]),
      ),
    ),
    ...section("exempted", exempted, () =>
      table(
        ["Policy", "Resource", "Path", "Reason", "Owner", "Until"],
        exempted.map((item) => [
          code(item.policy),
          resourceOf(item.urn),
          ...[item.path, item.reason].map(code),
          code(item.owner),
          code(item.expires),
        ]),
      ),
    ),
    ...section(`unused ${plural(unusedExemptions.length, "exemption")}`, unusedExemptions, () =>
      table(
        ["Policy", "URN", "Reason", "Owner", "Until"],
        unusedExemptions.map(({ policy, urn, reason, owner, expires }) =>
          [policy, urn, reason, owner, expires].map(code),
        ),
      ),
    ),
    ...section("excepted by Pulumi", excepted, () =>
      table(
        ["Policy", "Resource", "Difference", "Exceptions"],
        excepted.map((item) => [
          code(item.policy),
          resourceOf(item.urn),
          code(differenceOf(item)),
          code(exceptionsInWords(item)),
        ]),
      ),
    ),
    ...section(`unused ${plural(unusedExceptions.length, "exception")}`, unusedExceptions, () =>
      table(
        ["Id", "URN", "Policies", "Reason"],
        unusedExceptions.map(({ id, urn, policies, reason }) => [id, urn, policies.join(", "), reason].map(code)),
      ),
    ),
    ...section("not judged", notJudged, () =>
      table(
        ["Resource", "Reason"],
        notJudged.map(({ urn, reason }) => [resourceOf(urn), code(reason)]),
      ),
    ),
    ...section(plural(notes.length, "note"), notes, () => bullets(notes)),
    ...(budget.terms.length === 0
      ? []
      : [standingsOf(budget), ...doubtfulOf(budget), collapsed(budgetTitle(verdict), termsOf(budget.terms))]),
  ];
  const title = `### ${code(verdict.stack)}${known === 0 ? "" : ` (${known} known)`}`;
  return sections.length === 0 ? [] : [title, ...sections];
}

/** Mandatory ones in sight, advisory ones one click away. */
function violationsOf(violations: readonly Violation[]): readonly string[] {
  const [mandatory, advisory] = (["mandatory", "advisory"] as const).map((level) =>
    violations.filter((violation) => violation.level === level),
  );
  const rowsOf = (list: readonly Violation[]) =>
    table(
      ["Policy", "Resource", "Found", "Where"],
      list.map((violation) => [
        `${code(violation.policy)} (${violation.severity})`,
        resourceOf(violation.urn),
        code(differenceOf(violation)),
        positionOf(violation.source) === "" ? "" : code(positionOf(violation.source)),
      ]),
    );
  return [
    ...(mandatory === undefined || mandatory.length === 0 ? [] : [rowsOf(mandatory)]),
    ...(advisory === undefined || advisory.length === 0
      ? []
      : [collapsed(`${advisory.length} advisory`, rowsOf(advisory))]),
  ];
}

function standingsOf(budget: Budget): string {
  const rows = objectives.map((objective) => [objective.toUpperCase(), ...standingRow(budget, objective)]);
  return table(["", "Promised", "Computed", "p50", "p99", ""], rows);
}

function budgetTitle({ budget }: Verdict): string {
  return `RTO ${formatObjective(budget, "rto")}, RPO ${formatObjective(budget, "rpo")}`;
}

function termsOf(terms: readonly Term[]): string {
  return table(
    ["", "Time", "Term", "From", "Why"],
    terms.map(({ objective, seconds, state, name, urn, property, basis, counted }) => [
      objective.toUpperCase(),
      seconds === null ? state : formatSeconds(seconds),
      `${code(name)}${counted ? "" : " (not counted)"}`,
      [nameOf(urn), property].every((text) => text === "") ? "" : code(`${nameOf(urn)} ${property}`.trim()),
      code(basis),
    ]),
  );
}

function resourceOf(urn: string): string {
  return `${code(nameOf(urn))}<br>${code(typeOf(urn))}`;
}

function collapsed(title: string, body: string): string {
  return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}

function table(headings: readonly string[], rows: readonly (readonly string[])[], most = MAX_ROWS): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const shown = fitting(rows.slice(0, most).map(line));
  const more = rows.length > shown.length ? ["", `… and ${rows.length - shown.length} more.`] : [];
  return [line(headings), line(headings.map(() => "---")), ...shown, ...more].join("\n");
}

function bullets(texts: readonly string[]): string {
  const shown = fitting(texts.slice(0, MAX_ROWS).map((text) => `- ${code(text)}`));
  const more = texts.length > shown.length ? [`- … and ${texts.length - shown.length} more.`] : [];
  return [...shown, ...more].join("\n");
}

/** The first lines that there is room for in a part. */
function fitting(lines: readonly string[]): readonly string[] {
  let room = MAX_TABLE_BYTES;
  const end = lines.findIndex((text) => {
    room -= sizeOf(text) + 1;
    return room < 0;
  });
  return end === -1 ? lines : lines.slice(0, end);
}

/**
 * Text of a program, to be read and never acted on: inside `code` nobody is mentioned and nothing is linked, and
 * punctuation travels as character references, which no Markdown construct can begin with.
 */
function code(text: string): string {
  return `<code>${entities(shorten(text, MAX_CELL))}</code>`;
}

function entities(text: string): string {
  return printable(text).replace(/[^\p{L}\p{N} -]/gu, (character) => `&#${character.codePointAt(0)};`);
}
