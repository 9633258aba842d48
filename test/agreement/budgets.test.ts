import type { PolicySetting } from "../../preflight/analyzer/profile";
import { budgetOf } from "../../preflight/budget/budget";
import type { Recording } from "../../preflight/graph";
import { type Value, withChange, without, withValue } from "../helpers/edit";
import { RunningPack } from "../helpers/pack";
import { recorded } from "../helpers/recorded";

const stacks = ["trading", "payments", "transactions", "healthcare", "fleet"] as const;

const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const check = "aws:route53/healthCheck:HealthCheck";
const record = "aws:route53/record:Record";
const bucket = "aws:s3/bucket:Bucket";
const instance = "aws:rds/clusterInstance:ClusterInstance";

const aDay = 86_400;

interface Change {
  readonly what: string;
  readonly stack: (typeof stacks)[number];
  readonly make: (recording: Recording) => Recording;
}

const set = (type: string, name: string, path: string, value: Value) => (recording: Recording) =>
  withChange(recording, type, name, (resource) => ({
    ...resource,
    inputs: withValue(resource.inputs, path, value),
    outputs: withValue(resource.outputs, path, value),
  }));

/** Settings that move one term of a budget, or take it away. */
const changes: readonly Change[] = [
  {
    what: "an endpoint is given up after ten failures",
    stack: "trading",
    make: set(check, "endpoint-primary-check", "failureThreshold", 10),
  },
  {
    what: "an endpoint is asked every ten seconds",
    stack: "trading",
    make: set(check, "endpoint-primary-check", "requestInterval", 10),
  },
  { what: "answers live for an hour", stack: "trading", make: set(record, "api-primary", "ttl", 3600) },
  { what: "the standby's answers live longer", stack: "payments", make: set(record, "api-secondary", "ttl", 120) },
  {
    what: "nobody is told of a lag below five minutes",
    stack: "trading",
    make: set(alarm, "alarms-primary-table-lag", "threshold", 300_000),
  },
  {
    what: "nobody is told of the database's lag below an hour",
    stack: "transactions",
    make: set(alarm, "alarms-primary-database-lag", "threshold", 3_600_000),
  },
  { what: "answers live for an hour", stack: "fleet", make: set(record, "app-primary", "ttl", 3600) },
  {
    what: "nothing starts the orchestrator",
    stack: "fleet",
    make: (recording) => withoutAll(recording, "aws:cloudwatch/eventTarget:EventTarget", /^failover/),
  },
  {
    what: "a replicated bucket holds business records",
    stack: "trading",
    make: set(bucket, "archive-primary-bucket", "tags.Data", "business-records"),
  },
  {
    what: "the standby's cluster has no instance",
    stack: "healthcare",
    make: (recording) => withoutAll(recording, instance, /secondary/),
  },
];

function withoutAll(recording: Recording, type: string, name: RegExp): Recording {
  const found = recording.resources.filter((resource) => resource.type === type && name.test(resource.name));
  expect(found.length).toBeGreaterThan(0);
  return found.reduce((left, resource) => without(left, type, resource.name), recording);
}

const only = (policy: string, properties: PolicySetting["properties"]): [string, PolicySetting][] => [
  ["all", { level: "disabled", properties: {} }],
  [policy, { level: "mandatory", properties }],
];

/** What the pack lets through at most, found by asking it for one second less. */
async function allows(pack: RunningPack, recording: Recording, policy: string, seconds: number): Promise<boolean> {
  const lawful =
    policy === "recovery-limit-rto"
      ? { lawfulDetectionSeconds: aDay, lawfulTtlSeconds: aDay }
      : { lawfulLagSeconds: aDay };
  const { violations } = await pack.judge(recording, new Map(only(policy, { maximumSeconds: seconds, ...lawful })));
  return violations.length === 0;
}

describe("the pack and the preflight, which share no code, compute the same recovery", () => {
  let pack: RunningPack;

  beforeAll(async () => {
    pack = await RunningPack.start("budgets");
  });
  afterAll(() => pack?.stop());

  async function agree(recording: Recording): Promise<void> {
    const { rtoSeconds, rpoSeconds } = budgetOf(recording.resources);
    for (const [policy, seconds] of [
      ["recovery-limit-rto", rtoSeconds],
      ["recovery-limit-rpo", rpoSeconds],
    ] as const) {
      if (seconds === null) throw new Error(`The preflight computes no budget for ${policy}.`);
      const said = [await allows(pack, recording, policy, seconds), await allows(pack, recording, policy, seconds - 1)];
      expect([policy, seconds, ...said]).toEqual([policy, seconds, true, false]);
    }
  }

  test.each(stacks)("%s as it is", async (stack) => agree(await recorded(stack)));

  test.each(changes)("$stack, when $what", async ({ stack, make }) => agree(make(await recorded(stack))));
});
