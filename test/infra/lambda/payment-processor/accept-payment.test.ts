import { acceptPayment } from "../../../../infra/lib/lambda/payment-processor/accept-payment";
import type { PaymentStore } from "../../../../infra/lib/lambda/payments/payment-store";
import type { Receipt } from "../../../../infra/lib/lambda/payments/receipt-store";
import { Failure, type FailureKind } from "../../../../infra/lib/lambda/runtime/failure";
import { capturedLog } from "../doubles/captured-log";
import { type Fate, faultyPaymentStore } from "../doubles/faulty-payment-store";
import { id, payment } from "../doubles/payments";

const at = "2026-03-31T12:00:00.000Z";
const signal = new AbortController().signal;

interface Failing {
  readonly here?: FailureKind;
  readonly there?: FailureKind;
  readonly receipt?: FailureKind;
}

function accepting(store: () => Promise<PaymentStore>, failing: Failing = {}) {
  const sent: string[] = [];
  const sentThere: string[] = [];
  const receipts: Receipt[] = [];
  const queue = (messages: string[], fails?: FailureKind) => ({
    send: async (body: string) => {
      failWith(fails);
      messages.push(body);
    },
  });
  const receiptStore = {
    keep: async (receipt: Receipt) => {
      failWith(failing.receipt);
      receipts.push(receipt);
    },
    find: async () => undefined,
  };
  const { log, text, lines } = capturedLog();
  const args = { store, retries: queue(sent, failing.here), payment, at, signal, log };
  const accepted = acceptPayment({
    ...args,
    peerRetries: queue(sentThere, failing.there),
    receipts: receiptStore,
  });
  return { sent, sentThere, receipts, text, lines, accepted, args };
}

function failWith(kind: FailureKind | undefined): void {
  if (kind !== undefined) {
    throw new Failure(kind, "injected");
  }
}

const storeWith = (...fates: Fate[]) => {
  const store = faultyPaymentStore(fates);
  return async () => store;
};

describe("acceptPayment", () => {
  test("records a payment and leaves the queue alone", async () => {
    const { accepted, sent, sentThere, receipts } = accepting(storeWith());
    await expect(accepted).resolves.toMatchObject({ outcome: "created", stored: { id } });
    expect([sent, sentThere, receipts]).toEqual([[], [], []]);
  });

  test.each<[string, Fate]>([
    ["is throttled", { fails: "throttled" }],
    ["times out", { fails: "timeout" }],
    ["is unavailable", { fails: "unavailable" }],
    ["loses its answer", { losesAnswer: "timeout" }],
  ])("keeps the payment in the queues of both regions when the ledger %s", async (_what, fate) => {
    const { accepted, sent, sentThere, receipts, text } = accepting(storeWith(fate));
    await expect(accepted).resolves.toEqual({ outcome: "queued", id, hasReceipt: true });
    expect(sent.map((body) => JSON.parse(body))).toEqual([{ version: 1, acceptedAt: at, payment }]);
    expect(sentThere).toEqual(sent);
    expect(receipts).toEqual([{ id, acceptedAt: at }]);
    expect(text()).not.toContain("ACC-DEBTOR");
  });

  test("keeps the payment in the queue when the configuration cannot be read now", async () => {
    const { accepted } = accepting(() => Promise.reject(new Failure("unavailable", "no parameters")));
    await expect(accepted).resolves.toMatchObject({ outcome: "queued", id });
  });

  test.each<Fate>([{ fails: "misconfigured" }, { fails: "unknown" }])(
    "fails when the ledger meets %j: waiting would not help",
    async (fate) => {
      const { accepted, sent } = accepting(storeWith(fate));
      await expect(accepted).rejects.toBeInstanceOf(Failure);
      expect(sent).toEqual([]);
    },
  );

  test.each<FailureKind>(["throttled", "timeout", "unavailable", "misconfigured"])(
    "fails when the ledger is throttled and the queue of either region is %s",
    async (kind) => {
      const here = accepting(storeWith({ fails: "throttled" }), { here: kind });
      await expect(here.accepted).rejects.toMatchObject({ kind });
      expect(here.sentThere).toHaveLength(1);
      const there = accepting(storeWith({ fails: "throttled" }), { there: kind });
      await expect(there.accepted).rejects.toMatchObject({ kind });
      expect(there.sent).toHaveLength(1);
    },
  );

  test("accepts nothing before it is recorded where the other region's queue is not known", async () => {
    const { args, accepted, sent } = accepting(storeWith());
    await accepted;
    const alone = acceptPayment({ ...args, store: storeWith({ fails: "throttled" }) });
    await expect(alone).rejects.toMatchObject({ kind: "throttled" });
    expect(sent).toEqual([]);
  });

  test("accepts a payment without a receipt when none can be kept, and says so", async () => {
    const { accepted, sent, sentThere, lines } = accepting(storeWith({ fails: "throttled" }), {
      receipt: "unavailable",
    });
    await expect(accepted).resolves.toEqual({ outcome: "queued", id, hasReceipt: false });
    expect([sent.length, sentThere.length]).toEqual([1, 1]);
    expect(lines()).toContainEqual(expect.objectContaining({ level: "warn", message: "receipt not kept" }));
  });

  test("does not queue a payment whose key another one has", async () => {
    const store = faultyPaymentStore();
    await acceptPayment({
      store: async () => store,
      retries: { send: async () => undefined },
      payment: { ...payment, amount: 1 },
      at,
      signal,
      log: capturedLog().log,
    });
    const { accepted, sent } = accepting(async () => store);
    await expect(accepted).resolves.toEqual({ outcome: "conflict" });
    expect(sent).toEqual([]);
  });
});
