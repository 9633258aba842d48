/** Metrics of a region's health: writes of its heartbeat that failed, and in seconds the age of the newest one that was copied here. */
export const HEARTBEAT_FAILURES = "HeartbeatFailures";
export const COPY_AGE = "CopyAge";
