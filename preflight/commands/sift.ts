import type { PolicyInfo } from "../analyzer/reconcile";
import { type KnownEntry, knownText, readKnown, readKnownIfThere } from "../known/file";
import { entriesOf, isOf, KnownFindings, type StackName } from "../known/findings";
import type { KnownSummary, Report } from "../report/format";
import type { Pass, Verdict } from "../verdict";
import { Filter, type FilterOptions } from "./filter";
import { writeFileAtomically } from "./write";

export interface SiftOptions extends FilterOptions {
  /** Findings recorded earlier. */
  readonly known?: string;
  /** Where today's findings are recorded. */
  readonly writeKnown?: string;
}

/** What was found in a stack, before a report sees it. */
export interface Found {
  readonly verdict: Verdict;
  readonly passes: readonly Pass[];
}

/** Takes what was found in a stack by these policies; gives what is reported of it. */
export type SiftStack = <Item extends Found>(found: Item, policies: readonly PolicyInfo[], name: StackName) => Item;

/** Sifts what was found, stack by stack: what was not asked for is left out, what is known is marked, all is recorded. */
export class Sift {
  readonly filter: Filter;
  private readonly known: KnownFindings | undefined;
  private readonly before: readonly KnownEntry[];
  private readonly recorded: KnownEntry[] = [];
  private readonly judged: StackName[] = [];

  /** Throws a PreflightError for options and files that it cannot use. */
  constructor(private readonly options: SiftOptions) {
    this.filter = new Filter(options);
    this.known = options.known === undefined ? undefined : new KnownFindings(readKnown(options.known, "--known"));
    this.before = options.writeKnown === undefined ? [] : readKnownIfThere(options.writeKnown, "--write-known");
  }

  readonly stack: SiftStack = (found, policies, name) => {
    const left = this.filter.apply(found, policies);
    this.judged.push(name);
    if (this.options.writeKnown !== undefined) {
      this.recorded.push(...entriesOf(left.verdict));
    }
    return this.known === undefined ? left : { ...left, verdict: this.known.mark(left.verdict) };
  };

  /** What became of what is known, for a report of all stacks or of some. */
  summary(isWhole: boolean): KnownSummary | undefined {
    const { known: file } = this.options;
    return this.known === undefined || file === undefined
      ? undefined
      : { file, old: this.known.count, gone: this.known.gone(this.covers(isWhole)) };
  }

  /**
   * Records what was found; what this run could not have found stays recorded. Returns how many findings the file has;
   * undefined when none is written, as a file without the stacks that failed would lack theirs.
   */
  async record({ failures, isSummary }: Report): Promise<number | undefined> {
    const { writeKnown: file } = this.options;
    if (file === undefined || failures.length > 0) {
      return undefined;
    }
    const covers = this.covers(isSummary);
    const entries = [...this.before.filter((entry) => !covers(entry)), ...this.recorded];
    await writeFileAtomically(file, [knownText(entries)]);
    return entries.reduce((sum, { count = 1 }) => sum + count, 0);
  }

  private covers(isWhole: boolean): (entry: KnownEntry) => boolean {
    const isReported = ({ policy }: KnownEntry) =>
      policy === undefined || this.filter.isOpen || this.filter.passes(policy);
    return (entry) => isReported(entry) && (isWhole || this.judged.some((name) => isOf(entry, name)));
  }
}
