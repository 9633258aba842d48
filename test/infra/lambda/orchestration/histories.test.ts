import fc from "fast-check";
import { share } from "../../../helpers/histories";
import {
  blips,
  frozenDecisions,
  lifetime,
  minute,
  policy,
  realOutages,
  secondLosses,
  troubledOutages,
  wild,
} from "./histories";
import { answerable, byMachine, invariants, sent } from "./invariants";
import { isWithin } from "./spans";
import { calm, type History, World } from "./world";

const second = 1_000;
/** From the loss of the region to the request that RDS takes: 90 s of detection, 25 s to decide. */
const decisionBudget = 115 * second;
const untilMetricIsOld = 45 * second;
/** RTO: under five minutes. */
const recoveryBudget = 300 * second;

// Thousands of half hours take a while on a machine that has other things to do.
jest.setTimeout(1_800_000);

async function live(history: History): Promise<World> {
  const world = new World(history, policy);
  await world.live(lifetime);
  return world;
}

/** Of the histories, in `npm test`. */
const part = 0.005;

function assertAlways<T>(histories: fc.Arbitrary<T>, numRuns: number, check: (history: T) => Promise<void>) {
  return fc.assert(fc.asyncProperty(histories, check), { numRuns: share(numRuns, part), seed: 20_261_121 });
}

function checkAll(world: World): void {
  for (const check of Object.values(invariants)) {
    check(world);
  }
}

test("whatever happens, every invariant holds", async () => {
  const found = { failovers: 0, switchovers: 0, twoWriters: 0, answerable: 0 };
  await assertAlways(wild, 10_000, async (history) => {
    const world = await live(history);
    checkAll(world);
    found.failovers += byMachine(world).length;
    found.switchovers += sent(world, "switchover").length;
    found.twoWriters += world.hadTwoWriters ? 1 : 0;
    found.answerable += answerable(world).length;
  });
  // Not for want of failovers, of planned moves, of old writers that live on, or of losses that could be answered.
  expect(found.twoWriters).toBeGreaterThanOrEqual(share(200, part));
  expect(found.failovers).toBeGreaterThan(share(2_000, part));
  expect(found.switchovers).toBeGreaterThan(share(1_000, part));
  expect(found.answerable).toBeGreaterThan(share(400, part));
});

test("a second loss while the first failover cools down: every invariant holds", async () => {
  let held = 0;
  await assertAlways(secondLosses, 1_000, async (history) => {
    const world = await live(history);
    checkAll(world);
    held += world.store.decisions.some(({ verdict }) => verdict === "hold:cooling-down") ? 1 : 0;
  });
  expect(held).toBeGreaterThan(share(100, part));
});

test("never a failover on a blip, or on any number of them", async () => {
  await assertAlways(blips, 1_000, async (history) => {
    const world = await live(history);
    expect(world.asked).toEqual([]);
  });
});

test("always a failover within the budget when the region is lost", async () => {
  await assertAlways(realOutages, 1_200, async ({ history, from }) => {
    const world = await live(history);
    const [first] = byMachine(world);
    // A metric that ends with the copy speaks against it until it is too old to count.
    const budget = decisionBudget + (history.lagWithoutCopy === "vanishes" ? untilMetricIsOld : 0);
    expect((first?.at ?? Number.POSITIVE_INFINITY) - from).toBeLessThanOrEqual(budget);
    expect((first?.at ?? 0) + history.promotionMs - from).toBeLessThanOrEqual(recoveryBudget + budget - decisionBudget);
    // Once, however long the promotion takes.
    expect([world.asked.length, world.database.refused]).toEqual([1, []]);
    expect(world.database.writer).toBe("standby");
    expect(world.store.state.phase.name).toBe("standby-writes");
    expect(world.told.map(({ verdict }) => verdict)).toEqual(expect.arrayContaining(["fail-over", "promoted"]));
  });
});

test("once the orchestrator itself runs again, the same budget holds from there", async () => {
  await assertAlways(troubledOutages, 1_200, async ({ history, until, lost }) => {
    const world = await live(history);
    const [first] = byMachine(world);
    if (first === undefined) {
      // Nobody looked when it began, and the database sets no limit: what would be lost is not known, and people decide.
      expect(history.isCommitHeld).toBe(false);
      const [told] = world.told.filter(({ verdict }) => verdict === "hold:would-lose-too-much");
      expect((told?.at ?? Number.POSITIVE_INFINITY) - until).toBeLessThanOrEqual(
        decisionBudget + untilMetricIsOld + (30 + 65 * lost) * second,
      );
      return;
    }
    // The next call of the clock is at most a minute away, a dead holder's lease half a minute long; and a request that
    // is lost is made again after ten seconds without an answer, 45 without an effect, and the rest of a round.
    expect((first?.at ?? Number.POSITIVE_INFINITY) - until).toBeLessThanOrEqual(
      decisionBudget + untilMetricIsOld + (30 + 65 * lost) * second,
    );
    expect(world.database.writer).toBe("standby");
    expect(byMachine(world)).toHaveLength(1);
  });
});

test("a second loss waits until the first failover has cooled down, and is answered then", async () => {
  const losses = [4, 9].map((at) => ({ kind: "region-lost" as const, from: at * minute, to: (at + 3) * minute }));
  const last = { kind: "region-lost" as const, from: 15 * minute, to: 30 * minute };
  const others = [7.5, 13].map((at) => ({ at: at * minute, kind: "switchover" as const, to: "primary" as const }));
  const world = await live({ ...calm, promotionMs: 30 * second, troubles: [...losses, last], others });
  const taken = byMachine(world).map(({ at }) => at);
  expect(taken).toHaveLength(2);
  // The second loss is over before; people were told that it was held.
  expect(taken[1]).toBeGreaterThan(last.from);
  expect(world.told.map(({ verdict }) => verdict)).toContain("hold:cooling-down");
});

test("an orchestrator that stood still does not go by what it saw before", async () => {
  await assertAlways(frozenDecisions, 600, async (history) => {
    const world = await live(history);
    checkAll(world);
    for (const { at } of world.asked) {
      // Half a lease, and not the whole time it stood still.
      expect(at).toBeLessThan((history.troubles[0]?.to ?? 0) + 30 * second);
    }
  });
});

const told = ({ told: said }: World) => said.map(({ verdict }) => verdict);
const lostAt = 4 * minute;
const loss = (from: number, to = lifetime) => ({ kind: "region-lost" as const, from, to });

test.each([
  ["fails", [{ kind: "front-door" as const, from: 20 * minute, to: 24 * minute }], "hold:writer-answers"],
  ["is lost with its region", [loss(20 * minute)], "hold:would-lose-too-much"],
])(
  "copied nothing for eighteen minutes, then the front door %s: nothing is thrown away, people are notified",
  async (_how, troubles, verdict) => {
    const late = { kind: "copy" as const, from: 2 * minute, to: 28 * minute };
    const world = await live({ ...calm, isCommitHeld: false, troubles: [late, ...troubles] });
    expect(world.asked).toEqual([]);
    expect(told(world)).toContain(verdict);
  },
);

test("a copy that was late once, and flows again, is no second witness", async () => {
  const blip = fc.record({ at: fc.nat(140 * second), length: fc.nat(45 * second), lagPhaseMs: fc.nat(minute - 1) });
  await assertAlways(blip, 60, async ({ at, length, lagPhaseMs }) => {
    const outage = { kind: "front-door" as const, from: lostAt, to: lostAt + 4 * minute };
    const cut = { kind: "copy" as const, from: lostAt + at, to: lostAt + at + length + second };
    expect((await live({ ...calm, lagPhaseMs, troubles: [outage, cut] })).asked).toEqual([]);
  });
});

test("an overload turns front door and DNS, and is no lost region while the volume is copied", async () => {
  for (let lagPhaseMs = 0; lagPhaseMs < minute; lagPhaseMs += 10 * second) {
    const overload = { kind: "overload" as const, from: lostAt, to: lostAt + 8 * minute };
    const world = await live({ ...calm, lagPhaseMs, lagDelayMs: 20 * second, troubles: [overload] });
    expect([world.asked, told(world)]).toEqual([[], expect.arrayContaining(["hold:copy-flows"])]);
  }
});

test("a front door that stays lost brings the writer over, without loss", async () => {
  const world = await live({ ...calm, troubles: [{ kind: "front-door", from: lostAt, to: lifetime }] });
  expect(world.database.taken).toMatchObject([{ kind: "switchover", to: "standby", by: "machine" }]);
  expect(world.asked.map(({ at }) => Math.floor((at - lostAt) / minute))).toEqual([5]);
});

test.each([1, 2, 3, 5])("RDS does not hear %i requests: it is asked on until it does", async (lost) => {
  const asks = Array.from({ length: lost }, () => ({ fate: "request-lost" as const, takesMs: second }));
  const world = await live({ ...calm, asks, troubles: [loss(lostAt)] });
  expect(byMachine(world)).toHaveLength(1);
  expect(told(world).includes("failover-not-taken")).toBe(lost >= 3);
});

test("a request that was lost costs the next loss nothing", async () => {
  const troubles = [loss(lostAt, lostAt + 125 * second), loss(lostAt + 155 * second)];
  const world = await live({ ...calm, asks: [{ fate: "request-lost", takesMs: second }], troubles });
  expect((byMachine(world)[0]?.at ?? lifetime) - lostAt - 155 * second).toBeLessThanOrEqual(decisionBudget);
});

test("a move that breaks off is asked for again", async () => {
  const world = await live({ ...calm, asks: [{ fate: "breaks-off", takesMs: second }], troubles: [loss(lostAt)] });
  expect([byMachine(world).length, world.database.writer]).toEqual([1, "standby"]);
});

test("one answer of the table that is lost does not cost two minutes", async () => {
  for (let at = 85; at <= 110; at += 1) {
    const failing = [{ port: "store-answer" as const, from: lostAt + at * second, to: lostAt + (at + 5) * second }];
    const world = await live({ ...calm, troubles: [loss(lostAt)], failing });
    expect((byMachine(world)[0]?.at ?? lifetime) - lostAt).toBeLessThanOrEqual(decisionBudget + 20 * second);
  }
});

test("a metric that stands still at what it said last leaves the decision to people, who are told in time", async () => {
  for (let phase = 0; phase < minute; phase += 10 * second) {
    const world = await live({ ...calm, lagWithoutCopy: "stands-still", lagPhaseMs: phase, troubles: [loss(lostAt)] });
    const [first] = world.told.filter(({ verdict }) => ["hold:copy-flows", "fail-over"].includes(verdict));
    expect((first?.at ?? lifetime) - lostAt).toBeLessThanOrEqual(decisionBudget);
  }
});

test("a primary that comes back for its clients, but not for the control plane, has no lease", async () => {
  const from = 60 * second;
  const troubles = [
    { kind: "region-lost" as const, from, to: from + 120 * second },
    { kind: "partition" as const, from, to: from + 600 * second },
  ];
  const history = { ...calm, promotionMs: 20 * second, troubles };
  const world = await live(history);
  expect([world.hadTwoWriters, world.hadTwoAcknowledging]).toEqual([true, false]);
  // Nothing else keeps it from that.
  const { leaseMs: _, ...without } = policy;
  const unleased = new World(history, without);
  await unleased.live(lifetime);
  expect(unleased.hadTwoAcknowledging).toBe(true);
});

test("the histories hold what they are to hold", () => {
  const sample = fc.sample(wild, { numRuns: 300, seed: 1 });
  const kinds = new Set(sample.flatMap(({ troubles }) => troubles.map(({ kind }) => kind)));
  expect(kinds.size).toBe(10);
  for (const { history, from } of fc.sample(realOutages, { numRuns: 100, seed: 1 })) {
    expect(isWithin(history.troubles, from)).toBe(true);
  }
});
