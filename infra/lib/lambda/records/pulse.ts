/** The heartbeat of the database: a write through a writer, and what of it has come to this region. Each throws a Failure when it cannot be done. */
export interface Pulse {
  /** Writes this region's heartbeat through this region's own writer: no other region's counts. */
  beatHere(): Promise<void>;
  /** The same through the writer of today, wherever it is. */
  beat(): Promise<void>;
  /** The newest heartbeat that this region's database has, in milliseconds of the writer's clock; undefined: none yet. */
  newest(): Promise<number | undefined>;
}
