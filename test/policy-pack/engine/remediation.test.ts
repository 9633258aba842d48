import type { Rule } from "../../../policy-pack/engine/rule";
import { rules } from "../../../policy-pack/rules";

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type Inputs = { readonly [key: string]: Json };

/* The SDK's own handlers and Pulumi's own messages, which their type declarations leave out. */
interface Remediation {
  getProperties(): { toJavaScript(): Inputs };
  getDiagnostic(): string;
}
interface Response {
  getRemediationsList(): readonly Remediation[];
  getDiagnosticsList(): readonly { getPolicyname(): string; getMessage(): string }[];
}
type Call = (call: object, callback: (error: unknown, response: Response | undefined) => void) => unknown;
type Maker = (pack: string, version: string, level: string, policies: readonly unknown[]) => Call;
const sdk = require("@pulumi/policy/server") as Record<"makeAnalyzeRpcFun" | "makeRemediateRpcFun", Maker>;
const messages = require("@pulumi/pulumi/proto/analyzer_pb");
const { Struct } = require("google-protobuf/google/protobuf/struct_pb");

const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: "hunter2" };

function ruleOf(name: string): Rule {
  const rule = rules.find(({ meta }) => meta.name === name);
  if (rule === undefined) throw new Error(`There is no ${name}.`);
  return rule;
}

interface Subject {
  readonly type: string;
  readonly inputs: Inputs;
  readonly region?: string;
  readonly config?: object;
}

function requestOf({ type, inputs, region }: Subject): object {
  const request = new messages.AnalyzeRequest();
  request.setType(type);
  request.setName("subject");
  request.setUrn(`urn:pulumi:test::example::${type}::subject`);
  request.setProperties(Struct.fromJavaScript(inputs));
  request.setOptions(new messages.AnalyzerResourceOptions());
  if (region !== undefined) {
    const provider = new messages.AnalyzerProviderResource();
    provider.setType("pulumi:providers:aws");
    provider.setUrn("urn:pulumi:test::example::pulumi:providers:aws::p");
    provider.setProperties(Struct.fromJavaScript({ region }));
    request.setProvider(provider);
  }
  return request;
}

/** The policy at the level `remediate`, with a config of its own, in the SDK's own hands. */
async function ask(
  maker: "makeAnalyzeRpcFun" | "makeRemediateRpcFun",
  rule: Rule,
  subject: Subject,
): Promise<Response> {
  const configured = (run: unknown) =>
    typeof run === "function"
      ? (args: object, report: unknown) => run({ ...args, getConfig: () => subject.config ?? {} }, report)
      : undefined;
  const policy = rule.policy as { readonly validateResource?: unknown; readonly remediateResource?: unknown };
  const { validateResource, remediateResource } = policy;
  const call = sdk[maker]("dr-guardrails", "0.0.0", "mandatory", [
    {
      ...rule.policy,
      enforcementLevel: "remediate",
      validateResource: configured(validateResource),
      remediateResource: configured(remediateResource),
    },
  ]);
  return new Promise((resolve, reject) => {
    call({ request: requestOf(subject) }, (error, response) => {
      if (error || response === undefined) {
        reject(error);
      } else {
        resolve(response);
      }
    });
  });
}

/** The inputs after remediation; undefined when nothing was changed. */
async function remediated(rule: Rule, subject: Subject): Promise<Inputs | undefined> {
  const [found] = (await ask("makeRemediateRpcFun", rule, subject)).getRemediationsList();
  return found === undefined || found.getDiagnostic() !== "" ? undefined : found.getProperties().toJavaScript();
}

async function violations(rule: Rule, subject: Subject): Promise<readonly string[]> {
  const found = (await ask("makeAnalyzeRpcFun", rule, subject)).getDiagnosticsList();
  return found.map((diagnostic) => diagnostic.getMessage());
}

const table = "aws:dynamodb/table:Table";
const record = "aws:route53/record:Record";
const check = "aws:route53/healthCheck:HealthCheck";
const listener = "aws:lb/listener:Listener";
const queue = "aws:sqs/queue:Queue";

const cases: readonly (readonly [string, string, Subject, Inputs])[] = [
  [
    "recovery that nobody asked for",
    "dynamodb-require-pitr",
    { type: table, inputs: { name: "trades" } },
    { name: "trades", pointInTimeRecovery: { enabled: true } },
  ],
  [
    "recovery that is off, on the table and on one replica",
    "dynamodb-require-pitr",
    {
      type: table,
      inputs: {
        name: unknownText,
        pointInTimeRecovery: { enabled: false },
        replicas: [{ regionName: "us-west-2", pointInTimeRecovery: true }, { regionName: "eu-west-1" }],
      },
    },
    {
      name: unknownText,
      pointInTimeRecovery: { enabled: true },
      replicas: [
        { regionName: "us-west-2", pointInTimeRecovery: true },
        { regionName: "eu-west-1", pointInTimeRecovery: true },
      ],
    },
  ],
  [
    "a window that is too short for the config",
    "dynamodb-require-pitr",
    {
      type: table,
      inputs: { pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 1 } },
      config: { minimumRecoveryDays: 7 },
    },
    { pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 7 } },
  ],
  [
    "a replica by itself",
    "dynamodb-require-pitr",
    { type: "aws:dynamodb/tableReplica:TableReplica", inputs: { globalTableArn: unknownText } },
    { globalTableArn: unknownText, pointInTimeRecovery: true },
  ],
  [
    "a record that is kept too long, while its target is unknown",
    "route53-exact-record-ttl",
    {
      type: record,
      inputs: {
        name: "api",
        type: "CNAME",
        ttl: 300,
        records: [unknownText],
        weightedRoutingPolicies: [{ weight: 1 }],
      },
    },
    { name: "api", type: "CNAME", ttl: 60, records: [unknownText], weightedRoutingPolicies: [{ weight: 1 }] },
  ],
  [
    "a health check that does not say how often it asks",
    "route53-exact-health-check-interval",
    { type: check, inputs: { type: "HTTPS", fqdn: unknownText } },
    { type: "HTTPS", fqdn: unknownText, requestInterval: 30 },
  ],
  [
    "a listener with an old policy, and its secret beside it",
    "alb-require-tls-policy",
    { type: listener, inputs: { protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-2016-08", note: secret } },
    { protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06", note: secret },
  ],
  [
    "tags that are missing, the role after the region",
    "resource-require-tags",
    { type: queue, region: "us-west-2", inputs: { name: "jobs" } },
    { name: "jobs", tags: { Environment: "production", "DR-Role": "secondary" } },
  ],
  [
    "one tag that is missing beside others",
    "resource-require-tags",
    { type: queue, region: "us-east-1", inputs: { tags: { Owner: "trading", "DR-Role": "primary" } } },
    { tags: { Owner: "trading", "DR-Role": "primary", Environment: "production" } },
  ],
];

describe("a policy at the level `remediate`", () => {
  test.each(cases)("puts right %s, once, and is content then", async (_what, name, subject, expected) => {
    const rule = ruleOf(name);
    expect(await violations(rule, subject)).not.toEqual([]);
    const inputs = await remediated(rule, subject);
    expect(inputs).toEqual(expected);
    expect(await remediated(rule, { ...subject, inputs: expected })).toBeUndefined();
    expect(await violations(rule, { ...subject, inputs: expected })).toEqual([]);
  });

  test.each([
    [
      "a tag with a wrong value",
      "resource-require-tags",
      { type: queue, region: "us-east-1", inputs: { tags: { Environment: "staging", "DR-Role": "primary" } } },
    ],
    [
      "a role that several could be, where the region tells none",
      "resource-require-tags",
      { type: "aws:iam/role:Role", inputs: { tags: { Environment: "production" } } },
    ],
    [
      "a list of tags",
      "resource-require-tags",
      { type: "aws:autoscaling/group:Group", region: "us-east-1", inputs: { tags: [] } },
    ],
    [
      "tags that are a text",
      "resource-require-tags",
      { type: queue, region: "us-east-1", inputs: { tags: "production" } },
    ],
    ["an alias record", "route53-exact-record-ttl", { type: record, inputs: { aliases: [{ name: "lb" }], ttl: 300 } }],
    [
      "a value that is unknown",
      "route53-exact-health-check-interval",
      { type: check, inputs: { type: "HTTPS", requestInterval: unknownText } },
    ],
    ["a resource of another type", "route53-exact-record-ttl", { type: queue, inputs: { ttl: 300 } }],
    [
      "what somebody answers for",
      "dynamodb-require-pitr",
      {
        type: table,
        inputs: { name: "cache" },
        config: { exemptions: [{ urn: "*::subject", reason: "cache", owner: "data", expires: "2999-12-31" }] },
      },
    ],
  ] as const)("leaves alone %s", async (_what, name, subject) => {
    expect(await remediated(ruleOf(name), subject as unknown as Subject)).toBeUndefined();
  });

  test("puts right what an exemption no longer covers", async () => {
    const exemptions = [{ urn: "*", reason: "cache", owner: "data", expires: "2020-01-01" }];
    const subject = { type: table, inputs: { name: "cache" }, config: { exemptions } };
    expect(await remediated(ruleOf("dynamodb-require-pitr"), subject)).toEqual({
      name: "cache",
      pointInTimeRecovery: { enabled: true },
    });
  });

  test("is offered by the policies of which it is proven here, and by no other", () => {
    const offered = rules.filter(({ policy }) => "remediateResource" in policy).map(({ meta }) => meta.name);
    expect(offered).toEqual([...new Set(cases.map(([, name]) => name))].sort());
  });
});
