import fc from "fast-check";
import { Refusal, type RefusalArgs } from "../../../../infra/lib/lambda/runtime/http/refusal";
import { isSameTrade, isTradeId, parseTrade } from "../../../../infra/lib/lambda/trade-processor/trade";
import { canonicalTrade, sentTrade } from "../doubles/trades";

function refusalOf(value: unknown): RefusalArgs {
  try {
    parseTrade(value);
  } catch (thrown) {
    if (thrown instanceof Refusal) {
      return thrown.args;
    }
    throw thrown;
  }
  throw new Error("The trade was accepted.");
}

const wrongFields = (value: unknown) => refusalOf(value).problems?.map(({ field }) => field);

describe("parseTrade", () => {
  test("reads a trade into its canonical form", () => {
    expect(parseTrade(sentTrade)).toEqual(canonicalTrade);
  });

  test.each([
    ["id", "a"],
    ["id", "A".repeat(64)],
    ["id", "9.b_c-d"],
    ["id", "constructor"],
    ["account", "A".repeat(34)],
    ["instrument", "EUR/USD"],
    ["instrument", "BRK.B"],
    ["instrument", "US0378331005"],
    ["side", "SELL"],
    ["currency", "JPY"],
  ])("accepts %s %j", (field, value) => {
    expect(parseTrade({ ...sentTrade, [field]: value })).toEqual({ ...canonicalTrade, [field]: value });
  });

  test.each([
    ["id", ""],
    ["id", "A".repeat(65)],
    ["id", "__proto__"],
    ["id", "health#probe"],
    ["id", "a/b"],
    ["id", "a b"],
    ["id", "ä"],
    ["id", "a\u0000"],
    ["id", "a\n"],
    ["id", 7],
    ["account", "A".repeat(35)],
    ["account", "a_b"],
    ["account", ["ACC"]],
    ["instrument", "aapl"],
    ["instrument", "💥"],
    ["instrument", "A".repeat(33)],
    ["side", "buy"],
    ["side", "HOLD"],
    ["side", null],
    ["side", true],
    ["quantity", 100],
    ["quantity", 0.1],
    ["quantity", "0"],
    ["quantity", "-5"],
    ["quantity", { amount: "5" }],
    ["price", 187.25],
    ["price", "187,25"],
    ["price", "1e3"],
    ["currency", "usd"],
    ["currency", "ZZZ"],
    ["currency", "US"],
    ["currency", "__proto__"],
    ["timestamp", "yesterday"],
    ["timestamp", "2026-02-30T00:00:00Z"],
    ["timestamp", 1774967400000],
  ])("refuses %s %j, and only that field", (field, value) => {
    expect(wrongFields({ ...sentTrade, [field]: value })).toEqual([field]);
  });

  test("says what was found by its kind, and what is expected", () => {
    expect(refusalOf({ ...sentTrade, side: "hold the line" })).toEqual({
      status: 422,
      code: "invalid-trade",
      message: "The trade is not complete or not right.",
      problems: [{ field: "side", found: "other text", expected: "BUY or SELL" }],
    });
  });

  test.each([
    [undefined, "nothing"],
    [null, "null"],
    [[], "a list"],
    [{}, "an object"],
    ["x", "other text"],
    [1, "a number"],
    [false, "a boolean"],
  ])("calls %j %s", (side, found) => {
    expect(refusalOf({ ...sentTrade, side }).problems?.map((problem) => problem.found)).toEqual([found]);
  });

  test("reports every problem of a trade at once", () => {
    expect(wrongFields({ side: "up", venue: "XNAS", trader: "J. Doe" })).toEqual([
      "id",
      "account",
      "instrument",
      "side",
      "quantity",
      "price",
      "currency",
      "timestamp",
      "venue",
      "trader",
    ]);
  });

  test.each(["__proto__", "constructor", "toString", "hasOwnProperty"])("refuses the extra field %s", (name) => {
    const body = JSON.stringify(sentTrade).replace("{", `{${JSON.stringify(name)}:{"side":"SELL"},`);
    expect(wrongFields(JSON.parse(body))).toEqual([name]);
  });

  test("cuts the name of an unknown field that is too long to repeat", () => {
    expect(wrongFields({ ...sentTrade, ["x".repeat(5000)]: 1 })).toEqual(["x".repeat(64)]);
  });

  test.each([
    [null, "null"],
    [[], "a list"],
    ["a trade", "other text"],
    [5, "a number"],
    [undefined, "nothing"],
  ])("refuses %j as a whole", (value, found) => {
    expect(refusalOf(value).problems).toEqual([{ field: "", found, expected: "an object" }]);
  });

  test("answers any JSON with a trade or a refusal that repeats no value", () => {
    const secret = "S3CRET-VALUE";
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.record(Object.fromEntries(Object.keys(sentTrade).map((field) => [field, fc.jsonValue()]))),
      fc.constantFrom(...Object.keys(sentTrade)).map((field) => ({ ...sentTrade, [field]: `${secret} ` })),
    );
    fc.assert(
      fc.property(anything, (value) => {
        const refusal = refusalOf(value);
        expect(refusal.problems?.length).toBeGreaterThan(0);
        expect(JSON.stringify(refusal)).not.toContain(secret);
      }),
    );
  });

  test("is at rest: a canonical trade reads as itself", () => {
    const trades = fc.record({
      id: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/),
      account: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9-]{0,33}$/),
      instrument: fc.stringMatching(/^[A-Z0-9][A-Z0-9./:-]{0,31}$/),
      side: fc.constantFrom("BUY", "SELL"),
      quantity: fc.stringMatching(/^[1-9]\d{0,11}\.\d{1,8}$/),
      price: fc.stringMatching(/^[1-9]\d{0,11}\.\d{1,8}$/),
      currency: fc.constantFrom("USD", "EUR", "JPY"),
      timestamp: fc.stringMatching(/^20\d\d-0[1-9]-[01][1-9]T[01]\d:[0-5]\d:[0-5]\d\.\d{1,9}Z$/),
    });
    fc.assert(
      fc.property(trades, (trade) => {
        const canonical = parseTrade(trade);
        expect(parseTrade(canonical)).toEqual(canonical);
      }),
    );
  });
});

describe("isSameTrade", () => {
  test("holds for two writings of one trade", () => {
    expect(isSameTrade(parseTrade(sentTrade), parseTrade(canonicalTrade))).toBe(true);
  });

  test.each([
    ["id", "T-2026-000002"],
    ["account", "ACC-7782"],
    ["instrument", "MSFT"],
    ["side", "SELL"],
    ["quantity", "100.6"],
    ["price", "187.26"],
    ["currency", "EUR"],
    ["timestamp", "2026-03-31T14:30:00.121Z"],
  ])("fails when %s differs", (field, value) => {
    expect(isSameTrade(canonicalTrade, { ...canonicalTrade, [field]: value })).toBe(false);
  });
});

describe("isTradeId", () => {
  test.each(["T-2026-000001", "a", "constructor"])("knows %s", (id) => {
    expect(isTradeId(id)).toBe(true);
  });

  test.each(["", "health#probe", "a/b", "..", "a\n", "A".repeat(65)])("refuses %j", (id) => {
    expect(isTradeId(id)).toBe(false);
  });
});
