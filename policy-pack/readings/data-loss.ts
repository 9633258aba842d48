import { Directory } from "../../model/aws/references";
import { findRegion } from "../../model/aws/region";
import { findTag } from "../../model/aws/tags";
import { tokens } from "../../model/aws/tokens";
import { Block } from "../../model/graph/block";
import type { Interruption } from "../../model/graph/interruption";
import { path } from "../../model/graph/path";
import { isGiven, known, stated } from "../../model/graph/reading";
import type { Member, Stack } from "../../model/graph/stack";
import { BackupCopies } from "./backup-copies";
import { gatherGlobalDatabases } from "./global-clusters";
import { atMost, longest, readEach, type Term } from "./recovery-term";
import { isStrong, TableRegions } from "./table-regions";
import { readDimension, type Watch, WatchedMetrics } from "./watched-metrics";

type Reading = Generator<Interruption, void, void>;

/** What AWS says of asynchronous replication: usually within a second. It states no bound. */
const usualLag = 1;

/** What people are told of: the lowest threshold of some alarms, in seconds, as far as the law of lag alarms goes. */
function lagTerm(watches: readonly Watch[], lawfulLag: number): Term | undefined {
  const thresholds = watches.flatMap(({ alarm, property }): Term[] => {
    const threshold = property === "dimensions" ? alarm.props.threshold : undefined;
    // One that waits for a small lag watches for silence, and bounds nothing.
    if (String(alarm.props.comparisonOperator).startsWith("LessThan")) {
      return [];
    }
    return typeof threshold === "number"
      ? [{ name: "replication", seconds: threshold / 1000, urn: alarm.urn, at: "threshold", got: threshold }]
      : [];
  });
  const lowest = thresholds.sort((one, other) => one.seconds - other.seconds)[0];
  return lowest && atMost(lowest, lawfulLag);
}

/** A table that is in one region only is another law's finding. */
export function* readTables(stack: Stack, lawfulLag: number, into: Term[]): Reading {
  const placed = new TableRegions(stack);
  const metrics = new WatchedMetrics(stack, "AWS/DynamoDB", ["ReplicationLatency"]);
  const watchers = metrics.byResource("TableName", new Directory(placed.tables));
  yield* readEach(
    placed.tables,
    (table) => {
      const home = findRegion(table);
      const receivers = [...new Set(placed.of(table).values)].filter((region) => region !== home);
      const usual = { name: "replication", urn: table.urn, at: "replicas", got: table.props.replicas };
      const terms = receivers.map((receiver) => {
        const watches = watchers.of(table).filter((watch) => readDimension(watch, "ReceivingRegion") === receiver);
        return lagTerm(watches, lawfulLag) ?? { ...usual, seconds: usualLag };
      });
      return isStrong(table) ? { ...usual, seconds: 0 } : longest(terms);
    },
    into,
  );
}

/** A cluster outside a global database is another law's finding. */
export function* readDatabases(stack: Stack, lawfulLag: number, into: Term[]): Reading {
  const databases = gatherGlobalDatabases(stack);
  const metrics = new WatchedMetrics(stack, "AWS/RDS", ["AuroraGlobalDBReplicationLag"]);
  const watchers = metrics.byResource("DBClusterIdentifier", new Directory(stack.of(tokens.cluster)));
  yield* databases.unknown;
  yield* readEach(
    databases.values,
    ({ global, members }) => {
      const [owner] = global ? [global] : members;
      if (owner === undefined || new Set(members.map(findRegion)).size < 2) {
        return undefined;
      }
      const at = "globalClusterIdentifier";
      const usual = { name: "replication", seconds: usualLag, urn: owner.urn, at, got: stated(owner, at) };
      return (
        lagTerm(
          members.flatMap((member) => watchers.of(member)),
          lawfulLag,
        ) ?? usual
      );
    },
    into,
  );
}

/** An instance has no global form: what it may lose is what its newest copy elsewhere lacks, or all. */
export function* readInstances(stack: Stack, into: Term[]): Reading {
  const instances = stack.of(tokens.databaseInstance);
  const sources = new Directory(instances);
  const copies = new BackupCopies(stack);
  const copied = new Set<string>();
  const isReplica = (instance: (typeof instances)[number]) => isGiven(() => instance.props.replicateSourceDb);
  const noteSource = (instance: (typeof instances)[number]) => {
    const { members } = sources.find(instance, "replicateSourceDb", () => instance.props.replicateSourceDb);
    for (const source of members.filter((member) => findRegion(member) !== findRegion(instance))) {
      copied.add(source.urn);
    }
    return undefined;
  };
  yield* readEach(instances, noteSource, []);
  yield* readEach(
    instances.filter((instance) => !isReplica(instance) && !copied.has(instance.urn)),
    (instance) => copies.of(instance as Member) ?? lost(instance.urn),
    into,
  );
}

function lost(urn: string): Term {
  return { name: "no copy elsewhere", seconds: Number.POSITIVE_INFINITY, urn, at: "replicateSourceDb", got: undefined };
}

/** Buckets that hold records, as their tag says. One that is not replicated in time is another law's finding. */
export function* readBuckets(
  stack: Stack,
  tag: { readonly key: string; readonly value: string },
  into: Term[],
): Reading {
  const buckets = stack.of(tokens.bucket);
  const holding: (typeof buckets)[number][] = [];
  yield* readEach(buckets, (bucket) => (findTag(bucket, tag.key) === tag.value ? bucket : undefined), holding);
  const directory = new Directory(holding);
  yield* readEach(
    stack.of(tokens.bucketReplication).filter((config) => {
      return directory.find(config, "bucket", () => config.props.bucket).members.length > 0;
    }),
    (config) => longest(timedRules(new Block([], () => config.props)).map((rule) => ruleTerm(rule, config.urn))),
    into,
  );
  yield* readEach(
    holding,
    (bucket) => {
      const inline = new Block([], () => ({
        replicationConfiguration: known(() => bucket.props.replicationConfiguration),
      }));
      const rules = inline.children("replicationConfiguration").flatMap(timedRules);
      return longest(rules.map((rule) => ruleTerm(rule, bucket.urn)));
    },
    into,
  );
}

function timedRules(config: Block): readonly Block[] {
  const isOn = (block: Block) => block.read("status") === "Enabled";
  return config
    .children("rule")
    .filter((rule) => isOn(rule) && isOn(rule.child("destination").child("replicationTime")));
}

/** Replication time control is designed for 99.99 % of the objects. */
function ruleTerm(rule: Block, urn: string): Term {
  const time = rule.child("destination").child("replicationTime").child("time");
  const minutes = time.read("minutes");
  const at = path(...time.way, "minutes");
  return { name: "replication", seconds: Number(minutes) * 60, urn, at, got: minutes };
}
