import type { RegionRole } from "../../../../infra/lib/lambda/heartbeat/heartbeat-store";
import { albHandler } from "../../../../infra/lib/lambda/runtime/http/alb-handler";
import { createLogger } from "../../../../infra/lib/lambda/runtime/log";
import { tradeRoutes } from "../../../../infra/lib/lambda/trade-processor/routes";
import type { StoredTrade, TradeStore } from "../../../../infra/lib/lambda/trade-processor/trade-store";
import { postEvent } from "./alb-events";
import { itemOf, MemoryJournal } from "./journals";

const quiet = createLogger({ write: () => undefined }, () => new Date(0));
const context = { awsRequestId: "r", getRemainingTimeInMillis: () => 30_000 };

/** An item of a replica. The newest of two wins, by the clock of the region that wrote it. */
interface Version {
  readonly stamp: number;
  readonly role: RegionRole;
  readonly stored: StoredTrade;
}

/** A write on its way to the other region. */
interface Copy {
  readonly id: string;
  readonly version: Version;
}

/** Seconds since the beginning of a history, for both regions. */
export class SharedClock {
  seconds = 0;
  #ticks = 0;

  get ms(): number {
    return Date.UTC(2026, 2, 31, 12) + this.seconds * 1_000;
  }

  /** No two writes have the same stamp. */
  stamp(skewSeconds: number): number {
    this.#ticks += 1;
    return this.seconds + skewSeconds + this.#ticks / 1_000_000;
  }
}

/**
 * One region with the real functions: a replica whose writes reach the other one when somebody delivers them, the last
 * writer winning, and a journal of its stream.
 */
export class TradeRegion {
  readonly items = new Map<string, Version>();
  readonly outgoing: Copy[] = [];
  readonly journal: MemoryJournal;
  /** Of copies that came here more than half a minute after their sender was answered, and that were news here. */
  lateCopies = 0;
  isLost = false;
  readonly #handler: ReturnType<typeof albHandler>;

  constructor(
    readonly role: RegionRole,
    readonly clock: SharedClock,
    readonly skewSeconds: number,
  ) {
    this.journal = new MemoryJournal(role);
    const routes = tradeRoutes({
      store: async () => this.#store(),
      prove: async () => undefined,
      isOpen: async () => true,
      lever: { isOpen: async () => true },
      count: async () => undefined,
      role,
      now: () => new Date(clock.ms),
    });
    this.#handler = albHandler({ routes, log: quiet, timeLimitMs: 60_000, now: () => 0 });
  }

  /** Sends a trade to this region. The status is what its sender learns. */
  async post(trade: object): Promise<number> {
    return this.isLost ? 503 : (await this.#handler(postEvent(trade), context)).statusCode;
  }

  /** A write of the other region arrives. */
  async receive({ id, version }: Copy): Promise<void> {
    const own = this.items.get(id);
    if (own !== undefined && own.stamp > version.stamp) {
      return;
    }
    if (own === undefined && this.clock.ms - Date.parse(version.stored.recordedAt) > 30_000) {
      this.lateCopies += 1;
    }
    this.items.set(id, version);
    await this.journal.take(this.clock.ms, own && imageOf(own), imageOf(version));
  }

  #store(): TradeStore {
    return {
      insert: async (stored) => {
        const { id } = stored.trade;
        if (this.items.has(id)) {
          return false;
        }
        const version = { stamp: this.clock.stamp(this.skewSeconds), role: this.role, stored };
        this.items.set(id, version);
        this.outgoing.push({ id, version });
        await this.journal.take(this.clock.ms, undefined, imageOf(version));
        return true;
      },
      find: async (id) => this.items.get(id)?.stored,
    };
  }
}

function imageOf({ role, stored: { trade, recordedAt } }: Version) {
  return itemOf({ ...trade, recordedAt, recordedIn: role });
}
