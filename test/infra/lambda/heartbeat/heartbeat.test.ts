import { proveHeartbeat } from "../../../../infra/lib/lambda/heartbeat/heartbeat";
import type { RegionRole } from "../../../../infra/lib/lambda/heartbeat/heartbeat-store";
import { Failure } from "../../../../infra/lib/lambda/runtime/failure";
import type { Measured } from "../../../../infra/lib/lambda/runtime/metrics";
import { HeartbeatTable } from "../doubles/heartbeat-table";

const noon = new Date("2026-03-31T12:00:00.000Z");
const earlier = (milliseconds: number) => new Date(noon.getTime() - milliseconds);
const never = new AbortController().signal;

function health(table: HeartbeatTable, role: RegionRole = "primary") {
  const published: Readonly<Record<string, Measured>>[] = [];
  const publish = (_at: Date, measured: Readonly<Record<string, Measured>>) => void published.push(measured);
  return { prove: () => proveHeartbeat({ store: table, role, now: () => noon, publish }, never), published };
}

test("a region that can write and read is well, and has written its heartbeat", async () => {
  const table = new HeartbeatTable();
  const { prove } = health(table, "secondary");
  await expect(prove()).resolves.toBeUndefined();
  expect([...table.beats]).toEqual([["secondary", noon]]);
});

test("a table that answers reads and refuses writes is not well, and its writes are counted as failed", async () => {
  const table = new HeartbeatTable();
  table.fails.beat = new Failure("unavailable", "no writes");
  table.beats.set("secondary", earlier(2_000));
  const { prove, published } = health(table);
  await expect(prove()).rejects.toMatchObject({ kind: "unavailable" });
  expect(published).toEqual([
    { HeartbeatFailures: { unit: "Count", value: 1 }, PeerHeartbeatAge: { unit: "Seconds", value: 2 } },
  ]);
});

test("a table that takes writes and answers no reads is not well", async () => {
  const table = new HeartbeatTable();
  table.fails.lastBeat = new Failure("timeout", "no reads");
  const { prove, published } = health(table);
  await expect(prove()).rejects.toMatchObject({ kind: "timeout" });
  expect(published).toEqual([{ HeartbeatFailures: { unit: "Count", value: 0 } }]);
});

test("a foreign error counts as a failure and is not quoted", async () => {
  const table = new HeartbeatTable();
  table.fails.beat = new TypeError("secret");
  await expect(health(table).prove()).rejects.toMatchObject({ name: "Failure", kind: "unknown" });
});

test("a heartbeat that another check wrote just now is proof enough", async () => {
  const table = new HeartbeatTable();
  table.outcome = "recent";
  await expect(health(table).prove()).resolves.toBeUndefined();
});

describe("a table that is crowded", () => {
  test.each([
    [0, "well"],
    [30_000, "well"],
    [30_001, "unwell"],
  ])("whose last own heartbeat is %s ms old is %s", async (age, verdict) => {
    const table = new HeartbeatTable();
    table.outcome = "crowded";
    table.beats.set("primary", earlier(age));
    const { prove, published } = health(table);
    const found = await prove().then(
      () => "well",
      () => "unwell",
    );
    expect(found).toBe(verdict);
    expect(published[0]?.HeartbeatFailures?.value).toBe(verdict === "well" ? 0 : 1);
  });

  test("and never had a heartbeat is unwell", async () => {
    const table = new HeartbeatTable();
    table.outcome = "crowded";
    table.beats.set("secondary", noon);
    await expect(health(table).prove()).rejects.toMatchObject({ kind: "throttled" });
  });
});

describe("a region that was away", () => {
  const away = (own: number, peer: number | undefined, role: RegionRole = "primary") => {
    const table = new HeartbeatTable();
    table.beats.set(role, earlier(own));
    if (peer !== undefined) {
      table.beats.set(role === "primary" ? "secondary" : "primary", earlier(peer));
    }
    return { table, ...health(table, role) };
  };

  test.each<[number, number | undefined, string]>([
    [120_000, 90_000, "well"],
    [120_001, 90_000, "unwell"],
    [120_001, undefined, "unwell"],
    [120_001, 30_001, "unwell"],
    [120_001, 30_000, "well"],
    [86_400_000, 0, "well"],
  ])("for %s ms, and has heard of the other one %s ms ago, is %s", async (own, peer, verdict) => {
    const { table, prove } = away(own, peer);
    const found = await prove().then(
      () => "well",
      () => "unwell",
    );
    expect(found).toBe(verdict);
    // A heartbeat that is not written keeps the region waiting, whichever instance is asked next.
    expect(table.beats.get("primary")).toEqual(verdict === "well" ? noon : earlier(own));
  });

  test("tells how long it has not heard of the other one, and no failed write", async () => {
    const { prove, published } = away(600_000, 500_000);
    await expect(prove()).rejects.toMatchObject({ kind: "unavailable" });
    expect(published).toEqual([{ PeerHeartbeatAge: { unit: "Seconds", value: 500 } }]);
  });

  test("and is the standby waits for nobody: no caller comes back to it", async () => {
    const { prove } = away(600_000, 500_000, "secondary");
    await expect(prove()).resolves.toBeUndefined();
  });
});

describe("the age of the other region's heartbeat", () => {
  test("grows when nothing comes over any more", async () => {
    const table = new HeartbeatTable();
    table.beats.set("secondary", earlier(90_500));
    const { prove, published } = health(table);
    await prove();
    expect(published[0]?.PeerHeartbeatAge).toEqual({ unit: "Seconds", value: 90.5 });
  });

  test("is zero, not less, when the other region's clock is ahead", async () => {
    const table = new HeartbeatTable();
    table.beats.set("secondary", earlier(-400));
    const { prove, published } = health(table);
    await prove();
    expect(published[0]?.PeerHeartbeatAge?.value).toBe(0);
  });

  test("is not told, so that its alarm hears silence, when none has ever come", async () => {
    const { prove, published } = health(new HeartbeatTable());
    await prove();
    expect(published).toEqual([{ HeartbeatFailures: { unit: "Count", value: 0 } }]);
  });
});
