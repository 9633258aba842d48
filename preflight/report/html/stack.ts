import type { Urn } from "../../graph";
import { type Mark, pictureOf } from "../../picture/picture";
import type { UnusedExemption, Verdict } from "../../verdict";
import type { FormatOptions, JudgedStack } from "../format";
import { mapped } from "../pieces";
import { chipOf } from "./chip";
import { drawingOf } from "./drawing";
import { drillOf } from "./drill";
import { failuresOf } from "./failures";
import { breakable, html, type Markup, nothing } from "./markup";
import { recoveryOf } from "./recovery";
import { standingsOf } from "./standings";
import { type Line, tableOf } from "./table";

/** A part of what the page says about one stack; nothing when there is nothing to say. */
type Section = (stack: JudgedStack, id: string, options: FormatOptions) => Markup;

/** In the order of the page. */
const SECTIONS: readonly Section[] = [failures, picture, recovery, drillOf, exemptions, notes];

/** All about one stack, section by section: each takes its time with a large one. */
export function* stackOf(
  stack: JudgedStack,
  index: number,
  options: FormatOptions,
  isFolded: boolean,
): Iterable<string> {
  const { verdict } = stack;
  const id = `stack-${index}`;
  yield html`<section class="stack" id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${verdict.stack}</h2>
<p class="facts">${chipOf(verdict)} ${verdict.resources} resources, judged by ${verdict.profile ?? "the pack's defaults"} in ${verdict.seconds.toFixed(1)} s</p>
${isFolded ? html`<details class="fold"><summary>All about ${verdict.stack}</summary>` : nothing}${standingsOf(verdict)}
`.toString();
  yield* mapped(SECTIONS, (section) => section(stack, id, options).toString());
  yield `${isFolded ? "</details>" : ""}</section>`;
}

function picture({ verdict, resources }: JudgedStack, id: string): Markup {
  return resources.length === 0
    ? nothing
    : html`<h3>What runs where</h3>${drawingOf(pictureOf(resources, marksOf(verdict)), verdict.stack, id)}`;
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
  return html`<h3>The terms of RTO and RPO</h3>${recoveryOf(verdict.budget, verdict.stack)}`;
}

function failures({ verdict }: JudgedStack): Markup {
  return failuresOf(verdict);
}

function exemptions({ verdict }: JudgedStack): Markup {
  const { exempted, unusedExemptions, excepted, unusedExceptions } = verdict;
  if ([exempted, unusedExemptions, excepted, unusedExceptions].every(({ length }) => length === 0)) {
    return nothing;
  }
  const lines = [
    ...[...exempted].sort(byExpiry).map((exemption) => exemptionRow(exemption, true)),
    ...[...unusedExemptions].sort(byExpiry).map((exemption) => exemptionRow(exemption, false)),
    ...excepted.flatMap(({ policy, urn, exceptions }) =>
      exceptions.map(({ id, reason }) => exceptionRow(id, reason, policy, urn, true)),
    ),
    ...unusedExceptions.map(({ id, reason, policies, urn }) =>
      exceptionRow(id, reason, policies.join(", "), urn, false),
    ),
  ];
  const titles = ["Until", "Owner", "Reason", "Policy", "Resource", "In use"];
  return html`<h3>Exemptions</h3>${tableOf({ label: `Exemptions of ${verdict.stack}`, titles, lines })}`;
}

function byExpiry(left: UnusedExemption, right: UnusedExemption): number {
  return left.expires < right.expires ? -1 : left.expires > right.expires ? 1 : 0;
}

/** The script adds how many days are left. */
function exemptionRow({ expires, owner, reason, policy, urn, path }: UnusedExemption, inUse: boolean): Line {
  const at = path === undefined || path === "" ? nothing : html` <code>${path}</code>`;
  const until = html`<time datetime="${expires}">${expires}</time>`;
  return { cells: [until, owner, reason, html`<code>${policy}</code>`, html`${breakable(urn)}${at}`, useOf(inUse)] };
}

/** Pulumi's own, which nobody answers for and which does not end. */
function exceptionRow(id: string, reason: string, policy: string, urn: string, inUse: boolean): Line {
  const name = html`exception <code>${id}</code>`;
  return { cells: ["never", name, reason, html`<code>${policy}</code>`, breakable(urn), useOf(inUse)] };
}

function useOf(inUse: boolean): string {
  return inUse ? "yes" : "no: it covers nothing";
}

function notes({ verdict }: JudgedStack): Markup {
  return verdict.notes.length === 0
    ? nothing
    : html`<h3>Notes</h3><ul>${verdict.notes.map((note) => html`<li>${note}</li>`)}</ul>`;
}
