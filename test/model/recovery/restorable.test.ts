import type { Interruption } from "../../../model/graph/interruption";
import { Restores } from "../../../model/recovery/failures/read/restorable";
import type { Restorable } from "../../../model/recovery/failures/restorable";
import { given, inEast, stackFrom, unknownText } from "./stack";

type Given = Parameters<typeof given>;

/** To what the first resource can be brought back. */
function pointOf(...resources: readonly ReturnType<typeof given>[]): [Restorable, number] {
  const stack = stackFrom(...resources);
  const hidden: Interruption[] = [];
  const store = stack.all().find(({ name }) => name === resources[0]?.name);
  if (store === undefined) throw new Error("expected a store");
  return [new Restores(stack, hidden).of(store), hidden.length];
}

const unknownTruth = "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7";
const store = (type: Given[0], props: object) => given(type, "store", props, inEast);
const versioning = (status: string) =>
  given("aws:s3/bucketVersioning:BucketVersioning", "v", { bucket: "b", versioningConfiguration: { status } }, inEast);
const plan = (rule: object) => [
  given(
    "aws:backup/plan:Plan",
    "plan",
    { rules: [{ schedule: "cron(0 5 * * ? *)", startWindow: 60, ...rule }] },
    inEast,
  ),
  given(
    "aws:backup/selection:Selection",
    "all",
    { planId: unknownText, resources: ["*"] },
    { ...inEast, sources: { planId: ["plan"] } },
  ),
];
const daily = { kind: "backups", periodSeconds: 86_400, startWindowSeconds: 3600 };
const untilDays = (days: number) => ({ kind: "point in time", days });

const table = "aws:dynamodb/table:Table";
const cluster = "aws:rds/cluster:Cluster";
const instance = "aws:rds/instance:Instance";
const bucket = "aws:s3/bucket:Bucket";
const keyspaceTable = "aws:keyspaces/table:Table";

describe("to what a store can be brought back after a bad release", () => {
  test.each([
    ["a table with recovery", [store(table, { pointInTimeRecovery: { enabled: true } })], untilDays(35)],
    [
      "a table with a shorter window",
      [store(table, { pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 7 } })],
      untilDays(7),
    ],
    ["a table without", [store(table, {})], { kind: "none" }],
    ["a table whose recovery is off", [store(table, { pointInTimeRecovery: { enabled: false } })], { kind: "none" }],
    ["a table that a plan takes", [store(table, { name: "t" }), ...plan({})], daily],
    [
      "a table that a plan takes continuously",
      [store(table, {}), ...plan({ enableContinuousBackup: true })],
      untilDays(35),
    ],
    [
      "a keyspace's table with recovery",
      [store(keyspaceTable, { pointInTimeRecovery: { status: "ENABLED" } })],
      untilDays(35),
    ],
    ["a keyspace's table without", [store(keyspaceTable, {})], { kind: "none" }],
    ["a cluster of Aurora, which always keeps a day", [store(cluster, {})], untilDays(1)],
    ["a cluster that says how long", [store(cluster, { backupRetentionPeriod: 14 })], untilDays(14)],
    ["documents", [store("aws:docdb/cluster:Cluster", { backupRetentionPeriod: 5 })], untilDays(5)],
    ["graphs", [store("aws:neptune/cluster:Cluster", {})], untilDays(1)],
    ["an instance that keeps its log", [store(instance, { backupRetentionPeriod: 3 })], untilDays(3)],
    ["an instance without backups", [store(instance, { backupRetentionPeriod: 0 })], { kind: "none" }],
    ["an instance that says nothing", [store(instance, {})], { kind: "none" }],
    ["a bucket with versions", [store(bucket, { bucket: "b" }), versioning("Enabled")], { kind: "versions" }],
    ["a bucket that says so itself", [store(bucket, { versioning: { enabled: true } })], { kind: "versions" }],
    [
      "a bucket whose versions are suspended",
      [store(bucket, { bucket: "b" }), versioning("Suspended")],
      { kind: "none" },
    ],
    ["a bucket without", [store(bucket, { bucket: "b" })], { kind: "none" }],
    ["a file system without backups", [store("aws:efs/fileSystem:FileSystem", {})], { kind: "none" }],
    ["a queue, of which nobody tells", [store("aws:sqs/queue:Queue", {})], { kind: "untold" }],
    [
      "a cache, of which nobody tells",
      [store("aws:elasticache/replicationGroup:ReplicationGroup", {})],
      { kind: "untold" },
    ],
  ])("%s", (_what, resources, expected) => {
    expect(pointOf(...resources)).toEqual([expected, 0]);
  });

  test("what is not known yet is not known, and says so", () => {
    expect(pointOf(store(table, { pointInTimeRecovery: { enabled: unknownTruth } }))).toEqual([{ kind: "untold" }, 1]);
  });
});
