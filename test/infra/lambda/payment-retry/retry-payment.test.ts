import { retryPayment } from "../../../../infra/lib/lambda/payment-retry/retry-payment";
import { recordPayment } from "../../../../infra/lib/lambda/payments/record-payment";
import { writeRetryMessage } from "../../../../infra/lib/lambda/payments/retry-message";
import { Failure } from "../../../../infra/lib/lambda/runtime/failure";
import { Poison } from "../../../../infra/lib/lambda/runtime/queue/poison";
import { capturedLog } from "../doubles/captured-log";
import { faultyPaymentStore } from "../doubles/faulty-payment-store";
import { id, payment } from "../doubles/payments";

const signal = new AbortController().signal;
const acceptedAt = "2026-03-31T12:00:00.000Z";
const body = writeRetryMessage({ payment, acceptedAt });

describe("retryPayment", () => {
  test("records the payment with the time at which it was accepted", async () => {
    const store = faultyPaymentStore();
    const { log, lines, text } = capturedLog();
    await retryPayment(async () => store, body, { signal, log });
    expect([...store.payments.values()]).toEqual([{ id, payment, recordedAt: acceptedAt }]);
    expect(lines()).toEqual([
      expect.objectContaining({ message: "payment recorded", paymentId: id, outcome: "created" }),
    ]);
    expect(text()).not.toContain("ACC-DEBTOR");
  });

  test("is done with a payment that is recorded already", async () => {
    const store = faultyPaymentStore();
    const { log, lines } = capturedLog();
    await retryPayment(async () => store, body, { signal, log });
    await retryPayment(async () => store, body, { signal, log });
    expect(store.payments.size).toBe(1);
    expect(lines()[1]).toMatchObject({ outcome: "repeated" });
  });

  test("fails while the ledger cannot take it", async () => {
    const store = faultyPaymentStore([{ fails: "throttled" }]);
    const { log } = capturedLog();
    await expect(retryPayment(async () => store, body, { signal, log })).rejects.toBeInstanceOf(Failure);
  });

  test("gives a payment up to a person when another one has its key", async () => {
    const store = faultyPaymentStore();
    const { log } = capturedLog();
    await recordPayment(store, { ...payment, amount: 1 }, acceptedAt, signal);
    await expect(retryPayment(async () => store, body, { signal, log })).rejects.toMatchObject({
      name: "Poison",
      code: "idempotency-key-taken",
    });
  });

  test.each(["", "{}", "null", "[]", body.replace("12550", "125.5"), body.slice(1)])(
    "gives the message %j up to a person, without a look at the ledger",
    async (poison) => {
      const { log } = capturedLog();
      const asked = () => Promise.reject(new Error("asked"));
      await expect(retryPayment(asked, poison, { signal, log })).rejects.toBeInstanceOf(Poison);
    },
  );
});
