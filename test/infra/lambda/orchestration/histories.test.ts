import fc from "fast-check";
import { share } from "../../../helpers/histories";
import { blips, frozenDecisions, lifetime, minute, policy, realOutages, troubledOutages, wild } from "./histories";
import { isWithin, merged, type Span, sinceWhen } from "./spans";
import { calm, type History, World } from "./world";

const second = 1_000;
/** From the loss of the region to the request that RDS takes: 90 s of detection, 25 s to decide. */
const decisionBudget = 115 * second;
/** RTO: under five minutes. */
const recoveryBudget = 300 * second;

// Thousands of half hours take a while on a machine that has other things to do.
jest.setTimeout(600_000);

async function live(history: History): Promise<World> {
  const world = new World(history, policy);
  await world.live(lifetime);
  return world;
}

/** Failovers that RDS took from the machine. */
const byMachine = ({ database }: World) =>
  database.taken.filter(({ by, kind }) => by === "machine" && kind === "failover");
const sent = ({ asked }: World, wanted: "failover" | "switchover") =>
  asked.filter(({ kind }) => kind === wanted).map(({ at }) => at);

/** Of the histories, in `npm test`. */
const part = 0.015;

function assertAlways<T>(histories: fc.Arbitrary<T>, numRuns: number, check: (history: T) => Promise<void>) {
  return fc.assert(fc.asyncProperty(histories, check), { numRuns: share(numRuns, part), seed: 20_261_121 });
}

/** What must hold in every history, whatever happens, and however much of it at once. */
const invariants: Readonly<Record<string, (world: World) => void>> = {
  "never two writers": (world) => {
    expect(world.hadTwoWriters).toBe(false);
  },

  "a request answers an outage that lasts, not one that begins": (world) => {
    for (const at of sent(world, "failover")) {
      // What was seen is at most 8 seconds older than the decision, and that at most 20 older than the request.
      const moments = Array.from({ length: 29 }, (_, index) => at - index * second);
      // A shorter pause than that may have gone unseen.
      const longest = (found: readonly Span[]) => {
        const spans = merged(found, policy.longestGapMs);
        return Math.max(...moments.map((one) => one - (sinceWhen(spans, one) ?? one)));
      };
      expect(longest(world.silences)).toBeGreaterThanOrEqual(policy.failureWindowMs);
      expect(longest(world.outages)).toBeGreaterThanOrEqual(world.history.dnsDownMs);
    }
  },

  "a request answers an outage in which the copy broke off": (world) => {
    for (const at of sent(world, "failover")) {
      // A lag is read up to 80 seconds after it was measured.
      const lately = at - 110 * second;
      expect(world.cuts.some(({ from, to }) => from < at && to > lately)).toBe(true);
    }
  },

  "no second failover before the first has cooled down": (world) => {
    const taken = byMachine(world);
    taken.slice(1).forEach(({ at }, index) => {
      expect(at - (taken[index]?.at ?? 0)).toBeGreaterThanOrEqual(policy.cooldownMs);
    });
  },

  "switched off, nothing is asked for": (world) => {
    for (const { at } of world.asked) {
      const seen = at - 28 * second;
      const { switches } = world.history;
      const lately = switches.filter((one) => one.at > seen && one.at <= at).map(({ mode }) => mode);
      expect([switches.filter((one) => one.at <= seen).at(-1)?.mode ?? "on", ...lately]).toContain("on");
    }
  },

  "a planned move is a person's wish, and each wish is answered once": (world) => {
    const wishes = new Set(world.history.requests.map(({ id }) => id));
    expect(sent(world, "switchover").length).toBeLessThanOrEqual(wishes.size);
    for (const at of sent(world, "switchover")) {
      expect(world.history.requests.some((one) => one.at <= at && at - one.at < 120 * second)).toBe(true);
    }
  },

  "every request is a decision that was kept before": (world) => {
    const decided = world.store.decisions
      .filter(({ verdict }) => /^(fail|switch)-over/.test(verdict))
      .map(({ at }) => at);
    for (const { at } of world.asked) {
      expect(decided.some((one) => one <= at && at - one <= 20 * second)).toBe(true);
    }
  },

  "decisions are kept in order, and people are told of each that matters": ({ store, told }) => {
    expect(store.decisions.map(({ number }) => number)).toEqual(store.decisions.map((_one, index) => index + 1));
    const known = new Set([...told, ...store.state.untold].map(({ number }) => number));
    const matters = store.decisions.filter(({ tell }) => tell);
    // The store keeps the latest fifty that could not be told.
    expect(matters.slice(-50).filter(({ number }) => !known.has(number))).toEqual([]);
  },
};

test("whatever happens, every invariant holds", async () => {
  let failovers = 0;
  let switchovers = 0;
  await assertAlways(wild, 1_200, async (history) => {
    const world = await live(history);
    for (const check of Object.values(invariants)) {
      check(world);
    }
    failovers += byMachine(world).length;
    switchovers += sent(world, "switchover").length;
  });
  // Not for want of failovers, or of planned moves.
  expect(failovers).toBeGreaterThan(share(100, part));
  expect(switchovers).toBeGreaterThan(share(100, part));
});

test("never a failover on a blip, or on any number of them", async () => {
  await assertAlways(blips, 500, async (history) => {
    const world = await live(history);
    expect(world.asked).toEqual([]);
  });
});

test("always a failover within the budget when the region is lost", async () => {
  await assertAlways(realOutages, 600, async ({ history, from }) => {
    const world = await live(history);
    const [first] = byMachine(world);
    expect((first?.at ?? Number.POSITIVE_INFINITY) - from).toBeLessThanOrEqual(decisionBudget);
    expect((first?.at ?? 0) + history.promotionMs - from).toBeLessThanOrEqual(recoveryBudget);
    // Once, however long the promotion takes.
    expect([world.asked.length, world.database.refused]).toEqual([1, []]);
    expect(world.database.writer).toBe("standby");
    expect(world.store.state.phase.name).toBe("standby-writes");
    expect(world.told.map(({ verdict }) => verdict)).toEqual(expect.arrayContaining(["fail-over", "promoted"]));
  });
});

test("once the orchestrator itself runs again, the same budget holds from there", async () => {
  await assertAlways(troubledOutages, 600, async ({ history, until, lost }) => {
    const world = await live(history);
    const [first] = byMachine(world);
    // The next call of the clock is at most a minute away, a dead holder's lease half a minute long; and a request that
    // is lost is made again after ten seconds without an answer, 45 without an effect, and the rest of a round.
    expect((first?.at ?? Number.POSITIVE_INFINITY) - until).toBeLessThanOrEqual(
      decisionBudget + (30 + 65 * lost) * second,
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
  await assertAlways(frozenDecisions, 400, async (history) => {
    const world = await live(history);
    for (const check of Object.values(invariants)) {
      check(world);
    }
    for (const { at } of world.asked) {
      // Half a lease, and not the whole time it stood still.
      expect(at).toBeLessThan((history.troubles[0]?.to ?? 0) + 30 * second);
    }
  });
});

test("what no orchestrator can prevent: a primary that comes back for its clients, but not for the control plane", async () => {
  const from = 60 * second;
  const troubles = [
    { kind: "region-lost" as const, from, to: from + 120 * second },
    { kind: "partition" as const, from, to: from + 600 * second },
  ];
  // The generated histories leave this out, and the runbook does not.
  expect((await live({ ...calm, promotionMs: 20 * second, troubles })).hadTwoWriters).toBe(true);
});

test("the histories hold what they are to hold", () => {
  const sample = fc.sample(wild, { numRuns: 300, seed: 1 });
  const kinds = new Set(sample.flatMap(({ troubles }) => troubles.map(({ kind }) => kind)));
  expect(kinds.size).toBe(6);
  for (const { history, from } of fc.sample(realOutages, { numRuns: 100, seed: 1 })) {
    expect(isWithin(history.troubles, from)).toBe(true);
  }
});
