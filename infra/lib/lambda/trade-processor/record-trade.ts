import { Failure } from "../runtime/failure";
import { isSameTrade, type Trade } from "./trade";
import type { StoredTrade, TradeStore } from "./trade-store";

export type Recorded =
  | { readonly outcome: "created" | "repeated"; readonly stored: StoredTrade }
  | { readonly outcome: "conflict" };

/**
 * Writes a trade once, however often it is sent: the store decides by the id, and what it then holds is the answer.
 * Reading back also finds a write whose answer was lost, and one that the other region replaced in the meantime.
 */
export async function recordTrade(
  store: TradeStore,
  trade: Trade,
  recordedAt: string,
  signal: AbortSignal,
): Promise<Recorded> {
  const inserted = await store.insert({ trade, recordedAt }, signal);
  const stored = await store.find(trade.id, signal);
  if (stored === undefined) {
    throw new Failure("unknown", "A trade was not there after it was written.");
  }
  if (!isSameTrade(stored.trade, trade)) {
    return { outcome: "conflict" };
  }
  return { outcome: inserted ? "created" : "repeated", stored };
}
