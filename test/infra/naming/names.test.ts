import { longestEnvironment, Names } from "../../../infra/naming/names";

const scope = {
  pattern: "{service}-{region}-{environment}-{purpose}",
  region: "us-east-1",
  environment: "dev",
  account: "123456789012",
};

test("a name is spelt by the system's pattern", () => {
  expect(new Names(scope).of("lambda", "trade-processor")).toBe("lambda-us-east-1-dev-trade-processor");
});

test("another system spells its names another way", () => {
  expect(new Names({ ...scope, pattern: "{purpose}-v2-{environment}" }).of("dynamodb", "sessions")).toBe(
    "sessions-v2-dev",
  );
});

test("a placeholder that no name has stays visible", () => {
  expect(new Names({ ...scope, pattern: "{service}-{stage}" }).of("sqs", "x")).toBe("sqs-{stage}");
});

test("the purpose is taken as it is, whatever it looks like", () => {
  expect(new Names(scope).of("sns", "$& {region}")).toBe("sns-us-east-1-dev-$& {region}");
});

test("a bucket name ends with the account, because it is unique over all accounts", () => {
  expect(new Names(scope).bucket("trade-archive")).toBe("s3-us-east-1-dev-trade-archive-123456789012");
});

test("no name given: no limit on the environment", () => {
  expect(longestEnvironment(new Names(scope))).toBeUndefined();
});

test("the shortest AWS limit decides how long the environment may be", () => {
  const names = new Names(scope);
  names.of("lambda", "trade-processor");
  names.of("alb", "trade");
  // 32 characters, less "alb-us-east-1-" (14) and "-trade" (6).
  expect(longestEnvironment(names)).toEqual({
    length: 12,
    because: { service: "alb", name: "alb-us-east-1-dev-trade" },
  });
});

test("a long purpose can leave no room at all", () => {
  const names = new Names(scope);
  names.of("tg", "a-purpose-of-twenty-char");
  expect(longestEnvironment(names)?.length).toBeLessThan(0);
});
