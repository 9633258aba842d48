import { setTimeout as wait } from "node:timers/promises";
import { openDatabase } from "../transactions/database";
import { reachOf } from "../transactions/reach";
import type { MigrateArgs } from "./migrate";
import type { Migration } from "./migration";
import type { MigrationSettings } from "./settings";

/** Less than the function's own five minutes, with its start and its end. */
const STATEMENT_LIMIT_MS = 240_000;
const LOOKS = 30;
const LOOK_PAUSE_MS = 2_000;

/** The database as its owner sees it, and how to wait for it. */
export function connectMigration(settings: MigrationSettings, migrations: readonly Migration[]): MigrateArgs {
  const database = openDatabase({
    ...reachOf(settings),
    connectionMs: 5_000,
    statementMs: STATEMENT_LIMIT_MS,
    pause: async () => undefined,
  });
  return {
    database,
    migrations,
    waits: settings.REGION_ROLE === "secondary",
    looks: LOOKS,
    pause: async () => {
      await wait(LOOK_PAUSE_MS);
    },
  };
}
