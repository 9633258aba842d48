import fc from "fast-check";
import { findInstant } from "../../../../infra/lib/lambda/trade-processor/instant";

describe("findInstant", () => {
  test.each([
    ["2026-03-31T14:30:00Z", "2026-03-31T14:30:00Z"],
    ["2026-03-31T14:30:00.000Z", "2026-03-31T14:30:00Z"],
    ["2026-03-31T14:30:00.120Z", "2026-03-31T14:30:00.12Z"],
    ["2026-03-31T14:30:00.123456789Z", "2026-03-31T14:30:00.123456789Z"],
    ["2028-02-29T23:59:59Z", "2028-02-29T23:59:59Z"],
  ])("reads %s as %s", (text, canonical) => {
    expect(findInstant(text)).toBe(canonical);
  });

  test.each([
    ["a day that is not in the calendar", "2026-02-30T00:00:00Z"],
    ["29 February of a common year", "2026-02-29T00:00:00Z"],
    ["a month 13", "2026-13-01T00:00:00Z"],
    ["hour 24", "2026-03-31T24:00:00Z"],
    ["second 60", "2026-06-30T23:59:60Z"],
    ["an offset", "2026-03-31T14:30:00+02:00"],
    ["no zone", "2026-03-31T14:30:00"],
    ["a small z", "2026-03-31T14:30:00z"],
    ["a date alone", "2026-03-31"],
    ["ten decimals", "2026-03-31T14:30:00.1234567890Z"],
    ["a point without decimals", "2026-03-31T14:30:00.Z"],
    ["a line end", "2026-03-31T14:30:00Z\n"],
    ["an extended year", "+002026-03-31T14:30:00Z"],
    ["a number", "1774967400000"],
    ["nothing", ""],
  ])("refuses %s", (_what, text) => {
    expect(findInstant(text)).toBeUndefined();
  });

  test("reads every instant that JavaScript writes, and keeps it", () => {
    const dates = fc.date({ min: new Date("1000-01-01"), max: new Date("9999-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(dates, (date) => {
        const read = findInstant(date.toISOString());
        expect(new Date(read ?? "").getTime()).toBe(date.getTime());
        expect(findInstant(read ?? "")).toBe(read);
      }),
    );
  });
});
