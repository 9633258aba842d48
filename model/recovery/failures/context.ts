import type { Delay, Fact } from "../estimates";
import type { Random, Streams } from "../random";
import { EventLoop } from "./event-loop";
import type { Scenario } from "./scenario";
import type { DeclaredSystem } from "./system";

type Regions = Pick<DeclaredSystem, "primaryRegion" | "secondaryRegion">;

/** Whether alarms and functions can run in a region. */
export function isAlive(region: string, { lost }: Scenario, { primaryRegion, secondaryRegion }: Regions): boolean {
  if (lost === "none" || lost === "both") return lost === "none";
  return region !== (lost === "standby" ? secondaryRegion : primaryRegion);
}

export type EntryKind = "failure" | "detection" | "dns" | "client" | "data" | "act" | "alarm" | "notice";

/** One line of a run's course. */
export interface TimelineEntry {
  readonly seconds: number;
  readonly kind: EntryKind;
  readonly text: string;
  readonly urn: string;
  readonly region: string;
}

type Where = { readonly urn?: string; readonly region?: string };

/** What all parts of one run share: its clock, its chance, what is drilled, and the record of what happened. */
export class Context {
  readonly loop = new EventLoop();

  readonly timeline: TimelineEntry[] = [];

  /** Whatever the run took for granted. */
  readonly facts = new Set<Fact>();

  constructor(
    readonly system: DeclaredSystem,
    readonly scenario: Scenario,
    private readonly streams: Streams,
    /** Requests that write, in a second, of the whole system. */
    readonly writesPerSecond: number,
    private readonly recordsTimeline = true,
  ) {}

  /** Seconds since the failure. */
  get seconds(): number {
    return this.loop.now / 1000;
  }

  /** The team has measured it from a health check's status on: what DNS servers, resolvers and clients need is in it. */
  get isClientMoveMeasured(): boolean {
    return this.system.efforts.clientMove > 0;
  }

  /** The stream of chance that belongs to one component. */
  random(component: string): Random {
    return this.streams.named(component);
  }

  /** Draws seconds, from the component's own chance. */
  draw(delay: Delay, component: string): number {
    return this.drawFrom(delay, this.random(`${component}/${delay.name}`));
  }

  drawFrom(delay: Delay, random: Random): number {
    this.facts.add(delay);
    return delay.distribution.draw(random);
  }

  after(seconds: number, action: () => void): void {
    this.loop.after(seconds * 1000, action);
  }

  record(kind: EntryKind, text: string, { urn = "", region = "" }: Where = {}): void {
    if (this.recordsTimeline) this.timeline.push({ seconds: this.seconds, kind, text, urn, region });
  }

  /** Whether alarms and functions can run in a region. */
  isAlive(region: string): boolean {
    return isAlive(region, this.scenario, this.system);
  }
}
