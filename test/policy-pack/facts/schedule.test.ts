import { runsEvery } from "../../../policy-pack/facts/schedule";

const day = 86_400;
const from = new Date("2026-11-21T00:00:00Z");

describe("runsEvery", () => {
  test.each([
    ["rate(1 day)", day, true],
    ["rate(1 day)", day - 1, false],
    ["rate(12 hours)", day / 2, true],
    ["rate(30 minutes)", 1799, false],
    [" rate(5 minutes) ", 300, true],
    ["cron(0 5 * * ? *)", day, true],
    ["cron(0 5 ? * * *)", day, true],
    ["cron(0 5 * * ? *)", day - 1, false],
    ["cron(0 0/12 * * ? *)", day / 2, true],
    ["cron(0 0/12 * * ? *)", day / 2 - 1, false],
    ["cron(0 */5 * * ? *)", 5 * 3600, true],
    ["cron(0 1,13,14 * * ? *)", day / 2, true],
    ["cron(0 1,13,14 * * ? *)", 11 * 3600, false],
    ["cron(0 9-17 * * ? *)", 16 * 3600, true],
    ["cron(0 9-17 * * ? *)", 16 * 3600 - 1, false],
    ["cron(0/15 * * * ? *)", 900, true],
    ["cron(0/15 * * * ? *)", 899, false],
    ["cron(0 5 ? * MON-FRI *)", day, false],
    ["cron(0 5 ? * MON-FRI *)", 3 * day, true],
    ["cron(0 5 ? * SUN-SAT *)", day, true],
    ["cron(0 5 ? * 1 *)", 7 * day, true],
    ["cron(0 5 ? * 1 *)", 7 * day - 1, false],
    ["cron(0 5 ? * L *)", 7 * day, true],
    ["cron(0 5 ? * 6L *)", 35 * day, true],
    ["cron(0 5 ? * 6#1 *)", 28 * day, false],
    ["cron(0 5 1 * ? *)", 31 * day, true],
    ["cron(0 5 1 * ? *)", 31 * day - 1, false],
    ["cron(0 5 L * ? *)", 31 * day, true],
    ["cron(0 5 1W * ? *)", 33 * day, true],
    ["cron(* * 1-15 * ? *)", 12 * day, false],
    ["cron(0 * ? 1-11 * *)", day, false],
    ["cron(0 5 * * ? 2026-2030)", day, true],
    ["cron(0 5 * * ? 2026)", day, false],
    ["cron(0 5 * * ? 2020)", 400 * day, false],
    ["cron(0 5 31 2 ? *)", 400 * day, false],
    ["at(2027-01-01T00:00:00)", day, false],
  ])("%s leaves at most %d seconds: %s", (schedule, seconds, expected) => {
    expect(runsEvery(schedule, seconds, from)).toBe(expected);
  });

  test.each([
    "",
    "daily",
    "rate(0 days)",
    "rate(1 days)",
    "rate(2 day)",
    "rate(1.5 hours)",
    "cron(0 5 * * ?)",
    "cron(0 5 * * ? * *)",
    "cron(61 5 * * ? *)",
    "cron(a b c d e f)",
    "cron(0 5 ? * 0 *)",
    "cron()",
    "0 5 * * ? *",
  ])("does not take %j for a schedule", (schedule) => expect(runsEvery(schedule, day, from)).toBeUndefined());
});
