import * as z from "zod/mini";
import { bodyProblems } from "../runtime/http/body-problems";
import { Refusal } from "../runtime/http/refusal";

const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));
const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const ACCOUNT = /^[A-Za-z0-9][A-Za-z0-9-]{0,33}$/;
/** Sums of many amounts stay exact in a number. */
const LARGEST_AMOUNT = 999_999_999_999;

const accountForm = "1 to 34 letters, digits or dashes, beginning with a letter or digit";
const expected = {
  id: "1 to 64 letters, digits, dots, dashes or underscores, beginning with a letter or digit",
  fromAccount: accountForm,
  toAccount: accountForm,
  amount: `a whole number of the currency's smallest unit, 1 to ${LARGEST_AMOUNT}`,
  currency: "a currency code of ISO 4217, like USD",
};

const transferSchema = z.strictObject({
  id: z.string().check(z.regex(ID)),
  fromAccount: z.string().check(z.regex(ACCOUNT)),
  toAccount: z.string().check(z.regex(ACCOUNT)),
  amount: z.int().check(z.minimum(1), z.maximum(LARGEST_AMOUNT)),
  currency: z.string().check(z.refine((code) => currencies.has(code))),
});

/** Money on its way from one account to another, in the currency's smallest unit. */
export type Transfer = Readonly<z.infer<typeof transferSchema>>;

/**
 * Reads a transfer from JSON.
 * @throws Refusal 422 with every field that is wrong, and every field that no transfer has
 */
export function parseTransfer(value: unknown): Transfer {
  const result = transferSchema.safeParse(value);
  if (!result.success) {
    throw new Refusal({
      status: 422,
      code: "invalid-transaction",
      message: "The transaction is not complete or not right.",
      problems: bodyProblems(result.error.issues, value, { noun: "transaction", expected }),
    });
  }
  if (result.data.fromAccount === result.data.toAccount) {
    throw new Refusal({
      status: 422,
      code: "same-account",
      message: "The transaction leads back to its own account. Name another account in toAccount.",
    });
  }
  return result.data;
}

/** Whether a transfer can have this id. */
export function isTransferId(id: string): boolean {
  return ID.test(id);
}

export function isSameTransfer(one: Transfer, other: Transfer): boolean {
  return (
    one.id === other.id &&
    one.fromAccount === other.fromAccount &&
    one.toAccount === other.toAccount &&
    one.amount === other.amount &&
    one.currency === other.currency
  );
}
