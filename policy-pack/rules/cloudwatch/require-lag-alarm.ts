import { Directory } from "../../../model/aws/references";
import { findRegion } from "../../../model/aws/region";
import { tokens } from "../../../model/aws/tokens";
import { Gathering } from "../../../model/graph/gathering";
import { type Interruption, unknowable } from "../../../model/graph/interruption";
import type { Stack } from "../../../model/graph/stack";
import { unknown } from "../../../model/graph/unknown";
import { type Cluster, findSecondaries, gatherGlobalDatabases } from "../../../model/recovery/databases";
import { isStrong, TableRegions } from "../../../model/recovery/table-regions";
import { readDimension, type Watch, WatchedMetrics } from "../../../model/recovery/watched-metrics";
import { demandOne } from "../../demands/one-watch";
import { about, type Check, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import { type Finding, type StackFinding, Word } from "../../engine/finding";
import { stackRule } from "../../engine/rule";

interface Settings {
  readonly maximumSeconds: number;
  readonly directions: "each" | "any";
}

type Steps = Generator<StackFinding | Interruption, number, void>;

/** The alarm is where the metric is, and fires soon enough. Both services measure milliseconds. */
function findFault(
  { alarm, property }: Watch,
  regions: readonly string[],
  maximumSeconds: number,
): Finding | undefined {
  const region = findRegion(alarm) ?? unknowable("region");
  if (regions.length > 0 && !regions.includes(region)) {
    return { at: "region", got: region, want: `${regions.join(" or ")}, where the metric is` };
  }
  if (property === "metricQueries") {
    return undefined; // an expression has a unit of its own
  }
  const { comparisonOperator, threshold } = alarm.props;
  const greater = ["GreaterThanThreshold", "GreaterThanOrEqualToThreshold"];
  if (!greater.some((name) => name === comparisonOperator)) {
    return { at: "comparisonOperator", got: comparisonOperator, want: greater.join(" or ") };
  }
  const milliseconds = maximumSeconds * 1000;
  const isSoon = typeof threshold === "number" && threshold <= milliseconds;
  return isSoon ? undefined : { at: "threshold", got: threshold, want: `at most ${milliseconds} milliseconds` };
}

/** Every region that receives is watched from one that sends: DynamoDB measures where the writes are made. */
function* judgeTables(stack: Stack, { directions, maximumSeconds }: Settings): Steps {
  const tableRegions = new TableRegions(stack);
  const metrics = new WatchedMetrics(stack, "AWS/DynamoDB", ["ReplicationLatency"]);
  const watchers = metrics.byResource("TableName", new Directory(tableRegions.tables));
  const want = "an alarm on AWS/DynamoDB ReplicationLatency of TableName and ReceivingRegion";
  let judged = 0;
  for (const table of tableRegions.tables) {
    yield* about(table, function* () {
      const { values, unknown: lost } = tableRegions.of(table);
      const regions = [...new Set(values)];
      yield* lost;
      if (regions.length < 2 || isStrong(table)) {
        return;
      }
      judged++;
      const received = new Gathering<{ readonly watch: Watch; readonly by: unknown }>();
      for (const watch of watchers.of(table)) {
        received.add(watch.alarm, () => ({ watch, by: readDimension(watch, "ReceivingRegion") }));
      }
      for (const receivers of directions === "each" ? regions.map((region) => [region]) : [regions]) {
        const watches = received.values.filter(({ by }) => receivers.some((region) => region === by));
        const sendersTo = (receiver: unknown) => regions.filter((region) => region !== receiver);
        const got = new Word(`watched by no alarm on replication to ${receivers.join(" or ")}`);
        yield* demandOne(
          watches.map(({ watch }) => watch),
          (watch) => findFault(watch, sendersTo(readDimension(watch, "ReceivingRegion")), maximumSeconds),
          { urn: table.urn, at: "replicas", got, want },
          [...received.unknown, ...watchers.unknown],
        );
      }
    });
  }
  return judged;
}

/** Every cluster that receives is watched in its own region; any of them when it is unclear which one writes. */
function* judgeClusters(stack: Stack, { directions, maximumSeconds }: Settings): Steps {
  const metrics = new WatchedMetrics(stack, "AWS/RDS", ["AuroraGlobalDBReplicationLag", "AuroraGlobalDBRPOLag"]);
  const watchers = metrics.byResource("DBClusterIdentifier", new Directory(stack.of(tokens.cluster)));
  const want = "an alarm on AWS/RDS AuroraGlobalDBReplicationLag of its DBClusterIdentifier";
  const databases = gatherGlobalDatabases(stack);
  const receivers = databases.values.flatMap((database): readonly (readonly Cluster[])[] => {
    const secondaries = findSecondaries(database);
    return secondaries !== undefined && directions === "each"
      ? secondaries.map((cluster) => [cluster])
      : [secondaries ?? database.members];
  });
  let judged = databases.unknown.length;
  for (const clusters of receivers) {
    const [first] = clusters;
    if (first === undefined) {
      continue;
    }
    judged++;
    yield* about(first, function* () {
      const homes = clusters.flatMap((cluster) => findRegion(cluster) ?? []);
      const got = new Word("watched by no alarm on replication lag");
      yield* demandOne(
        clusters.flatMap((cluster) => watchers.of(cluster)),
        (watch) => findFault(watch, homes, maximumSeconds),
        { urn: first.urn, at: "globalClusterIdentifier", got, want },
        watchers.unknown,
      );
    });
  }
  yield* databases.unknown;
  return judged;
}

const east = { provider: { region: "us-east-1" } };
const west = { provider: { region: "us-west-2" } };
const trades = resource(tokens.table, "trades", { name: "trades", replicas: [{ regionName: "us-west-2" }] }, east);
const lag = {
  namespace: "AWS/DynamoDB",
  metricName: "ReplicationLatency",
  comparisonOperator: "GreaterThanThreshold",
  threshold: 30_000,
  evaluationPeriods: 1,
};
const toWest = { TableName: "trades", ReceivingRegion: "us-west-2" };
const toEast = { TableName: "trades", ReceivingRegion: "us-east-1" };
const there = resource(tokens.metricAlarm, "there", { ...lag, dimensions: toWest }, east);
const back = resource(tokens.metricAlarm, "back", { ...lag, dimensions: toEast }, west);
const globalClusterIdentifier = "ledger";
const primary = resource(
  tokens.cluster,
  "primary",
  { clusterIdentifier: "one", globalClusterIdentifier, masterPassword: "example" },
  east,
);
const secondary = resource(tokens.cluster, "secondary", { clusterIdentifier: "two", globalClusterIdentifier }, west);
const clusterLag = { ...lag, namespace: "AWS/RDS", metricName: "AuroraGlobalDBReplicationLag" };
const ofSecondary = { dimensions: { DBClusterIdentifier: "two" } };

export default stackRule({
  meta: {
    name: "cloudwatch-require-lag-alarm",
    severity: "high",
    law: "The replication lag of every replicated table and database has an alarm.",
    rationale:
      "What has not been copied when a region is lost is gone; only the lag tells beforehand how much that would be.",
    remediation:
      "Add a MetricAlarm on ReplicationLatency for each receiving region of the table, or on AuroraGlobalDBReplicationLag of each secondary cluster, within the expected threshold.",
    url: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_monitoring.html",
    framework: { wellArchitected: "REL13-BP02", nist: ["CP-9", "SI-4", "CP-2(8)"] },
  },
  config: {
    maximumSeconds: {
      type: "number",
      minimum: 0,
      default: 30,
      description: "Longest lag that raises no alarm, in seconds.",
    },
    directions: {
      type: "string",
      enum: ["each", "any"],
      default: "each",
      description: "Whether every receiving region has to be watched, or any one of them.",
    },
  },
  *check(stack, settings): Check<StackFinding> {
    const judged = (yield* judgeTables(stack, settings)) + (yield* judgeClusters(stack, settings));
    return judged === 0 ? skip("no table or cluster is replicated between regions") : undefined;
  },
  examples: {
    pass: [
      { because: "both directions of a table are watched", given: [trades, there, back] },
      { because: "the config is content with one direction", config: { directions: "any" }, given: [trades, there] },
      {
        because: "the config allows a minute",
        config: { maximumSeconds: 60 },
        given: [
          trades,
          resource(tokens.metricAlarm, "there", { ...lag, threshold: 60_000, dimensions: toWest }, east),
          back,
        ],
      },
      {
        because: "the secondary cluster is watched",
        given: [primary, secondary, resource(tokens.metricAlarm, "alarm", { ...clusterLag, ...ofSecondary }, west)],
      },
    ],
    fail: [
      { because: "only one direction is watched", given: [trades, there], at: ["trades replicas"] },
      {
        because: "the alarm is where the writes arrive, which measures nothing",
        given: [trades, back, resource(tokens.metricAlarm, "there", { ...lag, dimensions: toWest }, west)],
        at: ["there region"],
      },
      {
        because: "the alarm comes a second late",
        given: [
          trades,
          back,
          resource(tokens.metricAlarm, "there", { ...lag, threshold: 31_000, dimensions: toWest }, east),
        ],
        at: ["there threshold"],
      },
      {
        because: "the secondary cluster is not watched",
        given: [primary, secondary],
        at: ["secondary globalClusterIdentifier"],
      },
    ],
    undetermined: [
      {
        because: "the threshold is unknown",
        given: [
          trades,
          back,
          resource(tokens.metricAlarm, "there", { ...lag, threshold: unknown.number, dimensions: toWest }, east),
        ],
        at: ["there threshold"],
      },
    ],
    skip: [
      { because: "the table is in one region", given: [resource(tokens.table, "trades", { name: "trades" }, east)] },
    ],
  },
});
