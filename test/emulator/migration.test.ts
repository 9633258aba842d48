import type { Migration } from "../../infra/lib/lambda/migration/migration";
import { recordsMigrations } from "../../infra/lib/lambda/records/migrations";
import { ledgerMigrations } from "../../infra/lib/lambda/transactions/migrations";
import { FunctionProcess } from "./function-process";
import { type Moto, startMoto } from "./moto";
import { databaseName, PostgresServer } from "./postgres";
import { migrated } from "./schema";
import { TransactionsRegion } from "./transactions-region";

jest.setTimeout(180_000);

const step = (name: string, ...statements: readonly string[]): Migration => ({ name, statements });
const [one, two] = [step("one", "CREATE TABLE one (id text)"), step("two", "ALTER TABLE one ADD COLUMN more text")];

let moto: Moto;
let server: PostgresServer;

beforeAll(async () => {
  [moto, server] = await Promise.all([startMoto(), PostgresServer.start()]);
});
afterAll(async () => {
  await Promise.all([moto?.stop(), server?.remove()]);
});
beforeEach(async () => {
  await server.query(databaseName, "DROP SCHEMA public CASCADE");
  await server.query(databaseName, "CREATE SCHEMA public");
});

const versions = async (at = server) =>
  (await at.query(databaseName, "SELECT version, name FROM schema_version ORDER BY version")).map(
    ({ version, name }) => `${version} ${name}`,
  );
const columns = async () =>
  (
    await server.query(
      databaseName,
      "SELECT column_name FROM information_schema.columns WHERE table_name = 'one' ORDER BY ordinal_position",
    )
  ).map(({ column_name }) => column_name);

describe("the schema", () => {
  test("is made step by step, each step once", async () => {
    await expect(migrated(server, [one])).resolves.toEqual({ outcome: "migrated", version: 1 });
    await expect(migrated(server, [one, two])).resolves.toEqual({ outcome: "migrated", version: 2 });
    await expect(migrated(server, [one, two])).resolves.toEqual({ outcome: "current", version: 2 });
    await expect(versions()).resolves.toEqual(["1 one", "2 two"]);
    await expect(columns()).resolves.toEqual(["id", "more"]);
  });

  test("is made once, however many ask at once", async () => {
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => migrated(server, [one, two])));
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(["current", "current", "current", "migrated"]);
  });

  test("stays as it was when a step fails: the steps before it too", async () => {
    await migrated(server, [one]);
    const broken = [one, two, step("three", "ALTER TABLE missing ADD COLUMN more text")];
    await expect(migrated(server, broken)).rejects.toMatchObject({
      kind: "misconfigured",
      details: { errorCode: "42P01" },
    });
    await expect(versions()).resolves.toEqual(["1 one"]);
    await expect(columns()).resolves.toEqual(["id"]);
  });

  test("is not touched by an earlier release", async () => {
    await migrated(server, [one, two]);
    await expect(migrated(server, [one])).resolves.toEqual({ outcome: "newer", version: 2 });
    await expect(versions()).resolves.toEqual(["1 one", "2 two"]);
  });

  test("refuses steps that are not the ones it was made by", async () => {
    await migrated(server, [one, two]);
    await expect(migrated(server, [one, step("other", "DROP TABLE one")])).rejects.toMatchObject({
      kind: "misconfigured",
      details: { version: 2 },
    });
    await expect(columns()).resolves.toEqual(["id", "more"]);
  });

  test("of a database that was there before there were steps is taken over with what it holds", async () => {
    for (const statement of ledgerMigrations[0]?.statements ?? []) {
      await server.query(databaseName, statement);
    }
    await server.query(databaseName, "INSERT INTO account (id, currency, balance) VALUES ('alice', 'USD', 7)");
    await expect(migrated(server, ledgerMigrations)).resolves.toMatchObject({ outcome: "migrated" });
    await expect(server.query(databaseName, "SELECT balance FROM account")).resolves.toEqual([{ balance: "7" }]);
  });

  test.each([
    ["the ledger", ledgerMigrations],
    ["records", recordsMigrations],
  ])("of %s has no two steps of one name", (_of, migrations) => {
    expect(new Set(migrations.map(({ name }) => name)).size).toBe(migrations.length);
  });
});

describe("in a region without the writer", () => {
  let standby: PostgresServer;

  beforeEach(async () => {
    await migrated(server, [one]);
    standby = await server.copyAsStandby();
  });
  afterEach(() => standby?.remove());

  test("the standby finds the schema that was copied, and the first region leaves it to the other", async () => {
    await expect(migrated(standby, [one], true)).resolves.toEqual({ outcome: "copied", version: 1 });
    await expect(migrated(standby, [one], false)).resolves.toEqual({ outcome: "left to the writer", version: 1 });
  });

  test("a release does not go on where its schema does not arrive", async () => {
    await expect(migrated(standby, [one, two], true)).rejects.toMatchObject({
      kind: "unavailable",
      details: { version: 1, expected: 2 },
    });
  });

  test("a database that does not answer is not taken for a standby", async () => {
    await standby.stop();
    await expect(migrated(standby, [one], false)).rejects.toMatchObject({ kind: "unavailable" });
  });
});

describe("the function, as it is deployed", () => {
  let region: TransactionsRegion;

  beforeEach(async () => {
    region = new TransactionsRegion(moto.url);
    await region.createUser(server, "the-password-1");
    await region.createSecret("the-password-1");
  });
  afterEach(() => region.close());

  test.each([
    ["transaction-migration", "account"],
    ["record-migration", "access_trail"],
  ] as const)("%s makes the schema, and finds it made", async (functionName, table) => {
    await expect(region.migrate(functionName, server)).resolves.toMatchObject({ outcome: "migrated" });
    await expect(region.migrate(functionName, server)).resolves.toMatchObject({ outcome: "current" });
    await expect(server.query(databaseName, "SELECT to_regclass($1) AS made", [table])).resolves.toEqual([
      { made: table },
    ]);
  });

  test("fails, so that the deployment ends, and says why without the password", async () => {
    await server.query(databaseName, "CREATE TABLE IF NOT EXISTS schema_version (version integer, name text)");
    await server.query(databaseName, "INSERT INTO schema_version VALUES (1, 'another step')");
    await server.query(databaseName, `ALTER TABLE schema_version OWNER TO ${region.username}`);
    const environment = region.environment("transaction-migration", "primary", server);
    const migration = new FunctionProcess({
      node: process.execPath,
      functionName: "transaction-migration",
      environment,
    });
    try {
      await expect(migration.call({})).rejects.toThrow("another step");
      expect(migration.output).toContain('"message":"schema not migrated"');
      expect(migration.output).not.toContain("the-password-1");
    } finally {
      await migration.stop();
    }
  });
});
