import { unreadCopy } from "../../../../infra/lib/lambda/orchestration/copy";
import { decide } from "../../../../infra/lib/lambda/orchestration/decide";
import type { DatabaseView, Observation, Request } from "../../../../infra/lib/lambda/orchestration/observation";
import { initialState, type Phase, type State } from "../../../../infra/lib/lambda/orchestration/state";
import { policy } from "./histories";

const now = Date.parse("2026-03-31T12:00:00.000Z");
const second = 1_000;

const database: DatabaseView = { writer: "primary", isMoving: false, isConnected: true, isStandbyReady: true };
const copying = { lagMs: 200, begunAt: now - 65 * second, measuredAt: now - 5 * second };

/** Both regions well. */
const well: Observation = {
  frontDoors: { primary: "up", standby: "up" },
  world: "primary",
  database,
  lag: copying,
  word: { writer: "answers", copiedUntil: now - 2 * second },
  mode: "on",
};

/** Everything that a lost region shows. */
const lost: Observation = {
  ...well,
  frontDoors: { primary: "down", standby: "up" },
  world: "standby",
  lag: { metric: "AuroraGlobalDBRPOLag", lagMs: 45_000, begunAt: now - 70 * second, measuredAt: now - 10 * second },
  word: { writer: "silent", copiedUntil: now - 92 * second },
};

/** Five probes failed before this one, the first of them so long ago, and the writer with them. */
const failing = (sinceMs = 90 * second, failures = 5): State => {
  const row = { failures, firstAt: now - sinceMs, lastAt: now - 10 * second };
  const copy = { ...unreadCopy, copiedUntil: now - sinceMs - 2 * second, lateAt: [now - 10 * second] };
  return { ...initialState, lookedAt: now - 10 * second, heardAt: now - 10 * second, streak: row, silence: row, copy };
};

const changed = (different: Partial<DatabaseView>): Partial<Observation> => ({
  database: { ...database, ...different },
});

const step = (state: State, observation: Observation) => decide(state, observation, now, policy);
const verdictOf = (state: State, observation: Observation) => step(state, observation).state.verdict;

describe("watching", () => {
  test("a primary that answers is no decision, and nothing is done", () => {
    const { state, actions, decisions } = step(initialState, well);
    const known = { copiedUntil: now - 2 * second, lateAt: [], metricAt: now - 5 * second };
    const lease = { epoch: 1, writer: "primary", renewedAt: now };
    expect(state).toEqual({ ...initialState, lookedAt: now, heardAt: now, copy: known, lease });
    expect([actions, decisions]).toEqual([[], []]);
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
    expect(state.cooldownUntil).toBe(0);
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
          writerSays: "silent",
          writerSilentSince: "2026-03-31T11:58:30.000Z",
          copy: "interrupted",
          copiedUntil: "2026-03-31T11:58:28.000Z",
          wouldLoseMs: "2000",
          lagMs: "45000",
          lagMetric: "AuroraGlobalDBRPOLag",
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

  test.each<[string, Partial<Observation>]>([
    ["hold:database-unknown", { database: "unknown" }],
    ["hold:world-reaches-primary", { world: "primary" }],
    ["hold:world-unknown", { world: "unknown" }],
    ["hold:writer-unknown", { word: "unknown" }],
    ["hold:writer-answers", { word: { writer: "answers", copiedUntil: now - 92 * second } }],
    ["hold:copy-flows", { lag: { lagMs: 300, begunAt: now - 110 * second, measuredAt: now - 50 * second } }],
    ["hold:copy-flows", { word: { writer: "silent", copiedUntil: now - 10 * second } }],
    ["hold:writer-not-primary", changed({ writer: "neither" })],
    ["hold:writer-moves", changed({ isMoving: true })],
    ["hold:standby-not-ready", changed({ isStandbyReady: false })],
    ["hold:both-front-doors-down", { frontDoors: { primary: "down", standby: "down" } }],
    ["hold:both-front-doors-down", { frontDoors: { primary: "down", standby: "down" }, world: "primary" }],
    ["hold:switched-off", { mode: "off" }],
    ["hold:switched-off", { mode: "fence" }],
    ["hold:switch-unreadable", { mode: "unknown" }],
    ["would-fail-over", { mode: "dry-run" }],
  ])("%s: nothing is asked for, and people are notified once", (verdict, different) => {
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

  test("hold:lease-lasts until nobody can write by the old one any more", () => {
    const lease = (ageMs: number) => ({ epoch: 1, writer: "primary" as const, renewedAt: now - ageMs });
    expect(verdictOf({ ...failing(), lease: lease(85 * second - 1) }, lost)).toBe("hold:lease-lasts");
    expect(verdictOf({ ...failing(), lease: lease(85 * second) }, lost)).toBe("fail-over");
    // A dry run does not hold the lease back, and tells what it found.
    expect(verdictOf({ ...failing(), lease: lease(0) }, { ...lost, mode: "dry-run" })).toBe("would-fail-over");
  });

  test("a front door that stays lost while the writer lives is followed by a switchover, once", () => {
    const alive: Observation = { ...lost, lag: copying, word: { writer: "answers", copiedUntil: now - 2 * second } };
    const longAgo = failing(policy.switchoverAfterMs);
    expect(verdictOf(failing(policy.switchoverAfterMs - 1), alive)).toBe("hold:writer-answers");
    const asked = step(longAgo, alive);
    expect(asked).toMatchObject({
      actions: [{ type: "switch-over", to: "standby" }],
      state: { verdict: "switch-over:writer-lives", switchedFor: longAgo.streak?.firstAt },
    });
    const refused: State = { ...longAgo, switchedFor: longAgo.streak?.firstAt };
    expect(step(refused, alive)).toMatchObject({ actions: [], state: { verdict: "hold:writer-answers" } });
    expect(verdictOf(longAgo, { ...alive, mode: "dry-run" })).toBe("would-switch-over");
    expect(verdictOf(longAgo, { ...alive, mode: "off" })).toBe("hold:switched-off");
    // It would not end before the copy is there.
    const late: Observation = { ...alive, word: { writer: "answers", copiedUntil: now - 11 * second } };
    expect(step(longAgo, late)).toMatchObject({ actions: [], state: { verdict: "hold:writer-answers" } });
  });

  test("a writer that is silent behind a front door that is well is told, once", () => {
    const observation: Observation = { ...well, word: { writer: "silent", copiedUntil: now - 92 * second } };
    const silent: State = { ...failing(), streak: undefined };
    const first = step(silent, observation);
    expect(first).toMatchObject({ actions: [], decisions: [{ verdict: "writer-silent", tell: true }] });
    expect(step(first.state, observation).decisions).toEqual([]);
  });

  test("one statement that is not answered is no silence", () => {
    const state: State = { ...failing(), silence: undefined };
    const { decisions } = step(state, lost);
    expect(decisions).toMatchObject([{ verdict: "hold:silence-too-short", tell: false }]);
  });

  describe("what would be lost", () => {
    const copiedUntil = (before: number): State => ({
      ...failing(),
      copy: { ...failing().copy, copiedUntil: now - 90 * second - before },
    });
    const silent: Observation = { ...lost, lag: undefined, word: { writer: "silent", copiedUntil: undefined } };
    const interrupted: Observation = { ...silent, ...{ database: { ...database, isConnected: false } } };

    test.each([
      [60 * second, "fail-over"],
      [60 * second + 1, "hold:would-lose-too-much"],
      [18 * 60 * second, "hold:would-lose-too-much"],
    ])("%i ms of writes: %s", (before, verdict) => {
      expect(verdictOf(copiedUntil(before), interrupted)).toBe(verdict);
    });

    test("nothing known is not nothing lost", () => {
      const state: State = { ...failing(), copy: { ...failing().copy, copiedUntil: undefined } };
      expect(verdictOf(state, { ...interrupted, lag: undefined })).toBe("hold:loss-unknown");
    });

    test("the standby's clients wrote until the writer was silent, though the front door failed before", () => {
      const { streak, ...rest } = copiedUntil(2 * second);
      const state: State = {
        ...rest,
        streak,
        silence: { failures: 5, firstAt: now - 28 * second, lastAt: now - 5 * second },
      };
      expect(verdictOf(state, interrupted)).toBe("hold:would-lose-too-much");
    });

    test("of a time in which nobody said what the writer does, the database's own limit is known, or nothing", () => {
      const held = { ...policy, commitsHeldAfterMs: 45 * second };
      const unheard = (ms: number): State => ({ ...copiedUntil(2 * second), silence: undefined, heardAt: now - ms });
      const once = decide(unheard(70 * second), interrupted, now, held).state;
      expect(decide(once, interrupted, now + 5 * second, held).state.verdict).toBe("fail-over");
      expect(decide(once, interrupted, now + 5 * second, policy).state.verdict).toBe("hold:would-lose-too-much");
      const seen = decide(unheard(15 * second), interrupted, now, held).state;
      expect(decide(seen, interrupted, now + 5 * second, held).state.verdict).toBe("hold:would-lose-too-much");
    });

    test("of a time in which nobody looked, the database's own limit is known, or nothing", () => {
      const state = copiedUntil(80 * second);
      const row = { failures: 9, firstAt: now - 90 * second, lastAt: now - 5 * second, isBegunUnseen: true };
      const unseen: State = { ...state, streak: row };
      const held = { ...policy, commitsHeldAfterMs: 45 * second };
      expect(decide(unseen, interrupted, now, policy).state.verdict).toBe("hold:would-lose-too-much");
      expect(decide(unseen, interrupted, now, held).state.verdict).toBe("fail-over");
      // It is no excuse for what was seen.
      expect(decide(state, interrupted, now, held).state.verdict).toBe("hold:would-lose-too-much");
    });
  });

  describe("without a word of the writer, where nobody asks it", () => {
    const { word: _, ...quiet } = lost;
    const late = (...ages: readonly number[]): State => ({
      ...failing(),
      silence: undefined,
      copy: { copiedUntil: now - 92 * second, lateAt: ages.map((age) => now - age), metricAt: 0 },
    });

    test.each<[string, State, Partial<Observation>, string]>([
      ["two late minutes in a row", late(70 * second), {}, "fail-over"],
      ["one late minute", late(), {}, "hold:copy-late"],
      ["one that is late, and one from before the outage", late(91 * second), {}, "hold:copy-late"],
      [
        "the same minute read again",
        { ...late(10 * second), copy: { ...late(10 * second).copy, metricAt: now - 10 * second } },
        {},
        "hold:copy-late",
      ],
      [
        "a lag at the limit ends the row",
        late(70 * second),
        { lag: { lagMs: 10_000, measuredAt: now } },
        "hold:copy-flows",
      ],
      ["RDS says it twice", late(5 * second), { lag: undefined, ...changed({ isConnected: false }) }, "fail-over"],
      ["RDS says nothing", late(), { lag: undefined, ...changed({ isConnected: undefined }) }, "hold:copy-unknown"],
      ["no word of the lag", late(), { lag: undefined }, "hold:copy-unknown"],
      ["a lag that cannot be read", late(), { lag: "unknown" }, "hold:copy-unknown"],
      [
        "a word of the time before the outage",
        late(),
        { lag: { lagMs: 200, measuredAt: now - 90_001 } },
        "hold:copy-unknown",
      ],
    ])("%s: %s", (_case, state, different, verdict) => {
      expect(verdictOf(state, { ...quiet, ...different })).toBe(verdict);
    });
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

  test.each([
    [1, 45],
    [2, 90],
    [3, 180],
    [4, 180],
    [9, 180],
  ])("request %i shows no trace: it is asked again after %i s, as long as everything agrees", (asks, seconds) => {
    const sentAt = (askedAt: number) => ({
      ...promoting({ askedAt, asks, wasSent: true, isTold: true }),
      verdict: "failover-not-taken",
    });
    expect(step(sentAt(now - seconds * second + 1), lost).actions).toEqual([]);
    expect(step(sentAt(now - seconds * second), lost)).toMatchObject({
      actions: [{ type: "fail-over" }],
      state: { phase: { asks: asks + 1, askedAt: now }, cooldownUntil: 0 },
    });
  });

  test("people are notified after the third, and it is asked on", () => {
    const third = promoting({ askedAt: now - 180 * second, asks: 3, wasSent: true });
    const told = step(third, lost);
    expect(told).toMatchObject({ actions: [], decisions: [{ verdict: "failover-not-taken", tell: true }] });
    expect(step(told.state, lost)).toMatchObject({ actions: [{ type: "fail-over" }], state: { phase: { asks: 4 } } });
  });

  test("requests that never go out are told of once, whatever becomes of them", () => {
    let state: State = promoting({ askedAt: now - 180 * second, asks: 3 });
    const told: string[] = [];
    for (let look = 0; look < 12; look++) {
      const { state: next, decisions } = step(state, lost);
      told.push(...decisions.filter(({ tell }) => tell).map(({ verdict }) => verdict));
      state = next;
    }
    expect(told).toEqual(["failover-not-taken", "fail-over:again-3"]);
  });

  test.each([undefined, false])(
    "a request that was never sent, as far as anybody knows (%j), counts as none",
    (wasSent) => {
      const { actions, state } = step(promoting({ askedAt: now - 5 * second, wasSent }), lost);
      expect(actions).toEqual([{ type: "fail-over" }]);
      expect(state).toMatchObject({ verdict: "fail-over", phase: { asks: 1, askedAt: now } });
    },
  );

  test("a move that happened is what the time to cool down begins with", () => {
    const { state } = step(promoting({ wasSent: true }), seen({ writer: "standby" }));
    expect(state.cooldownUntil).toBe(now + policy.cooldownMs);
  });

  test.each<[string, Partial<Observation>]>([
    ["hold:switched-off", { mode: "off" }],
    ["hold:world-reaches-primary", { world: "primary" }],
    ["hold:writer-answers", { word: { writer: "answers", copiedUntil: now - 92 * second } }],
  ])("does not ask again when %s", (verdict, different) => {
    const { actions, state } = step(promoting({ askedAt: now - policy.effectLimitMs + 1 }), { ...lost, ...different });
    expect([actions, state.verdict, state.phase.name]).toEqual([[], verdict, "promoting"]);
  });

  test("gives up when the writer answers, so that it gets a lease again, and not while a request may be on its way", () => {
    const alive: Observation = { ...lost, word: { writer: "answers", copiedUntil: now - 92 * second } };
    const lease = { epoch: 3, writer: "primary" as const, renewedAt: now - 200 * second };
    const early = { ...promoting({ askedAt: now - policy.effectLimitMs + 1 }), lease };
    expect(step(early, alive).state).toMatchObject({ phase: { name: "promoting" }, lease });
    const late = step({ ...promoting({ askedAt: now - policy.effectLimitMs }), lease }, alive).state;
    expect(late).toMatchObject({ phase: { name: "watching" }, verdict: "failover-abandoned", lease });
    expect(step(late, alive).state.lease).toEqual({ ...lease, renewedAt: now });
  });

  test("gives up when RDS took nothing and the primary is back, and is ready for the next loss", () => {
    const before = promoting({ askedAt: now - policy.effectLimitMs });
    expect(step(before, well).state).toMatchObject({
      phase: { name: "watching" },
      verdict: "failover-abandoned",
      cooldownUntil: 0,
    });
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
    ["refused:copy-not-flowing", { lag: undefined, word: "unknown" }],
    ["refused:copy-not-flowing", { word: { writer: "answers", copiedUntil: now - 11 * second } }],
    ["refused:region-not-well", { frontDoors: { primary: "down", standby: "up" } }],
    ["refused:region-not-well", { frontDoors: { primary: "up", standby: "down" } }],
    ["refused:region-not-well", { database: { ...database, isStandbyReady: false } }],
    ["refused:switched-off", { mode: "off" }],
    ["refused:switched-off", { mode: "fence" }],
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

  test("brings the writer back, after which nothing happens automatically for a while", () => {
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
