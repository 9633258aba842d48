import { decide } from "../../../../infra/lib/lambda/orchestration/decide";
import type { DatabaseView, Observation, Request } from "../../../../infra/lib/lambda/orchestration/observation";
import { initialState, type Phase, type State } from "../../../../infra/lib/lambda/orchestration/state";
import { policy } from "./histories";

const now = Date.parse("2026-03-31T12:00:00.000Z");
const second = 1_000;

const database: DatabaseView = { writer: "primary", isMoving: false, isConnected: true, isStandbyReady: true };
const copying = { lagMs: 200, measuredAt: now - 40 * second };

/** Both regions well. */
const well: Observation = {
  frontDoors: { primary: "up", standby: "up" },
  world: "primary",
  database,
  lag: copying,
  mode: "on",
};

/** Everything that a lost region shows. */
const lost: Observation = {
  ...well,
  frontDoors: { primary: "down", standby: "up" },
  world: "standby",
  lag: { lagMs: 45_000, measuredAt: now - 10 * second },
};

/** Five probes failed before this one, the first of them so long ago. */
const failing = (sinceMs = 90 * second, failures = 5): State => ({
  ...initialState,
  streak: { failures, firstAt: now - sinceMs, lastAt: now - 10 * second },
});

const step = (state: State, observation: Observation) => decide(state, observation, now, policy);
const verdictOf = (state: State, observation: Observation) => step(state, observation).state.verdict;

describe("watching", () => {
  test("a primary that answers is no decision, and nothing is done", () => {
    expect(step(initialState, well)).toEqual({ state: initialState, actions: [], decisions: [] });
  });

  test("asks for a failover when the front door is lost, the copy interrupted, and the world is led to the standby", () => {
    const { state, actions, decisions } = step(failing(), lost);
    expect(actions).toEqual([{ type: "fail-over" }]);
    expect(state.phase).toEqual({
      name: "promoting",
      kind: "failover",
      to: "standby",
      startedAt: now,
      askedAt: now,
      asks: 1,
    });
    expect(state.cooldownUntil).toBe(now + policy.cooldownMs);
    expect(decisions).toEqual([
      {
        number: 1,
        at: now,
        verdict: "fail-over",
        phase: "promoting",
        tell: true,
        evidence: {
          primaryFrontDoor: "down",
          standbyFrontDoor: "up",
          failedProbes: "6",
          failingSince: "2026-03-31T11:58:30.000Z",
          worldIsLedTo: "standby",
          writer: "primary",
          writerMoves: "false",
          copy: "interrupted",
          lagMs: "45000",
          mode: "on",
        },
      },
    ]);
    expect(state.untold).toEqual(decisions);
  });

  test.each([
    ["five probes in a row are too few", failing(90 * second, 4)],
    ["any number of probes within less than ninety seconds are too quick", failing(89_999)],
    [
      "a time in which nobody looked breaks the row",
      { ...failing(), streak: { failures: 9, firstAt: 0, lastAt: now - 15_001 } },
    ],
  ])("%s", (_case, state) => {
    expect(step(state, lost)).toMatchObject({ actions: [], state: { verdict: "suspected" } });
  });

  test("one answer ends the row", () => {
    const { state } = step(failing(), well);
    expect(state.streak).toBeUndefined();
    expect(step(state, lost).state.streak).toEqual({ failures: 1, firstAt: now, lastAt: now });
  });

  const changed = (different: Partial<DatabaseView>): Partial<Observation> => ({
    database: { ...database, ...different },
  });

  test.each<[string, Partial<Observation>]>([
    ["hold:database-unknown", { database: "unknown" }],
    ["hold:world-reaches-primary", { world: "primary" }],
    ["hold:world-unknown", { world: "unknown" }],
    ["hold:copy-flows", { lag: copying }],
    ["hold:copy-unknown", { lag: "unknown" }],
    ["hold:writer-not-primary", changed({ writer: "neither" })],
    ["hold:writer-moves", changed({ isMoving: true })],
    ["hold:standby-not-ready", changed({ isStandbyReady: false })],
    ["hold:standby-not-ready", { frontDoors: { primary: "down", standby: "down" } }],
    ["hold:switched-off", { mode: "off" }],
    ["hold:switch-unreadable", { mode: "unknown" }],
    ["would-fail-over", { mode: "dry-run" }],
  ])("%s: nothing is asked for, and people are told once", (verdict, different) => {
    const first = step(failing(), { ...lost, ...different });
    expect(first.actions).toEqual([]);
    expect(first.decisions).toMatchObject([{ verdict, tell: true }]);
    expect(first.state.phase).toEqual({ name: "watching" });
    expect(step(first.state, { ...lost, ...different })).toMatchObject({ actions: [], decisions: [] });
  });

  test("hold:cooling-down until the last one is long enough ago", () => {
    expect(verdictOf({ ...failing(), cooldownUntil: now + 1 }, lost)).toBe("hold:cooling-down");
    expect(verdictOf({ ...failing(), cooldownUntil: now }, lost)).toBe("fail-over");
  });

  test.each<[string, Partial<Observation>]>([
    ["a lag above the limit", { lag: { lagMs: 10_001, measuredAt: now } }],
    ["no word of the lag in the window", { lag: undefined }],
    ["no word of the lag for 150 seconds", { lag: { lagMs: 200, measuredAt: now - 150_001 } }],
    ["RDS says so, whatever the lag was", { lag: copying, ...changed({ isConnected: false }) }],
    ["RDS says so, and the lag cannot be read", { lag: "unknown", ...changed({ isConnected: false }) }],
  ])("the copy is interrupted: %s", (_case, different) => {
    expect(verdictOf(failing(), { ...lost, ...different })).toBe("fail-over");
  });

  test.each<[string, Partial<Observation>]>([
    ["a lag at the limit", { lag: { lagMs: 10_000, measuredAt: now } }],
    ["a word of 150 seconds ago", { lag: { lagMs: 200, measuredAt: now - 150_000 } }],
    ["RDS that says nothing", { lag: copying, ...changed({ isConnected: undefined }) }],
  ])("the copy flows: %s", (_case, different) => {
    expect(verdictOf(failing(), { ...lost, ...different })).toBe("hold:copy-flows");
  });

  test("a writer that others moved is theirs: no failover until it is back, and has been for a while", () => {
    const moved = step(initialState, { ...well, ...changed({ writer: "standby" }) }).state;
    expect(moved.phase).toEqual({ name: "standby-writes" });
    expect(step({ ...failing(), phase: moved.phase }, { ...lost, ...changed({ writer: "standby" }) }).actions).toEqual(
      [],
    );
    const back = step(moved, well).state;
    expect(back).toMatchObject({ phase: { name: "watching" }, verdict: "failed-back" });
    expect(back.cooldownUntil).toBe(now + policy.cooldownMs);
  });
});

describe("after a failover was asked for", () => {
  const promoting = (different: object = {}): State => ({
    ...failing(),
    verdict: "fail-over",
    phase: {
      name: "promoting",
      kind: "failover",
      to: "standby",
      startedAt: now,
      askedAt: now,
      asks: 1,
      ...different,
    } as Phase,
  });
  const seen = (different: Partial<DatabaseView>): Observation => ({
    ...lost,
    database: { ...database, ...different },
  });

  test("waits while the writer moves, and says so only when it takes too long", () => {
    expect(step(promoting(), seen({ isMoving: true }))).toMatchObject({ actions: [], decisions: [] });
    const late = promoting({ startedAt: now - policy.promotionLimitMs - 1 });
    expect(step(late, seen({ isMoving: true }))).toMatchObject({
      actions: [],
      decisions: [{ verdict: "promotion-late" }],
    });
  });

  test.each([
    ["it is still on its way", seen({ writer: "standby", isMoving: true })],
    ["its cluster is not available yet", seen({ writer: "standby", isStandbyReady: false })],
    ["nobody can see it", { ...lost, database: "unknown" as const }],
  ])("is not over while %s", (_case, observation) => {
    expect(step(promoting({ askedAt: now - 3_600_000 }), observation).state.phase.name).toBe("promoting");
  });

  test("is over when the standby's cluster writes", () => {
    const { state, decisions } = step(promoting(), seen({ writer: "standby" }));
    expect(state.phase).toEqual({ name: "standby-writes" });
    expect(decisions).toMatchObject([{ verdict: "promoted", tell: true }]);
  });

  test("asks again when RDS shows no trace of the request, at most three times in all", () => {
    const longAgo = { askedAt: now - policy.effectLimitMs };
    expect(step(promoting({ askedAt: now - policy.effectLimitMs + 1 }), lost).actions).toEqual([]);
    const again = step(promoting(longAgo), lost);
    expect(again).toMatchObject({ actions: [{ type: "fail-over" }], state: { phase: { asks: 2, askedAt: now } } });
    const last = step(promoting({ ...longAgo, asks: 3 }), lost);
    expect(last).toMatchObject({
      actions: [],
      state: { phase: { name: "needs-person" }, verdict: "failover-not-taken" },
    });
  });

  test.each<[string, Partial<Observation>]>([
    ["hold:switched-off", { mode: "off" }],
    ["hold:world-reaches-primary", { world: "primary" }],
    ["hold:copy-flows", { lag: copying }],
  ])("does not ask again when %s", (verdict, different) => {
    const { actions, state } = step(promoting({ askedAt: now - policy.effectLimitMs }), { ...lost, ...different });
    expect([actions, state.verdict, state.phase.name]).toEqual([[], verdict, "promoting"]);
  });

  test("gives up when RDS took nothing and the primary is back, and still cools down", () => {
    const before = { ...promoting({ askedAt: now - policy.effectLimitMs }), cooldownUntil: now + 5 };
    expect(step(before, well).state).toMatchObject({
      phase: { name: "watching" },
      verdict: "failover-abandoned",
      cooldownUntil: now + 5,
    });
  });

  test("a person's turn ends when the primary is well, or the standby writes", () => {
    const waiting: State = { ...failing(), phase: { name: "needs-person" }, verdict: "failover-not-taken" };
    expect(step(waiting, lost)).toMatchObject({
      actions: [],
      decisions: [],
      state: { phase: { name: "needs-person" } },
    });
    expect(step(waiting, well).state.phase).toEqual({ name: "watching" });
    expect(step(waiting, seen({ writer: "standby" })).state.phase).toEqual({ name: "standby-writes" });
  });
});

describe("a planned move", () => {
  const request: Request = { id: "CHG-1", to: "standby" };
  const wanted: Observation = { ...well, request };

  test("is asked for when both regions are well, without loss, and not twice", () => {
    const { state, actions } = step(initialState, wanted);
    expect(actions).toEqual([{ type: "switch-over", to: "standby" }]);
    expect(state).toMatchObject({
      phase: { name: "promoting", kind: "switchover", to: "standby" },
      requests: ["CHG-1"],
    });
    const arrived = step(state, { ...well, database: { ...database, writer: "standby" } }).state;
    expect(step(arrived, { ...wanted, database: { ...database, writer: "standby" } })).toMatchObject({
      actions: [],
      decisions: [{ verdict: "refused:answered-before" }],
    });
  });

  test.each<[string, Partial<Observation>]>([
    ["refused:database-unknown", { database: "unknown" }],
    ["refused:writer-moves", { database: { ...database, isMoving: true } }],
    ["refused:writer-not-there", { database: { ...database, writer: "standby" } }],
    ["refused:copy-not-flowing", { lag: undefined }],
    ["refused:copy-not-flowing", { lag: "unknown" }],
    ["refused:region-not-well", { frontDoors: { primary: "down", standby: "up" } }],
    ["refused:region-not-well", { frontDoors: { primary: "up", standby: "down" } }],
    ["refused:region-not-well", { database: { ...database, isStandbyReady: false } }],
    ["refused:switched-off", { mode: "off" }],
    ["refused:switch-unreadable", { mode: "unknown" }],
    ["would-switch-over", { mode: "dry-run" }],
  ])("%s", (verdict, different) => {
    const { state, actions } = step(initialState, { ...wanted, ...different });
    expect([actions, state.verdict, state.phase.name]).toEqual([[], verdict, "watching"]);
    expect(state.requests).toEqual(["CHG-1"]);
  });

  test("is refused while a failover is on its way", () => {
    const { state } = step(failing(), lost);
    expect(verdictOf(state, wanted)).toBe("refused:writer-moves");
  });

  test("brings the writer back, after which nothing happens by itself for a while", () => {
    const there: State = { ...initialState, phase: { name: "standby-writes" } };
    const standbyWrites = { ...database, writer: "standby" as const };
    const { state, actions } = step(there, {
      ...well,
      database: standbyWrites,
      request: { id: "CHG-2", to: "primary" },
    });
    expect(actions).toEqual([{ type: "switch-over", to: "primary" }]);
    const back = step(state, well).state;
    expect(back).toMatchObject({
      phase: { name: "watching" },
      verdict: "promoted",
      cooldownUntil: now + policy.cooldownMs,
    });
  });

  test("is not asked for again when RDS did not take it: a person sees to it", () => {
    const { state } = step(initialState, wanted);
    const later = decide(state, well, now + policy.effectLimitMs, policy);
    expect(later).toMatchObject({
      actions: [],
      state: { phase: { name: "watching" }, verdict: "switchover-not-taken" },
    });
  });
});
