import { say } from "../../policy-pack/engine/finding";
import wildcardAction from "../../policy-pack/rules/iam/forbid-wildcard-action";
import { subjectOf } from "./show";

function told(action: string): readonly string[] {
  const given = { policy: { Statement: { Effect: "Allow", Action: action, Resource: "*" } } };
  const { findings } = wildcardAction.judge(subjectOf({ given }, "aws:iam/policy:Policy"), {});
  return findings.map((finding) => say(finding, "").trim());
}

describe("what a wildcard action tells", () => {
  test.each([
    ["dynamodb:*TimeToLive", "it allows 2 actions: dynamodb:DescribeTimeToLive, dynamodb:UpdateTimeToLive"],
    ["sqs:Send*", "it allows 1 action: sqs:SendMessage"],
    ["sqs:Dance*", "AWS lists no such action"],
  ])("%s", (action, meaning) => {
    expect(told(action)).toEqual([
      `policy.Statement.Action is ${JSON.stringify(action)}, expected actions by name, without a wildcard (${meaning})`,
    ]);
  });

  test("shows the first of many", () => {
    expect(told("dynamodb:*")[0]).toMatch(
      /\(it allows \d{2,} actions: dynamodb:AssociateTableReplica, dynamodb:BatchGetItem, dynamodb:BatchWriteItem, \.\.\.\)$/,
    );
  });
});
