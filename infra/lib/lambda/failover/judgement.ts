/** What is known of one aspect of a standby. */
export interface Finding {
  readonly passed: boolean;
  /** A stable word for reports and logs. */
  readonly reason: string;
}

export const passed: Finding = { passed: true, reason: "ok" };

function failed(reason: string): Finding {
  return { passed: false, reason };
}

export interface ReplicationFacts {
  /** Of each cluster that only copies: what the global database says of its copying. */
  readonly copying: readonly (string | undefined)[];
  /** Of the alarms on the lag, in both regions. */
  readonly alarms: readonly (string | undefined)[];
}

/** The copy is current: it is being made, and no alarm says that it lags. What nobody knows is no good news. */
export function judgeReplication({ copying, alarms }: ReplicationFacts): Finding {
  if (copying.length === 0) {
    return failed("no-copy");
  }
  if (!copying.every((status) => status === "connected")) {
    return failed("copy-disconnected");
  }
  return alarms.length > 0 && alarms.every((state) => state === "OK") ? passed : failed("copy-late");
}

export interface Capacity {
  /** Classes of the database's instances. */
  readonly instances: readonly string[];
  /** Engine and version of the database. */
  readonly engine: string;
  /** What the function is: code, runtime, memory, time. */
  readonly function: string;
}

/** Both regions have the same; what is not there in either counts for nothing. */
export function judgeCapacity(here: Capacity, there: Capacity): Finding {
  if (there.instances.length === 0 || here.instances.length === 0) {
    return failed("no-instances");
  }
  if (sorted(here.instances) !== sorted(there.instances)) {
    return failed("instances-differ");
  }
  if (here.engine !== there.engine) {
    return failed("engines-differ");
  }
  return here.function === there.function ? passed : failed("functions-differ");
}

/** The newest finished backup is young enough. */
export function judgeBackups(newest: Date | undefined, now: Date, limitSeconds: number): Finding {
  if (newest === undefined) {
    return failed("no-backup");
  }
  return now.getTime() - newest.getTime() <= limitSeconds * 1_000 ? passed : failed("backup-old");
}

/** The status with which the other region's endpoint answered; undefined when it did not. */
export function judgeStandby(status: number | undefined): Finding {
  if (status === undefined) {
    return failed("no-answer");
  }
  return status === 200 ? passed : failed("unhealthy");
}

function sorted(words: readonly string[]): string {
  return [...words].sort().join(" ");
}
