import { say } from "../../policy-pack/engine/finding";
import type { Rule } from "../../policy-pack/engine/rule";
import { rules } from "../../policy-pack/rules";
import { type GivenStack, stackOf } from "./show";

const at = (region: string, sources: Readonly<Record<string, readonly string[]>> = {}) => ({
  provider: { region },
  sources,
});
const fn = (name: string, region: string, props: object) => ({
  type: "aws:lambda/function:Function",
  name,
  props,
  context: at(region),
});

function find(name: string): Rule {
  const rule = rules.find(({ meta }) => meta.name === name);
  if (rule === undefined) {
    throw new Error(`there is no rule ${name}`);
  }
  return rule;
}

function told(name: string, given: GivenStack["given"], config: object = {}): readonly string[] {
  const rule = find(name);
  const { findings } = rule.kind === "stack" ? rule.judge(stackOf(given), { ...config }) : { findings: [] };
  return findings.map((finding) => say(finding, "").trim());
}

describe("what parity tells", () => {
  const pair = (first: object, second: object) => [
    fn("primary-f", "us-east-1", first),
    fn("secondary-f", "us-west-2", second),
  ];

  test("is a number or a plain setting of both sides", () => {
    expect(
      told("region-require-parity", pair({ timeout: 3, packageType: "Zip" }, { timeout: 4, packageType: "Image" })),
    ).toEqual([
      'packageType is "Image", expected "Zip", as primary-f has it in us-east-1',
      "timeout is 4, expected 3, as primary-f has it in us-east-1",
    ]);
  });

  test("is never a text that may be a secret, on either side", () => {
    const variables = (PASSWORD: unknown) => ({ environment: { variables: { PASSWORD } } });
    expect(told("region-require-parity", pair(variables("correct horse"), variables("battery staple")))).toEqual([
      "environment.variables.PASSWORD is [hidden], expected the same, as primary-f has it in us-east-1",
    ]);
    expect(told("region-require-parity", pair(variables("correct horse"), variables(undefined)))).toEqual([
      "environment.variables.PASSWORD is not set, expected the same, as primary-f has it in us-east-1",
    ]);
    expect(told("region-require-parity", pair(variables(undefined), variables("battery staple")))).toEqual([
      "environment.variables.PASSWORD is [hidden], expected not set, as primary-f has it in us-east-1",
    ]);
  });

  test("is where a twin is missing", () => {
    const extra = fn("extra", "us-west-2", {});
    expect(told("region-require-parity", [...pair({}, {}), extra])).toEqual([
      "region is us-west-2 alone, expected a twin in us-east-1",
    ]);
  });
});

describe("what the recovery objectives tell", () => {
  const record = (name: string, type: string, sources: Readonly<Record<string, readonly string[]>> = {}) => ({
    type: "aws:route53/record:Record",
    name,
    props: {
      zoneId: "Z",
      name: "api",
      type: "CNAME",
      ttl: 60,
      records: [`${name}.example.net`],
      failoverRoutingPolicies: [{ type }],
      ...(type === "PRIMARY" && { healthCheckId: "hc" }),
    },
    context: at("us-east-1", sources),
  });
  const check = {
    type: "aws:route53/healthCheck:HealthCheck",
    name: "check",
    props: { id: "hc", type: "HTTP", fqdn: "one.example.net", requestInterval: 30, failureThreshold: 1 },
    context: at("us-east-1"),
  };

  test("is every term of the recovery time, and their sum", () => {
    const pair = [check, record("one", "PRIMARY", { healthCheckId: ["check"] }), record("two", "SECONDARY")];
    expect(told("recovery-limit-rto", pair, { maximumSeconds: 80 })).toEqual([
      "ttl is 60, expected a recovery within 80 seconds: detection 30 s and one TTL 60 s make 90",
    ]);
  });

  test("is that all may be lost where nothing is copied", () => {
    const instance = { type: "aws:rds/instance:Instance", name: "db", props: {}, context: at("us-east-1") };
    expect(told("recovery-limit-rpo", [instance])).toEqual([
      "replicateSourceDb is not set, expected a copy in another region: a replica, replicated automated backups, or backups that are copied there",
    ]);
  });
});
