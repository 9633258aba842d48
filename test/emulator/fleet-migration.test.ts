import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { owner, PostgresServer } from "./postgres";

// The steps of docs/MIGRATION.md, in its own words, between two servers: there, back, and there for good.

jest.setTimeout(240_000);

const root = join(__dirname, "../..");
const document = readFileSync(join(root, "docs/MIGRATION.md"), "utf8").replaceAll(/^ *```[\s\S]*?^ *```$/gm, "");
const inline = [...document.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code.replaceAll(/\s*\n\s*/g, " "));
const database = "payments";
const role = "payments_app";

let v1: PostgresServer;
let v2: PostgresServer;

/** What the document says that begins so, as one would run it going from one generation to another. */
function step(words: string, direction: "there" | "back" = "there"): string {
  const found = [...new Set(inline.filter((code) => code.startsWith(words)))];
  if (found.length !== 1) {
    throw new Error(`docs/MIGRATION.md has ${found.length} steps ${JSON.stringify(words)}, expected 1.`);
  }
  const text = String(found[0]).replaceAll("<application role>", role);
  return direction === "there" ? text : text.replaceAll(/\b(from|to)_v([12])\b/g, (_all, way, n) => `${way}_v${3 - n}`);
}

const connection = (to: PostgresServer) =>
  `host=localhost port=${to.port} dbname=${database} user=${owner.username} password=${owner.password} sslmode=require`;
const pointed = (text: string, to: PostgresServer) =>
  text.replace(/host=<v[12] writer> dbname=payments user=\.\.\. password=\.\.\. sslmode=require/, connection(to));

/** Statement by statement in one session, as psql does. */
function run(server: PostgresServer, text: string): Promise<Record<string, unknown>[]> {
  return server.session(database, async (client) => {
    let rows: Record<string, unknown>[] = [];
    for (const statement of text.split(/;(?:\s+|$)/).filter((one) => one !== "")) {
      rows = (await client.query<Record<string, unknown>>(statement)).rows;
    }
    return rows;
  });
}

/** What it prints is run. */
async function runPrinted(from: PostgresServer, printing: string, on: PostgresServer): Promise<string[]> {
  const printed = (await run(from, printing)).map((row) => String(Object.values(row)[0]));
  for (const statement of printed) {
    await run(on, statement);
  }
  return printed;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 1; !(await isSo()); tries++) {
    if (tries === 300) throw new Error("It has not come about in 30 seconds.");
    await pause(100);
  }
}

/** As the application signs in. */
const asApplication = (server: PostgresServer, statement: string) =>
  server.query(database, `SET ROLE ${role}; ${statement}`);

const sums = async (server: PostgresServer) => {
  const statement = step("SELECT count(*)");
  const found: Record<string, unknown> = {};
  for (const table of ["orders", '"Refunds"', "audit"]) {
    const [row] = await run(server, statement.replace("<table>", table));
    found[table] = row;
  }
  return found;
};

const alike = async () => {
  const [one, two] = [await sums(v1), await sums(v2)];
  return JSON.stringify(one) === JSON.stringify(two);
};

async function beats(server: PostgresServer): Promise<unknown> {
  const [row] = await run(server, "SELECT id, at::text FROM fleet_heartbeat");
  return row?.at;
}

const fence = () =>
  execFileSync("python3", ["-c", "import lease; print(lease.SCHEMA)"], {
    cwd: join(root, "infra/lib/instance"),
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" },
    encoding: "utf8",
  });

/** What instances of a generation make for themselves. */
async function fleetTables(server: PostgresServer, at: string): Promise<void> {
  await server.query(database, fence());
  await run(server, "CREATE TABLE fleet_heartbeat (id int PRIMARY KEY, at timestamptz NOT NULL)");
  await server.query(database, "INSERT INTO fleet_heartbeat VALUES (1, $1)", [at]);
}

beforeAll(async () => {
  [v1, v2] = await Promise.all([PostgresServer.start(), PostgresServer.start()]);
  for (const server of [v1, v2]) {
    await server.query("postgres", `CREATE DATABASE ${database}`);
    await server.query("postgres", `CREATE ROLE ${role}`);
    // What rds.logical_replication and the reboot come to.
    await server.query("postgres", "ALTER SYSTEM SET wal_level = 'logical'");
    await server.stop();
    await server.run();
  }
  await fleetTables(v1, "2026-01-01T00:00:00Z");
  await fleetTables(v2, "2026-02-02T00:00:00Z");
  await run(
    v1,
    `CREATE TABLE orders (id bigserial PRIMARY KEY, cents bigint NOT NULL);
     CREATE TABLE "Refunds" ("Id" serial PRIMARY KEY, cents bigint NOT NULL);
     CREATE TABLE audit (line text);
     CREATE SEQUENCE countdown INCREMENT BY -1;
     GRANT ALL ON ALL TABLES IN SCHEMA public TO ${role};
     GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO ${role};
     INSERT INTO orders (cents) SELECT one FROM generate_series(1, 500) one;
     INSERT INTO "Refunds" (cents) SELECT one FROM generate_series(1, 50) one;
     INSERT INTO audit SELECT 'line ' || one FROM generate_series(1, 50) one;
     SELECT nextval('countdown')`,
  );
});

afterAll(async () => {
  await Promise.all([v1?.remove(), v2?.remove()]);
});

test("2. the schema comes over, without what each generation keeps for itself", async () => {
  const command = step("pg_dump --schema-only")
    .replace("<v1>", `"${connection(v1)}"`)
    .replace("<v2>", `-q "${connection(v2)}"`);
  const { stderr, status } = spawnSync("bash", ["-euo", "pipefail", "-c", command], { encoding: "utf8" });
  const errors = [...stderr.matchAll(/ERROR: +(.*)/g)].map(([, error]) => error);
  expect([status, errors]).toEqual([
    0,
    [
      'function "fleet_fence" already exists with same argument types',
      'function "fleet_holds_lease" already exists with same argument types',
    ],
  ]);
  // v2's roles have rights of their own, and its records are fenced.
  await run(
    v2,
    `GRANT ALL ON ALL TABLES IN SCHEMA public TO ${role}; GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO ${role}`,
  );
  await run(v2, "SELECT fleet_fence('orders')");
  expect(await sums(v2)).toMatchObject({ orders: { count: "0" }, audit: { count: "0" } });
});

test("2. a subscription fills v2, and follows, past the fence, which holds for sessions", async () => {
  await run(v1, "ALTER TABLE audit REPLICA IDENTITY FULL");
  const [publication] = await runPrinted(v1, step("SELECT format('CREATE PUBLICATION to_v2"), v1);
  expect(publication).toBe('CREATE PUBLICATION to_v2 FOR TABLE public.orders, public."Refunds", public.audit;');
  await run(v2, pointed(step("CREATE SUBSCRIPTION from_v1"), v1));
  await until(alike);
  expect(await sums(v2)).toMatchObject({ orders: { count: "500" }, '"Refunds"': { count: "50" } });
  await asApplication(v1, "UPDATE orders SET cents = 7 WHERE id < 10; DELETE FROM orders WHERE id = 20");
  await asApplication(v1, "UPDATE audit SET line = 'other' WHERE line = 'line 3'");
  await until(alike);
  await expect(asApplication(v2, "INSERT INTO orders VALUES (900000, 1)")).rejects.toMatchObject({ code: "25006" });
  expect([await beats(v1), await beats(v2)]).toEqual([
    expect.stringContaining("2026-01-01"),
    expect.stringContaining("2026-02-02"),
  ]);
});

test("3. what tells how far it is can be asked", async () => {
  const [position] = await run(v2, step("SELECT subname"));
  expect(position).toMatchObject({
    subname: "from_v1",
    latest_end_lsn: expect.stringMatching(/^[0-9A-F]+\/[0-9A-F]+$/),
  });
  const [slot] = await run(v1, step("SELECT pg_size_pretty"));
  expect(String(slot?.pg_size_pretty)).toMatch(/bytes|kB/);
});

/** Stage 4, from one generation to the other; 7 opens the new one. */
async function cutOver(from: PostgresServer, to: PostgresServer, direction: "there" | "back"): Promise<void> {
  const said = (words: string) => step(words, direction);
  await run(from, said("REVOKE INSERT"));
  await run(from, said("ALTER DATABASE payments SET"));
  await run(from, said("SELECT pg_terminate_backend"));
  // Whoever sets the default back has no rights any more.
  await expect(asApplication(from, "BEGIN READ WRITE; DELETE FROM orders; COMMIT")).rejects.toMatchObject({
    code: "42501",
  });
  await expect(run(from, "DELETE FROM orders")).rejects.toMatchObject({ code: "25006" });

  const [noted] = await run(from, said("SELECT pg_current_wal_lsn()"));
  await until(async () => {
    const [row] = await to.query(
      database,
      "SELECT bool_and(latest_end_lsn >= $1::pg_lsn) AS there FROM pg_stat_subscription",
      [noted?.pg_current_wal_lsn],
    );
    return row?.there === true;
  });
  expect(await alike()).toBe(true);
  await runPrinted(from, said("SELECT format('SELECT setval"), to);

  const subscription = direction === "there" ? "from_v1" : "from_v2";
  await run(to, step("ALTER SUBSCRIPTION from_v1 DISABLE", direction));
  const drop = said("SELECT pg_drop_replication_slot");
  expect(drop).toContain(subscription);
  // A slot is active for a moment longer.
  await until(() =>
    run(from, drop).then(
      () => true,
      () => false,
    ),
  );

  await runPrinted(to, step("SELECT format('CREATE PUBLICATION to_v2", direction === "there" ? "back" : "there"), to);
  await run(from, said("SET default_transaction_read_only"));
  await run(from, said("DROP PUBLICATION to_v2"));
  await run(from, pointed(said("CREATE SUBSCRIPTION from_v2"), to));
}

/** As an instance with a lease writes. */
const ordered = async (server: PostgresServer, cents: number): Promise<number> => {
  await run(
    server,
    "INSERT INTO fleet_lease VALUES (1, 5, now() + interval '1 hour') ON CONFLICT (id) DO UPDATE SET epoch = 5, until = EXCLUDED.until",
  );
  await server.query(
    database,
    `BEGIN; SET LOCAL ROLE ${role}; SET LOCAL fleet.epoch = 5; INSERT INTO orders (cents) VALUES (${cents}); COMMIT`,
  );
  const [row] = await server.query(database, "SELECT id::int FROM orders WHERE cents = $1", [cents]);
  return Number(row?.id);
};

test("4. the cut-over loses nothing, gives no number twice, and v1 follows", async () => {
  const before = await sums(v1);
  await cutOver(v1, v2, "there");
  expect(await sums(v2)).toEqual(before);
  expect(await ordered(v2, 100_001)).toBeGreaterThan(500);
  await run(v2, 'INSERT INTO "Refunds" (cents) VALUES (1)');
  const [count] = await run(v2, "SELECT nextval('countdown')::int AS number");
  expect(count?.number).toBeLessThan(-1);
  await until(alike);
  await expect(asApplication(v1, "INSERT INTO orders (cents) VALUES (1)")).rejects.toMatchObject({ code: "42501" });
  expect([await beats(v1), await beats(v2)]).toEqual([
    expect.stringContaining("2026-01-01"),
    expect.stringContaining("2026-02-02"),
  ]);
});

test("5. the way back is the same with the parts exchanged", async () => {
  await cutOver(v2, v1, "back");
  await run(v1, step("GRANT INSERT"));
  await asApplication(v1, "INSERT INTO orders (cents) VALUES (100002)");
  const [row] = await run(v1, "SELECT id::int FROM orders WHERE cents = 100002");
  expect(Number(row?.id)).toBeGreaterThan(1_501);
  await until(alike);
});

test("6. v1 is taken down, and v2 goes on alone", async () => {
  await cutOver(v1, v2, "there");
  await run(v2, step("GRANT INSERT"));
  await run(v1, step("DROP SUBSCRIPTION from_v2"));
  await run(v2, step("DROP PUBLICATION to_v1"));
  const left = async (server: PostgresServer) =>
    run(
      server,
      "SELECT subname FROM pg_subscription UNION ALL SELECT pubname FROM pg_publication UNION ALL SELECT slot_name FROM pg_replication_slots",
    );
  expect([await left(v1), await left(v2)]).toEqual([[], []]);
  expect(await ordered(v2, 100_003)).toBeGreaterThan(1_502);
});
