import { PreflightError } from "../problem";
import type { Report } from "../report/format";
import type { Severity, Violation } from "../verdict";
import { isAtLeast, SEVERITIES } from "./filter";

export interface GateOptions {
  /** What ends the command with status 1 besides mandatory violations. */
  readonly failOn: readonly string[];
  readonly against?: string;
  readonly known?: string;
}

/** What `--fail-on` takes. */
export const FAIL_ON: readonly string[] = ["new", "advisory", ...SEVERITIES, "undetermined", "not-judged"];

interface Counted {
  readonly known?: true;
}

/**
 * Decides the exit status: mandatory violations fail, and what `--fail-on` names besides; nothing that is known does, and
 * with `new` nothing that the earlier verdict has.
 */
export class Gate {
  private readonly words: ReadonlySet<string>;
  private readonly least: Severity | undefined;

  /** Throws a PreflightError for a word that there is not, and for `new` without anything older. */
  constructor(options: GateOptions) {
    const words = options.failOn.flatMap((text) => text.split(",").map((word) => word.trim()));
    const lost = words.find((word) => !FAIL_ON.includes(word));
    if (lost !== undefined) {
      throw new PreflightError(`--fail-on is ${JSON.stringify(lost)}, expected one of ${FAIL_ON.join(", ")}`);
    }
    this.words = new Set(words);
    this.least = [...SEVERITIES].reverse().find((severity) => this.words.has(severity));
    if (this.words.has("new") && options.against === undefined && options.known === undefined) {
      throw new PreflightError(
        "--fail-on new has nothing to compare with, expected --against FILE (an earlier --format json) or --known FILE",
      );
    }
  }

  /** A violation that decides the status, apart from whether it is new. */
  readonly fails = ({ level, severity, known }: Pick<Violation, "level" | "severity" | "known">): boolean => {
    const isAsked =
      level === "mandatory" ||
      this.words.has("advisory") ||
      (this.least !== undefined && isAtLeast(severity, this.least));
    return isAsked && known !== true;
  };

  readonly asks = (kind: "undetermined" | "not-judged"): boolean => this.words.has(kind);

  /** What decides the status of a report, in words; none where nothing fails. */
  reasons(report: Report): readonly string[] {
    const isFresh = this.freshOf(report);
    let mandatory = 0;
    let advisory = 0;
    let undetermined = 0;
    let notJudged = 0;
    for (const { verdict } of report.stacks) {
      for (const violation of verdict.violations) {
        if (this.fails(violation) && isFresh(violation)) {
          violation.level === "mandatory" ? mandatory++ : advisory++;
        }
      }
      undetermined += this.countOf("undetermined", verdict.undetermined, isFresh);
      notJudged += this.countOf("not-judged", verdict.notJudged, isFresh);
    }
    return [
      ...count(mandatory, "mandatory violation", "mandatory violations"),
      ...count(advisory, "advisory violation", "advisory violations"),
      ...count(undetermined, "undetermined finding", "undetermined findings"),
      ...count(notJudged, "resource not judged", "resources not judged"),
    ];
  }

  private countOf(
    word: "undetermined" | "not-judged",
    items: readonly Counted[],
    isFresh: (item: object) => boolean,
  ): number {
    return this.asks(word) ? items.filter((item) => item.known !== true && isFresh(item)).length : 0;
  }

  /** With `new` and an earlier verdict: what that verdict does not have. */
  private freshOf({ comparison }: Report): (item: object) => boolean {
    if (!this.words.has("new") || comparison === undefined) {
      return () => true;
    }
    const fresh = new Set<object>(
      comparison.stacks.flatMap(({ newViolations, newUndetermined, newNotJudged }) => [
        ...newViolations,
        ...newUndetermined,
        ...newNotJudged,
      ]),
    );
    return (item) => fresh.has(item);
  }
}

function count(number: number, one: string, many: string): readonly string[] {
  return number === 0 ? [] : [`${number} ${number === 1 ? one : many}`];
}
