import { days, findTime, inDays, inMilliseconds, inMinutes, minutes, seconds } from "../../../infra/units/time";

test.each([
  ["30 seconds", 30],
  ["1 second", 1],
  ["15 minutes", 900],
  ["1 hour", 3_600],
  ["90 days", 7_776_000],
  ["  7 days ", 604_800],
  ["0 seconds", 0],
])("reads %s", (text, expected) => {
  expect(findTime(text)).toBe(expected);
});

test.each([
  "30",
  "seconds",
  "-1 seconds",
  "1.5 minutes",
  "30 sec",
  "30  seconds",
  "30 Seconds",
  "1 month",
  "1 minute 30 seconds",
  "9999999999 days",
  "30 seconds\nmore",
  "30 toString",
  "",
])("finds no time in %j", (text) => {
  expect(findTime(text)).toBeUndefined();
});

test("makers agree on the second as their unit", () => {
  expect([seconds(90), minutes(15), days(14)]).toEqual([90, 900, 1_209_600]);
});

test("readers turn a time into the unit of an AWS property", () => {
  expect(inMinutes(seconds(900))).toBe(15);
  expect(inDays(days(30))).toBe(30);
  expect(inMilliseconds(seconds(30))).toBe(30_000);
});

test("a time that is not whole in the unit asked for is refused", () => {
  expect(() => inMinutes(seconds(90))).toThrow("90 seconds, expected a whole number of minutes");
  expect(() => inDays(seconds(86_399))).toThrow("86399 seconds, expected a whole number of days");
});

test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])("%d is no count of seconds", (count) => {
  expect(() => seconds(count)).toThrow(RangeError);
});
