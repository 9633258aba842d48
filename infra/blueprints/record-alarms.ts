import type { Alarm } from "../components/cloudwatch/alarm-set";
import * as alarm from "../components/cloudwatch/alarms.plan";
import type { RegionalFunction } from "../components/lambda/regional-function";
import type { Queue } from "../components/sqs/queue";
import { HEARTBEAT_FAILURES, PEER_HEARTBEAT_AGE, UNEXPECTED_CALLS } from "../lib/lambda/heartbeat/metrics";
import { LATE_RECORDS } from "../lib/lambda/journal/metrics";
import type { Region } from "../regions/pair";
import { minutes, seconds } from "../units/time";

/** Beyond these a person is notified. */
const tolerated = {
  heartbeatFailures: { events: 1, minutes: 2 },
  /** What fails once is tried again at once. */
  journalErrors: { events: 1, minutes: 2 },
  peerHeartbeat: seconds(30),
  /** A journal that is later has outlived the data loss that the system may have. */
  journalLag: minutes(5),
};

/** The metrics that the functions of a system publish about its table, and the region on the other side. */
export interface RecordMetrics {
  readonly namespace: string;
  readonly tableName: string;
  readonly peer: Region;
}

type Named<Label extends string> = Readonly<Record<Label, string>>;

/** What health checks measure: whether this region can write, and whether the other one's writes come over. */
export function heartbeatAlarms(
  names: Named<"heartbeatFailures" | "callers" | "peerHeartbeat">,
  { namespace, tableName, peer }: RecordMetrics,
) {
  const of = (metricName: string) => ({ namespace, tableName, metricName });
  return {
    "heartbeat-failures": alarm.tableEvents(
      names.heartbeatFailures,
      "The table refuses writes",
      of(HEARTBEAT_FAILURES),
      tolerated.heartbeatFailures,
    ),
    // Told from outside the region that is lost.
    callers: alarm.tableEvents(
      names.callers,
      "Callers have come to a region that should have none",
      of(UNEXPECTED_CALLS),
      alarm.noTolerance,
    ),
    "peer-heartbeat": alarm.peerHeartbeatAge(
      names.peerHeartbeat,
      of(PEER_HEARTBEAT_AGE),
      peer.name,
      tolerated.peerHeartbeat,
    ),
  } satisfies Readonly<Record<string, Alarm>>;
}

export interface JournalWatch extends RecordMetrics {
  /** What is recorded, for people: `Trades`. */
  readonly records: string;
  readonly journal: RegionalFunction;
  readonly conflicts: Queue;
}

/** What replication does to records: told by the region where it is seen. */
export function journalAlarms(
  names: Named<"conflicts" | "lateRecords" | "journalLag" | "journalErrors" | "journalThrottles">,
  { namespace, tableName, peer, records, journal, conflicts }: JournalWatch,
) {
  return {
    conflicts: alarm.messagesWaiting(names.conflicts, conflicts.queueName, `${records} of one key: a person decides`),
    "late-records": alarm.tableEvents(
      names.lateRecords,
      `${records} from ${peer.name} came late`,
      { namespace, tableName, metricName: LATE_RECORDS },
      alarm.noTolerance,
    ),
    "journal-errors": alarm.functionErrors(names.journalErrors, journal.functionName, tolerated.journalErrors),
    "journal-throttles": alarm.functionThrottles(names.journalThrottles, journal.functionName, alarm.noTolerance),
    "journal-lag": alarm.streamLate(names.journalLag, journal.functionName, tolerated.journalLag),
  } satisfies Readonly<Record<string, Alarm>>;
}
