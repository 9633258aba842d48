import type { Session } from "./database";

/** Any number, the same for all who make the schema. */
const SCHEMA_LOCK = 7_140_551;

const tables = [
  `CREATE TABLE IF NOT EXISTS account (
    id text PRIMARY KEY,
    currency char(3) NOT NULL,
    balance bigint NOT NULL CHECK (balance >= 0)
  )`,
  `CREATE TABLE IF NOT EXISTS transfer (
    id text PRIMARY KEY,
    from_account text NOT NULL REFERENCES account (id),
    to_account text NOT NULL REFERENCES account (id),
    amount bigint NOT NULL CHECK (amount > 0),
    currency char(3) NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT now(),
    recorded_in text NOT NULL,
    CHECK (from_account <> to_account)
  )`,
];

/** Makes what is not there. One at a time: two that make the same table at once would fail. */
export async function makeSchema(session: Session): Promise<void> {
  await session.query("SELECT pg_advisory_xact_lock($1)", [SCHEMA_LOCK]);
  for (const table of tables) {
    await session.query(table);
  }
}
