import type { Box, Link, Picture } from "./picture";
import { type PlacedService, placeServices, type Services, wayKey } from "./rows";
import { BOX_GAP, BOX_WIDTH, HEAD_HEIGHT, heightOf, LINE_GAP, type Point, RANK_GAP } from "./sizes";

/** A box with its place: the upper left corner and the size. */
export interface PlacedBox extends Point {
  readonly box: Box;
  readonly width: number;
  readonly height: number;
}

/** Where a service has a box in one region and none in this one. */
export interface Gap extends Point {
  readonly title: string;
  readonly region: string;
  readonly width: number;
  readonly height: number;
}

export interface PlacedLink {
  readonly link: Link;
  readonly points: readonly Point[];
  /** Where the label's middle is. */
  readonly label: Point;
}

export interface PlacedLane extends Point {
  readonly region: string;
  readonly role: string;
  readonly width: number;
  readonly height: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly lanes: readonly PlacedLane[];
  readonly boxes: readonly PlacedBox[];
  readonly gaps: readonly Gap[];
  readonly links: readonly PlacedLink[];
}

const LANE_HEAD = 40;
const LANE_PADDING = 18;
/** With how many boxes side by side, and how far apart, so many regions are drawn: as wide as a page has room for. */
const COLUMNS: Readonly<Record<number, readonly [mostInRow: number, gap: number]>> = {
  1: [3, 110],
  2: [3, 110],
  3: [2, 56],
};
const MANY_COLUMNS = [1, 60] as const;
/** Below what stands above the regions. */
const DNS_GAP = 52;
const MARGIN = 12;

/**
 * Places a picture: the services of all regions are laid out once, so that a service and its twin stand at the same
 * height, then each region shows its own. Services that are in no region stand above and below.
 */
export function layoutOf(picture: Picture): Layout {
  return new Arrangement(picture).arrange();
}

class Arrangement {
  private readonly regional: readonly Box[];
  private readonly above: readonly Box[];
  private readonly below: readonly Box[];
  private readonly services: ReadonlyMap<string, PlacedService>;
  private readonly ways: Services["ways"];
  private readonly laneGap: number;
  private readonly laneWidth: number;
  private readonly laneHeight: number;

  constructor(private readonly picture: Picture) {
    const globals = picture.boxes.filter(({ region }) => region === "");
    this.regional = picture.boxes.filter(({ region }) => region !== "");
    this.above = globals.filter(({ tier }) => tier === "entry");
    this.below = globals.filter(({ tier }) => tier !== "entry");
    const [mostInRow, gap] = COLUMNS[Math.max(1, picture.lanes.length)] ?? MANY_COLUMNS;
    const { services, ways, width, height } = placeServices(this.regional, picture.links, mostInRow);
    this.laneGap = gap;
    this.services = services;
    this.ways = ways;
    this.laneWidth = Math.max(width, BOX_WIDTH) + 2 * LANE_PADDING;
    this.laneHeight = height + LANE_HEAD + LANE_PADDING + RANK_GAP;
  }

  arrange(): Layout {
    const { lanes } = this.picture;
    const lanesWidth = lanes.length * this.laneWidth + Math.max(0, lanes.length - 1) * this.laneGap;
    const width = Math.max(lanesWidth, this.rowWidth(this.above), this.rowWidth(this.below)) + 2 * MARGIN;
    const top = MARGIN;
    const aboveHeight = this.above.length === 0 ? 0 : Math.max(...this.above.map(heightOf)) + DNS_GAP;
    const laneTop = top + aboveHeight;
    const left = (width - lanesWidth) / 2;
    const belowTop = laneTop + (lanes.length === 0 ? 0 : this.laneHeight + BOX_GAP);
    const placedLanes = lanes.map(({ region, role }, index) => {
      const x = left + index * (this.laneWidth + this.laneGap);
      return { region, role, x, y: laneTop, width: this.laneWidth, height: this.laneHeight };
    });
    const boxes = [
      ...this.row(this.above, top, width),
      ...placedLanes.flatMap((lane) => this.inLane(lane)),
      ...this.row(this.below, belowTop, width),
    ];
    const belowHeight = this.below.length === 0 ? 0 : Math.max(...this.below.map(heightOf));
    return {
      width,
      height: belowTop + belowHeight + MARGIN,
      lanes: placedLanes,
      boxes,
      gaps: placedLanes.flatMap((lane) => this.gapsIn(lane)),
      links: this.links(boxes, placedLanes),
    };
  }

  private rowWidth(boxes: readonly Box[]): number {
    return boxes.length * (this.widthOf() + BOX_GAP);
  }

  /** Boxes outside the regions have room for longer lines. */
  private widthOf(): number {
    return BOX_WIDTH * 1.5;
  }

  private row(boxes: readonly Box[], y: number, width: number): readonly PlacedBox[] {
    const start = (width - this.rowWidth(boxes) + BOX_GAP) / 2;
    return boxes.map((box, index) => {
      const x = start + index * (this.widthOf() + BOX_GAP);
      return { box, x, y, width: this.widthOf(), height: heightOf(box) };
    });
  }

  private inLane(lane: PlacedLane): readonly PlacedBox[] {
    return this.regional
      .filter(({ region }) => region === lane.region)
      .flatMap((box) => {
        const place = this.services.get(box.service);
        return place === undefined
          ? []
          : [{ box, ...this.within(lane, place), width: BOX_WIDTH, height: place.height }];
      });
  }

  private gapsIn(lane: PlacedLane): readonly Gap[] {
    const here = new Set(this.regional.filter(({ region }) => region === lane.region).map(({ service }) => service));
    return [...this.services.values()]
      .filter(({ id }) => !here.has(id))
      .map((place) => {
        const { x, y } = this.within(lane, place);
        return { title: place.title, region: lane.region, x, y, width: BOX_WIDTH, height: place.height };
      });
  }

  private within(lane: PlacedLane, place: PlacedService): Point {
    return { x: lane.x + LANE_PADDING + place.x, y: lane.y + LANE_HEAD + place.y };
  }

  /** What a use passes on its way down, in its region. */
  private wayOf(link: Link, lanes: readonly PlacedLane[]): readonly Point[] {
    const lane = lanes.find(({ region }) => region === link.from.region);
    const points = this.ways.get(wayKey(link))?.slice(1, -1) ?? [];
    return lane === undefined
      ? []
      : points.map(({ x, y }) => ({ x: x + lane.x + LANE_PADDING, y: y + lane.y + LANE_HEAD }));
  }

  private links(boxes: readonly PlacedBox[], lanes: readonly PlacedLane[]): readonly PlacedLink[] {
    const find = ({ service, region }: Link["from"]) =>
      boxes.find(({ box }) => box.service === service && box.region === region);
    /** How many replications run below a row of boxes already. */
    const used = new Map<number, number>();
    return this.picture.links.flatMap((link): readonly PlacedLink[] => {
      const [from, to] = [find(link.from), find(link.to)];
      if (from === undefined || to === undefined) {
        return [];
      }
      if (link.kind === "replication") {
        const floor = Math.max(from.y + from.height, to.y + to.height, ...rowOf(from, boxes));
        const level = used.get(floor) ?? 0;
        used.set(floor, level + 1);
        return [across(link, from, to, floor + LINE_GAP + level * LINE_GAP, lanes, this.laneGap)];
      }
      return [link.kind === "traffic" ? down(link, from, to) : beside(link, from, to, this.wayOf(link, lanes))];
    });
  }
}

/** The lower edges of the boxes that stand in the same row. */
function rowOf(box: PlacedBox, boxes: readonly PlacedBox[]): readonly number[] {
  return boxes.filter(({ y }) => Math.abs(y - box.y) < RANK_GAP / 2).map(({ y, height }) => y + height);
}

/** Out of the box downwards, along below its row, and up into the twin. */
function across(
  link: Link,
  from: PlacedBox,
  to: PlacedBox,
  y: number,
  lanes: readonly PlacedLane[],
  laneGap: number,
): PlacedLink {
  const start = { x: from.x + from.width / 2, y: from.y + from.height };
  const end = { x: to.x + to.width / 2, y: to.y + to.height };
  const [left, right] = [start.x, end.x].sort((a, b) => a - b) as [number, number];
  const border = lanes.find((lane) => lane.x <= left && left <= lane.x + lane.width);
  const middle = border === undefined ? (left + right) / 2 : border.x + border.width + laneGap / 2;
  return { link, points: [start, { x: start.x, y }, { x: end.x, y }, end], label: { x: middle, y: y - 4 } };
}

function down(link: Link, from: PlacedBox, to: PlacedBox): PlacedLink {
  const start = { x: from.x + from.width / 2, y: from.y + from.height };
  const end = { x: to.x + to.width / 2, y: to.y };
  const middle = start.y + DNS_GAP / 2;
  const points = [start, { x: start.x, y: middle }, { x: end.x, y: middle }, end];
  return { link, points, label: { x: (start.x + end.x) / 2, y: middle - 5 } };
}

/** Within a region: from below to above where the other stands lower, from side to side where it does not. */
function beside(link: Link, from: PlacedBox, to: PlacedBox, way: readonly Point[]): PlacedLink {
  const isLower = to.y >= from.y + from.height;
  const isHigher = from.y >= to.y + to.height;
  const ends = (box: PlacedBox, y: number) => ({ x: box.x + box.width / 2, y });
  if (isLower || isHigher) {
    const start = ends(from, isLower ? from.y + from.height : from.y);
    const end = ends(to, isLower ? to.y : to.y + to.height);
    return { link, points: [start, ...way, end], label: end };
  }
  const toRight = to.x > from.x;
  const start = { x: toRight ? from.x + from.width : from.x, y: from.y + HEAD_HEIGHT / 2 };
  const end = { x: toRight ? to.x : to.x + to.width, y: to.y + HEAD_HEIGHT / 2 };
  return { link, points: [start, end], label: end };
}
