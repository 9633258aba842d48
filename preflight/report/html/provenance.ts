import type { Provenance } from "../format";
import { html, type Markup, nothing } from "./markup";

/** When, from what, and with which command a page was made: what an auditor asks of evidence. */
export function provenanceOf(provenance: Provenance | undefined): Markup {
  if (provenance === undefined) return nothing;
  const { date, commit, command, versions } = provenance;
  const facts = [
    ["Date", date],
    ["Commit", commit],
    ["Command", html`<code>${command}</code>`],
    ["Versions", versions.join(", ")],
  ] as const;
  return html`<dl class="provenance">${facts.map(([title, value]) => html`<div><dt>${title}</dt><dd>${value}</dd></div>`)}</dl>`;
}
