import { runsEvery } from "../../../model/aws/schedule";
import { tokens } from "../../../model/aws/tokens";
import { Block } from "../../../model/graph/block";
import { Gathering } from "../../../model/graph/gathering";
import { path } from "../../../model/graph/path";
import { unknown } from "../../../model/graph/unknown";
import type { Check } from "../../engine/check";
import { readToday } from "../../engine/clock";
import type { Finding } from "../../engine/finding";
import { resourceRule } from "../../engine/rule";

/** What AWS takes for a rule without a schedule. */
const usualSchedule = "cron(0 5 ? * * *)";

function isFrequent(rule: Block, seconds: number): boolean {
  if (rule.read("enableContinuousBackup") === true) {
    return true; // every second of it can be restored
  }
  const schedule = rule.read("schedule") ?? usualSchedule;
  return typeof schedule === "string" && runsEvery(schedule, seconds, new Date(readToday())) === true;
}

const plan = (...rules: object[]) => ({
  name: "daily",
  rules: rules.map((rule) => ({ ruleName: "rule", targetVaultName: "vault", ...rule })),
});

export default resourceRule({
  meta: {
    name: "backup-limit-frequency",
    severity: "high",
    law: "The time between two backups of a plan does not exceed the permitted data loss.",
    rationale: "What was written since the last backup is what a restore from it loses.",
    remediation: "Give a rule of the plan a schedule that runs at least as often as expected, weekends included.",
    url: "https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html#backup-rule-frequency",
    framework: { wellArchitected: "REL9-BP01", nist: ["CP-9"] },
  },
  config: {
    maximumSeconds: {
      type: "integer",
      minimum: 3600,
      default: 86_400,
      description: "Longest time between two backups of a plan, in seconds; AWS Backup runs once an hour at most.",
    },
  },
  on: tokens.backupPlan,
  *check(props, { maximumSeconds }, subject): Check<Finding> {
    const rules = new Block([], () => props).children("rule");
    const want = `a schedule that runs at least every ${maximumSeconds} seconds`;
    if (rules.length === 0) {
      yield { at: "rules", got: undefined, want };
      return;
    }
    const faults = new Gathering<Finding | "frequent">();
    for (const rule of rules) {
      faults.add(subject, () =>
        isFrequent(rule, maximumSeconds)
          ? "frequent"
          : { at: path(...rule.way, "schedule"), got: rule.read("schedule"), want },
      );
    }
    // One rule that runs often enough is enough: others may keep a copy of each month.
    const found = faults.values.filter((fault) => fault !== "frequent");
    if (found.length === faults.values.length) {
      yield* faults.unknown.length > 0 ? faults.unknown : found;
    }
  },
  examples: {
    pass: [
      { because: "a backup is taken every day", given: plan({ schedule: "cron(0 5 * * ? *)" }) },
      {
        because: "one rule runs every day and another keeps each month",
        given: plan({ schedule: "cron(0 5 1 * ? *)" }, { schedule: "cron(0 5 * * ? *)" }),
      },
      { because: "AWS takes backups every day of itself", given: plan({}) },
      {
        because: "the config allows a week",
        config: { maximumSeconds: 604_800 },
        given: plan({ schedule: "cron(0 5 ? * SUN *)" }),
      },
    ],
    fail: [
      {
        because: "nobody takes backups at the weekend",
        given: plan({ schedule: "cron(0 5 ? * MON-FRI *)" }),
        at: ["rules[0].schedule"],
      },
      {
        because: "the config asks for one every hour",
        config: { maximumSeconds: 3600 },
        given: plan({ schedule: "cron(0 0/2 * * ? *)" }),
        at: ["rules[0].schedule"],
      },
      { because: "there is no rule", given: { name: "daily", rules: [] }, at: ["rules"] },
    ],
    undetermined: [
      { because: "the schedule is unknown", given: plan({ schedule: unknown.string }), at: ["rules[0].schedule"] },
    ],
  },
});
