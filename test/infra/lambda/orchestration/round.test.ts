import type { Eyes } from "../../../../infra/lib/lambda/orchestration/eyes";
import { playRound, type RoundArgs } from "../../../../infra/lib/lambda/orchestration/round";
import { type Decision, initialState, type State } from "../../../../infra/lib/lambda/orchestration/state";
import type { Held } from "../../../../infra/lib/lambda/orchestration/state-store";
import { type WatchArgs, watch } from "../../../../infra/lib/lambda/orchestration/watch";
import { capturedLog } from "../doubles/captured-log";
import { policy } from "./histories";
import { MemoryStateStore } from "./memory-state-store";

const second = 1_000;
const start = 3_600 * second;
const away = () => Promise.reject(new Error("secret of the SDK"));

/** A region that is lost. */
const lost: Eyes = {
  answers: async (side) => side === "standby",
  world: async () => "standby",
  database: async () => ({ writer: "primary", isMoving: false, isConnected: false, isStandbyReady: true }),
  lag: async () => undefined,
  word: async () => ({ writer: "silent", copiedUntil: start - 92 * second }),
  mode: async () => "on",
};

const row = { failures: 9, firstAt: start - 90 * second, lastAt: start - 10 * second };
const failing: State = {
  ...initialState,
  streak: row,
  silence: row,
  copy: { copiedUntil: start - 92 * second, lateAt: [start - 10 * second], metricAt: 0 },
};

function setUp(different: Partial<Eyes> = {}) {
  const clock = { now: start };
  const store = new MemoryStateStore(30 * second);
  const done: string[] = [];
  const told: Decision[] = [];
  const captured = capturedLog();
  const args: RoundArgs = {
    store,
    eyes: { ...lost, ...different },
    hands: {
      failOver: async () => void done.push("failover"),
      switchOver: async (to) => void done.push(`switchover to ${to}`),
    },
    tell: async (decision) => void told.push(decision),
    policy,
    askLimitMs: 10 * second,
    staleAfterMs: 8 * second,
    now: () => clock.now,
    log: captured.log,
  };
  const hold = async (state: State = failing): Promise<Held> => {
    const held = await store.take("me", clock.now);
    if (held === undefined) throw new Error("The lock is taken.");
    await store.keep(held, state, [], clock.now);
    return { ...held, state };
  };
  return { args, clock, store, done, told, hold, captured };
}

describe("a round", () => {
  test("keeps its decision, acts on it, and tells people", async () => {
    const { args, store, done, told, hold } = setUp();
    const { held } = await playRound(await hold(), undefined, args);
    expect(done).toEqual(["failover"]);
    expect(store.decisions).toMatchObject([{ verdict: "fail-over" }]);
    expect(told).toEqual(store.decisions);
    expect(held?.state.untold).toEqual([]);
  });

  test("has kept the intention before it acts", async () => {
    const { args, store, hold } = setUp();
    let phase = "";
    const failOver = async () => {
      phase = store.state.phase.name;
    };
    await playRound(await hold(), undefined, { ...args, hands: { ...args.hands, failOver } });
    expect(phase).toBe("promoting");
  });

  test("does nothing when another has taken the lock meanwhile", async () => {
    const { args, clock, store, done, told, hold } = setUp();
    // By what it knows and sees it would act.
    const streak = { failures: 9, firstAt: start - 60 * second, lastAt: start + 28 * second };
    const held = await hold({ ...failing, streak, silence: streak });
    clock.now += 31 * second;
    await store.take("another", clock.now);
    // Not even with a lease of which it believes that it lasts.
    const mistaken = { ...held, leaseUntil: clock.now + 60 * second };
    expect((await playRound(mistaken, undefined, args)).held).toBeUndefined();
    expect([done, told, store.decisions]).toEqual([[], [], []]);
  });

  test("does not act when too little of its lease is left, and leaves the intention to the next one", async () => {
    const { args, clock, store, done, hold } = setUp();
    const keep: MemoryStateStore["keep"] = async (...given) => {
      const kept = await store.keep(...given);
      clock.now += 20 * second + 1;
      return kept;
    };
    const slow = { take: store.take, keep, release: store.release };
    await playRound(await hold(), undefined, { ...args, store: slow });
    expect(done).toEqual([]);
    expect(store.state.phase.name).toBe("promoting");
  });

  test("asks in the next round for what was never sent, and notes what was", async () => {
    const { args, clock, store, done, hold } = setUp();
    let late = 20 * second + 1;
    const keep: MemoryStateStore["keep"] = async (...given) => {
      const kept = await store.keep(...given);
      clock.now += late;
      late = 0;
      return kept;
    };
    const slow = { take: store.take, keep, release: store.release };
    const first = await playRound(await hold(), undefined, { ...args, store: slow });
    expect([done, first.held?.state.phase]).toEqual([[], expect.objectContaining({ asks: 1, wasSent: false })]);
    if (first.held === undefined) throw new Error("The lock is lost.");
    clock.now -= 20 * second;
    const second_ = await playRound(first.held, undefined, { ...args, store: slow });
    expect([done, second_.held?.state.phase]).toEqual([
      ["failover"],
      expect.objectContaining({ asks: 1, wasSent: true }),
    ]);
  });

  test("does not go by what was seen too long ago", async () => {
    const { args, clock, store, done, hold } = setUp({
      mode: async () => {
        clock.now += 8 * second + 1;
        return "on";
      },
    });
    await expect(playRound(await hold(), undefined, args)).rejects.toMatchObject({ kind: "timeout" });
    expect([done, store.decisions]).toEqual([[], []]);
  });

  test.each<[string, Partial<Eyes>, string]>([
    ["the world", { world: away }, "hold:world-unknown"],
    ["the database", { database: away }, "hold:database-unknown"],
    ["the standby", { answers: away }, "hold:both-front-doors-down"],
    ["the writer", { word: away }, "hold:writer-unknown"],
    ["the switch", { mode: away }, "hold:switch-unreadable"],
  ])("holds while %s cannot be seen, and says so without quoting anybody", async (_what, different, verdict) => {
    const { args, store, done, hold, captured } = setUp(different);
    await playRound(await hold(), undefined, args);
    expect(done).toEqual([]);
    expect(store.decisions).toMatchObject([{ verdict }]);
    expect(captured.lines()).toEqual(expect.arrayContaining([expect.objectContaining({ message: "cannot see" })]));
    expect(captured.text()).not.toContain("secret");
  });

  test("goes on after a request without a good answer: the next round sees what became of it", async () => {
    const { args, store, told, hold } = setUp();
    await playRound(await hold(), undefined, { ...args, hands: { ...args.hands, failOver: away } });
    expect(store.state.phase.name).toBe("promoting");
    expect(told).toHaveLength(1);
  });

  test("tells people later when they cannot be told now, in the same order", async () => {
    const { args, told, hold } = setUp({ mode: away });
    const first = await playRound(await hold(), undefined, { ...args, tell: away });
    expect(first.held?.state.untold).toMatchObject([{ verdict: "hold:switch-unreadable" }]);
    if (first.held === undefined) throw new Error("The lock is lost.");
    await playRound(first.held, undefined, { ...args, eyes: lost });
    expect(told.map(({ verdict }) => verdict)).toEqual(["hold:switch-unreadable", "fail-over"]);
  });
});

describe("a run", () => {
  function run(set: ReturnType<typeof setUp>, different: Partial<WatchArgs> = {}) {
    let beats = 0;
    const watched = watch({
      ...set.args,
      holder: "me",
      roundMs: 10 * second,
      knockMs: 2 * second,
      endsAt: set.clock.now + 55 * second,
      isPatient: true,
      request: undefined,
      pause: async (milliseconds) => {
        set.clock.now += milliseconds;
      },
      beat: () => {
        beats += 1;
      },
      ...different,
    });
    return watched.then((result) => ({ ...result, beats }));
  }
  const well: Partial<Eyes> = { answers: async () => true, world: async () => "primary" };

  test("plays a round every ten seconds, and lets the next one in at once", async () => {
    const set = setUp(well);
    await expect(run(set)).resolves.toEqual({ rounds: 6, failures: 0, decisions: [], beats: 6 });
    expect(set.clock.now).toBe(start + 50 * second);
    await expect(set.store.take("next", set.clock.now)).resolves.toBeDefined();
  });

  test("waits for another holder only when it is counted on", async () => {
    const set = setUp(well);
    await set.store.take("another", start);
    await expect(run(set, { isPatient: false })).resolves.toMatchObject({ rounds: 0, failures: 0 });
    expect(set.clock.now).toBe(start);
    // The other's lease of thirty seconds ends; what is left is a round at 32 s and two more.
    await expect(run(set)).resolves.toMatchObject({ rounds: 3 });
  });

  test("goes on after a round that failed, with the state as the store has it", async () => {
    const set = setUp(well);
    let failures = 0;
    const keep: MemoryStateStore["keep"] = (...given) => {
      failures += 1;
      return failures <= 2 ? away() : set.store.keep(...given);
    };
    const store = { take: set.store.take.bind(set.store), keep, release: set.store.release.bind(set.store) };
    await expect(run({ ...set, args: { ...set.args, store } })).resolves.toMatchObject({ rounds: 6, failures: 2 });
  });

  test("ends when a person's request is answered", async () => {
    const set = setUp({
      ...well,
      database: async () => ({ writer: "primary", isMoving: false, isConnected: true, isStandbyReady: true }),
      word: async () => ({ writer: "answers", copiedUntil: start }),
    });
    const { rounds, decisions } = await run(set, { request: { id: "CHG-1", to: "standby" } });
    expect(rounds).toBe(1);
    expect(decisions).toMatchObject([{ verdict: "switch-over" }]);
    expect(set.done).toEqual(["switchover to standby"]);
  });
});
