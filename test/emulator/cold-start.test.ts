import { recordsMigrations } from "../../infra/lib/lambda/records/migrations";
import { sqlRecordStore } from "../../infra/lib/lambda/records/sql-record-store";
import { Failure } from "../../infra/lib/lambda/runtime/failure";
import { withTimeLimit } from "../../infra/lib/lambda/runtime/time-limit";
import type { Database, DatabaseArgs } from "../../infra/lib/lambda/transactions/database";
import { sqlLedger } from "../../infra/lib/lambda/transactions/ledger";
import { ledgerMigrations } from "../../infra/lib/lambda/transactions/migrations";
import { databaseName, PostgresServer } from "./postgres";
import { databaseOf, migrated, permitHere } from "./schema";
import { SlowLink } from "./slow-link";

jest.setTimeout(300_000);

/** Between us-west-2 and us-east-1. */
const roundTripMs = 66;
/** What records-api gives a request. */
const requestLimitMs = 8_000;
const [storms, instances] = [5, 40];

let server: PostgresServer;
let link: SlowLink;
let port: number;

beforeAll(async () => {
  server = await PostgresServer.start();
  link = new SlowLink(server.port, roundTripMs);
  port = await link.start();
});
afterAll(async () => {
  await link?.stop();
  await server?.remove();
});

/** The first request of as many execution environments as come at once after a failover, storm after storm. */
async function firstRequests(
  request: (database: Database, id: string) => Promise<{ outcome: string }>,
  permit?: DatabaseArgs["permit"],
) {
  const outcomes: string[] = [];
  for (let storm = 1; storm <= storms; storm++) {
    const databases = Array.from({ length: instances }, () => databaseOf(server, port, permit));
    const asked = databases.map((database, index) =>
      withTimeLimit("The request", requestLimitMs, () => request(database, `s-${storm}-${index}`)).then(
        ({ outcome }) => outcome,
        (thrown: unknown) => (thrown instanceof Failure ? JSON.stringify(thrown.logFields) : String(thrown)),
      ),
    );
    outcomes.push(...(await Promise.all(asked)));
    await Promise.all(databases.map((database) => database.close()));
  }
  return outcomes;
}

const allCreated = Array.from({ length: storms * instances }, () => "created");

test("none of 200 first requests for a record fails, 66 ms from the writer", async () => {
  await migrated(server, recordsMigrations);
  const outcomes = await firstRequests(
    (database, id) =>
      sqlRecordStore(database).put(
        { id, patient: "p", kind: "encounter", content: "c" },
        { action: "store", actor: "a", recordId: id, requestId: id, at: "2026-03-31T12:00:00Z", region: "us-west-2" },
        new AbortController().signal,
      ),
    permitHere,
  );
  expect(outcomes).toEqual(allCreated);
});

test("none of 200 first transfers of different accounts fails, 66 ms from the writer", async () => {
  await server.query(databaseName, "DROP SCHEMA public CASCADE");
  await server.query(databaseName, "CREATE SCHEMA public");
  await migrated(server, ledgerMigrations);
  await server.query(
    databaseName,
    `INSERT INTO account (id, currency, balance)
     SELECT side || '-s-' || storm || '-' || instance, 'USD', 100
     FROM generate_series(1, ${storms}) storm, generate_series(0, ${instances - 1}) instance,
       (VALUES ('from'), ('to')) AS sides (side)`,
  );
  const outcomes = await firstRequests((database, id) =>
    sqlLedger(database, "secondary").record({
      id,
      fromAccount: `from-${id}`,
      toAccount: `to-${id}`,
      amount: 1,
      currency: "USD",
    }),
  );
  expect(outcomes).toEqual(allCreated);
});
