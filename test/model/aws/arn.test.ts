// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the policy variables of IAM look like this
import { isAccountRoot } from "../../../model/aws/account";
import { findAdminPolicy } from "../../../model/aws/admin-policy";
import { findArn, partResource } from "../../../model/aws/arn";
import { findOpenPart, hasWildcard } from "../../../model/aws/iam-wildcard";
import { matchesWildcard } from "../../../model/aws/wildcard";

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

  test("takes what has more lines than one, in any case of its letters", () => {
    expect(findArn("ARN:aws:s3:::a\nb")?.resource).toBe("a\nb");
  });

  test.each([
    "",
    "*",
    "my arn:aws:s3:::trades",
    "arn:aws:s3",
    "urn:aws:s3:::bucket",
    "arn",
    "arn:aws:sns:us-east-1:123456789012",
  ])("finds none in %j", (text) => expect(findArn(text)).toBeUndefined());
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
    ["sns", "trade-events:5be8f5b7", "trade-events", "5be8f5b7"],
    ["sqs", "jobs:more", "jobs", "more"],
    ["codecommit", "source/more", "source", "more"],
    ["s3", "my-job/2026/*", "my-job", "2026/*"],
    ["apigateway", "restapis/a1b2c3/*", "restapis/a1b2c3", "*"],
    ["future", "/thing/one/two", "/thing", "one/two"],
    ["logs", "destination:mine/more", "destination:mine", "more"],
    ["future", "log-group:a/b:c", "log-group:a", "b:c"],
    ["secretsmanager", "secret:team/db-*", "secret:team/db-*", ""],
    ["events", "rule/shop/all", "rule/shop/all", ""],
    ["events", "rules/shop/all", "rules/shop", "all"],
    ["future", "repository/team/*", "repository/team", "*"],
    ["elasticloadbalancing", "loadbalancer/app/trade/50dc/more", "loadbalancer/app/trade/50dc", "more"],
    ["elasticloadbalancing", "loadbalancer/classic/more", "loadbalancer/classic", "more"],
    ["elasticloadbalancing", "listener/net/trade/50dc/6d0e/more", "listener/net/trade/50dc/6d0e", "more"],
    ["elasticloadbalancing", "listener-rule/app/trade/50dc/6d0e/9f", "listener-rule/app/trade/50dc/6d0e", "9f"],
    ["elasticloadbalancing", "targetgroup/web/73e2/more", "targetgroup/web/73e2", "more"],
    ["elasticloadbalancing", "my/loadbalancer/app/x/y", "my/loadbalancer", "app/x/y"],
    ["elasticloadbalancing", "my/listener/app/x/y/z", "my/listener", "app/x/y/z"],
    ["elasticloadbalancing", "my/targetgroup/x/y", "my/targetgroup", "x/y"],
    ["future", "targetgroup/web/73e2", "targetgroup/web", "73e2"],
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
    ["arn:aws:s3:::trades-??????", "the resource's name"],
    ["arn:aws:secretsmanager:us-east-1:123456789012:secret:db-??????more", "the resource's name"],
    ["arn:aws:future:us-east-1:123456789012:autoScalingGroup:*:name", "the resource's name"],
    ["arn:aws:sns:us-east-1:123456789012:trade\n*", "the resource's name"],
    ["arn:aws:secretsmanager:us-east-1:123456789012:secret:*/db", "the resource's name"],
    ["arn:aws:secretsmanager:*:123456789012:secret:shop/*", "the region"],
    ["arn:aws:ecr:us-east-1:123456789012:repository/shop*/web", "the resource's name"],
    ["arn:aws:kms:*:123456789012:key/1234abcd", "the region"],
    ["arn:aws:kms:*:123456789012:key/mrk-*", "the region"],
    ["arn:aws:kms:*:*:key/mrk-1234abcd", "the account"],
    ["arn:aws:bedrock:*::foundation-model/*", "the region"],
    ["arn:aws:bedrock:us-east-1::foundation-model/*", "the resource's name"],
    ["arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/*/*", "the resource's name"],
    ["arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/*", "the resource's name"],
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
    "arn:aws:secretsmanager:us-east-1:123456789012:secret:shop/*",
    "arn:aws:ecr:us-east-1:123456789012:repository/shop/*",
    "arn:aws:kms:*:123456789012:key/mrk-1234abcd",
    "arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0",
    "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/*",
    "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/web/*",
    "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/web/*/*",
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

describe("isAccountRoot", () => {
  test.each([
    ["123456789012", true],
    ["arn:aws:iam::123456789012:root", true],
    ["arn:aws-cn:iam::123456789012:root", true],
    ["arn:aws-us-gov:iam::123456789012:root", true],
    ["arn:aws:iam::123456789012", false],
    ["123456789012:root", false],
    ["1234567890123", false],
    ["12345678901", false],
    ["arn:aws:iam::123456789012:root/path", false],
    ["arn:aws:iam::123456789012:role/root", false],
    ["arn:aws:iam::123456789012:user/arn:aws:iam::123456789012:root", false],
    ["arn:aws1:iam::123456789012:root", false],
    ["arn:aws:sts::123456789012:root", false],
    ["my arn:aws:iam::123456789012:root", false],
    ["*", false],
    ["", false],
  ])("of %j is %s", (principal, root) => expect(isAccountRoot(principal)).toBe(root));
});

describe("findAdminPolicy", () => {
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/
  test.each([
    ["arn:aws:iam::aws:policy/AdministratorAccess", "AdministratorAccess"],
    ["arn:aws:iam::aws:policy/AdministratorAccess-Amplify", "AdministratorAccess-Amplify"],
    ["arn:aws-cn:iam::aws:policy/PowerUserAccess", "PowerUserAccess"],
    ["arn:aws:iam::aws:policy/AmazonS3FullAccess", "AmazonS3FullAccess"],
    ["arn:aws:iam::aws:policy/AWSLambda_FullAccess", "AWSLambda_FullAccess"],
    ["arn:aws:iam::aws:policy/AmazonDynamoDBFullAccesswithDataPipeline", "AmazonDynamoDBFullAccesswithDataPipeline"],
    ["arn:aws:iam::aws:policy/job-function/DatabaseAdministrator", "DatabaseAdministrator"],
    ["arn:aws:iam::aws:policy/job-function/a/SystemAdministrator", "SystemAdministrator"],
    ["job-function/NetworkAdministrator", "NetworkAdministrator"],
    ["AdministratorAccess", "AdministratorAccess"],
    ["administratoraccess", "administratoraccess"],
  ])("of %s is %s", (policy, name) => expect(findAdminPolicy(policy)).toBe(name));

  test.each([
    "arn:aws:iam::123456789012:policy/AdministratorAccess",
    "my arn:aws:iam::aws:policy/AdministratorAccess",
    "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
    "arn:aws:iam::aws:policy/AdministratorAccess/ReadOnly",
    "arn:aws:iam::aws:policy/",
    "arn:aws:iam::aws:role/AdministratorAccess",
    "NotAdministratorAccess",
    "MyPowerUserAccess",
    "PowerUserAccessLight",
    "StorageAdministrator",
    "MySystemAdministrator",
    "SystemAdministrators",
    "",
  ])("is nothing of %j", (policy) => expect(findAdminPolicy(policy)).toBeUndefined());
});
