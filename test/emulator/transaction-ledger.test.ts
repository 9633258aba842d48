import { type Database, openDatabase } from "../../infra/lib/lambda/transactions/database";
import { answerHealth } from "../../infra/lib/lambda/transactions/health";
import { sqlLedger } from "../../infra/lib/lambda/transactions/ledger";
import { ledgerMigrations } from "../../infra/lib/lambda/transactions/migrations";
import type { RegionRole } from "../../infra/lib/lambda/transactions/settings";
import { capturedLog } from "../infra/lambda/doubles/captured-log";
import { databaseName, owner, PostgresServer } from "./postgres";
import { migrated } from "./schema";

jest.setTimeout(180_000);

interface Changes {
  readonly password?: string;
  readonly authority?: string;
  readonly host?: string;
  readonly statementMs?: number;
  readonly credentials?: () => Promise<{ username: string; password: string }>;
}

const opened: Database[] = [];

/** One connection of its own, as an instance of the function has it. */
function databaseAt(writer: PostgresServer, changes: Changes = {}) {
  const pauses: number[] = [];
  const host = changes.host ?? "localhost";
  const database = openDatabase({
    writerHost: host,
    readerHost: host,
    port: writer.port,
    databaseName,
    credentials: changes.credentials ?? (async () => ({ ...owner, password: changes.password ?? owner.password })),
    authorities: [changes.authority ?? writer.authority],
    connectionMs: 2_000,
    statementMs: changes.statementMs ?? 5_000,
    pause: async (round) => {
      pauses.push(round);
      await new Promise((done) => setTimeout(done, 20 * round * Math.random()));
    },
  });
  opened.push(database);
  return { database, pauses };
}

const transfer = (id: string, amount = 100) => ({
  id,
  fromAccount: "alice",
  toAccount: "bob",
  amount,
  currency: "USD",
});

let server: PostgresServer;

async function accounts(balance: number): Promise<void> {
  await server.query(databaseName, "TRUNCATE account, transfer");
  await server.query(
    databaseName,
    "INSERT INTO account (id, currency, balance) VALUES ('alice', 'USD', $1), ('bob', 'USD', 0), ('carla', 'EUR', 5)",
    [balance],
  );
}

const balances = async (at = server) =>
  Object.fromEntries(
    (await at.query(databaseName, "SELECT id, balance FROM account ORDER BY id")).map(({ id, balance }) => [
      id,
      Number(balance),
    ]),
  );

beforeAll(async () => {
  server = await PostgresServer.start();
  await migrated(server, ledgerMigrations);
});

beforeEach(() => accounts(1_000));

afterEach(async () => {
  await Promise.all(opened.splice(0).map((database) => database.close()));
});

afterAll(() => server?.remove());

describe("a transfer", () => {
  test("moves the money and is found again", async () => {
    const ledger = sqlLedger(databaseAt(server).database, "primary");
    const result = await ledger.record(transfer("t-1", 250));
    expect(result).toEqual({
      outcome: "created",
      recorded: { transfer: transfer("t-1", 250), recordedAt: expect.stringMatching(/Z$/) },
    });
    await expect(balances()).resolves.toEqual({ alice: 750, bob: 250, carla: 5 });
    await expect(ledger.find("t-1")).resolves.toEqual("recorded" in result ? result.recorded : undefined);
    await expect(ledger.find("t-2")).resolves.toBeUndefined();
  });

  test("sent again moves nothing, and with other content is a conflict", async () => {
    const ledger = sqlLedger(databaseAt(server).database, "primary");
    await ledger.record(transfer("t-1"));
    await expect(ledger.record(transfer("t-1"))).resolves.toMatchObject({ outcome: "repeated" });
    await expect(ledger.record(transfer("t-1", 101))).resolves.toEqual({ outcome: "conflict" });
    await expect(balances()).resolves.toMatchObject({ alice: 900, bob: 100 });
  });

  test.each([
    ["no-cover", transfer("t-1", 1_001)],
    ["no-account", { ...transfer("t-1"), toAccount: "nobody" }],
    ["other-currency", { ...transfer("t-1"), toAccount: "carla" }],
  ])("is refused: %s, and leaves no trace", async (outcome, wanted) => {
    const ledger = sqlLedger(databaseAt(server).database, "primary");
    await expect(ledger.record(wanted)).resolves.toEqual({ outcome });
    await expect(balances()).resolves.toEqual({ alice: 1_000, bob: 0, carla: 5 });
    await expect(ledger.find("t-1")).resolves.toBeUndefined();
  });

  test("may take the last of an account", async () => {
    const ledger = sqlLedger(databaseAt(server).database, "primary");
    await expect(ledger.record(transfer("t-1", 1_000))).resolves.toMatchObject({ outcome: "created" });
    await expect(balances()).resolves.toMatchObject({ alice: 0, bob: 1_000 });
  });
});

describe("transfers at the same time", () => {
  test("of one id move the money once, whoever wins", async () => {
    const ledgers = [1, 2, 3, 4].map(() => sqlLedger(databaseAt(server).database, "primary"));
    const outcomes = await Promise.all(ledgers.map((ledger) => ledger.record(transfer("t-1"))));
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(["created", "repeated", "repeated", "repeated"]);
    await expect(balances()).resolves.toMatchObject({ alice: 900, bob: 100 });
  });

  test("of one id between other accounts are one transfer and a conflict, whoever wins", async () => {
    await server.query(
      databaseName,
      "INSERT INTO account (id, currency, balance) VALUES ('dora', 'USD', 500), ('emil', 'USD', 0)",
    );
    const one = sqlLedger(databaseAt(server).database, "primary");
    const other = sqlLedger(databaseAt(server).database, "primary");
    for (let round = 1; round <= 10; round++) {
      const outcomes = await Promise.all([
        one.record(transfer(`t-${round}`, 1)),
        other.record({ ...transfer(`t-${round}`, 1), fromAccount: "dora", toAccount: "emil" }),
      ]);
      expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(["conflict", "created"]);
    }
    const { bob, emil } = await balances();
    expect((bob ?? 0) + (emil ?? 0)).toBe(10);
  });

  test("in both directions between two accounts all come through, and no money is lost", async () => {
    const ledgers = Array.from({ length: 12 }, () => sqlLedger(databaseAt(server).database, "primary"));
    const there = await ledgers[0]?.record(transfer("t-first", 500));
    expect(there).toMatchObject({ outcome: "created" });
    const outcomes = await Promise.all(
      ledgers.map((ledger, index) =>
        ledger.record(
          index % 2 === 0
            ? transfer(`t-${index}`, 10)
            : { ...transfer(`t-${index}`, 10), fromAccount: "bob", toAccount: "alice" },
        ),
      ),
    );
    expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(["created"]));
    await expect(balances()).resolves.toMatchObject({ alice: 500, bob: 500 });
  });

  test("never spend more than there is", async () => {
    await accounts(250);
    const ledgers = [1, 2, 3, 4].map(() => sqlLedger(databaseAt(server).database, "primary"));
    const outcomes = await Promise.all(ledgers.map((ledger, index) => ledger.record(transfer(`t-${index}`))));
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(["created", "created", "no-cover", "no-cover"]);
    await expect(balances()).resolves.toMatchObject({ alice: 50, bob: 200 });
  });

  test("that lose a race, which PostgreSQL calls 40001, are tried again", async () => {
    const { database, pauses } = databaseAt(server);
    let rounds = 0;
    await database.write(async (session) => {
      rounds++;
      await session.query("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE");
      await session.query("SELECT balance FROM account WHERE id = 'alice'");
      if (rounds === 1) {
        await server.query(databaseName, "UPDATE account SET balance = balance - 1 WHERE id = 'alice'");
      }
      await session.query("UPDATE account SET balance = balance - 10 WHERE id = 'alice'");
    });
    expect([rounds, pauses]).toEqual([2, [1]]);
    await expect(balances()).resolves.toMatchObject({ alice: 989 });
  });

  test("that lose every race are given up as a failure that passes", async () => {
    const { database, pauses } = databaseAt(server);
    const losing = database.write(async (session) => {
      await session.query("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE");
      await session.query("SELECT balance FROM account WHERE id = 'alice'");
      await server.query(databaseName, "UPDATE account SET balance = balance - 1 WHERE id = 'alice'");
      await session.query("UPDATE account SET balance = balance - 10 WHERE id = 'alice'");
    });
    await expect(losing).rejects.toMatchObject({ kind: "unavailable", details: { errorCode: "40001" } });
    expect(pauses).toEqual([1, 2, 3, 4, 5]);
    await expect(balances()).resolves.toMatchObject({ alice: 994 });
  });
});

describe("the connection", () => {
  test("is kept from one use to the next", async () => {
    const { database } = databaseAt(server);
    const ask = () => database.read(async (session) => (await session.query("SELECT pg_backend_pid() AS it")).rows[0]);
    expect(await ask()).toEqual(await ask());
  });

  test("that broke while the function was frozen is replaced without anybody's notice", async () => {
    const { database } = databaseAt(server);
    const ledger = sqlLedger(database, "primary");
    await ledger.record(transfer("t-1"));
    await server.query(
      "postgres",
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()",
      [databaseName],
    );
    await expect(ledger.record(transfer("t-2"))).resolves.toMatchObject({ outcome: "created" });
  });

  test("is made anew with the new password when the old one is no longer taken", async () => {
    const passwords = ["the old one", owner.password];
    const { database } = databaseAt(server, {
      credentials: async () => ({ username: owner.username, password: passwords.shift() ?? "" }),
    });
    await expect(database.hasWriter()).resolves.toBe(true);
    expect(passwords).toEqual([]);
  });

  test("with a password that nobody takes fails as something a person must fix", async () => {
    const { database } = databaseAt(server, { password: "wrong" });
    await expect(database.read((session) => session.query("SELECT 1"))).rejects.toMatchObject({
      kind: "misconfigured",
      details: { errorCode: "28P01" },
    });
  });

  test("is refused to a server that no known authority vouches for", async () => {
    const stranger = await PostgresServer.start();
    try {
      const { database } = databaseAt(server, { authority: stranger.authority });
      await expect(database.hasWriter()).rejects.toMatchObject({
        kind: "misconfigured",
        details: { errorCode: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" },
      });
    } finally {
      await stranger.remove();
    }
  });

  test("is refused to a server whose certificate is for another name", async () => {
    const { database } = databaseAt(server, { host: "127.0.0.1" });
    await expect(database.hasWriter()).rejects.toMatchObject({
      kind: "misconfigured",
      details: { errorCode: "ERR_TLS_CERT_ALTNAME_INVALID" },
    });
  });

  test("gives up a statement that takes too long, and works again afterwards", async () => {
    const { database } = databaseAt(server, { statementMs: 200 });
    await expect(database.write((session) => session.query("SELECT pg_sleep(5)"))).rejects.toMatchObject({
      kind: "timeout",
      details: { errorCode: "57014" },
    });
    await expect(database.hasWriter()).resolves.toBe(true);
  });
});

describe("the standby region", () => {
  let standby: PostgresServer;

  beforeEach(async () => {
    await sqlLedger(databaseAt(server).database, "primary").record(transfer("t-1"));
    await Promise.all(opened.splice(0).map((database) => database.close()));
    standby = await server.copyAsStandby();
  });

  afterEach(() => standby?.remove());

  const healthOf = async (at: PostgresServer, regionRole: RegionRole) => {
    const { log, lines } = capturedLog();
    const health = { database: databaseAt(at).database, sessions: { ping: async () => undefined }, regionRole };
    const { status, body } = await answerHealth(health, { log });
    return { status, body, said: lines().map(({ message }) => message) };
  };

  test("answers what it has been sent, and refuses writes as something that passes", async () => {
    const { database } = databaseAt(standby);
    const ledger = sqlLedger(database, "secondary");
    await expect(ledger.find("t-1")).resolves.toMatchObject({ transfer: transfer("t-1") });
    // It may be on its way here.
    await expect(ledger.find("t-2")).rejects.toMatchObject({ kind: "unavailable" });
    await expect(ledger.record(transfer("t-2"))).rejects.toMatchObject({ kind: "unavailable" });
    await expect(database.hasWriter()).resolves.toBe(false);
    await expect(balances(standby)).resolves.toMatchObject({ alice: 900, bob: 100 });
  });

  test("takes writes from the moment of its promotion, by the very same instance", async () => {
    const { database } = databaseAt(standby);
    const ledger = sqlLedger(database, "secondary");
    await expect(ledger.record(transfer("t-2"))).rejects.toMatchObject({ kind: "unavailable" });
    await standby.promote();
    await expect(ledger.record(transfer("t-2"))).resolves.toMatchObject({ outcome: "created" });
    const [row] = await standby.query(databaseName, "SELECT recorded_in FROM transfer WHERE id = 't-2'");
    expect(row).toEqual({ recorded_in: "secondary" });
  });

  test("is well as a standby; the primary region is well with a writer only, so that DNS follows the writer", async () => {
    await expect(healthOf(server, "primary")).resolves.toMatchObject({ status: 200, body: '{"status":"healthy"}' });
    await expect(healthOf(standby, "secondary")).resolves.toMatchObject({ status: 200 });
    await expect(healthOf(standby, "primary")).resolves.toEqual({
      status: 503,
      body: '{"status":"unhealthy"}',
      said: ["unhealthy"],
    });
  });

  test("is unwell when its database does not answer, and says no more than that", async () => {
    await standby.stop();
    await expect(healthOf(standby, "secondary")).resolves.toMatchObject({
      status: 503,
      body: '{"status":"unhealthy"}',
      said: ["unhealthy"],
    });
  });
});
