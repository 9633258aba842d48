import type { ApplicationEvent, EventJournal, EventPublisher } from "../../../../infra/lib/lambda/records/event";
import type { Pulse } from "../../../../infra/lib/lambda/records/pulse";
import { isSameRecord } from "../../../../infra/lib/lambda/records/record";
import type { Access, RecordStore, StoredRecord } from "../../../../infra/lib/lambda/records/record-store";
import { Failure } from "../../../../infra/lib/lambda/runtime/failure";

export interface RecordsDouble extends RecordStore, EventJournal, EventPublisher, Pulse {
  readonly records: Map<string, StoredRecord>;
  readonly trail: (Access & { readonly outcome: string })[];
  readonly noted: Set<string>;
  readonly published: ApplicationEvent[];
  /** What fails from now on. */
  broken: { store?: Error; bus?: Error };
}

/** A store, a journal and a bus in memory, which keep what was asked of them and fail when told to. */
export function recordsDouble(): RecordsDouble {
  const double: RecordsDouble = {
    records: new Map(),
    trail: [],
    noted: new Set(),
    published: [],
    broken: {},

    async put(record, access) {
      failWith(double.broken.store);
      const known = double.records.get(record.id);
      const stored = known ?? { record, storedAt: access.at };
      const outcome = !isSameRecord(stored.record, record) ? "conflict" : known === undefined ? "created" : "repeated";
      if (outcome === "created") double.records.set(record.id, stored);
      double.trail.push({ ...access, outcome });
      return outcome === "conflict" ? { outcome } : { outcome, stored };
    },

    async find(access) {
      failWith(double.broken.store);
      const found = double.records.get(access.recordId);
      double.trail.push({ ...access, outcome: found === undefined ? "missing" : "found" });
      return found;
    },

    async beatHere() {
      failWith(double.broken.store);
    },

    async beat() {
      failWith(double.broken.store);
    },

    async newest() {
      failWith(double.broken.store);
      return undefined;
    },

    async note(event, region) {
      failWith(double.broken.store);
      const key = `${event.eventId} ${region}`;
      const isNew = !double.noted.has(key);
      double.noted.add(key);
      return isNew;
    },

    async has(eventId, region) {
      failWith(double.broken.store);
      return double.noted.has(`${eventId} ${region}`);
    },

    async publish(event) {
      failWith(double.broken.bus);
      double.published.push(event);
    },
  };
  return double;
}

export const outage = new Failure("unavailable", "Nobody answers.");

function failWith(error: Error | undefined): void {
  if (error !== undefined) throw error;
}
