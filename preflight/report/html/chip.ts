import type { Verdict } from "../../verdict";
import { countKnown, freshOf } from "../known";
import { SIGNS, type State } from "./drawing";
import { html, type Markup } from "./markup";

/** The worst that is said of a stack, in a word. */
export function chipOf(verdict: Verdict): Markup {
  const { mandatory, advisory } = countOf(verdict);
  const { undetermined, notJudged } = freshOf(verdict);
  const known = countKnown(verdict);
  const open = undetermined.length + notJudged.length;
  const isBroken = [verdict.budget.rto, verdict.budget.rpo].some((objective) => objective.state === "broken");
  const isAdvisory = isBroken || advisory > 0;
  const state: State = mandatory > 0 ? "mandatory" : isAdvisory ? "advisory" : open > 0 ? "undetermined" : "fine";
  const words: Readonly<Record<State, string>> = {
    mandatory: `${mandatory} mandatory`,
    advisory: [...(isBroken ? ["promise broken"] : []), ...(advisory > 0 ? [`${advisory} advisory`] : [])].join(", "),
    undetermined: undetermined.length > 0 ? `${undetermined.length} undetermined` : `${notJudged.length} not judged`,
    fine: known === 0 ? "passes" : `${known} known`,
  };
  return html`<span class="chip ${state}">${SIGNS[state]} ${words[state]}</span>`;
}

/** Of what nobody has recorded as known. */
export function countOf(verdict: Verdict): { readonly mandatory: number; readonly advisory: number } {
  const { violations } = freshOf(verdict);
  const advisory = violations.filter(({ level }) => level === "advisory").length;
  return { mandatory: violations.length - advisory, advisory };
}
