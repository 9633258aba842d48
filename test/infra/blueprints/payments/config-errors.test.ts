import { recorded } from "../../../helpers/recorded";

const failureOf = (stack: string, config: Readonly<Record<string, string>>) =>
  recorded(stack, config).then(
    () => "no failure",
    (error: unknown) => String(error),
  );

test("a configuration with neither certificates nor a zone is refused, with both ways out", async () => {
  const failure = await failureOf("trading", { blueprint: "payments", secondaryRegion: "us-east-2" });
  expect(failure).toContain(
    "  dr-guardrails:certificateArns is not set, allowed: the ARNs of certificates for the API's name, by region, or a hostedZoneId through which they can be proven",
  );
});

test("everything that is wrong is told at once, in the user's words", async () => {
  const failure = await failureOf("payments", {
    apiLoggingRole: "mine",
    largestPayment: "12.50",
    runtime: "nodejs16.x",
    certificateArns: '{"us-east-1": "arn:aws:acm:us-east-1:123456789012:certificate/1"}',
    primaryCidr: "10.0.0.0/16",
  });
  for (const line of [
    'apiLoggingRole is "mine", allowed: existing',
    'largestPayment is "12.50", allowed: a whole number',
    'runtime is "nodejs16.x", allowed: one of nodejs18.x',
    "certificateArns[us-east-2] is not set, allowed: the ARN of an ACM certificate for each of the two regions",
    "primaryCidr is not a key of this system, allowed: blueprint",
  ]) {
    expect(failure).toContain(`dr-guardrails:${line}`);
  }
  expect(failure).not.toMatch(/\n\s+at /);
});

test.each(["0", "-1", "1e5", "1000000000000", "5 USD", ""])(
  "the largest payment cannot be %j",
  async (largestPayment) => {
    expect(await failureOf("payments", { largestPayment })).toContain("largestPayment is");
  },
);

const pool = (region: string) => `arn:aws:cognito-idp:${region}:123456789012:userpool/${region}_AAAAAAAAA`;

test.each<[string, Readonly<Record<string, string>>, string]>([
  ["callers of a pool without pools", { callers: "cognito" }, "userPoolArns is not set, allowed: the ARN"],
  ["callers with certificates without truststores", { callers: "mtls" }, "truststoreUris is not set, allowed: the S3"],
  [
    "pools for callers that sign",
    { userPoolArns: JSON.stringify({ "us-east-1": pool("us-east-1"), "us-east-2": pool("us-east-2") }) },
    "userPoolArns is given, while callers is iam, allowed: callers: cognito beside it",
  ],
  [
    "a pool of another region",
    {
      callers: "cognito",
      userPoolArns: JSON.stringify({ "us-east-1": pool("us-east-1"), "us-east-2": pool("us-east-1") }),
    },
    "userPoolArns[us-east-2] is in another region, allowed: a user pool in us-east-2",
  ],
  [
    "one truststore for two regions",
    {
      callers: "mtls",
      truststoreUris: JSON.stringify({ "us-east-1": "s3://callers/a.pem", "us-east-2": "s3://callers/b.pem" }),
    },
    "truststoreUris[us-east-2] is in the bucket of the other region, allowed: another bucket",
  ],
  [
    "a truststore for one region alone",
    { callers: "mtls", truststoreUris: JSON.stringify({ "us-east-1": "s3://callers/a.pem" }) },
    "truststoreUris[us-east-2] is not set, allowed: a truststore in us-east-2",
  ],
])("%s are refused", async (_what, config, line) => {
  expect(await failureOf("payments", config)).toContain(`dr-guardrails:${line}`);
});

test("a word for callers that is none is told alone, with truststores beside it", async () => {
  const failure = await failureOf("payments", {
    callers: "mtsl",
    truststoreUris: JSON.stringify({ "us-east-1": "s3://one/a.pem", "us-east-2": "s3://two/b.pem" }),
  });
  expect(failure).toContain('callers is "mtsl"');
  expect(failure).not.toContain("truststoreUris is given");
});
