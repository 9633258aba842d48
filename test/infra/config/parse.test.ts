import { parseConfig } from "../../../infra/config/parse";
import type { Problem } from "../../../infra/config/problem";

const given = {
  blueprint: "trading",
  environmentSuffix: "dev",
  domainName: "example.com",
  alertEmails: '["ops@example.com"]',
  callers: "anyone",
};

const primaryCertificate = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555";
const secondaryCertificate = "arn:aws:acm:us-west-2:123456789012:certificate/11111111-2222-3333-4444-555555555555";

function parse(change: Readonly<Record<string, string>>, secretKeys: readonly string[] = []) {
  return parseConfig({ text: { ...given, ...change }, secretKeys: new Set(secretKeys) });
}

function configOf(change: Readonly<Record<string, string>>) {
  const parsed = parse(change);
  if ("problems" in parsed) {
    throw new Error(JSON.stringify(parsed.problems));
  }
  return parsed.config;
}

function problemsOf(change: Readonly<Record<string, string>>, secretKeys: readonly string[] = []): readonly Problem[] {
  const parsed = parse(change, secretKeys);
  return "problems" in parsed ? parsed.problems : [];
}

describe("a configuration that says the least", () => {
  test("stands in the regions the trading document names", () => {
    expect(configOf({})).toMatchObject({ primaryRegion: "us-east-1", secondaryRegion: "us-west-2" });
  });

  test("runs the functions on Node.js 18", () => {
    expect(configOf({}).runtime).toBe("nodejs18.x");
  });

  test("has two networks, thirty days of logs, no certificate and no zone", () => {
    expect(configOf({})).toMatchObject({
      primaryCidr: { text: "10.0.0.0/16" },
      secondaryCidr: { text: "10.1.0.0/16" },
      logRetention: 2_592_000,
      certificateArns: undefined,
      hostedZoneId: undefined,
    });
  });
});

test("a fleet that says nothing of it keeps its data", () => {
  const { callers: _, ...shared } = given;
  const parsed = parseConfig({ text: { ...shared, blueprint: "fleet" }, secretKeys: new Set() });
  expect("config" in parsed && parsed.config).toMatchObject({ blueprint: "fleet", retention: "production" });
});

test("every value can be given", () => {
  expect(
    configOf({
      environmentSuffix: "pr-1234",
      primaryRegion: "eu-west-1",
      secondaryRegion: "eu-central-1",
      primaryCidr: "172.16.0.0/20",
      secondaryCidr: "192.168.0.0/23",
      alertEmails: '["a@example.com","b+alerts@sub.example.org"]',
      hostedZoneId: "Z0123456789ABC",
      runtime: "nodejs22.x",
      logRetention: "365 days",
    }),
  ).toMatchObject({
    environmentSuffix: "pr-1234",
    primaryRegion: "eu-west-1",
    secondaryRegion: "eu-central-1",
    primaryCidr: { text: "172.16.0.0/20" },
    secondaryCidr: { text: "192.168.0.0/23" },
    alertEmails: ["a@example.com", "b+alerts@sub.example.org"],
    hostedZoneId: "Z0123456789ABC",
    runtime: "nodejs22.x",
    logRetention: 31_536_000,
  });
});

test("a list may be words between commas, as on a command line", () => {
  expect(configOf({ alertEmails: "a@example.com, b@example.com" }).alertEmails).toEqual([
    "a@example.com",
    "b@example.com",
  ]);
});

test("a certificate is given for each region", () => {
  const certificateArns = { "us-east-1": primaryCertificate, "us-west-2": secondaryCertificate };
  expect(configOf({ certificateArns: JSON.stringify(certificateArns) }).certificateArns).toEqual(certificateArns);
});

test.each([
  ["environmentSuffix", "Dev"],
  ["environmentSuffix", "dev_1"],
  ["environmentSuffix", "1dev"],
  ["environmentSuffix", "dev-"],
  ["environmentSuffix", "a--b"],
  ["environmentSuffix", ""],
  ["environmentSuffix", "dev\n"],
  ["primaryRegion", "us-esat-1"],
  ["primaryRegion", "us-gov-west-1"],
  ["primaryRegion", "cn-north-1"],
  ["secondaryRegion", "US-WEST-2"],
  ["secondaryRegion", "us-west-2a"],
  ["domainName", "example"],
  ["domainName", "-x.example.com"],
  ["domainName", "Example.com"],
  ["domainName", "example.com."],
  ["domainName", "https://example.com"],
  ["domainName", "a..example.com"],
  ["hostedZoneId", "/hostedzone/Z0123456789ABC"],
  ["hostedZoneId", "z0123"],
  ["runtime", "nodejs16.x"],
  ["runtime", "python3.12"],
  ["logRetention", "31 days"],
  ["logRetention", "30"],
  ["logRetention", "36 hours"],
  ["primaryCidr", "10.0.0.0/8"],
  ["primaryCidr", "10.0.0.0/24"],
  ["primaryCidr", "10.0.0.1/16"],
  ["primaryCidr", "8.8.0.0/16"],
  ["primaryCidr", "172.32.0.0/16"],
  ["primaryCidr", "10.0.0.0"],
])("%s is not %j", (key, found) => {
  expect(problemsOf({ [key]: found })).toEqual([{ key, found: JSON.stringify(found), allowed: expect.any(String) }]);
});

test.each(["environmentSuffix", "domainName", "alertEmails", "blueprint"])("%s must be set", (key) => {
  const { [key as keyof typeof given]: _left, ...rest } = given;
  expect(parseConfig({ text: rest, secretKeys: new Set() })).toEqual({
    problems: [{ key, found: "not set", allowed: expect.any(String) }],
  });
});

test("the wrong e-mail of several is named", () => {
  expect(problemsOf({ alertEmails: '["ops@example.com","ops@"]' })).toEqual([
    { key: "alertEmails[1]", found: '"ops@"', allowed: "one or more e-mail addresses such as ops@example.com" },
  ]);
});

test.each(["[]", "[1]", '{"a":1}', "null", "42", ""])("alertEmails is not %s", (text) => {
  expect(problemsOf({ alertEmails: text })).toHaveLength(1);
});

test("an e-mail given twice would be one subscription under one name", () => {
  expect(problemsOf({ alertEmails: "a@example.com,a@example.com" })).toEqual([
    { key: "alertEmails", found: '"a@example.com"', allowed: "each address once" },
  ]);
});

test("the two regions differ", () => {
  expect(problemsOf({ secondaryRegion: "us-east-1" })).toEqual([
    { key: "secondaryRegion", found: '"us-east-1"', allowed: "another region than primaryRegion" },
  ]);
});

test("the two networks share no address, so that they could be peered", () => {
  expect(problemsOf({ secondaryCidr: "10.0.128.0/17" })).toEqual([
    {
      key: "secondaryCidr",
      found: '"10.0.128.0/17"',
      allowed: 'a network that shares no address with primaryCidr ("10.0.0.0/16")',
    },
  ]);
});

test("zones are given in their order, for each region by itself", () => {
  expect(configOf({ primaryZones: '["us-east-1f","us-east-1a"]' })).toMatchObject({
    primaryZones: ["us-east-1f", "us-east-1a"],
    secondaryZones: undefined,
  });
});

test.each([
  ["primaryZones", "us-east-1"],
  ["primaryZones", "use1-az1"],
  ["primaryZones", "us-east-1-atl-1a"],
  ["secondaryZones", "b"],
])("%s is not %s", (key, zone) => {
  expect(problemsOf({ [key]: JSON.stringify([zone]) })).toEqual([
    { key: `${key}[0]`, found: JSON.stringify(zone), allowed: expect.stringContaining("each once") },
  ]);
});

test.each(["[]", '["us-west-2a","us-west-2a"]'])("secondaryZones is not %s", (text) => {
  expect(problemsOf({ secondaryZones: text }).map(({ key }) => key)).toEqual(["secondaryZones"]);
});

test("a zone lies in the region of its side", () => {
  expect(problemsOf({ primaryZones: '["us-east-1a","us-west-2b"]' })).toEqual([
    { key: "primaryZones", found: '"us-west-2b"', allowed: "zones of us-east-1" },
  ]);
});

test("a default counts in comparisons: the other network may collide with it", () => {
  expect(problemsOf({ primaryCidr: "10.1.0.0/16" }).map(({ key }) => key)).toEqual(["secondaryCidr"]);
});

test("an unknown key is not a silent default", () => {
  const [problem, ...others] = problemsOf({ enviromentSuffix: "dev" });
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ key: "enviromentSuffix", found: "not a key of this system" });
  expect(problem?.allowed).toContain("environmentSuffix");
});

test.each(["__proto__", "constructor", "toString"])("the key %s is unknown too", (key) => {
  const text = JSON.parse(JSON.stringify({ ...given }).replace("{", `{${JSON.stringify(key)}:"x",`));
  const parsed = parseConfig({ text, secretKeys: new Set() });
  expect(parsed).toEqual({ problems: [expect.objectContaining({ key })] });
});

test.each(["toString", "trade", "Trading", ""])("there is no blueprint %j", (blueprint) => {
  expect(problemsOf({ blueprint })).toEqual([
    { key: "blueprint", found: JSON.stringify(blueprint), allowed: expect.stringContaining("trading") },
  ]);
});

describe("certificates", () => {
  test.each([
    ["one region without", { "us-east-1": primaryCertificate }, "certificateArns[us-west-2]", "not set"],
    [
      "one of the other region",
      { "us-east-1": secondaryCertificate, "us-west-2": secondaryCertificate },
      "certificateArns[us-east-1]",
      JSON.stringify(secondaryCertificate),
    ],
    [
      "one for a third region",
      { "us-east-1": primaryCertificate, "us-west-2": secondaryCertificate, "eu-west-1": primaryCertificate },
      "certificateArns[eu-west-1]",
      "for no region of this stack",
    ],
    [
      "one that is no certificate",
      { "us-east-1": "arn:aws:iam::123456789012:server-certificate/x", "us-west-2": secondaryCertificate },
      "certificateArns[us-east-1]",
      '"arn:aws:iam::123456789012:server-certificate/x"',
    ],
  ])("%s is refused", (_because, certificateArns, key, found) => {
    expect(problemsOf({ certificateArns: JSON.stringify(certificateArns) })).toEqual([
      { key, found, allowed: expect.any(String) },
    ]);
  });

  test.each([primaryCertificate, "[]x", '"text"'])("the text %s is no certificate by region", (text) => {
    expect(problemsOf({ certificateArns: text }).map(({ key }) => key)).toEqual(["certificateArns"]);
  });
});

describe("the length of the suffix comes from the names the system gives", () => {
  test("twelve characters leave the load balancer's name at its 32", () => {
    expect("alb-us-east-1-abcdefghijkl-trade").toHaveLength(32);
    expect(problemsOf({ environmentSuffix: "abcdefghijkl" })).toEqual([]);
  });

  test("thirteen do not, and the name that AWS would refuse is shown", () => {
    expect(problemsOf({ environmentSuffix: "abcdefghijklm" })).toEqual([
      {
        key: "environmentSuffix",
        found: '"abcdefghijklm"',
        allowed: "at most 12 characters, or AWS refuses the alb name alb-us-east-1-abcdefghijklm-trade",
      },
    ]);
  });

  test("the longer of the two regions counts", () => {
    expect(problemsOf({ environmentSuffix: "abcdefgh", secondaryRegion: "ap-southeast-2" })).toEqual([
      expect.objectContaining({ allowed: expect.stringContaining("at most 7 characters") }),
    ]);
  });
});

test("all problems are found at once, single keys and what goes across them", () => {
  const keys = problemsOf({
    environmentSuffix: "abcdefghijklmnop",
    secondaryRegion: "us-east-1",
    domainName: "nope",
    alertEmails: "ops@",
    secondaryCidr: "10.0.0.0/17",
    logRetention: "soon",
    typo: "x",
  }).map(({ key }) => key);
  expect(keys.sort()).toEqual([
    "alertEmails[0]",
    "domainName",
    "environmentSuffix",
    "logRetention",
    "secondaryCidr",
    "secondaryRegion",
    "typo",
  ]);
});

test("the value of a secret key is not shown", () => {
  const problems = problemsOf({ domainName: "hunter2", alertEmails: '["hunter2"]' }, ["domainName", "alertEmails"]);
  expect(problems.map(({ found }) => found)).toEqual(["[secret]", "[secret]"]);
  expect(JSON.stringify(problems)).not.toContain("hunter2");
});

describe("who may call", () => {
  const tokens = { jwtIssuer: "https://login.example.com", jwksEndpoint: "https://login.example.com/keys.json" };
  const secure = { hostedZoneId: "Z0123456789ABC" };
  const silent = (change: Readonly<Record<string, string>>) => {
    const { callers: _anyone, ...rest } = given;
    const parsed = parseConfig({ text: { ...rest, ...change }, secretKeys: new Set() });
    return "problems" in parsed ? parsed.problems.map(({ key }) => key) : parsed.config;
  };

  test("is nobody by default: somebody must name an issuer, or say that anyone may", () => {
    expect(silent({})).toEqual(["jwtIssuer", "jwksEndpoint", "certificateArns"]);
    expect(silent({ callers: "anyone" })).toMatchObject({ callers: "anyone" });
  });

  test("is whoever brings a token, over HTTPS alone", () => {
    expect(silent({ ...tokens, ...secure })).toMatchObject({ callers: "jwt", ...tokens });
    expect(silent(tokens)).toEqual(["certificateArns"]);
    expect(silent({ ...secure, jwtIssuer: tokens.jwtIssuer })).toEqual(["jwksEndpoint"]);
  });

  test("is not both: an issuer beside anyone would ask nobody", () => {
    expect(problemsOf(tokens).map(({ key }) => key)).toEqual(["jwtIssuer", "jwksEndpoint"]);
  });

  test.each(["http://login.example.com", "login.example.com", "https://", "https://a b"])(
    "no issuer is %j",
    (jwtIssuer) => {
      expect(silent({ ...tokens, ...secure, jwtIssuer })).toEqual(["jwtIssuer"]);
    },
  );

  test.each(["none", "iam", "Anyone", ""])("callers is not %j", (callers) => {
    expect(silent({ callers, ...secure })).toContain("callers");
  });
});

describe("how long a release is watched", () => {
  test.each([
    ["1 minute", 60],
    ["90 seconds", 90],
    ["12 minutes", 720],
    ["none", "none"],
  ])("is %j", (releaseWatch, expected) => {
    expect(configOf({ releaseWatch })).toMatchObject({ releaseWatch: expected });
  });

  test("is five minutes unless somebody says otherwise", () => {
    expect(configOf({})).toMatchObject({ releaseWatch: 300 });
  });

  test.each(["59 seconds", "13 minutes", "0", "off", "5"])("is not %j", (releaseWatch) => {
    expect(problemsOf({ releaseWatch }).map(({ key }) => key)).toEqual(["releaseWatch"]);
  });
});

describe("the payment system", () => {
  const pools = (east: string, second: string) => JSON.stringify({ "us-east-1": east, "us-east-2": second });
  const pool = (region: string) => `arn:aws:cognito-idp:${region}:123456789012:userpool/${region}_AAAAAAAAA`;
  const payments = (change: Readonly<Record<string, string>>) => {
    const { callers: _anyone, ...rest } = given;
    const text = { ...rest, blueprint: "payments", hostedZoneId: "Z0123456789ABC", ...change };
    const parsed = parseConfig({ text, secretKeys: new Set() });
    return "problems" in parsed ? parsed.problems.map(({ key }) => key) : parsed.config;
  };

  test("asks its callers to sign, and is production with 500 requests a second, unless somebody says otherwise", () => {
    expect(payments({})).toMatchObject({
      callers: "iam",
      environmentTag: "production",
      throttleRate: 500,
      throttleBurst: 1_000,
    });
  });

  test("takes a pool of users in each region, each in its own", () => {
    const cognito = { callers: "cognito" };
    const userPoolArns = pools(pool("us-east-1"), pool("us-east-2"));
    expect(payments({ ...cognito, userPoolArns })).toMatchObject({ callers: "cognito" });
    expect(payments(cognito)).toEqual(["userPoolArns"]);
    expect(payments({ ...cognito, userPoolArns: pools(pool("us-east-1"), pool("us-east-1")) })).toEqual([
      "userPoolArns[us-east-2]",
    ]);
    expect(payments({ userPoolArns })).toEqual(["userPoolArns"]);
  });

  test.each([
    ["throttleRate", "0"],
    ["throttleRate", "10001"],
    ["throttleBurst", "1.5"],
    ["environmentTag", ""],
    ["environmentTag", "a b"],
    ["callers", "jwt"],
  ])("%s is not %j", (key, value) => {
    expect(payments({ [key]: value })).toEqual([key]);
  });
});
