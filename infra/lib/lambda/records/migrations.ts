import type { Migration } from "../migration/migration";

/** The first step finds the tables of databases that were there before there were steps. */
export const recordsMigrations: readonly Migration[] = [
  {
    name: "records, their trail and noted events",
    statements: [
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
    ],
  },
  {
    name: "heartbeats of the regions",
    statements: [
      `CREATE TABLE heartbeat (
        region text PRIMARY KEY,
        beat_at bigint NOT NULL
      )`,
    ],
  },
];
