/** The two regions, by the part they are made for, whatever part they play now. */
export type Side = "primary" | "standby";

export const otherSide: Readonly<Record<Side, Side>> = { primary: "standby", standby: "primary" };

/** What the global database says of itself, in the standby region. */
export interface DatabaseView {
  readonly writer: Side | "neither";
  /** A failover or a switchover is under way, whoever asked for it. */
  readonly isMoving: boolean;
  /** Whether the clusters that copy are in touch with the writer; undefined: it does not say. */
  readonly isConnected: boolean | undefined;
  /** Whether the standby's cluster is in service and has an instance. */
  readonly isStandbyReady: boolean;
}

/** One minute's word of how late the copy is. */
export interface Lag {
  /** The worst of the minute. */
  readonly lagMs: number;
  /** When the minute began: what was measured may be as old as that. */
  readonly begunAt?: number;
  /** When the minute ended, or was read: what was measured is no newer than that. */
  readonly measuredAt: number;
  /** By which metric; absent: it is not said. */
  readonly metric?: "AuroraGlobalDBRPOLag" | "AuroraGlobalDBReplicationLag";
}

/** What instances of the standby find when they ask the writer across the regions, and read their own copy. */
export interface WriterWord {
  /** Whether a statement through the writer was answered in time. */
  readonly writer: "answers" | "silent";
  /** The newest heartbeat that the copy has, in milliseconds of the writer's clock; undefined: none was read. */
  readonly copiedUntil: number | undefined;
}

/**
 * `on`: it may act. `dry-run`: it tells what it would do. `off`: it does nothing, not even what a person asks it for.
 * `fence`: off, and the primary's lease is not renewed, before a person moves its writer by hand.
 */
export type Mode = "on" | "dry-run" | "off" | "fence";

export type Unknown = "unknown";

/** A planned move of the writer that a person asks for. */
export interface Request {
  /** The same id is never carried out twice. */
  readonly id: string;
  readonly to: Side;
}

/** All that one look around tells. What could not be found out is `unknown`, never a guess. */
export interface Observation {
  /** Whether the front doors answer this function's own probes. */
  readonly frontDoors: Readonly<Record<Side, "up" | "down">>;
  /** Where the health checkers of the world lead the clients, according to the DNS. */
  readonly world: Side | Unknown;
  readonly database: DatabaseView | Unknown;
  /** Of the standby's copy; undefined: nothing was measured lately. */
  readonly lag: Lag | undefined | Unknown;
  /** Absent in a system whose writer nobody asks: then the copy alone speaks for it. */
  readonly word?: WriterWord | Unknown;
  readonly mode: Mode | Unknown;
  readonly request?: Request;
}

export function isWordHeard({ word }: Observation): boolean {
  return word !== undefined && word !== "unknown";
}

export function doesWriterAnswer({ word }: Observation): boolean {
  return word !== undefined && word !== "unknown" && word.writer === "answers";
}
