import type { RegionRole } from "../heartbeat/heartbeat-store";
import type { Measured } from "../runtime/metrics";
import type { MessageQueue } from "../runtime/queue/message-queue";
import type { Archive } from "./archive";
import { isLate, isOfRecord, isOverwritten, isWrittenIn } from "./changes";
import { LATE_RECORDS, OVERWRITTEN_RECORDS } from "./metrics";
import type { Change } from "./stream-event";

export interface JournalArgs {
  readonly role: RegionRole;
  readonly archive: Archive;
  /** The folder of the journal in the archive. */
  readonly folder: string;
  /** Where a person finds what was overwritten. */
  readonly conflicts: MessageQueue;
  readonly publish: (measured: Readonly<Record<string, Measured>>) => void;
}

/**
 * Keeps what a replica's stream tells: the records that were written in this region go to the archive, and so does each
 * one that replication overwrote, which also goes to the queue of conflicts with the one that took its place. May be
 * called again with the same changes: then an object is written again, and a conflict is told twice.
 * @throws Failure when the archive or the queue cannot take it: the stream then gives the changes again
 */
export async function writeJournal(args: JournalArgs, all: readonly Change[], signal: AbortSignal): Promise<void> {
  const { role, publish } = args;
  const changes = all.filter(isOfRecord);
  if (changes.length === 0) {
    return;
  }
  const overwritten = changes.filter(isOverwritten);
  await archive(
    args,
    changes.filter((change) => isWrittenIn(role, change) || isOverwritten(change)),
    signal,
  );
  for (const change of overwritten) {
    await args.conflicts.send(line(role, change), signal, "overwritten");
  }
  publish({
    [OVERWRITTEN_RECORDS]: { unit: "Count", value: overwritten.length },
    [LATE_RECORDS]: { unit: "Count", value: changes.filter((change) => isLate(role, change)).length },
  });
}

/** One object a call, one line a write. Its name follows from the first write: a second try gives the same object. */
async function archive({ archive: to, role, folder }: JournalArgs, changes: readonly Change[], signal: AbortSignal) {
  const [first] = changes;
  if (first === undefined) {
    return;
  }
  const [day = ""] = first.at.split("T");
  const key = `${folder}/${day.replaceAll("-", "/")}/${role}-${first.sequence}.jsonl`;
  await to.put(key, changes.map((change) => `${line(role, change)}\n`).join(""), signal);
}

/** Items stay in DynamoDB's own JSON, as its exports have them. */
function line(role: RegionRole, { sequence, at, before, after }: Change): string {
  return JSON.stringify({ version: 1, region: role, sequence, at, before, after });
}
