import type { Capacity, ReplicationFacts } from "./judgement";

/** What both regions can be asked. Every method throws a Failure when it cannot be found out. */
export interface Inspector {
  replication(signal: AbortSignal): Promise<ReplicationFacts>;
  capacity(side: "here" | "there", signal: AbortSignal): Promise<Capacity>;
  newestBackup(signal: AbortSignal): Promise<Date | undefined>;
  /** Status of an answer to GET; undefined when there is none in time. */
  ask(path: string, signal: AbortSignal): Promise<number | undefined>;
}

/** What an operator can change without a deployment. */
export interface Limits {
  readonly backupAgeSeconds: number;
  readonly deliverySeconds: number;
}
