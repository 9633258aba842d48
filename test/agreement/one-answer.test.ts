import type { PolicySetting } from "../../preflight/analyzer/profile";
import { drillStack } from "../../preflight/drill/drill";
import type { GraphResource, JsonObject } from "../../preflight/graph";
import { type Budget, budgetOf } from "../../preflight/recovery/budget";
import { RunningPack } from "../helpers/pack";
import { declare, east, UNKNOWN, urnOf, west } from "../preflight/recovery/declare";

/** A figure in seconds; `never`: unbounded; `undetermined`: stated by nobody; `nothing`: there is no such thing here. */
type Figure = number | "never" | "undetermined" | "nothing";

interface Answer {
  readonly rto: Figure;
  readonly rpo: Figure;
  /** From the failure until a health check turns, by the arithmetic; absent where a person has to find out. */
  readonly noticed?: number;
  /** What the drill says of each store. */
  readonly stores?: readonly (readonly [string, "known" | "unbounded" | "undetermined"])[];
}

type Refers = Readonly<Record<string, string>>;
type Given = readonly GraphResource[];

const type = {
  zone: "aws:route53/zone:Zone",
  record: "aws:route53/record:Record",
  check: "aws:route53/healthCheck:HealthCheck",
  balancer: "aws:lb/loadBalancer:LoadBalancer",
  alarm: "aws:cloudwatch/metricAlarm:MetricAlarm",
  cluster: "aws:rds/cluster:Cluster",
  instance: "aws:rds/clusterInstance:ClusterInstance",
  global: "aws:rds/globalCluster:GlobalCluster",
  database: "aws:rds/instance:Instance",
  table: "aws:dynamodb/table:Table",
} as const;

const place =
  (provider: GraphResource) =>
  (token: string, name: string, inputs: JsonObject, refers: Refers = {}): GraphResource =>
    declare(token, name, inputs, {
      provider: provider.urn,
      dependencies: Object.values(refers),
      propertyDependencies: Object.fromEntries(Object.entries(refers).map(([key, urn]) => [key, [urn]])),
    });
const here = place(east);
const there = place(west);

const zone = here(type.zone, "zone", { name: "example.org" });
const doors = [
  here(type.balancer, "near", { subnets: ["s-1", "s-2"], dnsName: UNKNOWN }),
  there(type.balancer, "far", { subnets: ["s-3", "s-4"], dnsName: UNKNOWN }),
];
const ground = [east, west, zone, ...doors];

const asks = (name: string, door: string, inputs: JsonObject = {}) =>
  here(
    type.check,
    name,
    { type: "HTTPS", fqdn: UNKNOWN, requestInterval: 30, failureThreshold: 3, ...inputs },
    { fqdn: urnOf(type.balancer, door) },
  );

const record = (name: string, door: string, inputs: JsonObject, check?: string) =>
  here(
    type.record,
    name,
    {
      zoneId: UNKNOWN,
      name: "pay.example.org",
      type: "CNAME",
      ttl: 60,
      setIdentifier: name,
      records: [UNKNOWN],
      ...(check === undefined ? {} : { healthCheckId: UNKNOWN }),
      ...inputs,
    },
    {
      zoneId: zone.urn,
      records: urnOf(type.balancer, door),
      ...(check === undefined ? {} : { healthCheckId: urnOf(type.check, check) }),
    },
  );

const first: JsonObject = { failoverRoutingPolicies: [{ type: "PRIMARY" }] };
const second: JsonObject = { failoverRoutingPolicies: [{ type: "SECONDARY" }] };

/** A failover of one name, whose first answer is watched by the last of these checks. */
const pairBy = (checks: Given, other: JsonObject = {}): Given => [
  ...ground,
  ...checks,
  record("one", "near", first, checks.at(-1)?.name ?? ""),
  record("two", "far", { ...second, ...other }),
];
const pair = pairBy([asks("watch", "near")]);

const alarm = (where: typeof here, name: string, inputs: JsonObject) =>
  where(type.alarm, name, {
    name: "down",
    comparisonOperator: "GreaterThanThreshold",
    threshold: 1,
    evaluationPeriods: 1,
    ...inputs,
  });
const follower = here(type.check, "watch", {
  type: "CLOUDWATCH_METRIC",
  cloudwatchAlarmName: "down",
  cloudwatchAlarmRegion: "us-west-2",
  insufficientDataHealthStatus: "Unhealthy",
});

const writer = {
  engine: "aurora-postgresql",
  clusterIdentifier: "w",
  masterUsername: "root",
  masterPassword: "secret",
};
const reader = { engine: "aurora-postgresql", clusterIdentifier: "r", globalClusterIdentifier: "ledger" };
const ledger = (isJoined = true): Given => [
  here(type.cluster, "origin", { ...writer, arn: UNKNOWN, ...(isJoined ? { globalClusterIdentifier: "ledger" } : {}) }),
  here(
    type.global,
    "global",
    { globalClusterIdentifier: "ledger", ...(isJoined ? {} : { sourceDbClusterIdentifier: UNKNOWN }) },
    isJoined ? {} : { sourceDbClusterIdentifier: urnOf(type.cluster, "origin") },
  ),
  there(type.cluster, "copy", reader),
  here(type.instance, "w-1", { clusterIdentifier: "w", instanceClass: "db.r6g.large" }),
  there(type.instance, "r-1", { clusterIdentifier: "r", instanceClass: "db.r6g.large" }),
];
const lagAlarm = (where: typeof here, metricName: string, cluster: string) =>
  alarm(where, "lag", {
    namespace: "AWS/RDS",
    metricName,
    dimensions: { DBClusterIdentifier: cluster },
    threshold: 60_000,
    period: 60,
  });

/** A function of the other region whose role may do this. */
const code = (action: string): Given => {
  const statement = { Effect: "Allow", Action: action, Resource: "*" };
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  return [
    here("aws:iam/role:Role", "role", {
      name: "mover",
      assumeRolePolicy: "{}",
      inlinePolicies: [{ name: "p", policy }],
    }),
    there("aws:lambda/function:Function", "mover", {
      name: "mover",
      role: "arn:aws:iam::123456789012:role/mover",
      timeout: 60,
    }),
  ];
};
const codeArn = "arn:aws:lambda:us-west-2:123456789012:function:mover";
const byRule: Given = [
  there("aws:cloudwatch/eventRule:EventRule", "clock", { name: "clock", scheduleExpression: "rate(1 minute)" }),
  there("aws:cloudwatch/eventTarget:EventTarget", "wake", { rule: "clock", arn: codeArn }),
];
const bySchedule = there("aws:scheduler/schedule:Schedule", "clock", {
  scheduleExpression: "rate(1 minute)",
  flexibleTimeWindow: { mode: "OFF" },
  target: { arn: codeArn, roleArn: "arn:aws:iam::123456789012:role/starter" },
});

const plan = (schedule: string, selected: string): Given => [
  here("aws:backup/plan:Plan", "plan", {
    name: "plan",
    rules: [
      {
        ruleName: "r",
        targetVaultName: "near",
        schedule,
        startWindow: 60,
        copyActions: [{ destinationVaultArn: "arn:aws:backup:us-west-2:123456789012:backup-vault:far" }],
      },
    ],
    id: UNKNOWN,
  }),
  here(
    "aws:backup/selection:Selection",
    "selection",
    { name: "all", planId: UNKNOWN, iamRoleArn: "arn:aws:iam::123456789012:role/backup", resources: [selected] },
    { planId: urnOf("aws:backup/plan:Plan", "plan") },
  ),
];
const single = here(type.database, "single", {
  identifier: "ledger",
  engine: "postgres",
  instanceClass: "db.r6g.large",
});
const table = (where: typeof here, name: string) =>
  where(type.table, name, { name: "trades", hashKey: "id", streamEnabled: true });

const moves = { rto: 150, rpo: "nothing", noticed: 90 } as const;
const promoted = { rto: 750, rpo: 1, noticed: 90, stores: [["Aurora", "known"]] } as const;
const byItself = { ...promoted, rto: 295 } as const;

/** Small programs, each with one thing that is easily read wrongly, and what AWS makes of it. */
const programs: readonly (readonly [string, Given, Answer])[] = [
  ["a failover", pair, moves],
  ["a name in another case, with a final dot", pairBy([asks("watch", "near")], { name: "PAY.example.org." }), moves],
  ["a name without its zone", pairBy([asks("watch", "near")], { name: "pay" }), moves],
  [
    "answers of which each is given if it is healthy",
    [
      ...ground,
      ...(["near", "far"] as const).flatMap((door, index) => [
        asks(`watch-${door}`, door, { fqdn: `${door}.example.net` }),
        record(
          `answer-${door}`,
          door,
          { type: "A", multivalueAnswerRoutingPolicy: true, records: [["192.0.2.1", "198.51.100.1"][index] ?? ""] },
          `watch-${door}`,
        ),
      ]),
    ],
    moves,
  ],
  ["a check that is disabled", pairBy([asks("watch", "near", { disabled: true })]), { rto: "never", rpo: "nothing" }],
  [
    "a check that is inverted",
    pairBy([asks("watch", "near", { invertHealthcheck: true })]),
    { rto: "never", rpo: "nothing" },
  ],
  [
    "a calculated check that the faster of two turns",
    pairBy([
      asks("slow", "near", { failureThreshold: 10 }),
      asks("fast", "near", { failureThreshold: 1 }),
      declare(
        type.check,
        "both",
        { type: "CALCULATED", childHealthThreshold: 2, childHealthchecks: [UNKNOWN, UNKNOWN] },
        {
          provider: east.urn,
          propertyDependencies: { childHealthchecks: [urnOf(type.check, "slow"), urnOf(type.check, "fast")] },
        },
      ),
    ]),
    { rto: 90, rpo: "nothing", noticed: 30 },
  ],
  [
    "an alarm on an expression, which waits for its longest period",
    pairBy([
      alarm(there, "expression", {
        evaluationPeriods: 2,
        metricQueries: [
          { id: "e", expression: "m / 2", returnData: true },
          { id: "m", metric: { namespace: "N", metricName: "M", period: 300, stat: "Sum" } },
        ],
      }),
      follower,
    ]),
    { rto: 780, rpo: "nothing", noticed: 720 },
  ],
  [
    "two alarms of one name: the one of the region that the check says",
    pairBy([
      alarm(here, "near-alarm", { namespace: "N", metricName: "M", period: 60 }),
      alarm(there, "far-alarm", { namespace: "N", metricName: "M", period: 300 }),
      follower,
    ]),
    { rto: 480, rpo: "nothing", noticed: 420 },
  ],
  ["a global database made around a cluster", [...pair, ...ledger(false)], promoted],
  ["a function that a rule starts", [...pair, ...ledger(), ...code("rds:FailoverGlobalCluster"), ...byRule], byItself],
  ["a right with a wildcard", [...pair, ...ledger(), ...code("rds:Failover*"), ...byRule], byItself],
  ["a function that a schedule starts", [...pair, ...ledger(), ...code("rds:Failover*"), bySchedule], byItself],
  [
    "a bucket that says itself what it copies",
    [
      ...pair,
      here("aws:s3/bucket:Bucket", "records", {
        bucket: "records",
        tags: { Data: "business-records" },
        replicationConfiguration: {
          role: "arn:aws:iam::123456789012:role/copy",
          rules: [
            {
              status: "Enabled",
              destination: { bucket: "arn:aws:s3:::copy", replicationTime: { status: "Enabled", minutes: 15 } },
            },
          ],
        },
      }),
    ],
    { ...moves, rpo: 900, stores: [["S3", "known"]] },
  ],
  [
    "a backup that selects an instance by its ARN",
    [...pair, single, ...plan("cron(0 5 * * ? *)", "arn:aws:rds:us-east-1:123456789012:db:ledger")],
    { ...moves, rpo: 95_400, stores: [["RDS", "known"]] },
  ],
  [
    "a backup twice a day",
    [...pair, single, ...plan("cron(0 5,17 * * ? *)", "*")],
    { ...moves, rpo: 52_200, stores: [["RDS", "known"]] },
  ],
  [
    "a backup once a week",
    [...pair, single, ...plan("cron(0 5 ? * SUN *)", "*")],
    { ...moves, rpo: 613_800, stores: [["RDS", "known"]] },
  ],
  [
    "tables that a global table of the first version joins",
    [
      ...pair,
      table(here, "near-table"),
      table(there, "far-table"),
      here("aws:dynamodb/globalTable:GlobalTable", "joined", {
        name: "trades",
        replicas: [{ regionName: "us-east-1" }, { regionName: "us-west-2" }],
      }),
    ],
    { ...moves, rpo: 1, stores: [["DynamoDB", "known"]] },
  ],
  [
    "a read replica of an instance, of whose lag nobody says anything",
    [
      ...pair,
      single,
      there(type.database, "replica", { replicateSourceDb: "arn:aws:rds:us-east-1:123456789012:db:ledger" }),
    ],
    { ...moves, rpo: "undetermined", stores: [["RDS", "undetermined"]] },
  ],
  [
    "an empty group of the first region, which nothing waits for",
    [...pair, here("aws:autoscaling/group:Group", "batch", { minSize: 0, maxSize: 3 })],
    moves,
  ],
  [
    "an alarm on the lag of the cluster that writes, which has none",
    [...pair, ...ledger(), lagAlarm(here, "AuroraGlobalDBReplicationLag", "w")],
    promoted,
  ],
  [
    "an alarm on what the receiving cluster is behind",
    [...pair, ...ledger(), lagAlarm(there, "AuroraGlobalDBRPOLag", "r")],
    { ...promoted, rpo: 60 },
  ],
  [
    "an alias that asks its target, for which AWS states no time",
    [
      ...ground,
      ...(["near", "far"] as const).map((door, index) =>
        here(
          type.record,
          `alias-${door}`,
          {
            zoneId: UNKNOWN,
            name: "pay.example.org",
            type: "A",
            setIdentifier: door,
            aliases: [{ name: UNKNOWN, zoneId: UNKNOWN, evaluateTargetHealth: true }],
            ...(index === 0 ? first : second),
          },
          { zoneId: zone.urn, aliases: urnOf(type.balancer, door) },
        ),
      ),
    ],
    { rto: "undetermined", rpo: "nothing" },
  ],
  [
    "answers by latency, each with a check",
    [
      ...ground,
      ...(["near", "far"] as const).flatMap((door, index) => [
        asks(`watch-${door}`, door),
        record(
          `answer-${door}`,
          door,
          { latencyRoutingPolicies: [{ region: ["us-east-1", "us-west-2"][index] ?? "" }] },
          `watch-${door}`,
        ),
      ]),
    ],
    moves,
  ],
];

/** A profile of the two policies on recovery alone. */
function allowing(rtoSeconds: number, rpoSeconds: number): Map<string, PolicySetting> {
  const level = "mandatory" as const;
  return new Map<string, PolicySetting>([
    ["all", { level: "disabled", properties: {} }],
    ["recovery-limit-rto", { level, properties: { maximumSeconds: rtoSeconds } }],
    ["recovery-limit-rpo", { level, properties: { maximumSeconds: rpoSeconds } }],
  ]);
}

describe("policy, budget and drill give one answer, the right one", () => {
  let pack: RunningPack;

  beforeAll(async () => {
    pack = await RunningPack.start("answers");
  });
  afterAll(() => pack?.stop());

  async function judged(resources: Given, rto: number, rpo: number): Promise<readonly string[]> {
    const recording = { project: "test", stack: "test", organization: "o", outputs: {}, logs: [], notJudged: [] };
    const { violations, undetermined } = await pack.judge({ ...recording, resources }, allowing(rto, rpo));
    // What the simulation adds to the arithmetic has tests of its own.
    const computed = violations.filter(({ want }) => !want.includes("of 100 losses"));
    const rejected = computed.map(({ policy }) => policy.replace("recovery-limit-", ""));
    const open = undetermined.map(({ policy }) => `${policy.replace("recovery-limit-", "")}?`);
    return [...new Set([...rejected, ...open])].sort();
  }

  /** What the policy says of a figure: at the figure itself, and at a second less. */
  function expected(figure: Figure, name: string): readonly [readonly string[], readonly string[]] {
    if (typeof figure === "number") return [[], [name]];
    if (figure === "nothing") return [[], []];
    const always = [figure === "never" ? name : `${name}?`];
    return [always, always];
  }

  const most = 1e9;
  const atMost = (figure: Figure, less: number) => (typeof figure === "number" ? figure - less : most);

  test.each(programs)("policy: %s", async (_what, resources, { rto, rpo }) => {
    const [time, loss] = [expected(rto, "rto"), expected(rpo, "rpo")];
    const kept = await judged(resources, atMost(rto, 0), atMost(rpo, 0));
    const broken = await judged(resources, atMost(rto, 1), atMost(rpo, 1));
    expect([kept, broken]).toEqual([[...loss[0], ...time[0]].sort(), [...loss[1], ...time[1]].sort()]);
  });

  function figureOf(budget: Budget, objective: "rto" | "rpo"): Figure {
    const total = objective === "rto" ? budget.rtoSeconds : budget.rpoSeconds;
    if (total !== null) return total;
    const counted = budget.terms.filter((term) => term.objective === objective && term.counted);
    if (counted.some(({ state }) => state === "unbounded")) return "never";
    return counted.every(({ urn }) => urn === "") ? "nothing" : "undetermined";
  }

  test.each(programs)("budget: %s", (_what, resources, { rto, rpo }) => {
    const budget = budgetOf(resources);
    expect([figureOf(budget, "rto"), figureOf(budget, "rpo")]).toEqual([rto, rpo]);
  });

  test.each(programs)("drill: %s", (_what, resources, { rto, rpo, noticed, stores = [] }) => {
    const report = drillStack("test", resources, { scenario: "region", runs: 20, seed: 1, writesPerSecond: 1 });
    expect(report.stores.map(({ service, state }) => [service, state])).toEqual(stores);
    expect([report.budget.rtoSeconds, report.budget.rpoSeconds]).toEqual([rto, rpo].map(numberOrNull));
    const turned = report.milestones.find(({ id }) => id === "noticed")?.seconds.p50;
    if (rto === "undetermined") {
      expect(report.notes.join()).toContain("AWS states no time");
    } else if (noticed === undefined) {
      expect([turned, report.notes.length]).toEqual([undefined, 1]);
    } else {
      // Half of an alarm's periods may be over; probes of what is gone take their time.
      expect(turned).toBeGreaterThan(0.5 * noticed);
      expect(turned).toBeLessThan(1.2 * noticed);
    }
  });

  function numberOrNull(figure: Figure): number | null {
    return typeof figure === "number" ? figure : null;
  }

  test("until DNS answers by an alarm the time counts once, in the simulation as in the drill", () => {
    const resources = pairBy([alarm(there, "far-alarm", { namespace: "N", metricName: "M", period: 60 }), follower]);
    const report = drillStack("test", resources, { scenario: "region", runs: 1000, seed: 1, writesPerSecond: 1 });
    const drilled = report.milestones.find(({ recovered }) => recovered)?.seconds.p50 ?? Number.NaN;
    const simulated = budgetOf(resources).rto.simulated?.p50 ?? Number.NaN;
    expect(Math.abs(simulated / drilled - 1)).toBeLessThan(0.03);
  });
});
