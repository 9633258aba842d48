import * as z from "zod/mini";
import { Failure } from "../runtime/failure";
import { readSettings, text } from "../runtime/settings";
import type { Credentials } from "./database";

/** Where the database is, and in which secret its user. */
export const databaseVariables = {
  DATABASE_WRITER_HOST: text("the host where the writer answers"),
  DATABASE_READER_HOST: text("the host where this region's readers answer"),
  DATABASE_PORT: z.pipe(
    z.string("a port").check(z.regex(/^\d{1,5}$/, "a port")),
    z.transform((port) => Number(port)),
  ),
  DATABASE_NAME: text("the name of a database"),
  DATABASE_SECRET: text("the name of a secret"),
};

const database = z.object(databaseVariables);

export type DatabaseSettings = z.infer<typeof database>;

const environment = z.object({
  SERVICE_NAME: text("the name of this service"),
  REGION_ROLE: z.enum(["primary", "secondary"], "primary or secondary"),
  SESSION_TABLE: text("the name of a DynamoDB table"),
  ...databaseVariables,
});

export type TransactionSettings = z.infer<typeof environment>;
export type RegionRole = TransactionSettings["REGION_ROLE"];

/** @throws Error that names every environment variable that is missing or wrong */
export function readTransactionSettings(variables: Readonly<Record<string, string | undefined>>): TransactionSettings {
  return readSettings(environment, variables);
}

const credentials = z.object({ username: text("a name"), password: text("a password") });

/**
 * What the database's secret says.
 * @throws Failure of kind `misconfigured`, which quotes nothing of it
 */
export function parseCredentials(secret: string): Credentials {
  const result = z.safeParse(credentials, parsedJson(secret));
  if (result.success) {
    return result.data;
  }
  throw new Failure("misconfigured", "The database's secret is no JSON with username and password.");
}

function parsedJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
