import type { LogOutput } from "../runtime/log";
import { type Measured, publishMetrics } from "../runtime/metrics";

/** Of each region's own heartbeat: writes of it that failed. */
export const HEARTBEAT_FAILURES = "HeartbeatFailures";
/** In seconds: how old the newest heartbeat of the other region is that has come over here. */
export const PEER_HEARTBEAT_AGE = "PeerHeartbeatAge";

/** Requests of callers in a region that should have none: the standby while the primary is well, or one that is closed. */
export const UNEXPECTED_CALLS = "UnexpectedCalls";

/** Metrics of a system that keeps its records in one table. */
export interface TableMetrics {
  publish(tableName: string, at: Date, measured: Readonly<Record<string, Measured>>): void;
}

export function tableMetrics(output: LogOutput, namespace: string): TableMetrics {
  return {
    publish: (tableName, at, measured) =>
      publishMetrics(output, { namespace, dimension: { name: "TableName", value: tableName } }, at, measured),
  };
}
