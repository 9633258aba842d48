import { hasLapsed, nextLease } from "../../../../infra/lib/lambda/orchestration/lease";
import type { DatabaseView, Observation } from "../../../../infra/lib/lambda/orchestration/observation";
import { initialState, type Lease, type State } from "../../../../infra/lib/lambda/orchestration/state";
import { policy } from "./histories";

const now = Date.parse("2026-03-31T12:00:00.000Z");
const second = 1_000;
const before: Lease = { epoch: 4, writer: "primary", renewedAt: now - 5 * second };
const database: DatabaseView = { writer: "primary", isMoving: false, isConnected: true, isStandbyReady: true };
const well: Observation = {
  frontDoors: { primary: "up", standby: "up" },
  world: "primary",
  database,
  lag: undefined,
  word: { writer: "answers", copiedUntil: now },
  mode: "on",
};
const row = (sinceMs: number, failures = 9) => ({ failures, firstAt: now - sinceMs, lastAt: now });
const down: Partial<Observation> = {
  frontDoors: { primary: "down", standby: "up" },
  word: { writer: "silent", copiedUntil: now - 9 * second },
};
const next = (state: Partial<State>, seen: Partial<Observation>) =>
  nextLease({ ...initialState, lease: before, ...state }, { ...well, ...seen }, now, policy);

const renewed = { ...before, renewedAt: now };
const suspected: Partial<State> = { streak: row(10 * second, 2) };
const lasting: Partial<State> = { streak: row(90 * second) };
const failover: State["phase"] = {
  name: "promoting",
  kind: "failover",
  to: "standby",
  startedAt: now,
  askedAt: now,
  asks: 1,
};

test.each<[string, Partial<State>, Partial<Observation>]>([
  ["all is well", {}, {}],
  ["RDS's API does not answer", {}, { database: "unknown" }],
  ["the front door fails, and the writer answers", lasting, { ...down, word: well.word }],
  ["nobody will act", lasting, { ...down, mode: "dry-run" }],
  ["the world gets to the primary after all: it is the standby that is cut off", lasting, down],
  ["a planned move has not begun", { phase: { ...failover, kind: "switchover" } }, {}],
])("renewed while %s", (_case, state, seen) => {
  expect(next(state, seen)).toEqual(renewed);
});

test.each<[string, Partial<State>, Partial<Observation>]>([
  ["front door and writer fail", suspected, down],
  ["they do, and nobody says what the writer does", suspected, { ...down, word: "unknown" }],
  ["the world is led away as well", lasting, { ...down, world: "standby" }],
  ["nobody knows where the world is led", lasting, { ...down, world: "unknown" }],
  ["a failover was asked for", { phase: failover }, {}],
  ["the writer moves", {}, { database: { ...database, isMoving: true } }],
  ["RDS names no writer", {}, { database: { ...database, writer: "neither" } }],
  ["a person fences the primary", {}, { mode: "fence" }],
])("not renewed while %s", (_case, state, seen) => {
  expect(next(state, seen)).toEqual(before);
  expect(next({ ...state, lease: undefined }, seen)).toBeUndefined();
});

test("where nobody asks the writer, the front door alone speaks", () => {
  const { word: _, ...quiet } = { ...well, ...down };
  expect(nextLease({ ...initialState, ...suspected, lease: before }, quiet, now, policy)).toEqual(before);
});

test("a new writer begins an epoch, when the old one has no lease any more or is a copy", () => {
  const moved = (isConnected: boolean | undefined) => ({
    database: { ...database, writer: "standby" as const, isConnected },
  });
  const taken = { epoch: 5, writer: "standby", renewedAt: now };
  expect(next({}, moved(true))).toEqual(taken);
  expect(next({}, moved(false))).toEqual(before);
  expect(next({}, moved(undefined))).toEqual(before);
  const lapsed = { ...before, renewedAt: now - 85 * second };
  expect(next({ lease: lapsed }, moved(false))).toEqual(taken);
  expect(next({ lease: { ...lapsed, renewedAt: lapsed.renewedAt + 1 } }, moved(false))?.epoch).toBe(4);
  // A fence is for the primary: the new writer's lease goes on.
  const there: Lease = { ...before, writer: "standby" };
  expect(next({ lease: there, phase: { name: "standby-writes" } }, { ...moved(true), mode: "fence" })).toEqual({
    ...there,
    renewedAt: now,
  });
});

test("a clock that was set back takes nothing back", () => {
  const ahead = { ...before, renewedAt: now + 3 * second };
  expect(next({ lease: ahead }, {})).toEqual(ahead);
});

test("the first lease is epoch 1, and a system without leases has none", () => {
  expect(next({ lease: undefined }, {})).toEqual({ epoch: 1, writer: "primary", renewedAt: now });
  const { leaseMs: _, ...without } = policy;
  expect(nextLease({ ...initialState, lease: before }, well, now, without)).toBeUndefined();
  expect(hasLapsed(undefined, now, without)).toBe(true);
});

test("lapsed is what no clock of AWS takes for young", () => {
  const ms = 75 * second + 10 * second;
  expect(hasLapsed({ ...before, renewedAt: now - ms }, now, policy)).toBe(true);
  expect(hasLapsed({ ...before, renewedAt: now - ms + 1 }, now, policy)).toBe(false);
});
