import type { Database, Session } from "../transactions/database";
import type { EventJournal } from "./event";
import { isSameRecord, type PatientRecord } from "./record";
import type { Access, RecordStore, Stored, StoredRecord } from "./record-store";

interface Row {
  readonly id: string;
  readonly patient: string;
  readonly kind: PatientRecord["kind"];
  readonly content: string;
  readonly stored_at: string;
}

/** Records, their trail and the journal of events, in PostgreSQL. Values travel beside the statements, never in them. */
export function sqlRecordStore(database: Database): RecordStore & EventJournal {
  return {
    put: (record, access) => database.write((session) => put(session, record, access)),

    find: (access) =>
      database.write(async (session) => {
        const found = await findRow(session, access.recordId);
        await note(session, access, found === undefined ? "missing" : "found");
        return found;
      }),

    note: (event, region, at) =>
      database.write(async (session) => {
        const { rowCount } = await session.query(
          `INSERT INTO noted_event (event_id, region, type, subject, origin_region, noted_at)
           VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
          [event.eventId, region, event.type, event.subject, event.originRegion, at],
        );
        return rowCount === 1;
      }),

    has: (eventId, region) =>
      database.write(async (session) => {
        const asked = [eventId, region];
        const { rowCount } = await session.query("SELECT FROM noted_event WHERE event_id = $1 AND region = $2", asked);
        return rowCount === 1;
      }),
  };
}

async function put(session: Session, record: PatientRecord, access: Access): Promise<Stored> {
  const { rowCount } = await session.query(
    `INSERT INTO record (id, patient, kind, content, stored_at)
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
    [record.id, record.patient, record.kind, record.content, access.at],
  );
  const stored = await findRow(session, record.id);
  const isOurs = stored !== undefined && isSameRecord(stored.record, record);
  const outcome = !isOurs ? "conflict" : rowCount === 1 ? "created" : "repeated";
  await note(session, access, outcome);
  return isOurs && outcome !== "conflict" ? { outcome, stored } : { outcome: "conflict" };
}

async function findRow(session: Session, id: string): Promise<StoredRecord | undefined> {
  const { rows } = await session.query<Row>("SELECT id, patient, kind, content, stored_at FROM record WHERE id = $1", [
    id,
  ]);
  const [row] = rows;
  return row === undefined
    ? undefined
    : {
        record: { id: row.id, patient: row.patient, kind: row.kind, content: row.content },
        storedAt: row.stored_at,
      };
}

async function note(session: Session, access: Access, outcome: string): Promise<void> {
  await session.query(
    `INSERT INTO access_trail (action, outcome, actor, record_id, request_id, at, region)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [access.action, outcome, access.actor, access.recordId, access.requestId, access.at, access.region],
  );
}
