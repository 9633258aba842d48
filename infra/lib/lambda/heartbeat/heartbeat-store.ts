export type RegionRole = "primary" | "secondary";

/** The id of a region's heartbeat. No record has a `#` in its id. */
export function heartbeatKey(role: RegionRole): string {
  return `heartbeat#${role}`;
}

export const heartbeatKeys: readonly string[] = [heartbeatKey("primary"), heartbeatKey("secondary")];

/**
 * `written`: the heartbeat is in the table. `recent`: the table judged the write and holds a heartbeat that is younger
 * than a second. `crowded`: the table answers and takes no further write now.
 */
export type BeatOutcome = "written" | "recent" | "crowded";

/** One item for each region, overwritten in place. Every method throws a Failure when the table cannot do it. */
export interface HeartbeatStore {
  /** Writes the heartbeat of a region, at most once a second however often it is asked. */
  beat(role: RegionRole, at: Date, signal: AbortSignal): Promise<BeatOutcome>;
  /** When a region last wrote its heartbeat, as far as this region's replica knows. Undefined: never. */
  lastBeat(role: RegionRole, signal: AbortSignal): Promise<Date | undefined>;
}
