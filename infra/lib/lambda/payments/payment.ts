import { createHash } from "node:crypto";
import * as z from "zod/mini";
import { type BodyForm, bodyProblems } from "../runtime/http/body-problems";
import { Refusal } from "../runtime/http/refusal";
import { holdsCardNumber } from "./card-number";

/** Far below the largest whole number that JSON and JavaScript hold exactly. */
export const LARGEST_AMOUNT = 999_999_999_999;

const KEY = /^[A-Za-z0-9][A-Za-z0-9._-]{15,63}$/;
/** Begins with a letter: a card number, which is all digits, cannot pass for an account. */
const ACCOUNT = /^[A-Za-z][A-Za-z0-9-]{1,33}$/;
const REFERENCE = /^[\x20-\x7e]{1,140}$/;

const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));

const keyForm = "16 to 64 letters, digits, dots, dashes or underscores, beginning with a letter or digit";
const form: BodyForm = {
  noun: "payment",
  expected: {
    amount: `a whole number of the currency's smallest unit, 1 to ${LARGEST_AMOUNT}`,
    currency: "a currency code of ISO 4217, like USD",
    debtor: "2 to 34 letters, digits or dashes, beginning with a letter",
    creditor: "2 to 34 letters, digits or dashes, beginning with a letter",
    reference: "nothing, or 1 to 140 printable ASCII characters without a card number",
  },
};

const account = z.string().check(z.regex(ACCOUNT));
const details = {
  amount: z.int().check(z.minimum(1), z.maximum(LARGEST_AMOUNT)),
  currency: z.string().check(z.refine((code) => currencies.has(code))),
  debtor: account,
  creditor: account,
  reference: z.optional(
    z.string().check(
      z.regex(REFERENCE),
      z.refine((text) => !holdsCardNumber(text)),
    ),
  ),
};

const bodySchema = z.strictObject(details);

/** A whole payment, as a queue carries it. */
export const paymentSchema = z.strictObject({ idempotencyKey: z.string().check(z.regex(KEY)), ...details });

/** One order to move money. Amounts are whole numbers of the smallest unit: a binary fraction cannot hold money. */
export type Payment = Readonly<z.infer<typeof paymentSchema>>;

/**
 * Reads a payment from the key of its request and from JSON.
 * @throws Refusal 400 for the key; 422 with every field that is wrong, and every field that no payment has
 */
export function parsePayment(idempotencyKey: string | undefined, body: unknown): Payment {
  if (idempotencyKey === undefined || !KEY.test(idempotencyKey)) {
    throw new Refusal({
      status: 400,
      code: "idempotency-key-required",
      message: `The header Idempotency-Key must be ${keyForm}.`,
    });
  }
  const result = bodySchema.safeParse(body);
  if (result.success) {
    return { idempotencyKey, ...result.data };
  }
  throw new Refusal({
    status: 422,
    code: "invalid-payment",
    message: "The payment is not complete or not right.",
    problems: bodyProblems(result.error.issues, body, form),
  });
}

/**
 * The id of a payment is made of all it says. Both regions give the same payment the same id without asking each other,
 * so two records of it become one; two different payments never share an id, so neither replaces the other.
 */
export function paymentId(payment: Payment): string {
  const { idempotencyKey, amount, currency, debtor, creditor, reference = null } = payment;
  const text = JSON.stringify([idempotencyKey, amount, currency, debtor, creditor, reference]);
  return `pay_${createHash("sha256").update(text).digest("hex").slice(0, 40)}`;
}

/** Whether a payment can have this id. */
export function isPaymentId(id: string): boolean {
  return /^pay_[0-9a-f]{40}$/.test(id);
}
