import { type Gap, layoutOf, type PlacedBox, type PlacedLane, type PlacedLink } from "../../picture/layout";
import type { Link, Mark, Picture } from "../../picture/picture";
import { HEAD_HEIGHT, type Point, ROW_HEIGHT } from "../../picture/sizes";
import { html, type Markup, nothing, trusted } from "./markup";
import { shortenApart } from "./names";

/** About how many characters fit into a pixel of a line. */
const CHARACTERS_PER_PIXEL = 1 / 6.9;

/** The picture as SVG. Each box leads to its findings. */
export function drawingOf(picture: Picture, stack: string, prefix: string): Markup {
  const { width, height, lanes, boxes, gaps, links } = layoutOf(picture);
  const shown = [...links].sort((left, right) => order(left.link) - order(right.link));
  const names = boxes.flatMap(({ box }) => box.rows.map(({ text }) => text));
  return html`<div class="picture ${fitOf(width)}" tabindex="0" role="region" aria-label="Picture of ${stack}">
<svg viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(height)}" width="${Math.ceil(width)}" height="${Math.ceil(height)}" role="group" aria-label="${stack}: services by region">
<defs>${(["use", "traffic", "replication"] as const).map((kind) => arrowHead(prefix, kind))}</defs>
${lanes.map(laneOf)}
<g aria-hidden="true">${shown.map((link) => linkOf(link, prefix))}</g>
${gaps.map(gapOf)}
${boxes.map((box) => boxOf(box, stack, names))}
<g aria-hidden="true">${shown.map(labelOf)}</g>
</svg></div>
<details class="words"><summary>The picture in words</summary><ul>${sentences(picture)}</ul></details>`;
}

/** Pixels of the page at 1400, and what is drawn on them without a letter of less than 11. */
const PAGE = 1320;
const MOST_SHRUNK = (PAGE * 12) / 11;

/** How a picture is fitted to the screen: small ones are never enlarged, and none is made smaller than can be read. */
function fitOf(width: number): string {
  return PAGE < width && width <= MOST_SHRUNK ? "broad" : "natural";
}

function order({ kind }: Link): number {
  return ["use", "traffic", "replication"].indexOf(kind);
}

function arrowHead(prefix: string, kind: Link["kind"]): Markup {
  return html`<marker id="${prefix}-${kind}" class="head ${kind}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto-start-reverse"><path d="M0 0L8 4L0 8z"/></marker>`;
}

function laneOf({ region, role, x, y, width, height }: PlacedLane): Markup {
  const title = role === "" ? region : `${region} · ${role}`;
  return html`<g><rect class="lane" x="${x}" y="${y}" width="${width}" height="${height}" rx="12"/><text class="lane-title" x="${x + 18}" y="${y + 26}">${title}</text></g>`;
}

function linkOf({ link, points }: PlacedLink, prefix: string): Markup {
  const head = `url(#${prefix}-${link.kind})`;
  const start = link.both ? html` marker-start="${head}"` : nothing;
  return html`<path class="link ${link.kind}" d="${pathOf(link, points)}" marker-end="${head}"${start}/>`;
}

/** Replications and requests turn corners; a use bends gently past its points. */
function pathOf({ kind }: Link, points: readonly Point[]): string {
  const [start, ...others] = points;
  if (kind === "use" && start !== undefined) {
    const bends = others.map((point, index) => {
      const { x, y } = points[index] ?? start;
      const middle = (y + point.y) / 2;
      return `C${x} ${middle} ${point.x} ${middle} ${point.x} ${point.y}`;
    });
    return `M${start.x} ${start.y}${bends.join("")}`;
  }
  return points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x} ${y}`).join("");
}

function labelOf({ link, label }: PlacedLink): Markup {
  return link.label === "" || link.kind === "use"
    ? nothing
    : html`<text class="link-label ${link.kind}" x="${label.x}" y="${label.y}">${link.label}</text>`;
}

function gapOf({ title, region, x, y, width, height }: Gap): Markup {
  return html`<g class="gap"><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6"/><text x="${x + 10}" y="${y + 18}">${title}</text><text class="small" x="${x + 10}" y="${y + 18 + ROW_HEIGHT}">none in ${region}</text></g>`;
}

function boxOf({ box, x, y, width, height }: PlacedBox, stack: string, names: readonly string[]): Markup {
  const state = stateOf(box.mark);
  const place = box.region === "" ? "" : ` in ${box.region}`;
  const told = `${box.title}${place}: ${box.resources} ${box.resources === 1 ? "resource" : "resources"}${inWords(box.mark)}`;
  const rows = [
    ...box.rows.map(({ text, mark }) => ({ text, state: stateOf(mark) })),
    { text: box.rest, state: "fine" as const },
  ];
  const lines = rows.filter(({ text }) => text !== "");
  const shown = lines.map((line) => ({ ...line, ...rowText(line.text, line.state, width - 20, names) }));
  const name = [box.title, badgeText(box.mark), ...shown.map(({ sign, short }) => sign + short), told];
  return html`<a class="box ${state}" href="#findings" data-stack="${stack}" data-region="${box.region}" data-service="${box.title}" aria-label="${name.filter((text) => text !== "").join(" ")}"><title>${told}</title>
<rect class="frame" x="${x}" y="${y}" width="${width}" height="${height}" rx="6"/>
<text class="title" x="${x + 10}" y="${y + 18}">${box.title}</text>${badgeOf(box.mark, x + width - 8, y + 13)}
${shown.map((row, index) => html`${trusted("\n")}<text class="row ${row.state}" x="${x + 10}" y="${y + HEAD_HEIGHT + index * ROW_HEIGHT + 11}"><title>${row.text}</title>${row.sign}${row.short}</text>`)}</a>`;
}

/** What is shown of a row. The name of its box begins with it: what is read aloud is what is seen. */
function rowText(text: string, state: State, width: number, names: readonly string[]) {
  const sign = state === "fine" ? "" : `${SIGNS[state]} `;
  return { sign, short: shortenApart(text, Math.floor(width * CHARACTERS_PER_PIXEL) - sign.length, names) };
}

export type State = "mandatory" | "advisory" | "undetermined" | "fine";

/** Never by colour alone. */
export const SIGNS: Readonly<Record<State, string>> = { mandatory: "✕", advisory: "!", undetermined: "?", fine: "✓" };

export function stateOf({ mandatory, advisory, undetermined }: Mark): State {
  if (mandatory > 0) {
    return "mandatory";
  }
  if (advisory > 0) {
    return "advisory";
  }
  return undetermined > 0 ? "undetermined" : "fine";
}

function badgeText(mark: Mark): string {
  const state = stateOf(mark);
  return state === "fine" ? "" : `${SIGNS[state]} ${mark[state]}`;
}

function badgeOf(mark: Mark, right: number, middle: number): Markup {
  const state = stateOf(mark);
  if (state === "fine") {
    return nothing;
  }
  const text = badgeText(mark);
  const width = 12 + text.length * 7;
  return html`<g class="badge ${state}"><rect x="${right - width}" y="${middle - 9}" width="${width}" height="18" rx="9"/><text x="${right - width / 2}" y="${middle + 4}">${text}</text></g>`;
}

function inWords({ mandatory, advisory, undetermined }: Mark): string {
  const parts = [
    mandatory === 0 ? "" : `${mandatory} mandatory`,
    advisory === 0 ? "" : `${advisory} advisory`,
    undetermined === 0 ? "" : `${undetermined} undetermined`,
  ].filter((part) => part !== "");
  return parts.length === 0 ? "" : `, ${parts.join(", ")}`;
}

function sentences({ lanes, boxes, links }: Picture): readonly Markup[] {
  const titles = new Map(boxes.map(({ service, title }) => [service, title]));
  const name = ({ service, region }: Link["from"]) => `${titles.get(service)}${region === "" ? "" : ` in ${region}`}`;
  const regions = lanes.map(({ region, role }) => (role === "" ? region : `${region} (${role})`));
  const sentence = ({ kind, from, to, label, both }: Link) => {
    const verb =
      kind === "use" ? "uses" : kind === "traffic" ? "sends requests to" : both ? "replicates with" : "replicates to";
    return html`<li>${name(from)} ${verb} ${name(to)}${label === "" ? "" : ` (${label})`}.</li>`;
  };
  return [
    html`<li>Regions: ${regions.length === 0 ? "none" : regions.join(", ")}.</li>`,
    ...[...links].sort((left, right) => order(right) - order(left)).map(sentence),
  ];
}
