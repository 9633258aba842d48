import { unknown } from "../../../../model/graph/unknown";

const of =
  (region: string) =>
  (type: string, name: string, props: object, sources: object = {}) => ({
    type,
    name,
    props,
    context: { provider: { region }, sources },
  });
const east = of("us-east-1");
const west = of("us-west-2");
const table = (replica: object) =>
  east("aws:dynamodb/table:Table", "t", { name: "t", replicas: [{ regionName: "us-west-2", ...replica }] });
const lag = (name: string, threshold: unknown, comparisonOperator = "GreaterThanThreshold") =>
  east("aws:cloudwatch/metricAlarm:MetricAlarm", name, {
    comparisonOperator,
    namespace: "AWS/DynamoDB",
    metricName: "ReplicationLatency",
    threshold,
    dimensions: { TableName: "t", ReceivingRegion: "us-west-2" },
  });
const global = east("aws:rds/globalCluster:GlobalCluster", "g", { globalClusterIdentifier: "ledger" });
const writer = east("aws:rds/cluster:Cluster", "w", { clusterIdentifier: "w", globalClusterIdentifier: "ledger" });
const reader = west("aws:rds/cluster:Cluster", "r", { clusterIdentifier: "r", globalClusterIdentifier: "ledger" });
const clusterLag = (threshold: unknown) =>
  west("aws:cloudwatch/metricAlarm:MetricAlarm", "lag", {
    namespace: "AWS/RDS",
    metricName: "AuroraGlobalDBReplicationLag",
    threshold,
    dimensions: { DBClusterIdentifier: "r" },
  });
const instance = east("aws:rds/instance:Instance", "db", { identifier: "db" });
const bucket = (props: object) =>
  east("aws:s3/bucketV2:BucketV2", "b", { bucket: "b", tags: { Data: "business-records" }, ...props });
const timed = {
  status: "Enabled",
  destination: { bucket: "arn:aws:s3:::c", replicationTime: { status: "Enabled", time: { minutes: 15 } } },
};
const vault = west("aws:backup/vault:Vault", "vault", { name: "v" });
const plan = (schedule: unknown, rule: object = {}) =>
  east("aws:backup/plan:Plan", "plan", {
    rules: [
      {
        ruleName: "r",
        schedule,
        startWindow: 60,
        copyActions: [{ destinationVaultArn: "arn:aws:backup:us-west-2:123456789012:backup-vault:v" }],
        ...rule,
      },
    ],
  });
const selection = (props: object) =>
  east("aws:backup/selection:Selection", "s", { planId: unknown.string, ...props }, { planId: ["plan"] });
const byArn = selection({ resources: ["arn:aws:rds:us-east-1:123456789012:db:db"] });

export default {
  pass: [
    {
      because: "a write waits for the other region",
      config: { maximumSeconds: 0 },
      given: [table({ consistencyMode: "STRONG" })],
    },
    {
      because: "the lowest of two thresholds counts",
      given: [table({}), lag("late", 600_000), lag("soon", 30_000)],
    },
    {
      because: "an alarm watches for silence, which bounds nothing: what AWS says of replication counts",
      config: { maximumSeconds: 5 },
      given: [table({}), lag("silence", 2_000, "LessThanThreshold")],
    },
    {
      because: "the promise is kept to the second",
      config: { maximumSeconds: 30 },
      given: [table({}), lag("soon", 30_000)],
    },
    {
      because: "a database has a member in each region",
      config: { maximumSeconds: 5 },
      given: [global, writer, reader],
    },
    { because: "a bucket holds no records", given: [table({}), bucket({ tags: {} })] },
    {
      because: "an hourly backup is copied and the config has that time",
      config: { maximumSeconds: 14_400 },
      given: [instance, vault, plan("rate(1 hour)"), byArn],
    },
    {
      because: "a backup is taken every six hours and the config has a day",
      config: { maximumSeconds: 86_400 },
      given: [instance, plan("cron(0 0/6 * * ? *)"), byArn],
    },
  ],
  fail: [
    {
      because: "a table is in one region",
      given: [table({}), east("aws:dynamodb/table:Table", "u", { name: "u" })],
      at: ["u replicas"],
    },
    { because: "an alarm fires too late", given: [table({}), lag("late", 600_000)], at: ["late threshold"] },
    { because: "a bucket of records is not replicated", given: [bucket({})], at: ["b replicationConfiguration"] },
    {
      because: "the promise is broken by a second",
      config: { maximumSeconds: 29 },
      given: [table({}), lag("soon", 30_000)],
      at: ["soon threshold"],
    },
    {
      because: "somebody is notified of a database's lag too late",
      config: { maximumSeconds: 10 },
      given: [global, writer, reader, clusterLag(20_000)],
      at: ["lag threshold"],
    },
    {
      because: "a bucket replicates in its own inputs",
      given: [bucket({ replicationConfiguration: { role: "r", rules: [timed] } })],
      at: ["b replicationConfiguration.rules[0].destination.replicationTime.time.minutes"],
    },
    {
      because: "a replica is in the same region",
      given: [instance, east("aws:rds/instance:Instance", "copy", { replicateSourceDb: "db" })],
      at: ["db replicateSourceDb"],
    },
    {
      because: "backups do not leave the region",
      given: [
        instance,
        plan("rate(1 hour)", {
          copyActions: [{ destinationVaultArn: "arn:aws:backup:us-east-1:123456789012:backup-vault:v" }],
        }),
        byArn,
      ],
      at: ["db replicateSourceDb"],
    },
    {
      because: "backups are of something else",
      given: [
        instance,
        plan("rate(1 hour)"),
        selection({ resources: ["arn:aws:rds:us-east-1:123456789012:db:other"] }),
      ],
      at: ["db replicateSourceDb"],
    },
    {
      because: "a daily backup is too old",
      config: { maximumSeconds: 86_400 },
      given: [instance, plan("cron(0 5 * * ? *)"), byArn],
      at: ["plan rules[0].schedule"],
    },
    {
      because: "a backup on weekdays is too old",
      config: { maximumSeconds: 259_200 },
      given: [instance, plan("cron(0 5 ? * MON-FRI *)"), byArn],
      at: ["plan rules[0].schedule"],
    },
    {
      because: "a backup selected by tag is too old",
      config: { maximumSeconds: 3600 },
      given: [
        { ...instance, props: { identifier: "db", tags: { Backup: "yes" } } },
        plan("rate(1 hour)"),
        selection({ selectionTags: [{ type: "STRINGEQUALS", key: "Backup", value: "yes" }] }),
      ],
      at: ["plan rules[0].schedule"],
    },
    {
      because: "a vault that is known by reference only is elsewhere",
      config: { maximumSeconds: 3600 },
      given: [
        instance,
        vault,
        east(
          "aws:backup/plan:Plan",
          "plan",
          { rules: [{ schedule: "rate(1 hour)", copyActions: [{ destinationVaultArn: unknown.string }] }] },
          { rules: ["vault"] },
        ),
        byArn,
      ],
      at: ["plan rules[0].schedule"],
    },
  ],
  undetermined: [
    {
      because: "an instance has a replica elsewhere, of whose lag nobody states anything",
      given: [
        table({}),
        instance,
        west("aws:rds/instance:Instance", "copy", { replicateSourceDb: "arn:aws:rds:us-east-1:123456789012:db:db" }),
      ],
      at: ["copy replicateSourceDb"],
    },
    {
      because: "the region of a table is unknown",
      given: [{ ...table({}), context: { provider: { region: unknown.string } } }],
      at: ["t region"],
    },
    {
      because: "whether a bucket holds records is unknown",
      given: [table({}), bucket({ tags: unknown.object })],
      at: ["b tags"],
    },
  ],
  skip: [
    { because: "there is nothing at all", given: [] },
    { because: "the config says that no recovery is asked", config: { serves: false }, given: [bucket({})] },
  ],
};
