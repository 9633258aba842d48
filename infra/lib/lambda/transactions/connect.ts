import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { clientSettings } from "../runtime/aws/client-settings";
import { type Database, openDatabase } from "./database";
import { dynamoSessionStore } from "./dynamo-session-store";
import { reachOf } from "./reach";
import type { SessionStore } from "./session-store";
import type { TransactionSettings } from "./settings";

export interface Connections {
  readonly database: Database;
  readonly sessions: SessionStore;
}

/** Everything a function of this system talks to; nothing is asked before it is used. */
export function connect(settings: TransactionSettings, limits: { connectionMs: number; statementMs: number }) {
  const database = openDatabase({ ...reachOf(settings), ...limits });
  const sessions = dynamoSessionStore({
    client: new DynamoDBClient(clientSettings),
    tableName: settings.SESSION_TABLE,
    now: Date.now,
  });
  return { database, sessions } satisfies Connections;
}
