import { budgetOf, type Term } from "../../../preflight/budget/budget";
import type { GraphResource, JsonObject } from "../../../preflight/graph";
import { declare, east, UNKNOWN, urnOf, west } from "./declare";

const TABLE = "aws:dynamodb/table:Table";
const CLUSTER = "aws:rds/cluster:Cluster";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const BUCKET = "aws:s3/bucket:Bucket";
const REPLICATION = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";

function rpo(...resources: readonly GraphResource[]): { seconds: number | null; terms: readonly Term[] } {
  const budget = budgetOf([east, west, ...resources]);
  return { seconds: budget.rpoSeconds, terms: budget.terms.filter(({ objective }) => objective === "rpo") };
}

function table(inputs: JsonObject, name = "trades"): GraphResource {
  return declare(TABLE, name, { name, ...inputs }, { provider: east.urn });
}

const replicated = table({ replicas: [{ regionName: "us-west-2" }] });

function latencyAlarm(inputs: JsonObject, name = "lag"): GraphResource {
  return declare(ALARM, name, {
    namespace: "AWS/DynamoDB",
    metricName: "ReplicationLatency",
    dimensions: { TableName: "trades", ReceivingRegion: "us-west-2" },
    ...inputs,
  });
}

describe("DynamoDB", () => {
  test("a global table may lose what AWS states for its replication", () => {
    const { seconds, terms } = rpo(replicated);
    expect(seconds).toBe(1);
    expect(terms).toEqual([
      expect.objectContaining({ urn: replicated.urn, property: "replicas[0].regionName", seconds: 1, counted: true }),
    ]);
  });

  test("the threshold of a latency alarm is the bound, in seconds", () => {
    const { seconds, terms } = rpo(replicated, latencyAlarm({ threshold: 30000 }));
    expect(seconds).toBe(30);
    expect(terms[0]).toMatchObject({ urn: urnOf(ALARM, "lag"), property: "threshold" });
  });

  test("an alarm that goes off below its threshold watches for silence, and bounds nothing", () => {
    const silence = latencyAlarm({ threshold: 0, comparisonOperator: "LessThanThreshold" }, "silence");
    expect(rpo(replicated, silence).seconds).toBe(1);
    expect(rpo(replicated, silence, latencyAlarm({ threshold: 5000 })).seconds).toBe(5);
  });

  test("of two alarms the one that speaks first counts", () => {
    expect(
      rpo(replicated, latencyAlarm({ threshold: 180000 }), latencyAlarm({ threshold: 5000 }, "early")).seconds,
    ).toBe(5);
  });

  test.each([
    ["another table", { dimensions: { TableName: "orders", ReceivingRegion: "us-west-2" }, threshold: 9000 }],
    ["the other direction", { dimensions: { TableName: "trades", ReceivingRegion: "us-east-1" }, threshold: 9000 }],
    ["another metric", { metricName: "ThrottledRequests", threshold: 9000 }],
    ["another namespace", { namespace: "Custom", threshold: 9000 }],
    ["an alarm without a threshold", {}],
  ])("%s is not the bound of this table", (_title, inputs) => {
    expect(rpo(replicated, latencyAlarm(inputs)).seconds).toBe(1);
  });

  test("an alarm whose threshold is known after deployment leaves the bound open", () => {
    const { seconds, terms } = rpo(replicated, latencyAlarm({ threshold: UNKNOWN }));
    expect(seconds).toBeNull();
    expect(terms[0]).toMatchObject({ state: "undetermined", property: "threshold" });
  });

  test("a table without a replica has no bound", () => {
    const { seconds, terms } = rpo(table({}));
    expect(seconds).toBeNull();
    expect(terms[0]).toMatchObject({
      name: "DynamoDB table without replica",
      state: "unbounded",
      property: "replicas",
    });
  });

  test("a replica in the table's own region is none", () => {
    expect(rpo(table({ replicas: [{ regionName: "us-east-1" }] })).seconds).toBeNull();
  });

  test.each([
    ["the list", UNKNOWN],
    ["an item of the list", [UNKNOWN]],
  ])("%s of replicas that is known after deployment leaves the bound open", (_title, replicas) => {
    expect(rpo(table({ replicas })).terms[0]).toMatchObject({ state: "undetermined", property: "replicas" });
  });

  test("a replica that is a resource of its own counts", () => {
    const plain = table({});
    const replica = declare(
      "aws:dynamodb/tableReplica:TableReplica",
      "copy",
      { globalTableArn: UNKNOWN },
      { provider: west.urn, propertyDependencies: { globalTableArn: [plain.urn] } },
    );
    expect(rpo(plain, replica)).toMatchObject({ seconds: 1, terms: [{ urn: replica.urn }] });
  });

  test("strong consistency loses nothing", () => {
    expect(rpo(table({ replicas: [{ regionName: "us-west-2", consistencyMode: "STRONG" }] })).seconds).toBe(0);
  });

  test("the store that may lose most decides", () => {
    const lone = table({}, "orders");
    const { seconds, terms } = rpo(replicated, lone);
    expect(seconds).toBeNull();
    expect(terms).toHaveLength(2);
  });
});

describe("Aurora", () => {
  const global = declare("aws:rds/globalCluster:GlobalCluster", "global", { globalClusterIdentifier: "ledger" });
  const cluster = (name: string, provider: GraphResource) =>
    declare(
      CLUSTER,
      name,
      { clusterIdentifier: name, globalClusterIdentifier: UNKNOWN },
      { provider: provider.urn, propertyDependencies: { globalClusterIdentifier: [global.urn] } },
    );
  const pair = [global, cluster("ledger-east", east), cluster("ledger-west", west)];

  test("a global database may lose what AWS states for its replication", () => {
    expect(rpo(...pair)).toMatchObject({ seconds: 1, terms: [{ urn: global.urn }] });
  });

  test("the threshold of a lag alarm is the bound, in seconds", () => {
    const alarm = declare(ALARM, "lag", {
      namespace: "AWS/RDS",
      metricName: "AuroraGlobalDBReplicationLag",
      dimensions: { DBClusterIdentifier: "ledger-west" },
      threshold: 30000,
    });
    expect(rpo(...pair, alarm)).toMatchObject({ seconds: 30, terms: [{ urn: alarm.urn, property: "threshold" }] });
  });

  test("a global database with both clusters in one region protects nothing", () => {
    const { seconds, terms } = rpo(global, cluster("a", east), cluster("b", east));
    expect(seconds).toBeNull();
    expect(terms.map(({ state }) => state)).toEqual(["unbounded", "unbounded"]);
  });

  test("a cluster of a global database that another stack declares is left open", () => {
    const lone = declare(CLUSTER, "member", { globalClusterIdentifier: "theirs" }, { provider: east.urn });
    expect(rpo(lone).terms[0]).toMatchObject({ state: "undetermined", urn: lone.urn });
  });

  test("a single cluster has no bound", () => {
    const lone = declare(CLUSTER, "lone", { clusterIdentifier: "lone" }, { provider: east.urn });
    expect(rpo(lone).terms[0]).toMatchObject({ name: "Aurora cluster without replica", state: "unbounded" });
  });

  test("a single instance has no bound, with a read replica elsewhere it has no stated one", () => {
    const instance = declare("aws:rds/instance:Instance", "db", {}, { provider: east.urn });
    const replica = declare(
      "aws:rds/instance:Instance",
      "db-replica",
      { replicateSourceDb: UNKNOWN },
      { provider: west.urn, propertyDependencies: { replicateSourceDb: [instance.urn] } },
    );
    expect(rpo(instance).terms[0]).toMatchObject({ state: "unbounded", urn: instance.urn });
    expect(rpo(instance, replica).terms).toEqual([
      expect.objectContaining({ state: "undetermined", urn: replica.urn }),
    ]);
  });
});

describe("S3", () => {
  const rule = (status: string) => ({
    status: "Enabled",
    destination: { bucket: UNKNOWN, replicationTime: { status, time: { minutes: 15 } } },
  });
  const bucket = (tags: JsonObject, name = "archive") => declare(BUCKET, name, { bucket: name, tags });
  const replication = (rules: JsonObject["rules"]) =>
    declare(
      REPLICATION,
      "copy",
      { bucket: UNKNOWN, rules: rules ?? null },
      {
        propertyDependencies: { bucket: [urnOf(BUCKET, "archive")] },
      },
    );
  const records = { Data: "business-records" };

  test("replication time control is shown, and does not count for a bucket of other data", () => {
    const { seconds, terms } = rpo(replicated, bucket({}), replication([rule("Enabled")]));
    expect(seconds).toBe(1);
    expect(terms[1]).toMatchObject({
      name: "S3: replication (not counted)",
      seconds: 900,
      counted: false,
      property: "rules[0].destination.replicationTime",
    });
  });

  test("it counts for a bucket of business records", () => {
    expect(rpo(bucket(records), replication([rule("Enabled")])).seconds).toBe(900);
  });

  test("a tag that the provider puts on everything counts as the bucket's own", () => {
    const tagging = declare("pulumi:providers:aws", "tagging", {
      region: "us-east-1",
      defaultTags: '{"tags":{"Data":"business-records"}}',
    });
    const inherited = declare(BUCKET, "archive", { bucket: "archive" }, { provider: tagging.urn });
    const overruled = declare(BUCKET, "other", { tags: { Data: "logs" } }, { provider: tagging.urn });
    const { terms } = rpo(tagging, inherited, overruled, replication([rule("Enabled")]));
    expect(terms.map(({ urn, counted }) => [urn, counted])).toEqual([[urnOf(REPLICATION, "copy"), true]]);
  });

  test.each([
    ["without replication time control there is no stated bound", [rule("Disabled")], "undetermined"],
    ["one untimed rule is enough to lose the bound", [rule("Enabled"), rule("Disabled")], "undetermined"],
    ["a disabled rule replicates nothing", [{ ...rule("Enabled"), status: "Disabled" }], "unbounded"],
    ["no rule replicates nothing", [], "unbounded"],
    ["rules known after deployment are left open", UNKNOWN, "undetermined"],
  ])("%s", (_title, rules, state) => {
    const { seconds, terms } = rpo(bucket(records), replication(rules));
    expect(seconds).toBeNull();
    expect(terms[0]).toMatchObject({ state, counted: true });
  });

  test("business records without any replication have no bound", () => {
    expect(rpo(bucket(records)).terms[0]).toMatchObject({ state: "unbounded", urn: urnOf(BUCKET, "archive") });
  });

  test("a bucket of other data without replication is not mentioned", () => {
    expect(rpo(replicated, bucket({})).terms).toHaveLength(1);
  });

  test.each([
    ["text that is not JSON", "tags"],
    ["JSON that is not an object", "[1]"],
    ["a number", 7],
  ])("default tags that are %s tag nothing", (_title, defaultTags) => {
    const odd = declare("pulumi:providers:aws", "odd", { region: "us-east-1", defaultTags });
    const plain = declare(BUCKET, "archive", { bucket: "archive" }, { provider: odd.urn });
    expect(rpo(replicated, odd, plain).terms).toHaveLength(1);
  });
});

describe("AWS Backup, the last resort", () => {
  const lone = table({});
  const plan = (rule: JsonObject) => declare("aws:backup/plan:Plan", "plan", { rules: [rule] }, { provider: east.urn });
  const selection = (inputs: JsonObject, resources: readonly string[] = []) =>
    declare(
      "aws:backup/selection:Selection",
      "selection",
      { planId: UNKNOWN, ...inputs },
      {
        propertyDependencies: { planId: [urnOf("aws:backup/plan:Plan", "plan")], resources },
      },
    );
  const toWest = [{ destinationVaultArn: "arn:aws:backup:us-west-2:123456789012:backup-vault:west" }];
  const hourly = { schedule: "cron(0 * * * ? *)", startWindow: 60, copyActions: toWest };

  test("the newest copy is as old as period, start window, job and copy", () => {
    expect(rpo(lone, plan(hourly), selection({ resources: [UNKNOWN] }, [lone.urn])).seconds).toBe(3600 + 3600 + 5400);
  });

  test.each([
    ["its ARN", { resources: ["arn:aws:dynamodb:us-east-1:123456789012:table/trades"] }],
    ["everything", { resources: ["*"] }],
    ["a tag", { selectionTags: [{ type: "STRINGEQUALS", key: "Backup", value: "yes" }] }],
  ])("a store is selected by %s", (_title, inputs) => {
    const tagged = table({ tags: { Backup: "yes" } });
    expect(rpo(tagged, plan(hourly), selection(inputs)).seconds).toBe(12600);
  });

  test("without a start window AWS may begin eight hours late", () => {
    const daily = { schedule: "cron(0 5 * * ? *)", copyActions: toWest };
    expect(rpo(lone, plan(daily), selection({ resources: ["*"] })).seconds).toBe(86400 + 28800 + 5400);
  });

  test("a copy to a vault that another provider declares leaves the region", () => {
    const vault = declare("aws:backup/vault:Vault", "west", { name: "west" }, { provider: west.urn });
    const copying = declare(
      "aws:backup/plan:Plan",
      "plan",
      { rules: [{ ...hourly, copyActions: [{ destinationVaultArn: UNKNOWN }] }] },
      { provider: east.urn, propertyDependencies: { rules: [vault.urn] } },
    );
    expect(rpo(lone, vault, copying, selection({ resources: ["*"] })).seconds).toBe(12600);
  });

  test.each([
    ["no copy", { schedule: "cron(0 * * * ? *)", startWindow: 60 }],
    [
      "a copy in the same region",
      { ...hourly, copyActions: [{ destinationVaultArn: "arn:aws:backup:us-east-1:1:v:x" }] },
    ],
  ])("%s protects nothing", (_title, rule) => {
    expect(rpo(lone, plan(rule), selection({ resources: ["*"] })).terms[0]).toMatchObject({ state: "unbounded" });
  });

  test("a plan that selects something else protects nothing", () => {
    const other = selection({ resources: ["arn:aws:dynamodb:us-east-1:123456789012:table/orders"] });
    expect(rpo(lone, plan(hourly), other).terms[0]).toMatchObject({ state: "unbounded" });
  });

  test.each([
    ["monthly", { ...hourly, schedule: "cron(0 5 1 * ? *)" }],
    ["known after deployment", { ...hourly, schedule: UNKNOWN }],
    ["not a schedule", { ...hourly, schedule: "sometimes" }],
    ["with an unknown start window", { ...hourly, startWindow: UNKNOWN }],
  ])("a schedule that is %s has no number", (_title, rule) => {
    expect(rpo(lone, plan(rule), selection({ resources: ["*"] })).terms[0]).toMatchObject({ state: "undetermined" });
  });

  test("a replicated store does not need it", () => {
    expect(rpo(replicated, plan(hourly), selection({ resources: ["*"] })).seconds).toBe(1);
  });
});

test("a stack without any store of business records has no recovery point", () => {
  const { seconds, terms } = rpo();
  expect(seconds).toBeNull();
  expect(terms).toEqual([
    expect.objectContaining({ name: "store of business records", state: "undetermined", urn: "" }),
  ]);
});
