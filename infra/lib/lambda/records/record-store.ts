import type { PatientRecord } from "./record";

export interface StoredRecord {
  readonly record: PatientRecord;
  /** When this system first wrote the record, ISO 8601. */
  readonly storedAt: string;
}

/** Who does what to which record, when and where: the head of an entry in the audit trail. */
export interface Access {
  readonly action: "store" | "read";
  /** Who asks, as the caller's own system knows them. */
  readonly actor: string;
  readonly recordId: string;
  readonly requestId: string;
  /** ISO 8601. */
  readonly at: string;
  readonly region: string;
}

export type Stored =
  | { readonly outcome: "created" | "repeated"; readonly stored: StoredRecord }
  | { readonly outcome: "conflict" };

/**
 * Where records and the trail of their accesses are kept. An access and its entry are one transaction: what cannot be
 * written down does not happen. Every method throws a Failure when the store cannot do it.
 */
export interface RecordStore {
  /** Writes a record once, however often it is sent; a conflict when another record has its id. */
  put(record: PatientRecord, access: Access, signal: AbortSignal): Promise<Stored>;
  find(access: Access, signal: AbortSignal): Promise<StoredRecord | undefined>;
}
