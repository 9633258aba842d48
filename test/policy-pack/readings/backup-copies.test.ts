import { openStack } from "../../../policy-pack/engine/stack";
import { BackupCopies } from "../../../policy-pack/readings/backup-copies";
import { given, inEast, inWest, unknownText } from "../given";
import { stackOf } from "../show";

const elsewhere = "arn:aws:backup:us-west-2:123456789012:backup-vault:dr";
const vault = (name: string, context: object) => given("aws:backup/vault:Vault", name, { name }, context);
const instance = given(
  "aws:rds/instance:Instance",
  "ledger",
  { identifier: "ledger", tags: { Backup: "yes" } },
  inEast,
);
const selecting = (props: object, context: object = {}) =>
  given("aws:backup/selection:Selection", "selection", { planId: "plan", ...props }, context);
const planning = (rule: object, context: object = {}) =>
  given("aws:backup/plan:Plan", "plan", { id: "plan", rules: [rule] }, { ...inEast, ...context });
const copying = (schedule: unknown, more: object = {}) => ({
  ruleName: "rule",
  schedule,
  startWindow: 60,
  copyActions: [{ destinationVaultArn: elsewhere }],
  ...more,
});
const all = selecting({ resources: ["*"] });

/** The age of the newest copy of the ledger, without the hour's window and the hour and a half of job and copy. */
function ageOf(...resources: Parameters<typeof stackOf>[0]): number | undefined {
  const stack = openStack(stackOf([instance, ...resources])).stack;
  const [ledger] = stack.all().filter(({ name }) => name === "ledger");
  const term = ledger && new BackupCopies(stack).of(ledger);
  return term && term.seconds - 3600 - 5400;
}

describe("the age of a backup's copy", () => {
  test.each([
    ["rate(90 minutes)", 5400],
    ["rate(1 hour)", 3600],
    ["rate(12 hours)", 43_200],
    ["rate(2 days)", 172_800],
    ["cron(0 5 * * ? *)", 86_400],
    ["cron(0 5 ? * * *)", 86_400],
    ["  cron( 0 5 * * ? * ) ", 86_400],
    ["cron(0 0/6 * * ? *)", 21_600],
    ["cron(0 */4 * * ? *)", 14_400],
    ["cron(0 0/12 * * ? *)", 43_200],
    ["cron(30 * * * ? *)", 3600],
    ["cron(0 3/6 * * ? *)", 86_400],
    ["cron(0 5 ? * MON-FRI *)", 2_678_400],
    ["cron(0 5 1 * ? *)", 2_678_400],
    ["cron(0 5 * * ?)", 2_678_400],
    ["cron(0 5 * * ? * *)", 2_678_400],
    ["my rate(1 hour)", 2_678_400],
    ["rate(1 hour) twice", 2_678_400],
    ["cron(0 5 * * ? *) twice", 2_678_400],
    [" rate(1 hour) ", 3600],
    ["my cron(0 5 * * ? *)", 2_678_400],
    ["cron(0  5 * * ? *)", 86_400],
    ["cron(0 10/6 * * ? *)", 86_400],
    ["cron(0 0/6,3 * * ? *)", 86_400],
    ["daily", 2_678_400],
    [90, 2_678_400],
    [undefined, 2_678_400],
  ])("by %s is %s seconds", (schedule, seconds) => {
    expect(ageOf(planning(copying(schedule)), all)).toBe(seconds);
  });

  test("has eight hours for the start where the plan says nothing", () => {
    expect(ageOf(planning(copying("rate(1 hour)", { startWindow: undefined })), all)).toBe(3600 + 7 * 3600);
  });

  test("is that of the shortest of several rules, if it leaves the region", () => {
    const rules = [
      copying("rate(12 hours)"),
      copying("rate(2 hours)"),
      copying("rate(1 hour)", { copyActions: [{ destinationVaultArn: elsewhere.replace("us-west-2", "us-east-1") }] }),
      copying("rate(6 hours)"),
    ];
    expect(ageOf(given("aws:backup/plan:Plan", "plan", { id: "plan", rules }, inEast), all)).toBe(7200);
  });
});

describe("what a plan takes", () => {
  const hourly = planning(copying("rate(1 hour)"));

  test.each<readonly [string, object, object]>([
    ["everything", { resources: ["*"] }, {}],
    ["the database by its ARN", { resources: ["arn:aws:rds:us-east-1:123456789012:db:ledger"] }, {}],
    ["one more beside it", { resources: ["arn:aws:rds:us-east-1:123456789012:db:other", unknownText, "*"] }, {}],
    ["the database by reference", { resources: [unknownText] }, { sources: { resources: ["ledger"] } }],
    ["what has a tag", { selectionTags: [{ type: "STRINGEQUALS", key: "Backup", value: "yes" }] }, {}],
  ])("is %s", (_what, props, context) => expect(ageOf(hourly, selecting(props, context))).toBe(3600));

  test.each<readonly [string, object, object]>([
    ["nothing", {}, {}],
    ["another database", { resources: ["arn:aws:rds:us-east-1:123456789012:db:other"] }, {}],
    ["a database whose name ends alike", { resources: ["arn:aws:rds:us-east-1:123456789012:db:my-ledger"] }, {}],
    ["an unknown thing", { resources: [unknownText] }, {}],
    ["another thing by reference", { resources: [unknownText] }, { sources: { resources: ["plan"] } }],
    ["what has another tag", { selectionTags: [{ type: "STRINGEQUALS", key: "Backup", value: "no" }] }, {}],
    ["what has a tag that nothing has", { selectionTags: [{ type: "STRINGEQUALS", key: "Copy", value: "yes" }] }, {}],
    ["a tag without a key or a value", { selectionTags: [{}] }, {}],
    ["another plan's", { planId: "other", resources: ["*"] }, {}],
  ])("is not %s", (_what, props, context) => expect(ageOf(hourly, selecting(props, context))).toBeUndefined());
});

describe("a copy that leaves the region", () => {
  const to = (destinationVaultArn: unknown, context: object = {}) =>
    planning(copying("rate(1 hour)", { copyActions: [{ destinationVaultArn }] }), context);

  test.each<readonly [string, number | undefined, Parameters<typeof stackOf>[0]]>([
    ["goes to a vault by its ARN", 3600, [to(elsewhere)]],
    ["goes to a vault by reference", 3600, [vault("dr", inWest), to(unknownText, { sources: { rules: ["dr"] } })]],
    ["does not go to a vault of the same region", undefined, [to(elsewhere.replace("us-west-2", "us-east-1"))]],
    [
      "does not go to a vault beside it",
      undefined,
      [vault("dr", inEast), to(unknownText, { sources: { rules: ["dr"] } })],
    ],
    ["does not go to who knows where", undefined, [to(unknownText)]],
    ["does not go to a text", undefined, [to("vault")]],
    ["does not go to a number", undefined, [to(5)]],
    [
      "does not go to a vault whose region nobody knows",
      undefined,
      [vault("dr", {}), to("vault", { sources: { rules: ["dr"] } })],
    ],
    ["is not made at all", undefined, [planning({ schedule: "rate(1 hour)" })]],
  ])("%s", (_what, age, resources) => expect(ageOf(...resources, all)).toBe(age));
});
