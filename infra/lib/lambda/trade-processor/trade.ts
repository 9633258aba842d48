import * as z from "zod/mini";
import { bodyProblems } from "../runtime/http/body-problems";
import { Refusal } from "../runtime/http/refusal";
import { decimalForm, findDecimal } from "./decimal";
import { findInstant, instantForm } from "./instant";

const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));

/** What each field must be, for people. */
const expected = {
  id: "1 to 64 letters, digits, dots, dashes or underscores, beginning with a letter or digit",
  account: "1 to 34 letters, digits or dashes, beginning with a letter or digit",
  instrument: "1 to 32 capital letters, digits, dots, slashes, colons or dashes, beginning with a letter or digit",
  side: "BUY or SELL",
  quantity: decimalForm,
  price: decimalForm,
  currency: "a currency code of ISO 4217, like USD",
  timestamp: instantForm,
};

const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

const text = (pattern: RegExp) => z.string().check(z.regex(pattern));

/** Text that `find` knows, kept in the one form that `find` gives. */
const canonical = (find: (text: string) => string | undefined) =>
  z.pipe(
    z.string().check(z.refine((value) => find(value) !== undefined, { abort: true })),
    z.transform((value) => find(value) ?? value),
  );

const tradeSchema = z.strictObject({
  id: text(ID),
  account: text(/^[A-Za-z0-9][A-Za-z0-9-]{0,33}$/),
  instrument: text(/^[A-Z0-9][A-Z0-9./:-]{0,31}$/),
  side: z.enum(["BUY", "SELL"]),
  quantity: canonical(findDecimal),
  price: canonical(findDecimal),
  currency: z.string().check(z.refine((code) => currencies.has(code))),
  timestamp: canonical(findInstant),
});

type TradeField = keyof typeof expected;

/** A trade in canonical form: two records of the same trade have equal texts. */
export type Trade = Readonly<Record<TradeField, string>>;

/**
 * Reads a trade from JSON.
 * @throws Refusal 422 with every field that is wrong, and every field that no trade has
 */
export function parseTrade(value: unknown): Trade {
  const result = tradeSchema.safeParse(value);
  if (result.success) {
    return result.data;
  }
  throw new Refusal({
    status: 422,
    code: "invalid-trade",
    message: "The trade is not complete or not right.",
    problems: bodyProblems(result.error.issues, value, { noun: "trade", expected }),
  });
}

/** Whether a trade can have this id. */
export function isTradeId(id: string): boolean {
  return ID.test(id);
}

function isTradeField(name: PropertyKey): name is TradeField {
  return Object.hasOwn(expected, name);
}

export function isSameTrade(one: Trade, other: Trade): boolean {
  return Object.keys(expected).every((field) => isTradeField(field) && one[field] === other[field]);
}
