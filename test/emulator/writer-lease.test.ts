import { setTimeout as pause } from "node:timers/promises";
import fc from "fast-check";
import { leaseKeeper, type WriterLease } from "../../infra/lib/lambda/lease/writer-lease";
import { recordsMigrations } from "../../infra/lib/lambda/records/migrations";
import { createLogger } from "../../infra/lib/lambda/runtime/log";
import { type Database, type DatabaseArgs, openDatabase } from "../../infra/lib/lambda/transactions/database";
import { databaseName, owner, PostgresServer } from "./postgres";
import { migrated } from "./schema";

jest.setTimeout(600_000);

/** Shorter than a real one, as is all else in these histories. */
const leaseMs = 2_000;
/** What a promotion waits for beyond the lease. */
const toleranceMs = 200;
const here = "127.0.0.0/8";
const elsewhere = "10.1.128.0/17";
const log = createLogger({ write: () => true }, () => new Date(), { service: "test", regionRole: "primary" });

/** One loss of a region: what its functions, its clocks and its copy of the table do meanwhile. */
const history = fc.record({
  /** By how much the clock of each function of the old side is wrong. */
  skews: fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 2, maxLength: 2 }),
  /** How long each of its transactions stays open before its commit. */
  holds: fc.array(fc.integer({ min: 0, max: 1_500 }), { minLength: 1, maxLength: 4 }),
  /** When the orchestrator renews for the last time. */
  lastRenewal: fc.integer({ min: 50, max: 1_000 }),
  /** When the old side's copy of the table stops, and for how long. */
  cutAt: fc.integer({ min: 0, max: 2_000 }),
  cutFor: fc.integer({ min: 0, max: 5_000 }),
});
type History = typeof history extends fc.Arbitrary<infer T> ? T : never;
type PermitOf = (read: () => Promise<WriterLease | undefined>, skew: number) => DatabaseArgs["permit"];

const byLease: PermitOf = (read, skew) => {
  const networks = { primary: here, standby: elsewhere };
  return leaseKeeper({ read, leaseMs, networks, now: () => Date.now() + skew, log }).permit;
};
const forEver: PermitOf = () => async () => ({ network: here, until: Date.now() + 3_600_000 });

let old: PostgresServer;
let promoted: PostgresServer;
const open: Database[] = [];

function databaseAt(server: PostgresServer, permit: DatabaseArgs["permit"]): Database {
  const database = openDatabase({
    writerHost: "localhost",
    readerHost: "localhost",
    port: server.port,
    databaseName,
    credentials: async () => owner,
    authorities: [server.authority],
    connectionMs: 1_000,
    statementMs: 3_000,
    permit,
    pause: async () => undefined,
  });
  open.push(database);
  return database;
}

let ids = 0;
/** When its commit was sent; undefined when it was not acknowledged. */
async function write(database: Database, holdMs: number): Promise<number | undefined> {
  let sentAt: number | undefined;
  ids += 1;
  const values = [`r-${ids}`, "p-1", "note", "x", "now"];
  try {
    await database.write(async (session) => {
      await session.query("INSERT INTO record (id, patient, kind, content, stored_at) VALUES ($1,$2,$3,$4,$5)", values);
      await pause(holdMs);
      sentAt = Date.now();
    });
    return sentAt;
  } catch {
    await pause(20);
    return undefined;
  }
}

/** Writes one after the other; when the acknowledged commits were sent. */
async function writing(database: Database, holds: readonly number[], isOver: () => boolean): Promise<number[]> {
  const sent: number[] = [];
  for (let turn = 0; !isOver(); turn++) {
    const sentAt = await write(database, holds[turn % holds.length] ?? 0);
    if (sentAt !== undefined) sent.push(sentAt);
  }
  return sent;
}

/** What a history needs before it begins: connections, and what the old side's copy of the table says. */
async function prepare({ skews, cutAt, cutFor }: History, permitOf: PermitOf) {
  const world: { startedAt: number; table: WriterLease; copy: WriterLease | undefined } = {
    startedAt: Date.now(),
    table: { epoch: 1, writer: "primary", renewedAt: Date.now() },
    copy: undefined,
  };
  const readOld = async () => {
    const at = Date.now() - world.startedAt;
    world.copy = at >= cutAt && at < cutAt + cutFor ? world.copy : world.table;
    return world.copy;
  };
  const readNew = async () => ({ epoch: 2, writer: "standby", renewedAt: Date.now() }) as const;
  const networks = { primary: elsewhere, standby: here };
  const before = skews.map((skew) => databaseAt(old, permitOf(readOld, skew)));
  const after = databaseAt(promoted, leaseKeeper({ read: readNew, leaseMs, networks, now: Date.now, log }).permit);
  await Promise.all([...before, after].map((database) => database.hasWriter()));
  return { world, before, after };
}

/** The old side writes as long as it can, the orchestrator promotes the other when no lease can last, and it writes. */
async function play({ holds, lastRenewal }: History, { world, before, after }: Awaited<ReturnType<typeof prepare>>) {
  let isOver = false;
  world.startedAt = Date.now();
  const writes = Promise.all(before.map((database) => writing(database, holds, () => isOver)));
  do {
    world.table = { ...world.table, renewedAt: Date.now() };
    await pause(50);
  } while (Date.now() - world.startedAt < lastRenewal);
  while (Date.now() < world.table.renewedAt + leaseMs + toleranceMs) {
    await pause(10);
  }
  const promotedAt = Date.now();
  world.table = { epoch: 2, writer: "standby", renewedAt: promotedAt };
  while ((await write(after, 0)) === undefined || Date.now() < promotedAt + 2_000) {
    // Until it writes, and for as long as an old transaction may last.
    await pause(50);
  }
  isOver = true;
  const sent = (await writes).flat();
  return { accepted: sent.length, late: sent.filter((at) => at >= promotedAt).length };
}

/** Histories at the same time, in which the old server crashes once and returns. */
async function playAll(histories: readonly History[], permitOf: PermitOf, crash: { at: number; for: number }) {
  const outage = async () => {
    await pause(crash.at);
    await old.stop();
    await pause(crash.for);
    await old.run();
  };
  const ready = await Promise.all(histories.map(async (each) => ({ each, parts: await prepare(each, permitOf) })));
  const [results] = await Promise.all([Promise.all(ready.map(({ each, parts }) => play(each, parts))), outage()]);
  await Promise.all(open.splice(0).map((database) => database.close()));
  return results;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

beforeAll(async () => {
  old = await PostgresServer.start();
  await migrated(old, recordsMigrations);
  promoted = await old.copyAsStandby();
  await promoted.promote();
});

afterAll(async () => {
  await Promise.all(open.map((database) => database.close()));
  await Promise.all([old?.remove(), promoted?.remove()]);
});

test("200 losses of a region: the old writer takes nothing after the promotion, when it returns or if it never left", async () => {
  const histories = fc.sample(history, { numRuns: 200, seed: 20_261_130 });
  const crashes = fc.sample(fc.record({ at: fc.integer({ min: 100, max: 3_000 }), for: fc.nat(2_000) }), {
    numRuns: 10,
    seed: 7,
  });
  const results = [];
  for (const [index, crash] of crashes.entries()) {
    results.push(...(await playAll(histories.slice(index * 20, index * 20 + 20), byLease, crash)));
  }
  expect(results).toHaveLength(200);
  expect(results.filter(({ late }) => late > 0)).toEqual([]);
  expect(sum(results.map(({ accepted }) => accepted))).toBeGreaterThan(50);
});

test("the same losses with a permit that does not end have two writers: the histories would show it", async () => {
  const histories = fc.sample(history, { numRuns: 20, seed: 20_261_130 });
  const results = await playAll(histories, forEver, { at: 300, for: 0 });
  expect(sum(results.map(({ late }) => late))).toBeGreaterThan(0);
});

test("a statement that carries no permit is refused at its commit, by every table that is written to", async () => {
  const without = databaseAt(old, undefined);
  await expect(write(without, 0)).resolves.toBeUndefined();
  const noted = without.write((session) =>
    session.query(
      `INSERT INTO noted_event (event_id, region, type, subject, origin_region, noted_at)
       VALUES ('e', 'us-east-1', 'RecordStored', 's', 'us-east-1', 'now')`,
    ),
  );
  await expect(noted).rejects.toMatchObject({ kind: "unavailable" });
});
