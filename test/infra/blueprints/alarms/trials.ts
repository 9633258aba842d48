import type { RegionRole } from "../../../../infra/lib/lambda/heartbeat/heartbeat-store";
import type { GraphResource } from "../../../../preflight/graph";
import type { Graph } from "../../../helpers/graph";
import { CloudWatch } from "./cloudwatch";
import { ringing, type WatchedRegion } from "./ringing";
import { Services } from "./services";

/** For each alarm the failure that it is named after, and for how many minutes that goes on until the alarm is due. */
export type Failures<Trouble> = Readonly<Record<string, readonly [Partial<Trouble>, number]>>;

/** An alarm and the stack that it is of. */
export type StackAlarm = readonly [Graph, GraphResource];

export interface TrialsArgs<Trouble> {
  /** The primary's and the standby's. */
  readonly regions: readonly [string, string];
  /** What an alarm is called without what all alarms of the system have in their names. */
  purposeOf(name: string): string;
  regionIn(services: Services, role: RegionRole, peer: string): WatchedRegion<Trouble>;
}

/** Tries alarms: each in the region that it watches, of a system whose callers are at its primary. */
export class Trials<Trouble extends { readonly callers: boolean }> {
  /** Variants of one system; an alarm that several have is tried in the first. */
  readonly graphs: Graph[] = [];
  readonly #args: TrialsArgs<Trouble>;

  constructor(args: TrialsArgs<Trouble>) {
    this.#args = args;
  }

  purposes(): readonly string[] {
    const all = this.graphs.flatMap(alarmsOf).map((alarm) => this.#purposeOf(alarm));
    return [...new Set(all)].sort();
  }

  /** The alarms of a purpose, one or one for each region. */
  of(purpose: string): readonly StackAlarm[] {
    for (const graph of this.graphs) {
      const found = alarmsOf(graph).filter((alarm) => this.#purposeOf(alarm) === purpose);
      if (found.length > 0) {
        return found.map((alarm) => [graph, alarm]);
      }
    }
    throw new Error(`No stack has an alarm ${purpose}.`);
  }

  /** Its states while all is well, and after some minutes of trouble. */
  async states([graph, alarm]: StackAlarm, trouble: Partial<Trouble>, minutes: number): Promise<readonly string[]> {
    const isPrimary = this.#regionOf([graph, alarm]) === this.#args.regions[0];
    const [here, peer] = isPrimary ? this.#args.regions : this.#args.regions.toReversed();
    const watch = new CloudWatch();
    const services = new Services(graph, watch, here);
    const region = this.#args.regionIn(services, isPrimary ? "primary" : "secondary", peer);
    const well = { callers: isPrimary } as Trouble;
    return ringing({ graph, alarm, watch, region, well }, { ...well, ...trouble }, minutes);
  }

  /** Where the failure is that an alarm is for: beside it, but for those on Route 53's verdict. */
  #regionOf([graph, alarm]: StackAlarm): unknown {
    const told = /^(primary|secondary)-endpoint/.exec(this.#purposeOf(alarm))?.[1];
    return told === undefined ? graph.regionOf(alarm) : this.#args.regions[told === "primary" ? 0 : 1];
  }

  #purposeOf({ inputs }: GraphResource): string {
    return this.#args.purposeOf(String(inputs.name));
  }
}

function alarmsOf(graph: Graph): readonly GraphResource[] {
  return graph.all("aws:cloudwatch/metricAlarm:MetricAlarm");
}
