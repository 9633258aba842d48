import { type ApplicationEvent, recordStored } from "../../infra/lib/lambda/records/event";
import { recordsMigrations } from "../../infra/lib/lambda/records/migrations";
import type { PatientRecord } from "../../infra/lib/lambda/records/record";
import type { Access } from "../../infra/lib/lambda/records/record-store";
import { sqlPulse } from "../../infra/lib/lambda/records/sql-pulse";
import { sqlRecordStore } from "../../infra/lib/lambda/records/sql-record-store";
import { type Database, type DatabaseArgs, openDatabase } from "../../infra/lib/lambda/transactions/database";
import { databaseName, owner, PostgresServer } from "./postgres";
import { migrated, permitHere } from "./schema";

jest.setTimeout(180_000);

const never = new AbortController().signal;
const record: PatientRecord = { id: "r-1", patient: "p-77", kind: "observation", content: "it's 120/80; DROP TABLE x" };
const open: Database[] = [];
let primary: PostgresServer;
let standby: PostgresServer;

function databaseAt(server: PostgresServer, permit: DatabaseArgs["permit"] = permitHere) {
  const database = openDatabase({
    permit,
    writerHost: "localhost",
    readerHost: "localhost",
    port: server.port,
    databaseName,
    credentials: async () => owner,
    authorities: [server.authority],
    connectionMs: 2_000,
    statementMs: 5_000,
    pause: async () => undefined,
  });
  open.push(database);
  return database;
}

const storeAt = (server: PostgresServer) => sqlRecordStore(databaseAt(server));

/** Of a region whose own cluster is `here`, while `current` is where the global database's writer answers. */
const pulseAt = (here: PostgresServer, current: PostgresServer, region: string) =>
  sqlPulse({ here: databaseAt(here), current: databaseAt(current), region });

function access(action: Access["action"], recordId: string, requestId = "a-1"): Access {
  return { action, actor: "nurse-5", recordId, requestId, at: "2026-03-31T12:00:00.000Z", region: "us-east-1" };
}

const trail = (server: PostgresServer) =>
  server.query(databaseName, "SELECT action, outcome, actor, record_id FROM access_trail ORDER BY entry");

beforeAll(async () => {
  primary = await PostgresServer.start();
  await migrated(primary, recordsMigrations);
});

afterAll(async () => {
  await Promise.all(open.map((database) => database.close()));
  await Promise.all([primary?.remove(), standby?.remove()]);
});

test("many first writes of one record come at once: it is created once", async () => {
  const stores = [storeAt(primary), storeAt(primary), storeAt(primary)];
  const outcomes = await Promise.all(
    stores.map(async (store, index) => (await store.put(record, access("store", "r-1", `a-${index}`), never)).outcome),
  );
  expect(outcomes.sort()).toEqual(["created", "repeated", "repeated"]);
});

test("a record comes back as it was sent, and another one does not replace it", async () => {
  const store = storeAt(primary);
  await expect(store.find(access("read", "r-1"), never)).resolves.toEqual({
    record,
    storedAt: "2026-03-31T12:00:00.000Z",
  });
  const other = { ...record, content: "other" };
  await expect(store.put(other, access("store", "r-1"), never)).resolves.toEqual({ outcome: "conflict" });
  await expect(store.find(access("read", "r-2"), never)).resolves.toBeUndefined();
});

test("every access is in the trail, and no word of what a record says", async () => {
  const rows = await trail(primary);
  const text = JSON.stringify(rows);
  for (const outcome of ["created", "repeated", "found", "conflict", "missing"]) {
    expect(text).toContain(outcome);
  }
  expect(text).not.toContain("120/80");
  expect(text).not.toContain("p-77");
});

test("an event is noted once in each region, however many deliver it at once", async () => {
  const event: ApplicationEvent = recordStored("r-1", "us-east-1");
  const stores = [storeAt(primary), storeAt(primary)];
  const note = (store: (typeof stores)[number], region: string) => store.noteEvent(event, region, "now", never);
  const [one, other] = stores;
  if (one === undefined || other === undefined) throw new Error("Two stores are needed.");
  const here = await Promise.all([note(one, "us-east-1"), note(other, "us-east-1")]);
  expect(here.sort()).toEqual([false, true]);
  await expect(note(one, "us-west-2")).resolves.toBe(true);
  await expect(one.has("stored-r-1", "us-west-2", never)).resolves.toBe(true);
  await expect(one.has("stored-r-2", "us-west-2", never)).resolves.toBe(false);
});

test("a heartbeat is written at most once a second, and each region has one", async () => {
  const [here, there] = [pulseAt(primary, primary, "us-east-1"), pulseAt(primary, primary, "us-west-2")];
  await Promise.all([here.beatHere(), here.beatHere(), there.beat()]);
  const rows = await primary.query(databaseName, "SELECT region, beat_at FROM heartbeat ORDER BY region");
  expect(rows.map(({ region }) => region)).toEqual(["us-east-1", "us-west-2"]);
  await here.beatHere();
  const newest = await here.newest();
  expect(Math.abs((newest ?? 0) - Date.now())).toBeLessThan(60_000);
  await primary.query(databaseName, "UPDATE heartbeat SET beat_at = beat_at - 5000");
  await here.beatHere();
  await expect(here.newest()).resolves.toBeGreaterThanOrEqual(newest ?? 0);
});

test("a standby reads its heartbeat and writes none; promoted, it does both; the old primary's counts for itself alone", async () => {
  await pulseAt(primary, primary, "us-east-1").beatHere();
  const standby = await primary.copyAsStandby();
  try {
    const pulse = pulseAt(standby, primary, "us-west-2");
    await expect(pulse.newest()).resolves.toEqual(expect.any(Number));
    await expect(pulse.beat()).resolves.toBeUndefined();
    await expect(pulse.beatHere()).rejects.toMatchObject({ kind: "unavailable" });
    await standby.promote();
    await expect(pulse.beatHere()).resolves.toBeUndefined();
    // The other region's writer makes no region well.
    const behind = await primary.copyAsStandby();
    await expect(pulseAt(behind, primary, "us-east-1").beatHere()).rejects.toMatchObject({ kind: "unavailable" });
    await behind.remove();
  } finally {
    await standby.remove();
  }
});

test("a standby refuses what would not be in the trail, and serves everything once it is promoted", async () => {
  standby = await primary.copyAsStandby();
  const store = storeAt(standby);
  await expect(store.find(access("read", "r-1"), never)).rejects.toMatchObject({ kind: "unavailable" });
  await standby.promote();
  await expect(store.find(access("read", "r-1"), never)).resolves.toMatchObject({ record });
});
