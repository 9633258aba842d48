import { unknownList, unknownText, unknownTruth } from "../../given";

const every = (schedule: unknown) => ({ rules: [{ ruleName: "r", targetVaultName: "v", schedule }] });

export default {
  pass: [
    { because: "a rate is a day", given: every("rate(1 day)") },
    { because: "it runs every six hours", given: every("cron(0 0/6 * * ? *)") },
    { because: "the schedule is null, which is none", given: every(null) },
    {
      because: "every second can be restored",
      given: { rules: [{ schedule: "cron(0 5 1 * ? *)", enableContinuousBackup: true }] },
    },
    {
      because: "one schedule is unknown and another good",
      given: { rules: [{ schedule: unknownText }, { schedule: "cron(0 5 * * ? *)" }] },
    },
    { because: "an old version of the provider holds one rule", given: { rule: { schedule: "cron(0 5 * * ? *)" } } },
    {
      because: "the time is exactly what the config allows",
      config: { maximumSeconds: 43_200 },
      given: every("cron(0 0/12 * * ? *)"),
    },
  ],
  fail: [
    {
      because: "the time is a second more than the config allows",
      config: { maximumSeconds: 43_199 },
      given: every("cron(0 0/12 * * ? *)"),
      at: ["rules[0].schedule"],
    },
    { because: "the schedule is empty", given: every(""), at: ["rules[0].schedule"] },
    { because: "the schedule is a word", given: every("daily"), at: ["rules[0].schedule"] },
    { because: "the schedule is a number", given: every(86_400), at: ["rules[0].schedule"] },
    { because: "the schedule lacks its year", given: every("cron(0 5 * * ?)"), at: ["rules[0].schedule"] },
    { because: "it runs once", given: every("at(2027-01-01T00:00:00)"), at: ["rules[0].schedule"] },
    { because: "the day does not exist", given: every("cron(0 5 30 2 ? *)"), at: ["rules[0].schedule"] },
    {
      because: "continuous backups are off",
      given: { rules: [{ schedule: "rate(2 days)", enableContinuousBackup: false }] },
      at: ["rules[0].schedule"],
    },
    {
      because: "two rules both run too seldom",
      given: { rules: [{ schedule: "cron(0 5 1 * ? *)" }, { schedule: "cron(0 5 ? * SUN *)" }] },
      at: ["rules[0].schedule", "rules[1].schedule"],
    },
    { because: "there are no rules at all", given: {}, at: ["rules"] },
    { because: "the rules are null", given: { rules: null }, at: ["rules"] },
    { because: "the rules are a text", given: { rules: "daily" }, at: ["rules"] },
  ],
  undetermined: [
    {
      because: "one schedule is unknown and another too seldom",
      given: { rules: [{ schedule: unknownText }, { schedule: "cron(0 5 1 * ? *)" }] },
      at: ["rules[0].schedule"],
    },
    { because: "the rules are unknown", given: { rules: unknownList }, at: ["rules"] },
    {
      because: "it is unknown whether backups are continuous",
      given: { rules: [{ schedule: "cron(0 5 1 * ? *)", enableContinuousBackup: unknownTruth }] },
      at: ["rules[0].enableContinuousBackup"],
    },
  ],
};
