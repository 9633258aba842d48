import * as z from "zod/mini";
import { type Problem, Refusal } from "../runtime/http/refusal";
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
  const problems = result.error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" ? issue.keys.map(unknownField) : [wrongField(value, issue.path[0])],
  );
  throw new Refusal({
    status: 422,
    code: "invalid-trade",
    message: "The trade is not complete or not right.",
    problems,
  });
}

/** Whether a trade can have this id. */
export function isTradeId(id: string): boolean {
  return ID.test(id);
}

function unknownField(name: string): Problem {
  return { field: name.slice(0, 64), found: "a field that no trade has", expected: "nothing" };
}

function wrongField(body: unknown, name: PropertyKey | undefined): Problem {
  if (!isTradeField(name)) {
    return { field: "", found: kindOf(body), expected: "an object" };
  }
  return { field: name, found: kindOf(Reflect.get(Object(body), name)), expected: expected[name] };
}

function isTradeField(name: PropertyKey | undefined): name is TradeField {
  return name !== undefined && Object.hasOwn(expected, name);
}

function kindOf(value: unknown): string {
  if (value === undefined) {
    return "nothing";
  }
  if (value === null) {
    return "null";
  }
  if (Array.isArray(value)) {
    return "a list";
  }
  const words: Readonly<Record<string, string>> = { object: "an object", string: "other text" };
  return words[typeof value] ?? `a ${typeof value}`;
}

export function isSameTrade(one: Trade, other: Trade): boolean {
  return Object.keys(expected).every((field) => isTradeField(field) && one[field] === other[field]);
}
