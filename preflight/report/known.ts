import type { Verdict } from "../verdict";
import type { KnownSummary } from "./format";
import { shownName, shownPath } from "./place";

interface Counted {
  readonly known?: true;
}

export function isFresh({ known }: Counted): boolean {
  return known !== true;
}

/** The verdict without what was recorded as known. */
export function freshOf(verdict: Verdict): Verdict {
  return {
    ...verdict,
    violations: verdict.violations.filter(isFresh),
    undetermined: verdict.undetermined.filter(isFresh),
    notJudged: verdict.notJudged.filter(isFresh),
  };
}

/** How many findings of a verdict were recorded as known. */
export function countKnown({ violations, undetermined, notJudged }: Verdict): number {
  return [violations, undetermined, notJudged].flat().filter((item: Counted) => !isFresh(item)).length;
}

/** `12 old findings, 2 recorded ones no longer occur`. */
export function knownInWords({ old, gone }: KnownSummary): string {
  const left = gone.reduce((sum, { count = 1 }) => sum + count, 0);
  const ending = left === 1 ? "recorded one no longer occurs" : "recorded ones no longer occur";
  return [`${old} old ${old === 1 ? "finding" : "findings"}`, ...(left === 0 ? [] : [`${left} ${ending}`])].join(", ");
}

/** What no longer occurs, one line for each entry. */
export function goneInLines({ gone }: KnownSummary): readonly string[] {
  return gone.map(({ finding, policy, urn, path = "", count = 1 }) =>
    [policy ?? finding, shownName(urn), shownPath(path), ...(count === 1 ? [] : [`(${count} times)`])]
      .filter((text) => text !== "")
      .join("  "),
  );
}
