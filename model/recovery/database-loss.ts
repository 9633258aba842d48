import type { ClusterArgs } from "@pulumi/aws/rds";
import { areApart, Directory, theOne } from "../aws/references";
import { tokens } from "../aws/tokens";
import { Gathering } from "../graph/gathering";
import { Interruption, unknowable } from "../graph/interruption";
import { isGiven, known, stated } from "../graph/reading";
import type { Member, Plain, Stack } from "../graph/stack";
import { UnknownValueError, unknown } from "../graph/unknown";
import type { BackupCopies } from "./backup-copies";
import { CommitLimits } from "./commit-limits";
import type { Copied } from "./copied";
import { copySettings } from "./copy-times";
import {
  type Cluster,
  type ClusterFamily,
  findSecondaries,
  type GlobalDatabase,
  gatherGlobalDatabases,
} from "./databases";
import { estimatedBy } from "./estimated";
import { aurora, auroraReplication, measuredOr, rdsAutomatedBackups, rdsLogs, replicaLag } from "./estimates";
import { lagTerm } from "./lag";
import { type Reading, readEach, type Term } from "./term";
import { type Watch, WatchedMetrics, type Watchers } from "./watched-metrics";

const globalAt = "globalClusterIdentifier";

/** What the clusters of one service may lose: by their global database, else by their backups, else everything. */
export function* readClusterLoss(stack: Stack, family: ClusterFamily, backups: BackupCopies, into: Term[]): Reading {
  const clusters = family.clustersOf(stack);
  if (clusters.length === 0) {
    return;
  }
  const databases = gatherGlobalDatabases(stack, family);
  yield* databases.unknown;
  const metrics = new WatchedMetrics(stack, family.namespace, family.lagMetrics);
  const watchers = metrics.byResource("DBClusterIdentifier", new Directory(clusters));
  const limits = new CommitLimits(stack);
  const places = databases.values.map((database) => ({ database, isSpread: spreadOf(database) }));
  const spread = places.filter(({ isSpread }) => isSpread === true).map(({ database }) => database);
  const unsure = places.flatMap(({ database, isSpread }) => {
    return isSpread instanceof Interruption ? [{ members: database.members, isSpread }] : [];
  });
  yield* unsure.map(({ isSpread }) => isSpread);
  for (const database of spread) {
    const terms: (readonly Term[])[] = [];
    yield* readEach([database], (one) => globalTerms(one, family, watchers, limits), terms);
    into.push(...terms.flat());
  }
  yield* spread.length > 0 ? watchers.unknown : []; // an alarm may tell of a longer lag
  const joined = new Set(spread.flatMap(({ members }) => members));
  const elsewhere = new Set(
    databases.values.filter(({ global }) => global === undefined).flatMap(({ members }) => members),
  );
  const hidden = new Set([
    ...databases.unknown.map(({ urn }) => urn),
    ...unsure.flatMap(({ members }) => members.map(({ urn }) => urn)),
  ]);
  const single = clusters.filter((cluster) => !joined.has(cluster) && !hidden.has(cluster.urn));
  const logs = readLogCopies(stack, clusters);
  for (const [urn, copy] of logs.copies) {
    yield untoldLag(copy.urn, urn);
  }
  yield* readEach(
    single.filter(({ urn }) => !logs.copies.has(urn) && !logs.own.has(urn)),
    (cluster) => (elsewhere.has(cluster) ? partElsewhere(cluster, family) : singleTerm(cluster, family, backups)),
    into,
  );
}

/** Whether its clusters are in several regions, or what hides that. */
function spreadOf({ members }: GlobalDatabase): boolean | Interruption {
  try {
    return areApart(members);
  } catch (cause) {
    return cause instanceof Interruption ? cause : new Interruption(cause, members[0]?.urn);
  }
}

/** Clusters that another region copies by its log, each with its copy, and those that are such a copy themselves. */
function readLogCopies(stack: Stack, clusters: readonly Cluster[]) {
  const sources = new Directory(clusters);
  const copies = new Map<string, Member<unknown>>();
  const own = new Set<string>();
  const note = (copy: Member<unknown>, property: string, read: () => unknown) => {
    for (const source of isGiven(read) ? sources.find(copy, property, read).members : []) {
      // What is hidden is as untold as the lag of a copy.
      if (source.urn !== copy.urn && known(() => areApart([source, copy])) !== false) {
        copies.set(source.urn, copy);
        own.add(copy.urn);
      }
    }
  };
  for (const cluster of clusters) {
    note(cluster, "replicationSourceIdentifier", () => cluster.props.replicationSourceIdentifier);
  }
  for (const instance of stack.of(tokens.databaseInstance)) {
    note(instance, "replicateSourceDb", () => instance.props.replicateSourceDb);
  }
  return { copies, own };
}

/** Its global database is managed elsewhere, and what else is in it too. */
function partElsewhere(cluster: Cluster, { service }: ClusterFamily): Term {
  return {
    name: "replication of a global database that is managed elsewhere",
    seconds: Number.POSITIVE_INFINITY,
    urn: cluster.urn,
    at: globalAt,
    got: stated(cluster, globalAt),
    basis: "its other members are not in this stack",
    shownOnly: true,
    store: { service, holders: [cluster] },
  };
}

/** One term for each cluster that receives; for the database as a whole when it cannot be told which one writes. */
function globalTerms(
  database: GlobalDatabase,
  { service }: ClusterFamily,
  watchers: Watchers<Plain<ClusterArgs>>,
  limits: CommitLimits,
): readonly Term[] {
  const { global, members } = database;
  const secondaries = findSecondaries(database);
  const owner = global ?? members[0];
  const writers = members.filter((member) => secondaries?.includes(member) !== true);
  const store: Copied = { service, holders: writers, copy: { kind: "stream", lag: aurora.lag } };
  const limit = limits.of(database);
  if (owner === undefined) {
    return [];
  }
  if (limit !== undefined) {
    return [{ ...limit, store: { ...store, copy: { kind: "stream", lag: aurora.lag, atMost: limit.seconds } } }];
  }
  const usual = {
    service,
    at: globalAt,
    got: stated(owner as Cluster, globalAt),
    usual: auroraReplication,
    unitsPerSecond: 1000,
    store,
  };
  return secondaries === undefined
    ? [
        lagTerm(
          members.flatMap((member) => watchers.of(member)),
          { ...usual, urn: owner.urn },
        ),
      ]
    : secondaries.map((secondary) => lagTerm(watchers.of(secondary), { ...usual, urn: secondary.urn }));
}

function singleTerm(cluster: Cluster, { service }: ClusterFamily, backups: BackupCopies): Term {
  const copy = backups.of(cluster as Member, service);
  if (copy !== undefined) {
    return copy;
  }
  if (isGiven(() => cluster.props.replicationSourceIdentifier)) {
    unknowable("replicationSourceIdentifier");
  }
  return {
    name: `${service} cluster without a copy elsewhere`,
    seconds: Number.POSITIVE_INFINITY,
    urn: cluster.urn,
    at: globalAt,
    got: undefined,
    want: "a copy in another region: a global database, or backups that are copied there",
    basis: "nothing of it is in another region",
    store: { service, holders: [cluster] },
  };
}

/** What RDS instances may lose: an instance has no global form. */
export function* readInstanceLoss(stack: Stack, backups: BackupCopies, logSeconds: number, into: Term[]): Reading {
  const instances = stack.of(tokens.databaseInstance);
  const directory = new Directory(instances);
  const replicas = new WatchedMetrics(stack, "AWS/RDS", ["ReplicaLag"]).byResource("DBInstanceIdentifier", directory);
  const bySource = new Map<string, (typeof instances)[number]>();
  const replicated = new Map<string, Member<unknown>>();
  const hidden = new Gathering<never>();
  for (const instance of instances) {
    hidden.add(instance, () => {
      const source = theOne(directory.find(instance, "replicateSourceDb", () => instance.props.replicateSourceDb));
      if (source !== undefined && areApart([source, instance])) {
        bySource.set(source.urn, instance);
      }
      return undefined;
    });
  }
  for (const copy of stack.of(tokens.replicatedBackups)) {
    hidden.add(copy, () => {
      const source = theOne(directory.find(copy, "sourceDbInstanceArn", () => copy.props.sourceDbInstanceArn));
      if (source !== undefined) {
        replicated.set(source.urn, copy);
      }
      return undefined;
    });
  }
  const originals = instances.filter((instance) => !isGiven(() => instance.props.replicateSourceDb));
  for (const instance of originals) {
    const replica = bySource.get(instance.urn);
    if (replica !== undefined && replicas.of(replica).length === 0) {
      yield untoldLag(replica.urn, instance.urn);
      continue;
    }
    yield* readEach(
      [instance],
      () =>
        replica === undefined
          ? (logCopyTerm(replicated.get(instance.urn), instance, logSeconds) ??
            backups.of(instance as Member, "RDS") ??
            hiddenCopy(hidden.unknown, instance) ??
            lost(instance))
          : replicaTerm(replicas.of(replica), replica, instance),
      into,
    );
  }
}

/** AWS states no lag of a read replica in another region. */
function untoldLag(urn: string, original: string): Interruption {
  return new Interruption(new UnknownValueError(unknown.string, ["replicateSourceDb"]), urn, original);
}

function replicaTerm(watches: readonly Watch[], replica: Member<unknown>, original: Member<unknown>): Term {
  const store = { service: "RDS", holders: [original] };
  const place = { service: "RDS", urn: replica.urn, at: "replicateSourceDb", got: undefined };
  const term = lagTerm(watches, { ...place, usual: auroraReplication, unitsPerSecond: 1, store });
  return { ...term, store: { ...store, copy: { kind: "stream", lag: replicaLag(term.seconds) } } };
}

/** Throws where a copy of an unknown original may be that of an instance without one. */
function hiddenCopy([hidden]: readonly Interruption[], { urn }: Member<unknown>): undefined {
  if (hidden !== undefined) {
    throw new Interruption(hidden.cause, hidden.urn, urn);
  }
  return undefined;
}

function logCopyTerm(copy: Member<unknown> | undefined, instance: Member<unknown>, seconds: number): Term | undefined {
  return (
    copy && {
      name: "replicated automated backups",
      seconds,
      urn: copy.urn,
      at: "sourceDbInstanceArn",
      got: undefined,
      ...estimatedBy(seconds, rdsAutomatedBackups, copySettings.automatedBackups),
      store: {
        service: "RDS",
        holders: [instance],
        copy: { kind: "stream", lag: measuredOr(rdsLogs, seconds, rdsAutomatedBackups) },
      },
    }
  );
}

function lost(instance: Member<unknown>): Term {
  return {
    name: "database instance without a copy elsewhere",
    seconds: Number.POSITIVE_INFINITY,
    urn: instance.urn,
    at: "replicateSourceDb",
    got: undefined,
    store: { service: "RDS", holders: [instance] },
    want: "a copy in another region: a replica, replicated automated backups, or backups that are copied there",
    basis: "nothing of it is in another region",
  };
}
