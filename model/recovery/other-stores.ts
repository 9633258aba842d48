import { Directory, Referrers, theOne } from "../aws/references";
import { knownRegion } from "../aws/region";
import { tokens } from "../aws/tokens";
import { Block } from "../graph/block";
import { unknowable } from "../graph/interruption";
import { isGiven, known } from "../graph/reading";
import type { Member, Stack } from "../graph/stack";
import type { Tokens } from "../graph/tokens";
import type { BackupCopies } from "./backup-copies";
import { cacheLag, cacheReplication, type Delay, type Estimate, keyspacesLag, keyspacesReplication } from "./estimates";
import { followsOther, readGlobalCaches, writingRegionOf } from "./global-caches";
import { type Reading, readEach, type Term } from "./term";

interface Kind {
  readonly kind: Tokens<unknown>;
  readonly name: string;
  readonly service: string;
}

/** Databases that have no replication of which this model knows. */
const singleDatabases: readonly Kind[] = [
  { kind: tokens.warehouse, name: "Redshift cluster", service: "Redshift" },
  { kind: tokens.warehouseNamespace, name: "Redshift namespace", service: "Redshift" },
  { kind: tokens.documentElastic, name: "elastic DocumentDB cluster", service: "DocumentDB" },
  { kind: tokens.timeSeries, name: "Timestream database", service: "Timestream" },
  { kind: tokens.influx, name: "Timestream for InfluxDB instance", service: "Timestream" },
  { kind: tokens.graphAnalytics, name: "Neptune Analytics graph", service: "Neptune" },
];

/** What may hold accepted work, or data of which nobody says whether it is the only copy. */
const queues: readonly Kind[] = [
  { kind: tokens.queue, name: "queue: what waits in it", service: "SQS" },
  { kind: tokens.stream, name: "stream: what is not read yet", service: "Kinesis" },
  { kind: tokens.kafkaCluster, name: "Kafka cluster: what is not read yet", service: "MSK" },
  { kind: tokens.broker, name: "broker: what waits in it", service: "MQ" },
  { kind: tokens.searchDomain, name: "search domain", service: "OpenSearch" },
];

/** What databases of other kinds may lose: by their copies in another region, else by their backups, else everything. */
export function* readOtherDatabases(stack: Stack, backups: BackupCopies, into: Term[]): Reading {
  const warehouses = new Directory(stack.of(tokens.warehouse));
  const copies = new Referrers(stack.of(tokens.snapshotCopy), "clusterIdentifier", warehouses);
  const snapshots = new Set(
    stack
      .of(tokens.warehouse)
      .filter((one) => copies.of(one).length > 0)
      .map(({ urn }) => urn),
  );
  for (const { kind, name, service } of singleDatabases) {
    yield* readEach(
      stack.of(kind) as readonly Member[],
      (member) =>
        backups.of(member, service) ??
        (snapshots.has(member.urn)
          ? untold(member, `${name}: copied snapshots`, service)
          : nowhere(member, name, service)),
      into,
    );
  }
  yield* readMemoryDatabases(stack, backups, into);
  yield* readPeeredClusters(stack, backups, into);
  yield* readKeyspaces(stack, backups, into);
}

/** Clusters of one multi-region cluster all take writes, and send them to each other. */
function* readMemoryDatabases(stack: Stack, backups: BackupCopies, into: Term[]): Reading {
  const clusters = stack.of(tokens.memoryDatabase);
  const globals = new Directory(stack.of(tokens.multiRegionMemory));
  const at = "multiRegionClusterName";
  const keyOf = (cluster: (typeof clusters)[number]) =>
    theOne(globals.find(cluster, at, () => cluster.props[at]))?.urn ?? cluster.props[at];
  const regions = new Map<unknown, Set<string>>();
  const hidden = new Set<unknown>();
  for (const cluster of clusters.filter(({ props }) => isGiven(() => props[at]))) {
    const key = known(() => keyOf(cluster));
    const region = knownRegion(cluster);
    if (key !== undefined && region !== undefined) {
      regions.set(key, (regions.get(key) ?? new Set()).add(region));
    } else {
      hidden.add(key);
    }
  }
  yield* readEach(
    clusters,
    (cluster) => {
      if (!isGiven(() => cluster.props[at])) {
        return backups.of(cluster as Member, "MemoryDB") ?? nowhere(cluster, "MemoryDB cluster", "MemoryDB");
      }
      const place = { member: cluster, at, service: "MemoryDB" };
      const key = keyOf(cluster);
      if ((regions.get(key)?.size ?? 0) > 1) {
        return copied(place, cacheReplication, cacheLag);
      }
      return hidden.has(key)
        ? unknowable("region")
        : untold(cluster, "MemoryDB cluster of a multi-region cluster that is managed elsewhere", "MemoryDB");
    },
    into,
  );
}

/** Aurora DSQL acknowledges a write when the peered cluster of another region has it, or the witness. */
function* readPeeredClusters(stack: Stack, backups: BackupCopies, into: Term[]): Reading {
  const clusters = stack.of(tokens.peeredCluster);
  const peerings = new Referrers(stack.of(tokens.clusterPeering), "identifier", new Directory(clusters));
  yield* readEach(
    clusters,
    (cluster) => {
      const at = "multiRegionProperties";
      const isPeered = isGiven(() => cluster.props.multiRegionProperties?.clusters) || peerings.of(cluster).length > 0;
      if (!isPeered && peerings.unknown[0] !== undefined) {
        throw peerings.unknown[0];
      }
      if (isPeered) {
        const basis = "a write is acknowledged when another region has it";
        const store = { service: "DSQL", holders: [cluster], copy: { kind: "together" } } as const;
        return { name: "DSQL replication", seconds: 0, urn: cluster.urn, at, got: undefined, basis, store };
      }
      return backups.of(cluster as Member, "DSQL") ?? nowhere(cluster, "DSQL cluster", "DSQL");
    },
    into,
  );
}

/** Tables are where their keyspace is. */
function* readKeyspaces(stack: Stack, backups: BackupCopies, into: Term[]): Reading {
  const keyspaces = new Directory(stack.of(tokens.keyspace));
  yield* readEach(
    stack.of(tokens.keyspaceTable),
    (table) => {
      const keyspace = theOne(keyspaces.find(table, "keyspaceName", () => table.props.keyspaceName));
      if (keyspace === undefined) {
        return untold(table, "Keyspaces table of a keyspace that is managed elsewhere", "Keyspaces");
      }
      const list = new Block([], () => keyspace.props).child("replicationSpecification").read("regionLists");
      const isSpread = Array.isArray(list) && list.length > 1;
      const place = { member: table, at: "keyspaceName", service: "Keyspaces" };
      return isSpread
        ? copied(place, keyspacesReplication, keyspacesLag)
        : (backups.of(table as Member, "Keyspaces") ?? nowhere(table, "Keyspaces table", "Keyspaces"));
    },
    into,
  );
}

/** Caches, queues and streams: of none does anybody say that it holds business records. */
export function* readWork(stack: Stack, into: Term[]): Reading {
  // What is not known is listed as untold: no cache is in a figure.
  const spread = new Set(
    readGlobalCaches(stack).flatMap(
      (cache) => known(() => (writingRegionOf(cache) === undefined ? undefined : cache.writer()?.urn)) ?? [],
    ),
  );
  yield* readEach(
    stack.of(tokens.cacheGroup).filter((group) => !followsOther(group)),
    (group): Term => {
      const place = { member: group, at: "replicationGroupId", service: "ElastiCache" };
      return spread.has(group.urn)
        ? { ...copied(place, cacheReplication, cacheLag), shownOnly: true }
        : untold(group, "cache", "ElastiCache");
    },
    into,
  );
  for (const { kind, name, service } of queues) {
    into.push(...stack.of(kind).map((member) => untold(member, name, service)));
  }
}

interface Place {
  readonly member: Member<unknown>;
  readonly at: string;
  readonly service: string;
}

function copied({ member, at, service }: Place, { seconds, source, confidence }: Estimate, lag: Delay): Term {
  return {
    name: `${service} replication`,
    seconds,
    urn: member.urn,
    at,
    got: undefined,
    basis: `estimate: ${source}`,
    estimate: { seconds, confidence },
    store: { service, holders: [member], copy: { kind: "stream", lag } },
  };
}

/** A store whose loss nobody states: listed, and in no figure. */
export function untold(member: Member<unknown>, name: string, service: string): Term {
  const basis = "not known: nothing in the stack says what of it is lost with its region";
  const store = { service, holders: [member] };
  const seconds = Number.POSITIVE_INFINITY;
  return { name, seconds, urn: member.urn, at: "region", got: undefined, basis, shownOnly: true, store };
}

function nowhere(member: Member<unknown>, name: string, service: string): Term {
  return {
    name: `${name} without a copy elsewhere`,
    seconds: Number.POSITIVE_INFINITY,
    urn: member.urn,
    at: "region",
    got: undefined,
    want: "a copy in another region",
    basis: "nothing of it is in another region",
    store: { service, holders: [member] },
  };
}
