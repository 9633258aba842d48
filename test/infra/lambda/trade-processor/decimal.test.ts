import fc from "fast-check";
import { findDecimal } from "../../../../infra/lib/lambda/trade-processor/decimal";

describe("findDecimal", () => {
  test.each([
    ["1", "1"],
    ["1.50", "1.5"],
    ["1.00000000", "1"],
    ["0.00000001", "0.00000001"],
    ["0.10", "0.1"],
    ["999999999999", "999999999999"],
    ["999999999999.99999999", "999999999999.99999999"],
    ["100", "100"],
  ])("reads %s as %s", (text, canonical) => {
    expect(findDecimal(text)).toBe(canonical);
  });

  test.each([
    "",
    "0",
    "0.0",
    "0.00000000",
    "-1",
    "+1",
    "01",
    "00.5",
    ".5",
    "5.",
    "1.000000001",
    "1000000000000",
    "1e5",
    "1,5",
    "1_000",
    " 1",
    "1 ",
    "1\n",
    "NaN",
    "Infinity",
    "0x10",
    "١٢",
    "１",
  ])("refuses %j", (text) => {
    expect(findDecimal(text)).toBeUndefined();
  });

  test("keeps the value of every decimal that it reads", () => {
    const decimals = fc.tuple(fc.bigInt({ min: 0n, max: 999_999_999_999n }), fc.stringMatching(/^\d{1,8}$/));
    fc.assert(
      fc.property(decimals, ([whole, fraction]) => {
        const scaled = whole * 100_000_000n + BigInt(fraction.padEnd(8, "0"));
        fc.pre(scaled > 0n);
        const [readWhole = "", readFraction = ""] = (findDecimal(`${whole}.${fraction}`) ?? "").split(".");
        expect(BigInt(readWhole) * 100_000_000n + BigInt(readFraction.padEnd(8, "0"))).toBe(scaled);
      }),
    );
  });

  test("leaves its own form as it is, and never throws", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{1,13}(\.\d{0,9})?$/)), (text) => {
        const canonical = findDecimal(text);
        expect(canonical === undefined ? undefined : findDecimal(canonical)).toBe(canonical);
      }),
    );
  });
});
