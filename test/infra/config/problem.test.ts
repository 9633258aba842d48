import { describeProblems } from "../../../infra/config/problem";

const suffix = { key: "environmentSuffix", found: '"Dev"', allowed: "lower-case letters" };
const region = { key: "secondaryRegion", found: '"us-east-1"', allowed: "another region than primaryRegion" };

test("each problem is one line with its key, what was found and what is allowed", () => {
  expect(describeProblems("dr-guardrails", "trading", [suffix, region])).toBe(
    [
      "The configuration of the stack trading has 2 problems:",
      '  dr-guardrails:environmentSuffix is "Dev", allowed: lower-case letters',
      '  dr-guardrails:secondaryRegion is "us-east-1", allowed: another region than primaryRegion',
      "Correct Pulumi.trading.yaml, or use: pulumi config set <key> <value>",
    ].join("\n"),
  );
});

test("one problem is not called several", () => {
  expect(describeProblems("dr-guardrails", "dev", [suffix])).toMatch(
    /^The configuration of the stack dev has a problem:/,
  );
});
