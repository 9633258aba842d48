import { Failure } from "../runtime/failure";
import type { MessageCall } from "../runtime/queue/batch-handler";
import { Poison } from "../runtime/queue/poison";
import { type EventJournal, type EventPublisher, recordStored } from "./event";
import { noteEvent } from "./handle-event";
import { parseAccepted } from "./intake";
import type { RecordStore } from "./record-store";

export interface RecordAcceptedArgs {
  readonly store: Pick<RecordStore, "put" | "outcomeOf" | "note"> & Pick<EventJournal, "noteEvent">;
  readonly events: EventPublisher;
  readonly region: string;
  readonly now: () => Date;
}

/**
 * Records what was accepted without a writer, once there is one. A message that comes twice changes nothing the second
 * time: its request stands in the trail.
 * @throws Failure while there is no writer, so that the message comes back; Poison when another record has the id
 */
export async function recordAccepted(
  body: string,
  { store, events, region, now }: RecordAcceptedArgs,
  { signal, log }: MessageCall,
): Promise<void> {
  const accepted = parseAccepted(body);
  if (accepted.kind === "event") {
    return noteEvent(accepted.event, { journal: store, region, now, log }, signal);
  }
  const { access } = accepted;
  const known = await store.outcomeOf(access.requestId, signal);
  if (accepted.kind === "read") {
    if (known === undefined) {
      await store.note(access, accepted.outcome, signal);
    }
    return;
  }
  const outcome = known ?? (await store.put(accepted.record, access, signal)).outcome;
  if (outcome === "conflict") {
    throw new Poison("id-taken");
  }
  if (outcome !== "created" && outcome !== "repeated") {
    throw new Failure("unknown", "The trail says something else of this request.", { outcome });
  }
  await events.publish(recordStored(access.recordId, region), signal);
  log.info("accepted record kept", { outcome });
}
