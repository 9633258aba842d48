import { Graph, layout } from "@dagrejs/dagre";
import type { Box, Link } from "./picture";
import { TIERS, type Tier } from "./services";
import { BOX_GAP, BOX_WIDTH, heightOf, LINE_GAP, type Point, RANK_GAP } from "./sizes";

export interface PlacedService extends Point {
  readonly id: string;
  readonly title: string;
  readonly height: number;
}

export interface Services {
  readonly services: ReadonlyMap<string, PlacedService>;
  /** The way of a use past what stands between, by both services. */
  readonly ways: ReadonlyMap<string, readonly Point[]>;
  readonly width: number;
  readonly height: number;
}

export function wayKey({ from, to }: Link): string {
  return JSON.stringify([from.service, to.service]);
}

const MAX_IN_ROW = 3;

/** What serves a request: a row for each tier, and the library decides the order, the places and the ways. */
const FLOW: readonly Tier[] = ["entry", "compute", "messaging", "data"];

/** A service with the height that its tallest box needs. */
interface Item {
  readonly id: string;
  readonly title: string;
  readonly tier: Tier;
  readonly height: number;
}

/** The services of all regions, one below the other in the order of a request, then what they stand on. */
export function placeServices(boxes: readonly Box[], links: readonly Link[]): Services {
  const items = itemsOf(boxes);
  const flow = placeFlow(
    FLOW.flatMap((tier) => inRows(items.filter((item) => item.tier === tier))),
    links,
  );
  const rest = inRows(items.filter(({ tier }) => !FLOW.includes(tier)));
  const width = Math.max(flow.width, ...rest.map(widthOf));
  const shift = (width - flow.width) / 2;
  const places = [...flow.services.values()].map((place) => ({ ...place, x: place.x + shift }));
  let y = places.length === 0 ? 0 : flow.height + gapBelow(FLOW, items, links);
  const below = rest.flatMap((row) => {
    const left = (width - widthOf(row)) / 2;
    const placed = row.map(({ id, title, height }, index) => {
      return { id, title, height, x: left + index * (BOX_WIDTH + BOX_GAP), y };
    });
    y += Math.max(...row.map(({ height }) => height)) + gapOf(row, links);
    return placed;
  });
  const all = [...places, ...below];
  const ways = [...flow.ways].map(
    ([key, way]) => [key, way.map((point) => ({ ...point, x: point.x + shift }))] as const,
  );
  return {
    services: new Map(all.map((place) => [place.id, place])),
    ways: new Map(ways),
    width,
    height: Math.max(0, ...all.map((place) => place.y + place.height)),
  };
}

function itemsOf(boxes: readonly Box[]): readonly Item[] {
  const ids = [...new Set(boxes.map(({ service }) => service))];
  const items = ids.flatMap((id): readonly Item[] => {
    const own = boxes.filter(({ service }) => service === id);
    return own.slice(0, 1).map(({ title, tier }) => ({ id, title, tier, height: Math.max(...own.map(heightOf)) }));
  });
  const order = ({ tier, id }: Item) => `${TIERS.indexOf(tier)} ${id}`;
  return items.sort((left, right) => (order(left) < order(right) ? -1 : 1));
}

function inRows(items: readonly Item[]): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / MAX_IN_ROW) }, (_, index) =>
    items.slice(index * MAX_IN_ROW, (index + 1) * MAX_IN_ROW),
  );
}

function widthOf(row: readonly Item[]): number {
  return row.length * (BOX_WIDTH + BOX_GAP) - BOX_GAP;
}

/** Room for the replications that run below a row. */
function gapOf(row: readonly Item[], links: readonly Link[]): number {
  const lines = links.filter(({ kind, from }) => kind === "replication" && row.some(({ id }) => id === from.service));
  return RANK_GAP + lines.length * LINE_GAP;
}

function gapBelow(tiers: readonly Tier[], items: readonly Item[], links: readonly Link[]): number {
  const last = inRows(items.filter(({ tier }) => tier === [...tiers].reverse().find((name) => hasTier(items, name))));
  return gapOf(last.at(-1) ?? [], links);
}

function hasTier(items: readonly Item[], tier: Tier): boolean {
  return items.some((item) => item.tier === tier);
}

function placeFlow(rows: readonly (readonly Item[])[], links: readonly Link[]): Services {
  if (rows.length === 0) {
    return { services: new Map(), ways: new Map(), width: 0, height: 0 };
  }
  const graph = new Graph({ multigraph: true });
  const ranksep = Math.max(...rows.slice(0, -1).map((row) => gapOf(row, links)), RANK_GAP);
  graph.setGraph({ rankdir: "TB", nodesep: BOX_GAP, ranksep });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, height } of rows.flat()) {
    graph.setNode(id, { width: BOX_WIDTH, height });
  }
  const ranks = new Map(rows.flatMap((row, rank) => row.map(({ id }) => [id, rank] as const)));
  const uses = links.filter(({ kind, from, to }) => {
    const [upper, lower] = [ranks.get(from.service), ranks.get(to.service)];
    return kind === "use" && upper !== undefined && lower !== undefined && upper < lower;
  });
  for (const { from, to } of uses) {
    graph.setEdge(from.service, to.service, { weight: 3 }, "use");
  }
  pinRanks(graph, rows);
  layout(graph);
  return readFlow(graph, rows, ranks);
}

/** Weightless edges from each row to the next keep every service in its row. */
function pinRanks(graph: Graph, rows: readonly (readonly Item[])[]): void {
  for (const [index, row] of rows.entries()) {
    for (const { id: upper } of row) {
      for (const { id: lower } of rows[index + 1] ?? []) {
        if (!graph.hasEdge(upper, lower, "use")) {
          graph.setEdge(upper, lower, { weight: 0 }, "row");
        }
      }
    }
  }
}

/** The library gives the middle of a box. All of a row begin at the same height here. */
function readFlow(graph: Graph, rows: readonly (readonly Item[])[], ranks: ReadonlyMap<string, number>): Services {
  const places = rows.flatMap((row) => {
    const tallest = Math.max(...row.map(({ height }) => height));
    return row.map(({ id, title, height }): PlacedService => {
      const { x = 0, y = 0 } = graph.node(id);
      return { id, title, height, x: x - BOX_WIDTH / 2, y: y - tallest / 2 };
    });
  });
  const passing = graph.edges().filter(({ v, w, name }) => name === "use" && rankOf(ranks, w) - rankOf(ranks, v) > 1);
  const ways = passing.map((edge): readonly [string, readonly Point[]] => [
    JSON.stringify([edge.v, edge.w]),
    graph.edge(edge).points ?? [],
  ]);
  const bends = ways.flatMap(([, points]) => points.map(({ x }) => x));
  const left = Math.min(...places.map(({ x }) => x), ...bends);
  const top = Math.min(...places.map(({ y }) => y));
  return {
    services: new Map(places.map((place) => [place.id, { ...place, x: place.x - left, y: place.y - top }])),
    ways: new Map(ways.map(([key, points]) => [key, points.map(({ x, y }) => ({ x: x - left, y: y - top }))])),
    width: Math.max(...places.map(({ x }) => x + BOX_WIDTH), ...bends) - left,
    height: Math.max(...places.map(({ y, height }) => y + height)) - top,
  };
}

function rankOf(ranks: ReadonlyMap<string, number>, id: string): number {
  return ranks.get(id) ?? 0;
}
