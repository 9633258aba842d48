// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the policy variables of IAM look like this
import { findArn, partResource } from "../../../policy-pack/facts/arn";
import { findOpenPart, hasWildcard } from "../../../policy-pack/facts/iam-wildcard";
import { matchesWildcard } from "../../../policy-pack/facts/wildcard";

describe("findArn", () => {
  test("splits at the first five colons", () => {
    expect(findArn("arn:aws:lambda:us-east-1:123456789012:function:trade:live")).toEqual({
      partition: "aws",
      service: "lambda",
      region: "us-east-1",
      account: "123456789012",
      resource: "function:trade:live",
    });
  });

  test.each(["", "*", "arn:aws:s3", "urn:aws:s3:::bucket", "arn", "arn:aws:sns:us-east-1:123456789012"])(
    "finds none in %j",
    (text) => expect(findArn(text)).toBeUndefined(),
  );
});

describe("partResource", () => {
  test.each([
    ["s3", "trades", "trades", ""],
    ["s3", "trades/archive/2026/*", "trades", "archive/2026/*"],
    ["s3", "accesspoint/reader/object/*", "accesspoint/reader", "object/*"],
    ["dynamodb", "table/trades/index/*", "table/trades", "index/*"],
    ["lambda", "function:trade:live", "function:trade", "live"],
    ["logs", "log-group:/aws/lambda/trade:log-stream:*", "log-group:/aws/lambda/trade", "log-stream:*"],
    ["logs", "log-group:/aws/lambda/*", "log-group:/aws/lambda/*", ""],
    ["iam", "role/service-role/*", "role/service-role/*", ""],
    ["ecr", "repository/team/*", "repository/team/*", ""],
    ["ssm", "parameter/dr/dev/*", "parameter/dr", "dev/*"],
    ["execute-api", "a1b2c3/*/GET/trades", "a1b2c3", "*/GET/trades"],
    ["apigateway", "/restapis/a1b2c3/*", "/restapis/a1b2c3", "*"],
    ["elasticloadbalancing", "loadbalancer/app/*", "loadbalancer/app/*", ""],
    ["elasticloadbalancing", "loadbalancer/app/trade/50dc", "loadbalancer/app/trade/50dc", ""],
    ["sns", "trade-events", "trade-events", ""],
    ["future", "thing", "thing", ""],
    ["s3", "", "", ""],
  ])("%s %s is %s, with %j below", (service, resource, name, below) => {
    expect(partResource({ service, resource })).toEqual({ name, below });
  });
});

describe("findOpenPart", () => {
  test.each([
    ["*", "all resources"],
    ["**", "all resources"],
    ["?", "all resources"],
    ["arn:*", "all resources"],
    ["arn:aws:s3:::*", "the resource's name"],
    ["arn:aws:s3:::*/*", "the resource's name"],
    ["arn:aws:s3:::trade-*", "the resource's name"],
    ["arn:aws:s3:::trade-*/logs", "the resource's name"],
    ["arn:aws:s3:::t?ades/*", "the resource's name"],
    ["arn:aws:dynamodb:us-east-1:123456789012:table/*", "the resource's name"],
    ["arn:aws:dynamodb:us-east-1:123456789012:*", "the resource's name"],
    ["arn:aws:dynamodb:us-east-1:123456789012:table/*/index/x", "the resource's name"],
    ["arn:aws:dynamodb:us-*:123456789012:table/trades", "the region"],
    ["arn:aws:dynamodb:us-east-1:*:table/trades", "the account"],
    ["arn:aws:*:us-east-1:123456789012:table/trades", "the service"],
    ["arn:*:dynamodb:us-east-1:123456789012:table/trades", "the partition"],
    ["arn:aws:logs:us-east-1:123456789012:log-group:*", "the resource's name"],
    ["arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/*", "the resource's name"],
    ["arn:aws:iam::123456789012:role/*", "the resource's name"],
    ["arn:aws:secretsmanager:us-east-1:123456789012:secret:db-*", "the resource's name"],
    ["arn:aws:ssm:us-east-1:123456789012:parameter/*", "the resource's name"],
    ["arn:aws:kms:us-east-1:123456789012:key/*", "the resource's name"],
  ])("%s leaves open %s", (pattern, open) => expect(findOpenPart(pattern)).toBe(open));

  test.each([
    "arn:aws:s3:::trades",
    "arn:aws:s3:::trades/*",
    "arn:aws:s3:::trades/logs-*",
    "arn:aws:dynamodb:us-east-1:123456789012:table/trades",
    "arn:aws:dynamodb:us-east-1:123456789012:table/trades/index/*",
    "arn:aws:lambda:us-east-1:123456789012:function:trade:*",
    "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/trade:*",
    "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-??????",
    "arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:*:autoScalingGroupName/web",
    "arn:aws:cloudformation:us-east-1:123456789012:stack/trading/*",
    "arn:aws:iam::123456789012:user/${aws:username}",
    "arn:aws:s3:::trades/${aws:username}/*",
    "arn:aws:s3:::odd-${*}-name",
    "arn:aws:s3:::${aws:PrincipalTag/team:*}",
    "",
  ])("%s leaves nothing open", (pattern) => expect(findOpenPart(pattern)).toBeUndefined());
});

describe("hasWildcard", () => {
  test.each([
    ["s3:*", true],
    ["s3:Get?bject", true],
    ["s3:GetObject", false],
    ["${*}", false],
    ["${?}x*", true],
    ["${unclosed*", true],
  ])("of %s is %s", (pattern, expected) => expect(hasWildcard(pattern)).toBe(expected));
});

describe("matchesWildcard", () => {
  test.each([
    ["", "", true],
    ["", "a", false],
    ["*", "", true],
    ["a*c", "abbbc", true],
    ["a*c", "abbbd", false],
    ["*a*b", "xxaxxab", true],
    ["a?c", "abc", true],
    ["a?c", "ac", false],
    ["a.c", "abc", false],
    ["**", "anything", true],
  ])("%j on %j: %s", (pattern, text, expected) => expect(matchesWildcard(pattern, text)).toBe(expected));

  test("comes to an end on a pattern made to explode", () => {
    expect(matchesWildcard(`${"*a".repeat(200)}b`, "a".repeat(5000))).toBe(false);
  });
});
