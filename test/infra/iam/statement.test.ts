import { policyDocument, type Statement } from "../../../infra/iam/statement";
import { denyPlainTransport } from "../../../infra/iam/transport";
import { trustService } from "../../../infra/iam/trust";
import type { Arn } from "../../../infra/naming/arns";

const arn = (text: string) => text as Arn;

function allow(change: Partial<Statement>): Statement {
  return {
    sid: "Test",
    effect: "Allow",
    actions: ["s3:GetObject"],
    resources: [arn("arn:aws:s3:::bucket/*")],
    ...change,
  };
}

test("a document is plain text in the form IAM reads", () => {
  const document = policyDocument([
    {
      sid: "AlarmsPublish",
      effect: "Allow",
      principal: { service: "cloudwatch.amazonaws.com" },
      actions: ["sns:Publish"],
      resources: [arn("arn:aws:sns:us-east-1:123456789012:topic")],
      conditions: { StringEquals: { "aws:SourceAccount": "123456789012" } },
    },
  ]);
  expect(JSON.parse(document)).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AlarmsPublish",
        Effect: "Allow",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Action: ["sns:Publish"],
        Resource: ["arn:aws:sns:us-east-1:123456789012:topic"],
        Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
      },
    ],
  });
});

test("what a statement does not say is not in the document", () => {
  const [statement] = JSON.parse(policyDocument([allow({})])).Statement;
  expect(Object.keys(statement)).toEqual(["Sid", "Effect", "Action", "Resource"]);
});

test("a role's trust names one service and has no resource", () => {
  expect(JSON.parse(trustService("lambda.amazonaws.com")).Statement).toEqual([
    {
      Sid: "ServiceTakesRole",
      Effect: "Allow",
      Principal: { Service: "lambda.amazonaws.com" },
      Action: ["sts:AssumeRole"],
    },
  ]);
});

test("plain transport is denied to everybody", () => {
  const [statement] = JSON.parse(policyDocument([denyPlainTransport("s3:*", [arn("arn:aws:s3:::bucket")])])).Statement;
  expect(statement).toMatchObject({
    Effect: "Deny",
    Principal: "*",
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  });
});

test.each(["*", "s3:*", "s3:Get*", "s*:GetObject", "s3:GetObjec?"])(
  "the action %s is refused in an Allow",
  (action) => {
    expect(() => policyDocument([allow({ actions: ["s3:GetObject", action] })])).toThrow(
      `The statement Test allows ${action}, expected named actions on named resources`,
    );
  },
);

test.each([
  "*",
  "arn:aws:s3:::*",
  "arn:aws:s3:::*/*",
  "arn:aws:s3:::bucket-*",
  "arn:aws:s3:::bucket/*/*",
  "arn:aws:sqs:*:123456789012:queue",
  "arn:aws:sqs:us-east-1:*:queue",
  "arn:aws:*:us-east-1:123456789012:queue",
  "arn:*:sqs:us-east-1:123456789012:queue",
  "arn:aws:sqs:us-east-1:123456789012:*",
  "arn:aws:dynamodb:us-east-1:123456789012:table/*",
  "arn:aws:dynamodb:us-east-1:123456789012:table/trades*",
  "arn:aws:ssm:us-east-1:123456789012:parameter/*",
  "arn:aws:logs:us-east-1:123456789012:log-group:*",
  "arn:aws:iam::123456789012:role/*",
])("the resource %s is refused in an Allow", (resource) => {
  expect(() => policyDocument([allow({ resources: [arn(resource)] })])).toThrow(resource);
});

test.each([
  "arn:aws:s3:::bucket",
  "arn:aws:s3:::bucket/*",
  "arn:aws:dynamodb:us-east-1:123456789012:table/trades",
  "arn:aws:dynamodb:us-east-1:123456789012:table/trades/*",
  "arn:aws:logs:us-east-1:123456789012:log-group:group:*",
  "arn:aws:ssm:us-east-1:123456789012:parameter/app/*",
])("the resource %s names one thing, or what is below it", (resource) => {
  expect(policyDocument([allow({ resources: [arn(resource)] })])).toContain(resource);
});

test("nobody may allow everybody", () => {
  expect(() => policyDocument([allow({ principal: "everybody" })])).toThrow("allows everybody");
});

test("a star stands for the key itself, and for what AWS scopes to nothing, and then only for those actions", () => {
  const resourceOf = (change: Partial<Statement>) => JSON.parse(policyDocument([allow(change)])).Statement[0].Resource;
  expect(resourceOf({ actions: ["kms:Decrypt"], resources: "itself" })).toBe("*");
  expect(resourceOf({ actions: ["ec2:DescribeSubnets"], resources: "unscopable" })).toBe("*");
  expect(() => resourceOf({ actions: ["ec2:DescribeSubnets", "ec2:RunInstances"], resources: "unscopable" })).toThrow(
    "The statement Test allows ec2:RunInstances, expected named actions on named resources.",
  );
});

test("what Secrets Manager puts behind a name, and Auto Scaling before one, is no wildcard; in any other place it is", () => {
  const secret = arn("arn:aws:secretsmanager:us-east-1:123456789012:secret:database-??????");
  expect(() => policyDocument([allow({ resources: [secret] })])).not.toThrow();
  const group = arn("arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:*:autoScalingGroupName/fleet");
  expect(() => policyDocument([allow({ resources: [group] })])).not.toThrow();
  for (const text of [
    "autoscaling:us-east-1:123456789012:autoScalingGroup:*:autoScalingGroupName/*",
    "autoscaling:us-east-1:123456789012:autoScalingGroup:*:autoScalingGroupName/fleet*",
    "autoscaling:us-east-1:123456789012:autoScalingGroup:*",
    "lambda:us-east-1:123456789012:autoScalingGroup:*:autoScalingGroupName/fleet",
    "secretsmanager:us-east-1:123456789012:secret:data*",
    "lambda:us-east-1:123456789012:function:a-??????",
  ]) {
    expect(() => policyDocument([allow({ resources: [arn(`arn:aws:${text}`)] })])).toThrow("The statement Test allows");
  }
});
