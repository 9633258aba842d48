import { createColors } from "picocolors";
import type { Comparison } from "../comparison/compare";
import type { NotJudged, SourcePosition, Urn } from "../graph";
import type { Verdict, Violation } from "../verdict";
import { formatBudget, formatTerms, objectives, standingRow, standingTitles } from "./budget";
import { changeInWords, comparisonInWords } from "./comparison";
import { formatObjective } from "./duration";
import type { Deciding, Format, KnownSummary, Report } from "./format";
import { countKnown, freshOf, goneInLines, isFresh, knownInWords } from "./known";
import { separated } from "./pieces";
import { shownName, shownPath, shownType, shownUrn } from "./place";
import { printable, printableLines } from "./printable";
import { formatTable } from "./table";

type Colours = ReturnType<typeof createColors>;

/** For people: violations by policy, then what could not be judged, then the budget. */
export const formatText: Format = function* (report, { colour, quiet }) {
  const colours = createColors(colour && process.env.NO_COLOR === undefined);
  if (quiet !== undefined) {
    yield* quietly(report, colours, quiet);
    return;
  }
  yield* separated(partsOf(report, colours), "\n\n");
  yield "\n";
};

function* partsOf(report: Report, colours: Colours): Iterable<string> {
  yield* report.heading === undefined ? [] : [printableLines(report.heading).join("\n")];
  const summary: InSummary[] = [];
  for (const { verdict } of report.stacks) {
    summary.push(summarize(verdict));
    const text = new StackText(verdict, colours).format(report);
    yield* text === "" ? [] : [text];
  }
  yield* report.isSummary ? [formatSummary(summary)] : [];
  yield* report.comparison === undefined ? [] : [formatComparison(report.comparison, colours)];
  yield* report.known === undefined ? [] : [formatKnown(report.known, colours)];
  yield* report.failing === undefined ? [] : [formatFailing(report.failing)];
  yield* formatFailures(report);
}

/** What fails, and nothing when nothing does. */
function* quietly(report: Report, colours: Colours, deciding: Deciding): Iterable<string> {
  for (const { verdict } of report.stacks) {
    const text = new StackText(verdict, colours).failing(deciding);
    yield* text === "" ? [] : [`${text}\n`];
  }
  yield* formatFailures(report).map((text) => `${text}\n`);
  const { failing = [] } = report;
  yield* failing.length === 0 ? [] : [`${formatFailing(failing)}\n`];
}

/** What the summary keeps of a stack. */
interface InSummary {
  readonly law: string;
  readonly row: readonly string[];
  /** One for each objective. */
  readonly terms: readonly (readonly string[])[];
}

function summarize(verdict: Verdict): InSummary {
  const { stack, profile, resources, undetermined, notJudged, budget, seconds } = verdict;
  return {
    law: `${printable(stack)} by ${nameProfile(profile)}`,
    row: [
      printable(stack),
      String(resources),
      formatViolations(verdict),
      String(undetermined.filter(isFresh).length),
      String(notJudged.filter(isFresh).length),
      formatObjective(budget, "rto"),
      formatObjective(budget, "rpo"),
      seconds.toFixed(1),
    ],
    terms: objectives.map((objective) => [
      printable(stack),
      objective.toUpperCase(),
      ...standingRow(budget, objective),
      formatTerms(budget, objective),
    ]),
  };
}

/** One row per stack. */
function formatSummary(stacks: readonly InSummary[]): string {
  const rows = stacks.map(({ row }) => row);
  const titles = ["system", "resources", "violations", "undetermined", "not judged", "RTO", "RPO", "seconds"];
  const table = formatTable(titles, rows);
  const terms = stacks.flatMap((stack) => stack.terms);
  const laws = stacks.map(({ law }) => law);
  return stacks.length === 0
    ? table
    : [table, formatTable(["system", "", ...standingTitles, "made of"], terms), `Judged: ${laws.join(", ")}.`].join(
        "\n\n",
      );
}

/** What is new, what is gone and what the objectives were. */
function formatComparison(comparison: Comparison, { bold, red, green }: Colours): string {
  const line = (
    sign: string,
    stack: string,
    { level, policy, urn, path }: Pick<Violation, "level" | "policy" | "urn" | "path">,
  ) => `  ${sign} ${[stack, level, policy, shownName(urn), shownPath(path)].map(printable).join("  ").trimEnd()}`;
  const lines = comparison.stacks.flatMap(({ stack, isNew, newViolations, fixedViolations, changes }) => [
    ...(isNew ? [`  ${printable(stack)} is not in it: all is new`] : []),
    ...newViolations.map((violation) => red(line("+", stack, violation))),
    ...fixedViolations.map((violation) => green(line("-", stack, violation))),
    ...changes
      .map(changeInWords)
      .filter((text) => text !== "")
      .map((text) => `  ${printable(stack)}  ${text}`),
  ]);
  const missing = comparison.missing.map((stack) => `  ${printable(stack)} is in it and was not judged now`);
  const heading = `${bold(`Against ${printable(comparison.against)}`)}: ${comparisonInWords(comparison)}`;
  return [heading, ...lines, ...missing].join("\n");
}

function formatKnown(known: KnownSummary, { bold }: Colours): string {
  const lines = goneInLines(known).map((line) => `  - ${printable(line)}`);
  const file = printable(known.file);
  const advice = lines.length === 0 ? [] : [`  take them out with --write-known ${file}`];
  return [`${bold(`Known by ${file}`)}: ${knownInWords(known)}`, ...lines, ...advice].join("\n");
}

/** What decides the exit status. */
function formatFailing(failing: readonly string[]): string {
  return failing.length === 0 ? "Fails: nothing" : `Fails: ${failing.join(", ")}`;
}

function nameProfile(profile: string | null): string {
  return profile === null ? "the pack's defaults" : printable(profile);
}

/** The mandatory ones; advisory ones are named as such. */
function formatViolations(verdict: Verdict): string {
  const violations = verdict.violations.filter(isFresh);
  const advisory = violations.filter(({ level }) => level === "advisory").length;
  const mandatory = String(violations.length - advisory);
  return advisory === 0 ? mandatory : `${mandatory} + ${advisory} advisory`;
}

function formatFailures({ failures }: Report): readonly string[] {
  return failures.map(({ stack, message, detail }) =>
    [
      `${printable(stack)} could not be judged: ${printable(message)}`,
      ...(detail === "" ? [] : printableLines(detail)),
    ].join("\n"),
  );
}

/** What is not judged, by why. */
function byReason(items: readonly NotJudged[]): readonly { readonly reason: string; readonly urns: readonly Urn[] }[] {
  const groups = new Map<string, Urn[]>();
  for (const { urn, reason } of items) {
    groups.set(reason, [...(groups.get(reason) ?? []), urn]);
  }
  return [...groups].map(([reason, urns]) => ({ reason, urns }));
}

/** What is known is counted and not listed. */
class StackText {
  private readonly verdict: Verdict;
  private readonly known: number;

  constructor(
    whole: Verdict,
    private readonly colours: Colours,
  ) {
    this.verdict = freshOf(whole);
    this.known = countKnown(whole);
  }

  /** What decides the status, under the stack's heading; nothing when nothing does. */
  failing({ fails, asks }: Deciding): string {
    const groups = [
      ...this.violations(fails),
      ...(asks("undetermined") ? this.undetermined() : []),
      ...(asks("not-judged") ? this.notJudged() : []),
    ];
    return groups.length === 0 ? "" : [this.heading(), ...groups].join("\n\n");
  }

  /** Everything about the stack; in a summary only what is remarkable, and the budget when it is the only stack. */
  format({ isSummary, stacks }: Report): string {
    const { verdict } = this;
    const sections = [
      ...this.violations(),
      ...this.undetermined(),
      ...this.list("exempted", verdict.exempted, (item) => [
        item.policy,
        `${this.place(item)} ${shownPath(item.path)}`,
        `${item.reason} (${item.owner}, until ${item.expires})`,
      ]),
      ...this.list("unused exemption", verdict.unusedExemptions, (item) => [
        item.policy,
        shownPath(item.urn),
        `${item.reason} (${item.owner}, until ${item.expires})`,
      ]),
      ...this.notJudged(),
      ...this.list("note", verdict.notes, (note) => [note]),
    ];
    const isRemarkable = sections.length > 0 || !isSummary || stacks.length === 1;
    if (!isRemarkable) {
      return "";
    }
    const budget = isSummary && stacks.length > 1 ? [] : [formatBudget(verdict.budget)];
    return [this.heading(), ...sections, ...budget].join("\n\n");
  }

  private undetermined(): readonly string[] {
    return this.list("undetermined", this.verdict.undetermined, (item) => [
      item.policy,
      this.place(item),
      printable(item.reason),
    ]);
  }

  private notJudged(): readonly string[] {
    return this.list("not judged", byReason(this.verdict.notJudged), ({ reason, urns }) => [
      reason,
      ...urns.map((urn) => this.place({ urn })),
    ]);
  }

  private heading(): string {
    const { stack, resources, profile, violations, undetermined, exempted, notJudged, seconds } = this.verdict;
    const mandatory = violations.filter(({ level }) => level === "mandatory").length;
    const counts = [
      `${mandatory} mandatory ${mandatory === 1 ? "violation" : "violations"}`,
      `${violations.length - mandatory} advisory`,
      `${undetermined.length} undetermined`,
      `${exempted.length} exempted`,
      ...(notJudged.length === 0 ? [] : [`${notJudged.length} not judged`]),
      ...(this.known === 0 ? [] : [`${this.known} known`]),
    ].join(", ");
    const name = this.colours.bold(printable(stack));
    const { red, yellow, green } = this.colours;
    const colour = mandatory > 0 ? red : notJudged.length > 0 ? yellow : green;
    const verdict = colour(counts);
    return `${name}: ${verdict} (${resources} resources, by ${nameProfile(profile)}, ${seconds.toFixed(1)} s)`;
  }

  private violations(isShown: (violation: Violation) => boolean = () => true): readonly string[] {
    const groups = new Map<string, Violation[]>();
    for (const violation of this.inOrder().filter(isShown)) {
      const key = `${violation.level} ${violation.policy}`;
      groups.set(key, [...(groups.get(key) ?? []), violation]);
    }
    return [...groups.values()].map((group) => this.group(group));
  }

  /** Mandatory ones first; within a level the order of the verdict. */
  private inOrder(): readonly Violation[] {
    const isMandatory = ({ level }: Violation) => level === "mandatory";
    const { violations } = this.verdict;
    return [...violations.filter(isMandatory), ...violations.filter((violation) => !isMandatory(violation))];
  }

  private group(violations: readonly Violation[]): string {
    const [first] = violations;
    const { bold, red, yellow } = this.colours;
    const level = first?.level === "mandatory" ? red("mandatory") : yellow("advisory");
    const heading = `${level}  ${bold(printable(first?.policy ?? ""))}  (${first?.severity})`;
    return [heading, ...violations.flatMap((violation) => this.violation(violation))].join("\n");
  }

  private violation(violation: Violation): readonly string[] {
    return [
      `  ${this.place(violation)}`,
      `  ${this.colours.dim(printable(shownUrn(violation.urn)))}`,
      ...printableLines(violation.message).map((line) => `    ${line}`),
    ];
  }

  private list<Item>(
    heading: string,
    items: readonly Item[],
    lines: (item: Item) => readonly string[],
  ): readonly string[] {
    if (items.length === 0) {
      return [];
    }
    const entries = items.map((item) =>
      lines(item)
        .flatMap((line) => printableLines(line))
        .map((line, index) => `${index === 0 ? "  " : "    "}${line}`)
        .join("\n"),
    );
    return [[this.colours.yellow(heading), ...entries].join("\n")];
  }

  private place({ urn, source }: { readonly urn: string; readonly source?: SourcePosition }): string {
    const at = source === undefined ? "" : `  ${printable(source.file)}:${source.line}`;
    return `${printable(shownName(urn))} (${printable(shownType(urn))})${at}`;
  }
}
