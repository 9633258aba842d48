import { html, type Markup, nothing } from "./markup";

type Cell = string | number | Markup;

export interface Line {
  readonly cells: readonly Cell[];
  /** Words for the style sheet. */
  readonly state?: string;
  /** Further attributes of the row. */
  readonly attributes?: Markup;
}

export interface TableParts {
  /** What a screen reader calls the table; no two of a page are equal. */
  readonly label: string;
  readonly titles: readonly string[];
  readonly lines: readonly Line[];
  /** The first cell of a line names it. */
  readonly isNamed?: boolean;
  readonly id?: string;
  /** `wide` becomes cards on a screen of less than 1000 px, any other on less than 760 px. */
  readonly kind?: string;
}

/** A table that a narrow screen shows as cards, each cell under its column's title; nothing without lines. */
export function tableOf({ label, titles, lines, isNamed = false, id, kind = "" }: TableParts): Markup {
  return lines.length === 0
    ? nothing
    : html`<div class="scroll" tabindex="0" role="region" aria-label="${label}"><table role="table" class="cards ${kind}"${id === undefined ? nothing : html` id="${id}"`}><thead role="rowgroup"><tr role="row">${titles.map((title) => html`<th scope="col" role="columnheader">${title}</th>`)}</tr></thead><tbody role="rowgroup">
${lines.map((line) => rowOf(line, titles, isNamed))}</tbody></table></div>`;
}

/** The roles are said because a card is no table to a browser. */
function rowOf({ cells, state = "", attributes = nothing }: Line, titles: readonly string[], isNamed: boolean): Markup {
  const shown = cells.map((cell, index) => {
    const title = titles[index] ?? "";
    return isNamed && index === 0
      ? html`<th scope="row" role="rowheader" data-title="${title}">${cell}</th>`
      : html`<td role="cell" data-title="${title}">${cell}</td>`;
  });
  return html`<tr role="row"${state === "" ? nothing : html` class="${state}"`}${attributes}>${shown}</tr>`;
}
