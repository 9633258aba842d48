import written from "../../../model/aws/declared-actions.json";
import { actionsReadOn, expandAction, isUnscopable } from "../../../model/aws/iam-actions";
import { lateResources } from "../../../model/aws/iam-late-resources";
import { readIamActions } from "../../../policy-pack/extract/iam-actions";

describe("the extract of AWS's action list", () => {
  test("is what the installed package says", async () => {
    expect(written).toEqual(await readIamActions());
  });

  test("says when it was read", () => {
    expect(actionsReadOn()).toMatch(/^20\d\d-\d\d-\d\d$/);
  });
});

describe("expandAction", () => {
  test.each([
    ["sqs:SendMessage", ["sqs:SendMessage"]],
    ["SQS:sendmessage", ["sqs:SendMessage"]],
    ["sqs:Send*", ["sqs:SendMessage"]],
    ["dynamodb:?etItem", ["dynamodb:GetItem"]],
    ["dynamodb:*TimeToLive", ["dynamodb:DescribeTimeToLive", "dynamodb:UpdateTimeToLive"]],
    ["kms:GenerateDataKeyPair*", ["kms:GenerateDataKeyPair", "kms:GenerateDataKeyPairWithoutPlaintext"]],
  ])("%s stands for %j", (pattern, actions) => {
    expect(expandAction(pattern)).toEqual(actions);
  });

  test.each(["", ":", "sqs", "sqs:", "sqs:Sendmessag", "nothing:*", "sqs:Send*:more", "constructor:*", "__proto__:*"])(
    "%j stands for no action",
    (pattern) => {
      expect(expandAction(pattern)).toEqual([]);
    },
  );

  test("a star alone stands for the actions of all services", () => {
    const all = expandAction("*");
    expect(all.length).toBeGreaterThan(15_000);
    expect(all).toEqual(expect.arrayContaining(["ec2:RunInstances", "iam:PassRole", "s3:GetObject"]));
    expect(expandAction("*:*")).toEqual(all);
  });

  test("a hostile pattern ends", () => {
    expect(expandAction(`s3:${"*a".repeat(2_000)}`)).toEqual([]);
  });
});

describe("isUnscopable", () => {
  test.each(["ec2:DescribeSubnets", "EC2:describesubnets", "xray:PutTraceSegments", "s3:ListAllMyBuckets"])(
    "AWS binds %s to no resource",
    (action) => {
      expect(isUnscopable(action)).toBe(true);
    },
  );

  test.each(["s3:GetObject", "sqs:SendMessage", "ec2:DescribeSubnetz", "ec2:Describe*", "*", "", "toString:valueOf"])(
    "%j can be bound to a resource, or is no action",
    (action) => {
      expect(isUnscopable(action)).toBe(false);
    },
  );

  test.each(Object.entries(lateResources))("%s needs its entry, and says why", (action, reason) => {
    const { services } = written as { services: Record<string, { scopable: string } | undefined> };
    const [service = "", name = ""] = action.split(":");
    expect(services[service]?.scopable.split(" ")).toContain(name);
    expect(isUnscopable(action)).toBe(true);
    expect(reason).toMatch(/^[A-Z].{20,}\.$/);
  });
});
