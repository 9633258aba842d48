import { join } from "node:path";
import { type Judgement, judge } from "../../../preflight/analyzer/judge";
import { connectPack, type PolicyPack } from "../../../preflight/analyzer/pack";
import { spawnPack } from "../../../preflight/analyzer/pack-process";
import type { Profile } from "../../../preflight/analyzer/profile";
import type { GraphResource } from "../../../preflight/graph";
import { options, provider, queue } from "./graph";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const ROOT = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev";
const ORDERS = "urn:pulumi:dev::shop::aws:sqs/queue:Queue::orders";
const identity = {
  project: "shop",
  stack: "dev",
  organization: "organization",
  dryRun: true,
  config: {},
  configSecretKeys: [],
};
const directory = join(__dirname, "..", "packs", "tiny");
const good = { name: "orders", messageRetentionSeconds: 60 };

let pack: PolicyPack;

beforeAll(async () => {
  pack = await connectPack(spawnPack({ directory, identity, timeLimitSeconds: 60 }), identity, 60);
});
afterAll(() => pack.close());

function run(resources: readonly GraphResource[], profile: Profile = new Map(), deployed = false): Promise<Judgement> {
  return judge({ pack, identity, resources: [provider, ...resources], profile, profileName: "profile x", deployed });
}

const find = (findings: readonly { readonly policy: string }[], policy: string) =>
  findings.filter((finding) => finding.policy === policy);

test("knows the pack and its policies", () => {
  expect(pack.info).toMatchObject({ name: "tiny", version: "1.2.3" });
  expect(pack.info.policies[0]).toMatchObject({
    name: "queue-limit-retention",
    level: "mandatory",
    severity: "high",
    law: "A queue forgets in time.",
    remediation: "Lower messageRetentionSeconds.",
    url: "",
    judges: "resource",
  });
});

test("tells which policies found nothing wrong from those that had nothing to judge", async () => {
  const { passes, policies } = await run([
    queue("orders", { ...good, messageRetentionSeconds: 1200, delaySeconds: 0 }),
  ]);
  expect(passes.filter(({ urn }) => urn === ORDERS).map(({ policy }) => policy)).toEqual([
    "queue-require-known-name",
    "queue-remediate-delay",
    "resource-forbid-retention",
    "fault-forbid-trigger",
  ]);
  expect(passes.filter(({ urn }) => urn === provider.urn).map(({ policy }) => policy)).toEqual([
    "resource-forbid-retention",
  ]);
  expect(policies.map(({ name }) => name)).toContain("queue-limit-retention");
});

test("speaks of no policy that is disabled", async () => {
  const { passes, policies } = await run(
    [queue("orders", good)],
    new Map([["queue-limit-retention", { level: "disabled", properties: {} }]]),
  );
  expect(passes.map(({ policy }) => policy)).not.toContain("queue-limit-retention");
  expect(policies.map(({ name }) => name)).not.toContain("queue-limit-retention");
});

test("takes a violation apart", async () => {
  const { violations } = await run([queue("orders", { ...good, messageRetentionSeconds: 1200 })]);
  expect(find(violations, "queue-limit-retention")).toEqual([
    {
      policy: "queue-limit-retention",
      level: "mandatory",
      severity: "high",
      urn: ORDERS,
      path: "messageRetentionSeconds",
      got: "1200",
      want: "at most 600",
      message: "messageRetentionSeconds is 1200, expected at most 600\nLower it.",
    },
  ]);
});

test.each([
  [600, 0],
  [601, 1],
])("fills in the defaults of a policy's config: %d", async (messageRetentionSeconds, count) => {
  const { violations } = await run([queue("orders", { ...good, messageRetentionSeconds })]);
  expect(find(violations, "queue-limit-retention")).toHaveLength(count);
});

test("puts the profile over the defaults", async () => {
  const profile: Profile = new Map([["queue-limit-retention", { level: "advisory", properties: { maximum: 60 } }]]);
  const { violations } = await run([queue("orders", { ...good, messageRetentionSeconds: 61 })], profile);
  expect(find(violations, "queue-limit-retention")).toMatchObject([{ level: "advisory", want: "at most 60" }]);
});

test("does not run a policy that the profile turns off", async () => {
  const profile: Profile = new Map([["all", { level: "disabled", properties: {} }]]);
  const { violations, undetermined, exempted } = await run([queue("orders", {})], profile);
  expect([...violations, ...undetermined, ...exempted]).toEqual([]);
});

test("reports an unknown value as undetermined, never as a pass or a violation", async () => {
  const { violations, undetermined } = await run([queue("orders", { ...good, name: UNKNOWN })]);
  expect(find(violations, "queue-require-known-name")).toEqual([]);
  expect(find(undetermined, "queue-require-known-name")).toEqual([
    {
      policy: "queue-require-known-name",
      urn: ORDERS,
      path: "name",
      reason: "string value at .name can't be known during preview",
    },
  ]);
});

test("lists an exemption that is in use", async () => {
  const { exempted } = await run([queue("orders", good)]);
  expect(exempted).toEqual([
    {
      policy: "queue-require-owner",
      urn: ORDERS,
      path: "tags.Owner",
      reason: "moving out",
      owner: "ann@example.com",
      expires: "2099-01-31",
    },
  ]);
});

test("shows a stack policy the provider of each resource", async () => {
  const { violations } = await run([queue("orders", good)]);
  expect(find(violations, "stack-limit-region")).toMatchObject([
    { urn: ORDERS, level: "advisory", path: "regions", got: "us-east-1", want: "one" },
    { urn: ROOT, path: "", got: "", want: "", message: "said of nobody in a form of its own" },
  ]);
});

test("shows a stack policy the outputs, with what is computed unknown", async () => {
  const { undetermined } = await run([queue("orders", good, { outputs: { ...good, arn: UNKNOWN } })]);
  expect(find(undetermined, "stack-require-arn")).toMatchObject([{ urn: ROOT, path: "arn" }]);
});

test("judges inputs as the pack's remediations leave them", async () => {
  const { violations } = await run([queue("orders", { ...good, delaySeconds: 30 })]);
  expect(find(violations, "queue-remediate-delay")).toEqual([]);
});

test("judges what is deployed as it is: nothing remediates it", async () => {
  const { violations } = await run([queue("orders", { ...good, delaySeconds: 30 })], new Map(), true);
  expect(find(violations, "queue-remediate-delay")).toMatchObject([{ urn: ORDERS, level: "mandatory" }]);
});

test("shows a pack the plain value of a secret", async () => {
  const name = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: "hunter2-hunter2" };
  const { violations } = await run([queue("orders", { ...good, name })]);
  expect(find(violations, "queue-require-known-name")).toMatchObject([{ got: '"hunter2-hunter2"' }]);
});

test("judges what a pack cannot see, under the pack's own policy", async () => {
  const { violations } = await run([queue("orders", good, { options: options({ retainOnDelete: true }) })]);
  expect(find(violations, "resource-forbid-retention")).toEqual([
    {
      policy: "resource-forbid-retention",
      level: "mandatory",
      severity: "medium",
      urn: ORDERS,
      path: "options.retainOnDelete",
      got: "true",
      want: "false",
      message: "options.retainOnDelete is true, expected false\nLeave the option out.",
    },
  ]);
});

test("reports an exemption that covers nothing", async () => {
  const exemption = { urn: "*::gone", reason: "r", owner: "o", expires: "2099-01-31" };
  const profile: Profile = new Map([
    ["resource-forbid-retention", { level: undefined, properties: { exemptions: [exemption] } }],
  ]);
  const { unusedExemptions } = await run([queue("orders", good)], profile);
  expect(unusedExemptions).toEqual([{ policy: "resource-forbid-retention", ...exemption }]);
});

test.each([true, false])("shows no pack what a stack only reads (deployed: %s)", async (deployed) => {
  const external = queue("orders", { ...good, messageRetentionSeconds: 1200 }, { external: true });
  const { violations, undetermined, passes } = await run([queue("own", good), external], new Map(), deployed);
  expect([...violations, ...undetermined, ...passes].filter(({ urn }) => urn === ORDERS)).toEqual([]);
});

test("tells a profile's mistakes before anything is judged", async () => {
  const profile: Profile = new Map([["queue-limit-retentoin", { level: "advisory", properties: {} }]]);
  await expect(run([queue("orders", good)], profile)).rejects.toThrow(
    "profile x: queue-limit-retentoin is not a policy of the pack, did you mean queue-limit-retention?",
  );
});

test("shows a policy's own error in full", async () => {
  const failure = run([queue("orders", { ...good, trigger: "throw" })]);
  await expect(failure).rejects.toMatchObject({
    message: `the policy pack in ${directory} failed while it judged ${ORDERS}; its own error follows`,
    detail: expect.stringContaining("the policy is broken"),
  });
});
