import fc from "fast-check";
import { Failure } from "../../../../infra/lib/lambda/runtime/failure";
import { recordTrade } from "../../../../infra/lib/lambda/trade-processor/record-trade";
import type { Trade } from "../../../../infra/lib/lambda/trade-processor/trade";
import { type Fate, faultyTradeStore } from "../doubles/faulty-trade-store";
import { canonicalTrade } from "../doubles/trades";

const never = new AbortController().signal;
const noon = "2026-03-31T12:00:00.000Z";
const later = "2026-03-31T12:00:05.000Z";
const otherTrade = { ...canonicalTrade, price: "190" };

describe("recordTrade", () => {
  test("writes a new trade and answers what the store then holds", async () => {
    const store = faultyTradeStore();
    await expect(recordTrade(store, canonicalTrade, noon, never)).resolves.toEqual({
      outcome: "created",
      stored: { trade: canonicalTrade, recordedAt: noon },
    });
    expect([...store.trades.values()]).toEqual([{ trade: canonicalTrade, recordedAt: noon }]);
  });

  test("answers the first record when the same trade comes again", async () => {
    const store = faultyTradeStore();
    await recordTrade(store, canonicalTrade, noon, never);
    await expect(recordTrade(store, canonicalTrade, later, never)).resolves.toEqual({
      outcome: "repeated",
      stored: { trade: canonicalTrade, recordedAt: noon },
    });
  });

  test("leaves the first record alone when another trade has its id", async () => {
    const store = faultyTradeStore();
    await recordTrade(store, canonicalTrade, noon, never);
    await expect(recordTrade(store, otherTrade, later, never)).resolves.toEqual({ outcome: "conflict" });
    expect(store.trades.get(canonicalTrade.id)).toEqual({ trade: canonicalTrade, recordedAt: noon });
  });

  test("reports a conflict when replication replaced the trade between write and read", async () => {
    const store = faultyTradeStore();
    const replaced = {
      ...store,
      insert: async (...args: Parameters<typeof store.insert>) => {
        const inserted = await store.insert(...args);
        store.replicate({ trade: otherTrade, recordedAt: later });
        return inserted;
      },
    };
    await expect(recordTrade(replaced, canonicalTrade, noon, never)).resolves.toEqual({ outcome: "conflict" });
  });

  test("fails when the trade is gone after it was written", async () => {
    const store = faultyTradeStore();
    const emptied = {
      ...store,
      insert: async (...args: Parameters<typeof store.insert>) => {
        const inserted = await store.insert(...args);
        store.remove(canonicalTrade.id);
        return inserted;
      },
    };
    await expect(recordTrade(emptied, canonicalTrade, noon, never)).rejects.toMatchObject({ kind: "unknown" });
  });

  test.each<[string, readonly Fate[], number]>([
    ["the write is throttled", [{ fails: "throttled" }], 0],
    ["the write's answer is lost", [{ losesAnswer: "timeout" }], 1],
    ["reading back times out", ["works", { fails: "timeout" }], 1],
  ])("fails when %s, and the same trade sent again is recorded once", async (_what, fates, storedBefore) => {
    const store = faultyTradeStore(fates);
    await expect(recordTrade(store, canonicalTrade, noon, never)).rejects.toBeInstanceOf(Failure);
    expect(store.trades.size).toBe(storedBefore);
    const again = await recordTrade(store, canonicalTrade, later, never);
    expect(again.outcome).toBe(storedBefore === 0 ? "created" : "repeated");
    expect(store.trades.size).toBe(1);
  });

  test("loses no trade and applies none twice, whatever fails, in any order, with clients that try again", async () => {
    const transient = fc.constantFrom("throttled" as const, "timeout" as const, "unavailable" as const);
    const fate: fc.Arbitrary<Fate> = fc.oneof(
      fc.constant("works" as const),
      fc.record({ fails: transient }),
      fc.record({ losesAnswer: transient }),
    );
    const sent = fc.record({ id: fc.constantFrom("A", "B", "C"), price: fc.constantFrom("1", "2") });
    const history = {
      fates: fc.array(fate, { maxLength: 30 }),
      trades: fc.array(sent, { minLength: 1, maxLength: 8 }),
    };

    await fc.assert(
      fc.asyncProperty(fc.record(history), fc.scheduler(), async ({ fates, trades }, scheduler) => {
        const store = faultyTradeStore(fates, () => scheduler.schedule(Promise.resolve()));
        const clients = trades.map((change) => untilAnswered(store, { ...canonicalTrade, ...change }));
        const answers = await scheduler.waitFor(Promise.all(clients));

        expect(new Set(store.trades.keys())).toEqual(new Set(trades.map(({ id }) => id)));
        for (const [index, answer] of answers.entries()) {
          const kept = store.trades.get(trades[index]?.id ?? "");
          const won = kept?.trade.price === trades[index]?.price;
          expect(answer.outcome === "conflict").toBe(!won);
        }
        for (const id of store.trades.keys()) {
          const created = answers.filter((answer, index) => trades[index]?.id === id && answer.outcome === "created");
          expect(created.length).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

/** A client that sends its trade until it gets an answer that is no failure. */
async function untilAnswered(store: ReturnType<typeof faultyTradeStore>, trade: Trade) {
  for (;;) {
    try {
      return await recordTrade(store, trade, noon, never);
    } catch (thrown) {
      expect(thrown).toBeInstanceOf(Failure);
    }
  }
}
