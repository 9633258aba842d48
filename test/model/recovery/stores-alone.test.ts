import { failureMatrix } from "../../../model/recovery/failures/matrix";
import { readSystem } from "../../../model/recovery/failures/read/system";
import { type ScenarioName, scenarioNames } from "../../../model/recovery/failures/scenario-names";
import { formatMatrix } from "../../../preflight/report/matrix";
import { matrixRow } from "../../../preflight/report/matrix-row";
import { given, inEast, inWest, stackFrom } from "./stack";

type Given = readonly ReturnType<typeof given>[];

const table: Given = [
  given(
    "aws:dynamodb/table:Table",
    "trades",
    {
      name: "trades",
      hashKey: "id",
      streamEnabled: true,
      streamViewType: "NEW_AND_OLD_IMAGES",
      pointInTimeRecovery: { enabled: true },
      replicas: [{ regionName: "us-west-2" }],
    },
    inEast,
  ),
];

const tags = { Data: "business-records" };
const document = (statement: object) => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
const versioned = (bucket: string, context: object) =>
  given(
    "aws:s3/bucketVersioning:BucketVersioning",
    `${bucket}-versions`,
    { bucket, versioningConfiguration: { status: "Enabled" } },
    context,
  );
const archive = given("aws:s3/bucket:Bucket", "archive", { bucket: "archive", tags }, inEast);
const buckets: Given = [
  archive,
  versioned("archive", inEast),
  given("aws:s3/bucket:Bucket", "copy", { bucket: "archive-copy", tags }, inWest),
  versioned("archive-copy", inWest),
  given("aws:iam/role:Role", "copier", {
    name: "copier",
    assumeRolePolicy: document({
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { Service: "s3.amazonaws.com" },
    }),
    inlinePolicies: [{ name: "copy", policy: document({ Effect: "Allow", Action: "s3:*", Resource: "*" }) }],
  }),
  given(
    "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
    "there",
    {
      bucket: "archive",
      role: "arn:aws:iam::123456789012:role/copier",
      rules: [{ status: "Enabled", destination: { bucket: "arn:aws:s3:::archive-copy" } }],
    },
    inEast,
  ),
];

const member = { globalClusterIdentifier: "ledger", engine: "aurora-postgresql" };
const aurora: Given = [
  given("aws:rds/globalCluster:GlobalCluster", "ledger", { globalClusterIdentifier: "ledger" }),
  given(
    "aws:rds/cluster:Cluster",
    "writer",
    { ...member, clusterIdentifier: "writer", masterPassword: "example", backupRetentionPeriod: 7 },
    inEast,
  ),
  given("aws:rds/cluster:Cluster", "reader", { ...member, clusterIdentifier: "reader" }, inWest),
  given("aws:rds/clusterInstance:ClusterInstance", "one", { clusterIdentifier: "writer" }, inEast),
  given("aws:rds/clusterInstance:ClusterInstance", "two", { clusterIdentifier: "reader" }, inWest),
];

const unmoved = "nothing has moved: nothing to return";
const caughtUp = `${unmoved}; the copies catch up by themselves, unless a cluster of the standby has to be made anew`;
const uncopied = `${unmoved}; no store has a copy that would catch up`;
const restored =
  "nothing is right again by itself: a person restores beside the live data, and merges what was written since; the standby has the wrong data too";

const cutOff: readonly ScenarioName[] = ["region", "isolated", "control-plane", "standby-too"];

interface Alone {
  /** Of which store something is missing. */
  readonly of: string;
  /** At most so much when the region is lost, in seconds: its worst lag, and a stall of five minutes before it. */
  readonly withinSeconds: number;
  readonly back: string;
}

const copied: readonly (readonly [string, Given, Alone])[] = [
  ["a global table", table, { of: "DynamoDB trades", withinSeconds: 400, back: "any second of 35 days" }],
  [
    "a pair of buckets",
    buckets,
    { of: "S3 archive", withinSeconds: 14_700, back: "the version before, object by object" },
  ],
  ["a global database of Aurora", aurora, { of: "Aurora writer", withinSeconds: 400, back: "any second of 7 days" }],
];

const rowsOf = (resources: Given) =>
  failureMatrix(readSystem(stackFrom(...resources)), { runs: 100, seed: 1, writesPerSecond: 100 });

describe.each(copied)("%s and nothing that answers", (_, resources, { of, withinSeconds, back }) => {
  const rows = rowsOf(resources);

  test("has every row, and in each of them nobody serves, notices or is told", () => {
    expect(rows.map(({ failure }) => failure)).toEqual(scenarioNames);
    for (const row of rows) {
      const cells = matrixRow(row).slice(1, 8);
      const nobody = ["nothing", "-", "nobody", "-", "nobody: nothing answers from outside", "-", "-"];
      expect([row.failure, ...cells]).toEqual([row.failure, ...nobody]);
    }
  });

  test("lacks what was on its way where the copy is cut off, all where it has stopped, and else nothing", () => {
    for (const { failure, missing } of rows) {
      const isCut = cutOff.includes(failure) || failure === "replication-stopped";
      expect([failure, missing?.store]).toEqual([failure, isCut ? of : undefined]);
    }
    const p99 = (failure: ScenarioName) => rows.find((row) => row.failure === failure)?.missing?.seconds.p99;
    expect(p99("region")).toBeGreaterThan(0);
    expect(p99("region")).toBeLessThanOrEqual(withinSeconds);
    expect(p99("isolated")).toBeCloseTo((p99("region") ?? 0) + 3600, 0); // an hour in which its clients write there
    expect(p99("replication-stopped")).toBeNull();
  });

  test("when the failed thing is back no traffic moves; copies that were cut catch up", () => {
    const caught = [...cutOff, "replication-stopped", "standby-lost"];
    for (const { failure, onReturn } of rows) {
      const rest = caught.includes(failure) ? caughtUp : unmoved;
      expect([failure, onReturn]).toEqual([failure, failure === "bad-release" ? restored : rest]);
    }
  });

  test("is brought back to a point of its own after a bad release", () => {
    const stores = rows.flatMap((row) => row.stores ?? []);
    expect(stores).toEqual([{ store: of, back }]);
  });

  test("the table says nowhere that anything serves, answers or is led away", () => {
    expect(formatMatrix(rows).replaceAll("nothing answers from outside", "")).not.toMatch(
      /serves|answers|traffic|goes on/,
    );
  });
});

test("a bucket without a copy lacks all of it, and nothing catches up", () => {
  const rows = rowsOf([archive]);
  for (const { failure, served, missing, onReturn } of rows.filter(({ failure }) => cutOff.includes(failure))) {
    expect([failure, served.by]).toEqual([failure, "nobody: nothing answers from outside"]);
    expect([failure, missing?.store, missing?.seconds.p99, onReturn]).toEqual([failure, "S3 archive", null, uncopied]);
  }
});
