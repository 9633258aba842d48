import { Graph, layout } from "@dagrejs/dagre";
import { groupBy } from "../../model/aws/twins";
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
export function placeServices(boxes: readonly Box[], links: readonly Link[], mostInRow: number): Services {
  const items = itemsOf(boxes);
  const flow = placeFlow(
    FLOW.flatMap((tier) =>
      inRows(
        items.filter((item) => item.tier === tier),
        mostInRow,
      ),
    ),
    links,
    mostInRow,
  );
  const rest = inRows(
    items.filter(({ tier }) => !FLOW.includes(tier)),
    mostInRow,
  );
  const width = Math.max(flow.width, ...rest.map(widthOf));
  const shift = (width - flow.width) / 2;
  const places = [...flow.services.values()].map((place) => ({ ...place, x: place.x + shift }));
  let y = places.length === 0 ? 0 : flow.height + gapBelow(FLOW, items, links, mostInRow);
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

function inRows(items: readonly Item[], most: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / most) }, (_, index) =>
    items.slice(index * most, (index + 1) * most),
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

function gapBelow(tiers: readonly Tier[], items: readonly Item[], links: readonly Link[], most: number): number {
  const lowest = [...tiers].reverse().find((name) => hasTier(items, name));
  const last = inRows(
    items.filter(({ tier }) => tier === lowest),
    most,
  );
  return gapOf(last.at(-1) ?? [], links);
}

function hasTier(items: readonly Item[], tier: Tier): boolean {
  return items.some((item) => item.tier === tier);
}

function placeFlow(rows: readonly (readonly Item[])[], links: readonly Link[], mostInRow: number): Services {
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
  return narrowed(readFlow(graph, rows, ranks), mostInRow);
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

/** The library spreads what it can: no row is made wider than its most boxes are. Keeps the order in each row. */
function narrowed(flow: Services, mostInRow: number): Services {
  const width = mostInRow * (BOX_WIDTH + BOX_GAP) - BOX_GAP;
  if (flow.width <= width) return flow;
  const scale = (x: number) => (x / flow.width) * width;
  const rows = groupBy([...flow.services.values()], ({ y }) => String(y));
  const services = [...rows.values()].flatMap((row) => inNarrowRow(row, scale, width));
  const ways = [...flow.ways].map(([key, points]): readonly [string, readonly Point[]] => [
    key,
    points.map(({ x, y }) => ({ x: besideBoxes(scale(x), y, services), y })),
  ]);
  return {
    services: new Map(services.map((place) => [place.id, place])),
    ways: new Map(ways),
    width,
    height: flow.height,
  };
}

/** Each box near its place, none over another, all within the width. */
function inNarrowRow(
  row: readonly PlacedService[],
  scale: (x: number) => number,
  width: number,
): readonly PlacedService[] {
  const step = BOX_WIDTH + BOX_GAP;
  const sorted = [...row].sort((left, right) => left.x - right.x);
  let least = 0;
  return sorted.map((place, index) => {
    const most = width - BOX_WIDTH - (sorted.length - 1 - index) * step;
    const x = Math.min(most, Math.max(least, scale(place.x + BOX_WIDTH / 2) - BOX_WIDTH / 2));
    least = x + step;
    return { ...place, x };
  });
}

/** A way that passes a row goes between its boxes. */
function besideBoxes(x: number, y: number, places: readonly PlacedService[]): number {
  const inWay = places.find(
    (place) => place.y <= y && y <= place.y + place.height && place.x < x && x < place.x + BOX_WIDTH,
  );
  if (inWay === undefined) return x;
  const [left, right] = [inWay.x - BOX_GAP / 2, inWay.x + BOX_WIDTH + BOX_GAP / 2];
  return x - left < right - x ? left : right;
}

function rankOf(ranks: ReadonlyMap<string, number>, id: string): number {
  return ranks.get(id) ?? 0;
}
