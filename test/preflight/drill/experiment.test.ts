import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ScenarioName } from "../../../model/recovery/failures/scenario-names";
import { experimentsFor } from "../../../preflight/drill/experiment/experiments";
import { findExperimentForm } from "../../../preflight/drill/experiment/format";
import type { Experiment } from "../../../preflight/drill/experiment/report";
import type { GraphResource, JsonObject } from "../../../preflight/graph";
import { runHere } from "../here";
import { declare, east, UNKNOWN, urnOf, west } from "../recovery/declare";

const ACCOUNT = "111122223333";
const CHECK = "aws:route53/healthCheck:HealthCheck";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const SUBNET = "aws:ec2/subnet:Subnet";
const BUCKET = "aws:s3/bucket:Bucket";
const CLUSTER = "aws:rds/cluster:Cluster";
const FUNCTION = "aws:lambda/function:Function";
const GROUP = "aws:autoscaling/group:Group";

type Refers = Readonly<Record<string, readonly string[]>>;

function inEast(type: string, name: string, inputs: JsonObject, propertyDependencies: Refers = {}): GraphResource {
  return declare(type, name, inputs, { provider: east.urn, propertyDependencies });
}

function inWest(type: string, name: string, inputs: JsonObject): GraphResource {
  return declare(type, name, inputs, { provider: west.urn });
}

function answer(name: string, region: "east" | "west", type: "PRIMARY" | "SECONDARY"): readonly GraphResource[] {
  const place = region === "east" ? inEast : inWest;
  return [
    place("aws:lb/loadBalancer:LoadBalancer", `${name}-balancer`, { subnets: ["a", "b"] }),
    inEast(CHECK, `${name}-check`, {
      type: "HTTPS",
      fqdn: `${name}.example.com`,
      requestInterval: 30,
      failureThreshold: 3,
    }),
    inEast(
      "aws:route53/record:Record",
      name,
      {
        name: "api.example.com",
        type: "CNAME",
        ttl: 60,
        records: [UNKNOWN],
        healthCheckId: UNKNOWN,
        failoverRoutingPolicies: [{ type }],
      },
      {
        records: [urnOf("aws:lb/loadBalancer:LoadBalancer", `${name}-balancer`)],
        healthCheckId: [urnOf(CHECK, `${name}-check`)],
      },
    ),
  ];
}

function healthAlarm(name: string, check: string, at = inEast): GraphResource {
  return at(
    ALARM,
    name,
    {
      name,
      namespace: "AWS/Route53",
      metricName: "HealthCheckStatus",
      dimensions: { HealthCheckId: UNKNOWN },
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      period: 60,
      evaluationPeriods: 1,
      alarmActions: [`arn:aws:sns:us-east-1:${ACCOUNT}:people`],
    },
    { dimensions: [urnOf(CHECK, check)] },
  );
}

const people = [
  inEast("aws:sns/topic:Topic", "people", { name: "people", arn: `arn:aws:sns:us-east-1:${ACCOUNT}:people` }),
  inEast("aws:sns/topicSubscription:TopicSubscription", "mail", {
    topic: `arn:aws:sns:us-east-1:${ACCOUNT}:people`,
    protocol: "email",
    endpoint: "people@example.com",
  }),
];

const alarms = [healthAlarm("east-health", "east-check"), healthAlarm("west-health", "west-check")];

/** A name that fails over, and alarms on both of its answers. */
const base: readonly GraphResource[] = [
  east,
  west,
  ...answer("east", "east", "PRIMARY"),
  ...answer("west", "west", "SECONDARY"),
  ...people,
  ...alarms,
];

const table = inEast("aws:dynamodb/table:Table", "orders", { name: "orders", replicas: [{ regionName: "us-west-2" }] });
const buckets = [
  inEast(BUCKET, "photos-east", { bucket: "photos-east", tags: { Name: "photos" } }),
  inWest(BUCKET, "photos-west", { bucket: "photos-west", tags: { Name: "photos" } }),
  inEast("aws:s3/bucketReplicationConfig:BucketReplicationConfig", "copy", {
    bucket: "photos-east",
    rules: [{ id: "all", status: "Enabled", destination: { bucket: "arn:aws:s3:::photos-west" } }],
  }),
];
const subnets = ["us-east-1a", "us-east-1a", "us-east-1b"].map((availabilityZone, index) =>
  inEast(SUBNET, `subnet-${index}`, { id: `subnet-${index}`, availabilityZone }),
);
const cluster = inEast(CLUSTER, "ledger", { clusterIdentifier: "ledger", engine: "aurora-postgresql" });
const instances = ["one", "two"].map((name) =>
  inEast("aws:rds/clusterInstance:ClusterInstance", name, { clusterIdentifier: "ledger", identifier: name }),
);
const group = inEast(
  GROUP,
  "web",
  {
    name: "web",
    launchTemplate: { name: "web" },
    vpcZoneIdentifiers: [UNKNOWN, UNKNOWN],
    tags: [
      { key: "Name", value: "web-instance", propagateAtLaunch: true },
      { key: "Owner", value: "shop", propagateAtLaunch: false },
    ],
  },
  { vpcZoneIdentifiers: subnets.map(({ urn }) => urn) },
);

function experiment(resources: readonly GraphResource[], only: ScenarioName): Experiment {
  const [found] = experimentsFor("shop", resources, { only, ...runs }).experiments;
  if (found === undefined) throw new Error("expected one experiment");
  return found;
}

const runs = { runs: 20, seed: 1, writesPerSecond: 10 } as const;

describe("what FIS can make real", () => {
  test("of copies: tables by their ARN in the region, buckets by tags and by where they copy to", () => {
    const { template, region, expected, differs } = experiment([...base, table, ...buckets], "replication-stopped");
    expect(region).toBe("us-east-1");
    expect(template.targets).toEqual({
      tables: {
        resourceType: "aws:dynamodb:global-table",
        resourceArns: [`arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/orders`],
        selectionMode: "ALL",
      },
      "bucket-photos-east": { resourceType: "aws:s3:bucket", resourceTags: { Name: "photos" }, selectionMode: "ALL" },
    });
    expect(template.actions).toMatchObject({
      "pause-tables": { actionId: "aws:dynamodb:global-table-pause-replication", targets: { Tables: "tables" } },
      "pause-bucket-photos-east": {
        parameters: { region: "us-west-2", destinationBuckets: "photos-west" },
        targets: { Buckets: "bucket-photos-east" },
      },
    });
    expect(expected).toMatchObject({ failure: "replication-stopped", served: { by: "nobody: the service goes on" } });
    expect(differs).toContain("tables may go on copying for up to five minutes");
  });

  test("of a table whose home is the other region, its replica in the region of the experiment", () => {
    const away = inWest("aws:dynamodb/table:Table", "state", {
      name: "state",
      replicas: [{ regionName: "us-east-1" }],
    });
    const { template } = experiment([...base, away], "replication-stopped");
    expect(template.targets.tables?.resourceArns).toEqual([`arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/state`]);
  });

  test("of a zone: all subnets of the one that has most of them, and none of another", () => {
    const { template } = experiment([...base, ...subnets], "az");
    expect(template.targets.subnets?.resourceArns).toEqual([
      `arn:aws:ec2:us-east-1:${ACCOUNT}:subnet/subnet-0`,
      `arn:aws:ec2:us-east-1:${ACCOUNT}:subnet/subnet-1`,
    ]);
    expect(template.actions["cut-zone"]?.parameters).toMatchObject({ scope: "all" });
  });

  test("of more than FIS takes in one target: several, of up to five each", () => {
    const many = Array.from({ length: 12 }, (_, index) =>
      inEast(SUBNET, `many-${index}`, { id: `many-${index}`, availabilityZone: "us-east-1a" }),
    );
    const { template } = experiment([...base, ...many, ...subnets.slice(2)], "az");
    expect(Object.keys(template.actions)).toEqual(["cut-zone", "cut-zone-2", "cut-zone-3"]);
    expect(Object.values(template.targets).map(({ resourceArns }) => resourceArns?.length)).toEqual([5, 5, 2]);
    expect(template.actions["cut-zone-3"]?.targets).toEqual({ Subnets: "subnets-3" });
  });

  test("of a writer: the failover of a cluster that has another instance", () => {
    const { template } = experiment([...base, cluster, ...instances], "writer-lost");
    expect(template.targets.clusters?.resourceArns).toEqual([`arn:aws:rds:us-east-1:${ACCOUNT}:cluster:ledger`]);
    expect(template.actions["fail-over-clusters"]?.parameters).toEqual({});
  });

  test("of a region cut off: its subnets reach nothing in the other one, and nothing is copied", () => {
    const { template, role } = experiment([...base, ...subnets, table], "isolated");
    expect(Object.keys(template.actions)).toEqual(["cut-regions", "pause-tables"]);
    expect(template.actions["cut-regions"]?.parameters).toMatchObject({ region: "us-west-2" });
    expect(role.managedPolicyArns).toEqual([
      "arn:aws:iam::aws:policy/service-role/AWSFaultInjectionSimulatorNetworkAccess",
    ]);
  });

  test("of a front door: its group's instances end when no others can come, in zones of the region alone", () => {
    const { template, stopAlarm } = experiment([...base, ...subnets, group], "endpoint");
    expect(template.actions).toMatchObject({
      "starve-web": { parameters: { availabilityZoneIdentifiers: "us-east-1a,us-east-1b" } },
      "wait-for-web": { actionId: "aws:fis:wait", parameters: { duration: "PT1M" } },
      "terminate-web": { startAfter: ["wait-for-web"] },
    });
    expect(template.targets["instances-web"]).toEqual({
      resourceType: "aws:ec2:instance",
      resourceTags: { Name: "web-instance" },
      filters: [
        { path: "State.Name", values: ["running"] },
        { path: "Placement.AvailabilityZone", values: ["us-east-1a", "us-east-1b"] },
      ],
      selectionMode: "ALL",
    });
    // The primary's own alarm rings in this failure: it is the standby's that ends the experiment.
    expect(stopAlarm.name).toBe("west-health");
  });

  test("of a front door of functions, those that have the extension", () => {
    const behind = (inputs: JsonObject) => [
      inEast(FUNCTION, "api", { name: "api", ...inputs }),
      inEast("aws:lambda/permission:Permission", "call", {
        function: "api",
        principal: "elasticloadbalancing.amazonaws.com",
      }),
    ];
    expect(() => experiment([...base, ...behind({})], "endpoint")).toThrow("function api lacks the FIS extension");
    const variables = {
      AWS_LAMBDA_EXEC_WRAPPER: "/opt/aws-fis/bootstrap",
      AWS_FIS_CONFIGURATION_LOCATION: "arn:aws:s3:::shop-fis/FisConfigs/",
    };
    const ready = behind({ layers: ["arn:aws:lambda:us-east-1:1:layer:fis:1"], environment: { variables } });
    const { template, role } = experiment([...base, ...ready], "endpoint");
    expect(template.actions["fail-functions"]?.parameters).toMatchObject({ invocationPercentage: "100" });
    expect(role.policy.Statement[0]?.Resource).toEqual(["arn:aws:s3:::shop-fis/FisConfigs/*"]);
  });
});

describe("an experiment", () => {
  test("is ended by an alarm of its region that the failure itself does not make ring", () => {
    const { template, stopAlarm } = experiment([...base, table], "replication-stopped");
    expect(stopAlarm.name).toBe("east-health");
    expect(template.stopConditions).toEqual([
      { source: "aws:cloudwatch:alarm", value: `arn:aws:cloudwatch:us-east-1:${ACCOUNT}:alarm:east-health` },
    ]);
    expect(template.experimentOptions.emptyTargetResolutionMode).toBe("fail");
  });

  test("lasts longer than all that should happen, and no longer than FIS lets it", () => {
    const { minutes, expected, template } = experiment([...base, ...subnets, group], "endpoint");
    expect(minutes * 60).toBeGreaterThan(expected.served.seconds.p99 ?? 0);
    expect(minutes).toBeLessThanOrEqual(720);
    expect(template.actions["starve-web"]?.parameters.duration).toBe(`PT${minutes}M`);
  });

  test("of which the stack does not tell is listed, with what is missing", () => {
    const { leftOut } = experimentsFor("shop", [...base, table], runs);
    const because = new Map(leftOut.map(({ failure, because: reasons }) => [failure, reasons.join("; ")]));
    expect(because.get("region")).toContain("no action of FIS stops a Region");
    expect(because.get("az")).toContain("no two zones");
    expect(because.get("isolated")).toBe("the stack has no subnet there");
    expect(leftOut).toHaveLength(14);
  });
});

describe("no template is made", () => {
  const stopped = (resources: readonly GraphResource[]) => () => experiment(resources, "replication-stopped");

  test.each<[string, () => unknown, string]>([
    [
      "without an alarm that could end it",
      stopped([...base.filter(({ type }) => type !== ALARM), table]),
      "no alarm could stop it: expected one in us-east-1",
    ],
    [
      "where the only alarm is in another region",
      stopped([...base.filter(({ type }) => type !== ALARM), table, healthAlarm("far", "east-check", inWest)]),
      "no alarm could stop it",
    ],
    [
      "where nobody hears the alarm",
      stopped([...base.filter(({ name }) => name !== "mail"), table]),
      "no alarm could stop it",
    ],
    ["where there is nothing to hit", stopped(base), "the stack has nothing in us-east-1 that FIS could hit"],
    [
      "for a bucket without a tag",
      stopped([...base, inEast(BUCKET, "photos-east", { bucket: "photos-east" }), ...buckets.slice(1)]),
      "bucket photos-east has no tag, and FIS finds buckets by tags alone",
    ],
    [
      "for a bucket whose tags are not known",
      stopped([
        ...base,
        inEast(BUCKET, "photos-east", { bucket: "photos-east", tags: { Name: UNKNOWN } }),
        ...buckets.slice(1),
      ]),
      "bucket photos-east has no tag",
    ],
    [
      "for subnets without an id",
      () =>
        experiment(
          [
            ...base,
            inEast(SUBNET, "a", { availabilityZone: "us-east-1a" }),
            inEast(SUBNET, "b", { availabilityZone: "us-east-1b" }),
          ],
          "az",
        ),
      "the id of subnet a is not known before deployment: give the export of the deployed stack (--export FILE)",
    ],
    [
      "for a cluster of one instance",
      () => experiment([...base, cluster, ...instances.slice(1)], "writer-lost"),
      "cluster ledger has no second instance that could take over",
    ],
    [
      "for two groups with the same tags",
      () =>
        experiment(
          [
            ...base,
            ...subnets,
            group,
            { ...group, urn: `${group.urn}2`, name: "web2", inputs: { ...group.inputs, name: "web2" } },
          ],
          "endpoint",
        ),
      "has all tags of group",
    ],
    [
      "for a group whose zones are not known",
      () => experiment([...base, { ...group, propertyDependencies: {} }], "endpoint"),
      "the zones of group web are not known by name",
    ],
    [
      "where no account is known",
      stopped([...base.filter(({ name, type }) => !["people", "mail"].includes(name) && type !== ALARM), table]),
      "stack shop names no account in any ARN, expected ARNs of one account",
    ],
    [
      "where there are two accounts",
      stopped([
        ...base,
        table,
        inEast("aws:sns/topic:Topic", "other", { arn: "arn:aws:sns:us-east-1:444455556666:other" }),
      ]),
      "expected ARNs of one account",
    ],
    [
      "of a region that nobody names",
      stopped([
        ...base.map((each) =>
          each.name === "west" && each.type.startsWith("pulumi:") ? { ...each, inputs: {}, outputs: {} } : each,
        ),
        table,
      ]),
      "expected",
    ],
    ["for what FIS cannot do", () => experiment([...base, table], "bad-release"), "bad-release: FIS writes no data"],
  ])("%s", (_what, make, says) => {
    expect(make).toThrow(says);
  });
});

describe("as a Pulumi program", () => {
  const write = findExperimentForm("pulumi");

  test("names the region, says what is expected, and keeps texts of the stack in their places", () => {
    const name = 'east-health\n"); process.exit(1); //\u2028';
    const hostile = base.map((each) =>
      each.name === "east-health"
        ? { ...each, inputs: { ...each.inputs, name }, outputs: { ...each.inputs, name } }
        : each,
    );
    const text = write([experimentsFor("shop", [...hostile, table], runs)], true);
    expect(text).toContain('region: "us-east-1"');
    expect(text).toMatch(/^\/\/ Expected: /m);
    expect(text.split("\n").filter((line) => line.startsWith('"); process'))).toEqual([]);
    expect(text).not.toContain("\u2028");
  });

  test("has a variable for each of two stacks that are called alike", () => {
    const report = experimentsFor("a-b", [...base, table], { ...runs, only: "replication-stopped" });
    const text = write([report, { ...report, stack: "a_b" }], false);
    const variables = [...text.matchAll(/^const (\w+)Role = /gm)].map(([, variable]) => variable);
    expect(new Set(variables).size).toBe(2);
  });
});

describe("dr-guardrails drill --experiment", () => {
  const directory = mkdtempSync(join(tmpdir(), "experiment-"));
  const file = join(directory, "state.json");

  beforeAll(() => {
    const resources = [...base, table].map(({ urn, type, inputs, outputs, provider, propertyDependencies }) => ({
      urn,
      type,
      custom: true,
      inputs,
      outputs,
      ...(provider === undefined ? {} : { provider: `${provider}::id` }),
      propertyDependencies,
    }));
    writeFileSync(file, JSON.stringify({ version: 3, deployment: { resources } }));
  });

  afterAll(() => rmSync(directory, { recursive: true }));

  test.each([[["--experiment"]], [["--experiment=json"]], [["--experiment", "json", "--json"]]])(
    "%j prints the report of an export as JSON",
    async (words) => {
      const { status, stdout, stderr } = await runHere("drill", "--export", file, ...words);
      expect([status, stderr]).toEqual([0, ""]);
      const report = JSON.parse(stdout);
      expect(report).toMatchObject({ schemaVersion: 1, stack: "test" });
      expect(report.experiments.map(({ failure }: Experiment) => failure)).toEqual(["replication-stopped"]);
    },
  );

  test("writes a program with --out", async () => {
    const out = join(directory, "index.ts");
    const words = ["--experiment=pulumi", "--fail", "replication-stopped", "--out", out];
    expect(await runHere("drill", "--export", file, ...words)).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(readFileSync(out, "utf8")).toContain("new aws.fis.ExperimentTemplate");
  });

  test("drills an export, too", async () => {
    const { status, stdout } = await runHere("drill", "--export", file, "--fail", "endpoint", "--runs", "5", "--json");
    expect([status, JSON.parse(stdout).scenario]).toEqual([0, "endpoint"]);
  });

  test.each([
    [["--experiment=yaml"], '--experiment is "yaml", expected json or pulumi'],
    [["--experiment=pulumi", "--json"], "--json and --experiment pulumi exclude each other; leave one out"],
    [
      ["--experiment", "--fail", "watch-lost"],
      "AWS FIS cannot make that failure real in stack test: watch-lost: no action of FIS silences alarms or notifications",
    ],
  ])("%j: one line, status 2", async (words, message) => {
    expect(await runHere("drill", "--export", file, ...words)).toEqual({
      status: 2,
      stdout: "",
      stderr: `dr-guardrails: ${message}\n`,
    });
  });
});
