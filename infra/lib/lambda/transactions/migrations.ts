import type { Migration } from "../migration/migration";

/** The first step finds the tables of databases that were there before there were steps. */
export const ledgerMigrations: readonly Migration[] = [
  {
    name: "accounts and transfers",
    statements: [
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
    ],
  },
];
