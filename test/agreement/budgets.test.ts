import type { PolicySetting } from "../../preflight/analyzer/profile";
import type { Recording } from "../../preflight/graph";
import { budgetOf } from "../../preflight/recovery/budget";
import { type Value, withChange, without, withValue } from "../helpers/edit";
import { sampled } from "../helpers/histories";
import { RunningPack } from "../helpers/pack";
import { recorded } from "../helpers/recorded";

const stacks = ["trading", "payments", "transactions", "healthcare", "fleet"] as const;

const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const check = "aws:route53/healthCheck:HealthCheck";
const record = "aws:route53/record:Record";
const bucket = "aws:s3/bucket:Bucket";
const instance = "aws:rds/clusterInstance:ClusterInstance";

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
    what: "nobody is notified of a lag below five minutes",
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
    what: "a text by which nobody connects lives for an hour",
    stack: "fleet",
    make: set(record, "failover-witness-primary", "ttl", 3600),
  },
  {
    what: "nothing starts the orchestrator",
    stack: "fleet",
    make: (recording) => withoutAll(recording, "aws:cloudwatch/eventTarget:EventTarget", /^failover/),
  },
  {
    what: "nothing starts the orchestrator",
    stack: "healthcare",
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

/** A profile of the two policies on recovery alone, whose terms are all counted as the stack declares them. */
function allowing(rtoSeconds: number, rpoSeconds: number): Map<string, PolicySetting> {
  const rto = { maximumSeconds: rtoSeconds };
  const rpo = { maximumSeconds: rpoSeconds };
  return new Map<string, PolicySetting>([
    ["all", { level: "disabled", properties: {} }],
    ["recovery-limit-rto", { level: "mandatory", properties: rto }],
    ["recovery-limit-rpo", { level: "mandatory", properties: rpo }],
  ]);
}

describe("the pack over the wire and the preflight on its own graph read the same recovery", () => {
  let pack: RunningPack;

  beforeAll(async () => {
    pack = await RunningPack.start("budgets");
  });
  afterAll(() => pack?.stop());

  /** What the pack lets through at most, found by asking it for one second less. */
  async function agree(recording: Recording): Promise<void> {
    const { rtoSeconds, rpoSeconds, rto: time, rpo: loss } = budgetOf(recording.resources);
    if (rtoSeconds === null || rpoSeconds === null) throw new Error("The preflight computes no budget.");
    const mostTime = Math.max(rtoSeconds, time.simulated?.judged ?? 0);
    const mostLoss = Math.max(rpoSeconds, loss.simulated?.judged ?? 0);
    const rejects = async (rto: number, rpo: number) => {
      const { violations } = await pack.judge(recording, allowing(rto, rpo));
      return [...new Set(violations.map(({ policy }) => policy))].sort();
    };
    expect([mostTime, mostLoss, await rejects(mostTime, mostLoss)]).toEqual([mostTime, mostLoss, []]);
    expect([mostTime, mostLoss, await rejects(mostTime - 1, mostLoss - 1)]).toEqual([
      mostTime,
      mostLoss,
      ["recovery-limit-rpo", "recovery-limit-rto"],
    ]);
  }

  test.each(stacks)("%s as it is", async (stack) => agree(await recorded(stack)));

  test.each(sampled(changes, 0.25))("$stack, when $what", async ({ stack, make }) =>
    agree(make(await recorded(stack))),
  );
});
