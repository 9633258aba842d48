import type { RegionRole } from "../../../../infra/lib/lambda/heartbeat/heartbeat-store";
import { paymentRoutes } from "../../../../infra/lib/lambda/payment-processor/routes";
import { retryPayment } from "../../../../infra/lib/lambda/payment-retry/retry-payment";
import type { PaymentStore, StoredPayment } from "../../../../infra/lib/lambda/payments/payment-store";
import { Failure } from "../../../../infra/lib/lambda/runtime/failure";
import { apiHandler } from "../../../../infra/lib/lambda/runtime/http/api-handler";
import { createLogger } from "../../../../infra/lib/lambda/runtime/log";
import { batchHandler } from "../../../../infra/lib/lambda/runtime/queue/batch-handler";
import type { MessageDelay, MessageQueue } from "../../../../infra/lib/lambda/runtime/queue/message-queue";
import { apiEvent } from "./api-events";
import { type Fate, meet } from "./faulty-payment-store";
import { itemOf, MemoryJournal } from "./journals";
import { sqsEvent } from "./sqs-events";

export const regionNames = ["east", "west"] as const;
export type RegionName = (typeof regionNames)[number];

export interface WorldArgs {
  /** What happens to the calls to each region's ledger and queue, in order; everything works when a list is over. */
  readonly ledgerFates: Readonly<Record<RegionName, readonly Fate[]>>;
  readonly queueFates: Readonly<Record<RegionName, readonly Fate[]>>;
  /** For each delivery of a message, in order: whether the queue delivers the message once more although it was handled. */
  readonly duplicates: readonly boolean[];
  /** How long anything is on its way: the scheduler of the test decides. */
  readonly wait: () => Promise<unknown>;
}

interface Message {
  readonly id: string;
  readonly body: string;
  receives: number;
}

/** An item of the table: a payment, or the key of one. The newest of two versions wins. */
interface Version {
  readonly role: RegionRole;
  readonly at: number;
  readonly stored: StoredPayment;
}

const RECEIVES = 500;
const quiet = createLogger({ write: () => undefined }, () => new Date(0));
const context = { awsRequestId: "r", getRemainingTimeInMillis: () => 30_000 };

/**
 * Two regions with the real functions: ledgers that replicate to one another late, in any order, the last writer
 * winning; queues that deliver at least once, in any order, and give up after five hundred times.
 */
export class TwoRegions {
  readonly east: RegionWorld;
  readonly west: RegionWorld;
  #clock = 0;

  constructor(args: WorldArgs) {
    const tick = () => ++this.#clock;
    const duplicates = [...args.duplicates];
    this.east = new RegionWorld(args, "east", tick, duplicates);
    this.west = new RegionWorld(args, "west", tick, duplicates);
    this.east.peer = this.west;
    this.west.peer = this.east;
  }

  /** Until every queue is empty and every write has reached the other region. */
  async settle(): Promise<void> {
    await this.east.drain();
    await this.west.drain();
    await Promise.all([...this.east.replications, ...this.west.replications]);
    await Promise.all([...this.east.journaled, ...this.west.journaled]);
  }
}

export class RegionWorld {
  readonly items = new Map<string, Version>();
  readonly waiting: Message[] = [];
  readonly deadLetters: string[] = [];
  readonly journal: MemoryJournal;
  readonly journaled: Promise<void>[] = [];
  readonly replications: Promise<void>[] = [];
  peer: RegionWorld | undefined;
  readonly #role: RegionRole;
  readonly #wait: () => Promise<unknown>;
  readonly #held: [string, Version][] = [];
  readonly #tick: () => number;
  readonly #duplicates: boolean[];
  readonly #ledgerFates: Fate[];
  readonly #queueFates: Fate[];
  readonly #api: ReturnType<typeof apiHandler>;
  readonly #consumer: ReturnType<typeof batchHandler>;
  readonly #inbox: MessageQueue;
  #sent = 0;
  #isLost = false;

  constructor({ ledgerFates, queueFates, wait }: WorldArgs, name: RegionName, tick: () => number, dup: boolean[]) {
    this.#role = name === "east" ? "primary" : "secondary";
    this.journal = new MemoryJournal(this.#role);
    this.#wait = wait;
    this.#tick = tick;
    this.#duplicates = dup;
    this.#ledgerFates = [...ledgerFates[name]];
    this.#queueFates = [...queueFates[name]];
    const store = async () => this.#store();
    const queue = this.#queue(name);
    this.#inbox = queue;
    const routes = paymentRoutes({
      store,
      prove: async () => undefined,
      lever: { isOpen: async () => true },
      count: async () => undefined,
      role: this.#role,
      intake: async () => ({ isOpen: true, largestAmount: 999_999_999_999 }),
      retries: queue,
      peerRetries: { send: (body, signal) => this.#toPeer(body, signal) },
      now: () => new Date(this.#tick()),
    });
    this.#api = apiHandler({ routes, log: quiet, timeLimitMs: 60_000, now: () => 0 });
    this.#consumer = batchHandler({
      handle: (body, call) => retryPayment(store, body, call),
      queue,
      deadLetters: { send: async (body) => void this.deadLetters.push(body) },
      log: quiet,
      timeLimitMs: 60_000,
      random: () => 0,
    });
  }

  /** Payments in the ledger, keys left out. */
  get ledger(): readonly StoredPayment[] {
    return [...this.items].filter(([id]) => id.startsWith("pay_")).map(([, { stored }]) => stored);
  }

  /** Sends a payment to this region's API. The status is what the sender learns. */
  async post(idempotencyKey: string, body: object): Promise<number> {
    const headers = { "Content-Type": "application/json", "Idempotency-Key": idempotencyKey };
    await this.#wait();
    if (this.#isLost) {
      return 503;
    }
    const { statusCode } = await this.#api(apiEvent("POST", "/payments", JSON.stringify(body), headers), context);
    await this.#wait();
    return statusCode;
  }

  /** From now on nothing here answers, and nothing leaves: what was on its way to the other region stays behind. */
  lose(): void {
    this.#isLost = true;
  }

  /** As it was when it was lost. What had not left then leaves now. */
  comeBack(): void {
    this.#isLost = false;
    for (const [id, version] of this.#held.splice(0)) {
      this.peer?.receive(id, version);
    }
  }

  /** Delivers messages, two at a time, until none is left. */
  async drain(): Promise<void> {
    while (this.waiting.length > 0 && !this.#isLost) {
      await this.#deliver(this.waiting.splice(0, 2));
    }
  }

  async #deliver(messages: readonly Message[]): Promise<void> {
    for (const message of messages) {
      message.receives += 1;
    }
    const { batchItemFailures } = await this.#consumer(sqsEvent(messages), context);
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    for (const message of messages) {
      const comesAgain = failed.has(message.id) || this.#duplicates.shift() === true;
      if (comesAgain && message.receives >= RECEIVES) {
        this.deadLetters.push(message.body);
      } else if (comesAgain) {
        this.waiting.push(message);
      }
    }
  }

  #store(): PaymentStore {
    const meetFate = <T>(work: () => T) => meet(this.#ledgerFates, this.#wait, work);
    return {
      insert: (stored) =>
        meetFate(() => {
          const key = `key#${stored.payment.idempotencyKey}`;
          const holder = this.items.get(key)?.stored.id ?? stored.id;
          if (this.items.has(stored.id) || holder !== stored.id) {
            return false;
          }
          this.#write(stored.id, stored);
          this.#write(key, stored);
          return true;
        }),
      find: (id) => meetFate(() => this.items.get(id)?.stored),
    };
  }

  #write(id: string, stored: StoredPayment): void {
    const version = { at: this.#tick(), role: this.#role, stored };
    this.items.set(id, version);
    this.#tell(id, undefined, version);
    this.replications.push(this.#wait().then(() => this.#replicate(id, version)));
  }

  #replicate(id: string, version: Version): void {
    if (this.#isLost || this.peer?.isLost === true) {
      this.#held.push([id, version]);
    } else {
      this.peer?.receive(id, version);
    }
  }

  /** To the journal, as the replica's stream does. */
  #tell(id: string, before: Version | undefined, after: Version): void {
    const images = [before, after].map((version) => version && imageOf(id, version));
    this.journaled.push(this.journal.take(after.at, images[0], images[1] ?? {}));
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  async #toPeer(body: string, signal: AbortSignal): Promise<void> {
    if (this.peer === undefined || this.peer.isLost) {
      await this.#wait();
      throw new Failure("unavailable", "the other region is lost");
    }
    await this.peer.#inbox.send(body, signal);
  }

  /** A write of the other region arrives. */
  receive(id: string, version: Version): void {
    const own = this.items.get(id);
    if (own === undefined || own.at < version.at) {
      this.items.set(id, version);
      this.#tell(id, own, version);
    }
  }

  #queue(name: string): MessageQueue & MessageDelay {
    return {
      send: (body) =>
        meet(this.#queueFates, this.#wait, () => {
          this.#sent += 1;
          this.waiting.push({ id: `${name}-${this.#sent}`, body, receives: 0 });
        }),
      postpone: () => meet(this.#queueFates, this.#wait, () => undefined),
    };
  }
}

/** A payment, or its key, as the table's stream gives it. */
function imageOf(id: string, { role, stored }: Version) {
  const recorded = { id, recordedAt: stored.recordedAt, recordedIn: role };
  return id.startsWith("key#")
    ? itemOf({ ...recorded, paymentId: stored.id })
    : itemOf({ ...recorded, payment: JSON.stringify(stored.payment) });
}
