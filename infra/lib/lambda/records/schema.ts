import type { Session } from "../transactions/database";

/** Any number, the same for all who make the schema. */
const SCHEMA_LOCK = 5_820_117;

const tables = [
  `CREATE TABLE IF NOT EXISTS record (
    id text PRIMARY KEY,
    patient text NOT NULL,
    kind text NOT NULL,
    content text NOT NULL,
    stored_at text NOT NULL
  )`,
  `CREATE TABLE IF NOT EXISTS access_trail (
    entry bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    action text NOT NULL,
    outcome text NOT NULL,
    actor text NOT NULL,
    record_id text NOT NULL,
    request_id text NOT NULL,
    at text NOT NULL,
    region text NOT NULL
  )`,
  `CREATE TABLE IF NOT EXISTS noted_event (
    event_id text NOT NULL,
    region text NOT NULL,
    type text NOT NULL,
    subject text NOT NULL,
    origin_region text NOT NULL,
    noted_at text NOT NULL,
    PRIMARY KEY (event_id, region)
  )`,
  `CREATE TABLE IF NOT EXISTS heartbeat (
    region text PRIMARY KEY,
    beat_at bigint NOT NULL
  )`,
];

/** Makes what is not there. One at a time: two that make the same table at once would fail. */
export async function makeSchema(session: Session): Promise<void> {
  await session.query("SELECT pg_advisory_xact_lock($1)", [SCHEMA_LOCK]);
  for (const table of tables) {
    await session.query(table);
  }
}
