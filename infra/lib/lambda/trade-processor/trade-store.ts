import type { Trade } from "./trade";

export interface StoredTrade {
  readonly trade: Trade;
  /** When this system first wrote the trade, ISO 8601. */
  readonly recordedAt: string;
}

/** Where trades are kept. Every method throws a Failure when the store cannot do it. */
export interface TradeStore {
  /** Writes the trade unless its id is taken; false when it is. */
  insert(stored: StoredTrade, signal: AbortSignal): Promise<boolean>;
  /** The trade as last written, read consistently. */
  find(id: string, signal: AbortSignal): Promise<StoredTrade | undefined>;
}
