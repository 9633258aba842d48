import { Failure, type FailureKind } from "../../../../infra/lib/lambda/runtime/failure";
import type { StoredTrade, TradeStore } from "../../../../infra/lib/lambda/trade-processor/trade-store";

/** What happens to one call: it works, it fails before anything is done, or it is done and its answer is lost. */
export type Fate = "works" | { readonly fails: FailureKind } | { readonly losesAnswer: FailureKind };

export interface FaultyTradeStore extends TradeStore {
  readonly trades: ReadonlyMap<string, StoredTrade>;
  /** Writes past the condition, as replication from the other region does. */
  replicate(stored: StoredTrade): void;
  remove(id: string): void;
}

/**
 * Trades in memory. Each call meets the next fate of the list, and works when the list is over.
 * `wait` says how long a call is on its way.
 */
export function faultyTradeStore(
  fates: readonly Fate[] = [],
  wait: () => Promise<unknown> = () => Promise.resolve(),
): FaultyTradeStore {
  const trades = new Map<string, StoredTrade>();
  const coming = [...fates];

  async function call<T>(work: () => T): Promise<T> {
    const fate = coming.shift() ?? "works";
    await wait();
    if (fate === "works") {
      return work();
    }
    if ("fails" in fate) {
      throw new Failure(fate.fails, "injected before");
    }
    work();
    throw new Failure(fate.losesAnswer, "injected after");
  }

  return {
    trades,
    replicate: (stored) => trades.set(stored.trade.id, stored),
    remove: (id) => trades.delete(id),
    insert: (stored) =>
      call(() => {
        if (trades.has(stored.trade.id)) {
          return false;
        }
        trades.set(stored.trade.id, stored);
        return true;
      }),
    find: (id) => call(() => trades.get(id)),
  };
}
