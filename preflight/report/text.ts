import { createColors } from "picocolors";
import { groupBy } from "../../model/aws/twins";
import type { Comparison } from "../comparison/compare";
import type { NotJudged, SourcePosition, Urn } from "../graph";
import type { Exempted, Verdict, Violation } from "../verdict";
import { formatObjectives, objectives, standingRow, standingTitles } from "./budget";
import { changeInWords, comparisonInWords } from "./comparison";
import { exceptionsInWords } from "./exceptions";
import { type FindingGroup, groupFindings } from "./finding-groups";
import { fold } from "./fold";
import type { Deciding, Format, KnownSummary, Report } from "./format";
import { countKnown, freshOf, goneInLines, isFresh, knownInWords } from "./known";
import { separated } from "./pieces";
import { differenceOf, shownName, shownPath, shownType, shownUrn } from "./place";
import { printable, printableLines } from "./printable";
import { formatTable } from "./table";

type Colours = ReturnType<typeof createColors>;

/** For people: violations by policy, then what could not be judged, then the budget, and the counts in the end. */
export const formatText: Format = function* (report, { colour, quiet, columns, explains = false }) {
  const colours = createColors(colour && process.env.NO_COLOR === undefined);
  if (quiet !== undefined) {
    yield* quietly(report, colours, quiet);
    return;
  }
  for (const piece of separated(partsOf(report, colours, explains), "\n\n")) {
    yield columns === undefined ? piece : fold(piece, columns);
  }
  yield "\n";
};

function* partsOf(report: Report, colours: Colours, explains: boolean): Iterable<string> {
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
  yield* explains ? formatNext(report) : [];
}

/** One command that leads on: what the first mandatory policy of the report asks for. */
function formatNext({ stacks }: Report): readonly string[] {
  for (const { verdict } of stacks) {
    const [first] = groupFindings(freshOf(verdict).violations);
    if (first?.level === "mandatory") return [`Next: npx dr-guardrails explain ${printable(first.policy)}`];
  }
  return [];
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
  readonly profile: string;
  readonly row: readonly string[];
  /** One for each objective. */
  readonly standings: readonly (readonly string[])[];
}

function summarize(verdict: Verdict): InSummary {
  const { stack, profile, resources, undetermined, notJudged, budget, seconds } = verdict;
  return {
    profile: `${printable(stack)} by ${nameProfile(profile)}`,
    row: [
      printable(stack),
      String(resources),
      formatViolations(verdict),
      String(undetermined.filter(isFresh).length),
      String(notJudged.filter(isFresh).length),
      seconds.toFixed(1),
    ],
    standings: objectives.map((objective) => [
      printable(stack),
      objective.toUpperCase(),
      ...standingRow(budget, objective),
    ]),
  };
}

/** One row per stack. */
function formatSummary(stacks: readonly InSummary[]): string {
  const rows = stacks.map(({ row }) => row);
  const titles = ["system", "resources", "violations", "undetermined", "not judged", "seconds"];
  const table = formatTable(titles, rows);
  const standings = stacks.flatMap((stack) => stack.standings);
  const profiles = stacks.map(({ profile }) => profile);
  return stacks.length === 0
    ? table
    : [`Judged: ${profiles.join(", ")}.`, formatTable(["system", "", ...standingTitles], standings), table].join(
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
  return [...groupBy(items, ({ reason }) => reason)].map(([reason, group]) => ({
    reason,
    urns: group.map(({ urn }) => urn),
  }));
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
    return groups.length === 0 ? "" : [this.heading(), ...groups, this.ending()].join("\n\n");
  }

  /** Everything about the stack; in a summary only what is remarkable, and the budget when it is the only stack. */
  format({ isSummary, stacks }: Report): string {
    const { verdict } = this;
    const sections = [
      ...this.violations(),
      ...this.undetermined(),
      ...this.exempted(),
      ...this.list("unused exemption", verdict.unusedExemptions, (item) => [
        item.policy,
        shownUrn(item.urn),
        `${item.reason} (${item.owner}, until ${item.expires})`,
      ]),
      ...this.list("excepted by Pulumi", verdict.excepted, (item) => [
        item.policy,
        this.place(item),
        differenceOf(item),
        exceptionsInWords(item),
      ]),
      ...this.list("unused exception", verdict.unusedExceptions, (item) => [
        item.id,
        shownUrn(item.urn),
        `${item.reason} (${item.policies.join(", ")})`,
      ]),
      ...this.notJudged(),
      ...this.list("note", verdict.notes, (note) => [note]),
    ];
    const isRemarkable = sections.length > 0 || !isSummary || stacks.length === 1;
    if (!isRemarkable) {
      return "";
    }
    const budget = isSummary && stacks.length > 1 ? [] : [formatObjectives(verdict.budget)];
    return [this.heading(), ...sections, ...budget, this.ending()].join("\n\n");
  }

  /** Each reason once, with what it stands for. */
  private exempted(): readonly string[] {
    const wordsOf = ({ policy, reason, owner, expires }: Exempted) =>
      `${policy}\n${reason} (${owner}, until ${expires})`;
    return this.list("exempted", [...groupBy(this.verdict.exempted, wordsOf)], ([words, items]) => [
      words,
      ...items.map((item) => `${this.place(item)} ${shownPath(item.path)}`.trimEnd()),
    ]);
  }

  /** What is not known of a resource once, with all policies that ask for it. */
  private undetermined(): readonly string[] {
    const groups = [...groupBy(this.verdict.undetermined, ({ urn, reason }) => JSON.stringify([urn, reason]))];
    return this.list("undetermined", groups, ([, items]) => [
      items.map(({ policy }) => policy).join(", "),
      ...items.slice(0, 1).flatMap((item) => [this.place(item), printable(item.reason)]),
    ]);
  }

  private notJudged(): readonly string[] {
    return this.list("not judged", byReason(this.verdict.notJudged), ({ reason, urns }) => [
      reason,
      ...urns.map((urn) => this.place({ urn })),
    ]);
  }

  private heading(): string {
    const { stack, resources, profile, seconds } = this.verdict;
    const name = this.colours.bold(printable(stack));
    return `${name}: ${resources} resources, judged by ${nameProfile(profile)} in ${seconds.toFixed(1)} s`;
  }

  /** The counts, in the end, where a terminal stands. */
  private ending(): string {
    const { stack, violations, undetermined, exempted, excepted, notJudged } = this.verdict;
    const mandatory = violations.filter(({ level }) => level === "mandatory").length;
    const counts = [
      `${mandatory} mandatory ${mandatory === 1 ? "violation" : "violations"}`,
      `${violations.length - mandatory} advisory`,
      `${undetermined.length} undetermined`,
      `${exempted.length} exempted`,
      ...(excepted.length === 0 ? [] : [`${excepted.length} excepted`]),
      ...(notJudged.length === 0 ? [] : [`${notJudged.length} not judged`]),
      ...(this.known === 0 ? [] : [`${this.known} known`]),
    ].join(", ");
    const { bold, red, yellow, green } = this.colours;
    const colour = mandatory > 0 ? red : notJudged.length > 0 ? yellow : green;
    return `${bold(printable(stack))}: ${colour(counts)}`;
  }

  private violations(isShown: (violation: Violation) => boolean = () => true): readonly string[] {
    return groupFindings(this.verdict.violations.filter(isShown)).map((group) => this.group(group));
  }

  private group({ policy, level, severity, size, remedy, causes }: FindingGroup): string {
    const { bold, red, yellow } = this.colours;
    const shown = level === "mandatory" ? red(level) : yellow(level);
    const weight = size === 1 ? severity : `${severity}, ${size} findings`;
    return [
      `${shown}  ${bold(printable(policy))}  (${weight})`,
      ...causes.flatMap(({ text, violations }) => [
        ...violations.map((violation) => `  ${this.place(violation)}`),
        ...printableLines(text).map((line) => `    ${line}`),
      ]),
      ...(remedy === "" ? [] : [`  Fix: ${printable(remedy)}`]),
    ].join("\n");
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

  /** The place in the source first, as an editor or a terminal makes it a link. */
  private place({ urn, source }: { readonly urn: string; readonly source?: SourcePosition }): string {
    const at = source === undefined ? "" : `${printable(source.file)}:${source.line}  `;
    return `${at}${printable(shownName(urn))} (${printable(shownType(urn))})`;
  }
}
