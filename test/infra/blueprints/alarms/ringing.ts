import type { GraphResource } from "../../../../preflight/graph";
import type { Graph } from "../../../helpers/graph";
import type { CloudWatch } from "./cloudwatch";

/** A region of a system, of which AWS and the functions tell CloudWatch. */
export interface WatchedRegion<Trouble> {
  /** One minute passes, in which all is well but for what is in trouble. */
  pass(trouble: Trouble): Promise<void>;
}

export interface Ringing<Trouble> {
  readonly graph: Graph;
  /** The region whose alarm is tried. */
  readonly alarm: GraphResource;
  readonly watch: CloudWatch;
  readonly region: WatchedRegion<Trouble>;
  readonly well: Trouble;
}

/** Longer than any alarm looks back, but for a day of certificates. */
const quietMinutes = 10;

/** The state of an alarm after some minutes without trouble, and then after some with it. */
export async function ringing<Trouble>(
  { graph, alarm, watch, region, well }: Ringing<Trouble>,
  trouble: Trouble,
  minutes: number,
): Promise<readonly [string, string]> {
  await passMinutes(quietMinutes, () => region.pass(well), watch);
  const before = watch.stateOf(graph, alarm);
  await passMinutes(minutes, () => region.pass(trouble), watch);
  return [before, watch.stateOf(graph, alarm)];
}

async function passMinutes(count: number, pass: () => Promise<void>, watch: CloudWatch): Promise<void> {
  for (let passed = 0; passed < count; passed += 1) {
    watch.minute += 1;
    await pass();
  }
}
