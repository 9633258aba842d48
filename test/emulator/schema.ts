import { migrate } from "../../infra/lib/lambda/migration/migrate";
import type { Migration } from "../../infra/lib/lambda/migration/migration";
import { type DatabaseArgs, openDatabase } from "../../infra/lib/lambda/transactions/database";
import { databaseName, owner, type PostgresServer } from "./postgres";

/** Of a writer at the tests' address. */
export const permitHere = async () => ({ network: "127.0.0.0/8", until: Date.now() + 60_000 });

/** A test server as an instance of a function reaches it; `port` is another way to it. */
export function databaseOf(server: PostgresServer, port = server.port, permit?: DatabaseArgs["permit"]) {
  return openDatabase({
    permit,
    writerHost: "localhost",
    readerHost: "localhost",
    port,
    databaseName,
    credentials: async () => owner,
    authorities: [server.authority],
    connectionMs: 2_000,
    statementMs: 5_000,
    pause: async (round) => {
      await new Promise((done) => setTimeout(done, 10 * 2 ** round * Math.random()));
    },
  });
}

/** What a deployment does before its functions are there. */
export async function migrated(server: PostgresServer, migrations: readonly Migration[], waits = false) {
  const database = databaseOf(server);
  try {
    return await migrate({ database, migrations, waits, looks: 2, pause: async () => undefined });
  } finally {
    await database.close();
  }
}
