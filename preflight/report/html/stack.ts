import type { Urn } from "../../graph";
import { type Mark, pictureOf } from "../../picture/picture";
import type { UnusedExemption, Verdict } from "../../verdict";
import { formatObjective } from "../duration";
import type { FormatOptions, JudgedStack } from "../format";
import { countKnown, freshOf } from "../known";
import { mapped } from "../pieces";
import { drawingOf, SIGNS, type State } from "./drawing";
import { drillOf } from "./drill";
import { html, type Markup, nothing } from "./markup";
import { recoveryOf } from "./recovery";

/** A part of what the page says about one stack; nothing when there is nothing to say. */
type Section = (stack: JudgedStack, id: string, options: FormatOptions) => Markup;

/** In the order of the page. */
const SECTIONS: readonly Section[] = [picture, recovery, drill, exemptions, notes];

/** All about one stack, section by section: each takes its time with a large one. */
export function* stackOf(stack: JudgedStack, index: number, options: FormatOptions): Iterable<string> {
  const { verdict } = stack;
  const id = `stack-${index}`;
  yield html`<section class="stack" id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${verdict.stack}</h2>
<p class="facts">${chipOf(verdict)} ${verdict.resources} resources, judged by ${verdict.profile ?? "the pack's defaults"} in ${verdict.seconds.toFixed(1)} s · RTO <strong>${formatObjective(verdict.budget, "rto")}</strong> · RPO <strong>${formatObjective(verdict.budget, "rpo")}</strong></p>
`.toString();
  yield* mapped(SECTIONS, (section) => section(stack, id, options).toString());
  yield "</section>";
}

/** The worst that is said of a stack, in a word. */
export function chipOf(verdict: Verdict): Markup {
  const { mandatory, advisory } = countOf(verdict);
  const { undetermined, notJudged } = freshOf(verdict);
  const known = countKnown(verdict);
  const open = undetermined.length + notJudged.length;
  const state: State = mandatory > 0 ? "mandatory" : advisory > 0 ? "advisory" : open > 0 ? "undetermined" : "fine";
  const words: Readonly<Record<State, string>> = {
    mandatory: `${mandatory} mandatory`,
    advisory: `${advisory} advisory`,
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

function picture({ verdict, resources }: JudgedStack, id: string): Markup {
  return resources.length === 0
    ? nothing
    : html`<h3>Regions</h3>${drawingOf(pictureOf(resources, marksOf(verdict)), verdict.stack, id)}`;
}

function marksOf({ violations, undetermined }: Verdict): ReadonlyMap<Urn, Mark> {
  const marks = new Map<Urn, Mark>();
  const count = (urn: Urn, kind: keyof Mark) => {
    const mark = marks.get(urn) ?? { mandatory: 0, advisory: 0, undetermined: 0 };
    marks.set(urn, { ...mark, [kind]: mark[kind] + 1 });
  };
  for (const { urn, level } of violations) {
    count(urn, level);
  }
  for (const { urn } of undetermined) {
    count(urn, "undetermined");
  }
  return marks;
}

function recovery({ verdict }: JudgedStack): Markup {
  return html`<h3>Recovery</h3>${recoveryOf(verdict.budget, verdict.stack)}`;
}

function drill(stack: JudgedStack, _id: string, { check }: FormatOptions): Markup {
  return drillOf(stack, check);
}

function exemptions({ verdict }: JudgedStack, id: string): Markup {
  const { exempted, unusedExemptions, excepted, unusedExceptions } = verdict;
  if ([exempted, unusedExemptions, excepted, unusedExceptions].every(({ length }) => length === 0)) {
    return nothing;
  }
  return html`<h3>Exemptions</h3><div class="scroll" tabindex="0" role="region" aria-label="Exemptions of ${verdict.stack}"><table id="${id}-exemptions"><thead><tr>${["Until", "Owner", "Reason", "Policy", "Resource", "In use"].map((title) => html`<th scope="col">${title}</th>`)}</tr></thead><tbody>
${[...exempted].sort(byExpiry).map((exemption) => exemptionRow(exemption, true))}${[...unusedExemptions].sort(byExpiry).map((exemption) => exemptionRow(exemption, false))}${excepted.flatMap(({ policy, urn, exceptions }) => exceptions.map(({ id, reason }) => exceptionRow(id, reason, policy, urn, true)))}${unusedExceptions.map(({ id, reason, policies, urn }) => exceptionRow(id, reason, policies.join(", "), urn, false))}</tbody></table></div>`;
}

function byExpiry(left: UnusedExemption, right: UnusedExemption): number {
  return left.expires < right.expires ? -1 : left.expires > right.expires ? 1 : 0;
}

/** The script adds how many days are left. */
function exemptionRow({ expires, owner, reason, policy, urn, path }: UnusedExemption, inUse: boolean): Markup {
  return html`<tr><td><time datetime="${expires}">${expires}</time></td><td>${owner}</td><td>${reason}</td><td><code>${policy}</code></td><td>${urn}${path === undefined || path === "" ? nothing : html` <code>${path}</code>`}</td><td>${inUse ? "yes" : "no: it covers nothing"}</td></tr>`;
}

/** Pulumi's own, which nobody answers for and which does not end. */
function exceptionRow(id: string, reason: string, policy: string, urn: string, inUse: boolean): Markup {
  return html`<tr><td>never</td><td>exception <code>${id}</code></td><td>${reason}</td><td><code>${policy}</code></td><td>${urn}</td><td>${inUse ? "yes" : "no: it covers nothing"}</td></tr>`;
}

function notes({ verdict }: JudgedStack): Markup {
  return verdict.notes.length === 0
    ? nothing
    : html`<h3>Notes</h3><ul>${verdict.notes.map((note) => html`<li>${note}</li>`)}</ul>`;
}
