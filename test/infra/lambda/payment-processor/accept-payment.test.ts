import { acceptPayment } from "../../../../infra/lib/lambda/payment-processor/accept-payment";
import type { PaymentStore } from "../../../../infra/lib/lambda/payments/payment-store";
import { Failure, type FailureKind } from "../../../../infra/lib/lambda/runtime/failure";
import { capturedLog } from "../doubles/captured-log";
import { type Fate, faultyPaymentStore } from "../doubles/faulty-payment-store";
import { id, payment } from "../doubles/payments";

const at = "2026-03-31T12:00:00.000Z";
const signal = new AbortController().signal;

function accepting(store: () => Promise<PaymentStore>, queueFails?: FailureKind) {
  const sent: string[] = [];
  const retries = {
    send: async (body: string) => {
      if (queueFails !== undefined) {
        throw new Failure(queueFails, "injected");
      }
      sent.push(body);
    },
  };
  const { log, text } = capturedLog();
  return { sent, text, accepted: acceptPayment({ store, retries, payment, at, signal, log }) };
}

const storeWith = (...fates: Fate[]) => {
  const store = faultyPaymentStore(fates);
  return async () => store;
};

describe("acceptPayment", () => {
  test("records a payment and leaves the queue alone", async () => {
    const { accepted, sent } = accepting(storeWith());
    await expect(accepted).resolves.toMatchObject({ outcome: "created", stored: { id } });
    expect(sent).toEqual([]);
  });

  test.each<[string, Fate]>([
    ["is throttled", { fails: "throttled" }],
    ["times out", { fails: "timeout" }],
    ["is unavailable", { fails: "unavailable" }],
    ["loses its answer", { losesAnswer: "timeout" }],
  ])("keeps the payment in the queue when the ledger %s", async (_what, fate) => {
    const { accepted, sent, text } = accepting(storeWith(fate));
    await expect(accepted).resolves.toEqual({ outcome: "queued", id });
    expect(sent.map((body) => JSON.parse(body))).toEqual([{ version: 1, acceptedAt: at, payment }]);
    expect(text()).not.toContain("ACC-DEBTOR");
  });

  test("keeps the payment in the queue when the configuration cannot be read now", async () => {
    const { accepted } = accepting(() => Promise.reject(new Failure("unavailable", "no parameters")));
    await expect(accepted).resolves.toEqual({ outcome: "queued", id });
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
    "fails when the ledger is throttled and the queue is %s",
    async (kind) => {
      const { accepted } = accepting(storeWith({ fails: "throttled" }), kind);
      await expect(accepted).rejects.toMatchObject({ kind });
    },
  );

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
