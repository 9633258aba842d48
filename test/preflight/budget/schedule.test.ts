import { longestGapOf } from "../../../preflight/budget/schedule";

const HOUR = 3600;

test.each([
  ["rate(5 minutes)", 300],
  ["rate(1 hour)", HOUR],
  ["rate(2 days)", 48 * HOUR],
  ["cron(0 * * * ? *)", HOUR],
  ["cron(0 0/6 * * ? *)", 6 * HOUR],
  ["cron(0 */5 * * ? *)", 5 * HOUR],
  ["cron(0 5 * * ? *)", 24 * HOUR],
  ["cron(0 5,17 * * ? *)", 12 * HOUR],
  ["cron(0 9-17 * * ? *)", 16 * HOUR],
  ["cron(0/15 * * * ? *)", 900],
  ["cron(0 5 ? * MON *)", 168 * HOUR],
  ["cron(0 5 ? * mon-fri *)", 72 * HOUR],
  ["cron(0 5 ? * 1,4 *)", 96 * HOUR],
  ["  cron(0  5 * * ? *)  ", 24 * HOUR],
])("%s runs at least every %i seconds", (schedule, seconds) => {
  expect(longestGapOf(schedule)).toBe(seconds);
});

test.each([
  "",
  "hourly",
  "rate(0 hours)",
  "rate(1 week)",
  "rate(-1 hour)",
  "cron()",
  "cron(0 5 * * ?)",
  "cron(0 5 1 * ? *)",
  "cron(0 5 L * ? *)",
  "cron(0 5 * 1 ? *)",
  "cron(0 5 * * ? 2030)",
  "cron(0 24 * * ? *)",
  "cron(60 5 * * ? *)",
  "cron(0 9-5 * * ? *)",
  "cron(0 */0 * * ? *)",
  "cron(0 5 ? * FUN *)",
  "cron(0 5 ? * 6#3 *)",
  "cron(a b c d e f)",
])("%j is not read as a schedule", (schedule) => {
  expect(longestGapOf(schedule)).toBeUndefined();
});
