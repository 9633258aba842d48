import { Arns } from "../../../infra/naming/arns";

const arns = new Arns({ partition: "aws", region: "us-west-2", account: "123456789012" });

test.each([
  [arns.bucket("b"), "arn:aws:s3:::b"],
  [arns.objects("b"), "arn:aws:s3:::b/*"],
  [arns.function("f"), "arn:aws:lambda:us-west-2:123456789012:function:f"],
  [arns.logStreams("g"), "arn:aws:logs:us-west-2:123456789012:log-group:g:*"],
  [arns.parameter("p"), "arn:aws:ssm:us-west-2:123456789012:parameter/p"],
  [arns.parameter("/a/p"), "arn:aws:ssm:us-west-2:123456789012:parameter/a/p"],
  [arns.queue("q"), "arn:aws:sqs:us-west-2:123456789012:q"],
  [arns.role("r"), "arn:aws:iam::123456789012:role/r"],
  [arns.table("t"), "arn:aws:dynamodb:us-west-2:123456789012:table/t"],
  [arns.topic("n"), "arn:aws:sns:us-west-2:123456789012:n"],
])("%s is the address AWS gives", (built, expected) => {
  expect(built).toBe(expected);
});

test("the partition is the account's, not always aws", () => {
  const china = new Arns({ partition: "aws-cn", region: "cn-north-1", account: "123456789012" });
  expect(china.queue("q")).toBe("arn:aws-cn:sqs:cn-north-1:123456789012:q");
});
