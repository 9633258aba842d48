import fc from "fast-check";
import { isPaymentId, parsePayment, paymentId } from "../../../../infra/lib/lambda/payments/payment";
import { Refusal } from "../../../../infra/lib/lambda/runtime/http/refusal";
import { id, key, payment, sentPayment } from "../doubles/payments";

function refusalOf(idempotencyKey: string | undefined, body: unknown): Refusal {
  try {
    parsePayment(idempotencyKey, body);
  } catch (thrown) {
    if (thrown instanceof Refusal) {
      return thrown;
    }
    throw thrown;
  }
  throw new Error("The payment was not refused.");
}

const fieldsOf = (body: unknown) => refusalOf(key, body).args.problems?.map(({ field }) => field);

describe("parsePayment", () => {
  test("reads a payment", () => {
    expect(parsePayment(key, sentPayment)).toEqual(payment);
  });

  test("reads a payment without a reference", () => {
    const { reference: _reference, ...rest } = sentPayment;
    expect(parsePayment(key, rest)).toEqual({ idempotencyKey: key, ...rest });
  });

  test.each([1, 999_999_999_999])("reads the amount %s", (amount) => {
    expect(parsePayment(key, { ...sentPayment, amount }).amount).toBe(amount);
  });

  test.each([0, -1, 12.5, 0.1 + 0.2, 1_000_000_000_000, 2 ** 53, Number.NaN, "12550", null, true, [1]])(
    "refuses the amount %j",
    (amount) => {
      expect(fieldsOf({ ...sentPayment, amount })).toEqual(["amount"]);
    },
  );

  test.each([
    ["currency", "usd"],
    ["currency", "XXY"],
    ["currency", 840],
    ["debtor", ""],
    ["debtor", "A"],
    ["debtor", "4111111111111111"],
    ["creditor", "A".repeat(35)],
    ["creditor", "A B"],
    ["reference", ""],
    ["reference", "x".repeat(141)],
    ["reference", "line\nline"],
    ["reference", "Müller"],
    ["reference", "pay 4111 1111 1111 1111"],
    ["reference", null],
  ])("refuses %s %j", (field, value) => {
    expect(fieldsOf({ ...sentPayment, [field]: value })).toEqual([field]);
  });

  test("names every problem at once, and every field that no payment has", () => {
    const { creditor: _creditor, ...rest } = sentPayment;
    expect(fieldsOf({ ...rest, amount: 1.5, cardNumber: "4111111111111111" })).toEqual([
      "amount",
      "creditor",
      "cardNumber",
    ]);
  });

  test.each([undefined, null, 5, "text", [], [sentPayment]])("refuses %j as a whole", (body) => {
    expect(fieldsOf(body)).toEqual([""]);
  });

  test.each([
    ["no key", undefined],
    ["an empty key", ""],
    ["a key of 15 characters", "a".repeat(15)],
    ["a key of 65 characters", "a".repeat(65)],
    ["a key that begins with a dash", "-234567890123456"],
    ["a key with a space", "order 2026 000001"],
    ["a key that could be an item of another kind", "key#456789012345"],
  ])("refuses %s before it looks at the body", (_what, idempotencyKey) => {
    expect(refusalOf(idempotencyKey, undefined).args).toMatchObject({ status: 400, code: "idempotency-key-required" });
  });

  test.each(["a".repeat(16), "a".repeat(64), "0b9fdc4e-9f43-4a3a-9a0a-8f1d6c1d2e3f"])("takes the key %s", (given) => {
    expect(parsePayment(given, sentPayment).idempotencyKey).toBe(given);
  });

  test("answers any JSON with a payment or a refusal that repeats no value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (value, text) => {
        // No field has such a name: names of fields are repeated.
        const secret = `secret ${text}`;
        const body = { ...Object(value), debtor: `${secret}!`, reference: `${secret}\n` };
        expect(JSON.stringify(refusalOf(key, body).args)).not.toContain(JSON.stringify(secret).slice(1, -1));
      }),
    );
  });
});

describe("paymentId", () => {
  test("is the digest of all that the payment says", () => {
    expect(paymentId(payment)).toBe(id);
    expect(isPaymentId(id)).toBe(true);
  });

  test("does not depend on the order of the fields", () => {
    expect(paymentId({ ...sentPayment, idempotencyKey: key })).toBe(id);
  });

  test.each([
    ["key", { idempotencyKey: "order-2026-000002" }],
    ["amount", { amount: 12_551 }],
    ["currency", { currency: "EUR" }],
    ["debtor", { debtor: "ACC-OTHER" }],
    ["creditor", { creditor: "ACC-OTHER" }],
    ["reference", { reference: "Invoice 2026-119" }],
    ["missing reference", { reference: undefined }],
  ])("is another for another %s", (_what, change) => {
    expect(paymentId({ ...payment, ...change })).not.toBe(id);
  });

  test("is another when accounts change places", () => {
    const swapped = { ...payment, debtor: payment.creditor, creditor: payment.debtor };
    expect(paymentId(swapped)).not.toBe(id);
  });

  test.each(["", "pay_", `${id}0`, id.toUpperCase(), "key#order-2026-000001", "health#probe", `${id}\n`])(
    "is never %j",
    (text) => {
      expect(isPaymentId(text)).toBe(false);
    },
  );
});
