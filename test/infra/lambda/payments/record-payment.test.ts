import { recordPayment } from "../../../../infra/lib/lambda/payments/record-payment";
import { Failure } from "../../../../infra/lib/lambda/runtime/failure";
import { type Fate, faultyPaymentStore } from "../doubles/faulty-payment-store";
import { id, payment } from "../doubles/payments";

const never = new AbortController().signal;
const noon = "2026-03-31T12:00:00.000Z";
const later = "2026-03-31T12:00:05.000Z";
const other = { ...payment, amount: 99 };

describe("recordPayment", () => {
  test("writes a new payment under its id", async () => {
    const store = faultyPaymentStore();
    const stored = { id, payment, recordedAt: noon };
    await expect(recordPayment(store, payment, noon, never)).resolves.toEqual({ outcome: "created", stored });
    expect([...store.payments.values()]).toEqual([stored]);
  });

  test("answers the first record when the same payment comes again", async () => {
    const store = faultyPaymentStore();
    await recordPayment(store, payment, noon, never);
    await expect(recordPayment(store, payment, later, never)).resolves.toEqual({
      outcome: "repeated",
      stored: { id, payment, recordedAt: noon },
    });
  });

  test("reports a conflict when another payment has the key, and leaves that one alone", async () => {
    const store = faultyPaymentStore();
    await recordPayment(store, payment, noon, never);
    await expect(recordPayment(store, other, later, never)).resolves.toEqual({ outcome: "conflict" });
    expect([...store.payments.keys()]).toEqual([id]);
  });

  test.each<[string, readonly Fate[], number]>([
    ["the write is throttled", [{ fails: "throttled" }], 0],
    ["the write's answer is lost", [{ losesAnswer: "timeout" }], 1],
  ])("fails when %s, and the same payment tried again is recorded once", async (_what, fates, storedBefore) => {
    const store = faultyPaymentStore(fates);
    await expect(recordPayment(store, payment, noon, never)).rejects.toBeInstanceOf(Failure);
    expect(store.payments.size).toBe(storedBefore);
    const again = await recordPayment(store, payment, later, never);
    expect(again.outcome).toBe(storedBefore === 0 ? "created" : "repeated");
    expect(store.payments.size).toBe(1);
  });
});
