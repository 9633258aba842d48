import type { ClusterArgs, GlobalClusterArgs } from "@pulumi/aws/rds";
import { Directory, theOne } from "../aws/references";
import { tokens } from "../aws/tokens";
import { Gathering } from "../graph/gathering";
import { isGiven, stated } from "../graph/reading";
import type { Member, Plain, Stack } from "../graph/stack";

export type Cluster = Member<Plain<ClusterArgs>>;

/** Aurora clusters that share their data over regions. */
export interface GlobalDatabase {
  /** Absent when it is managed elsewhere and only named here. */
  readonly global?: Member<Plain<GlobalClusterArgs>>;
  readonly members: readonly Cluster[];
}

/** A service whose clusters can be members of a global cluster. They share the names of its properties. */
export interface ClusterFamily {
  readonly service: string;
  readonly namespace: string;
  readonly lagMetrics: readonly string[];
  clustersOf(stack: Stack): readonly Cluster[];
  globalsOf(stack: Stack): readonly Member<Plain<GlobalClusterArgs>>[];
}

export const aurora: ClusterFamily = {
  service: "Aurora",
  namespace: "AWS/RDS",
  lagMetrics: ["AuroraGlobalDBReplicationLag", "AuroraGlobalDBRPOLag"],
  clustersOf: (stack) => stack.of(tokens.cluster),
  globalsOf: (stack) => stack.of(tokens.globalCluster),
};

export const families: readonly ClusterFamily[] = [
  aurora,
  {
    service: "DocumentDB",
    namespace: "AWS/DocDB",
    lagMetrics: ["GlobalClusterReplicationLag"],
    clustersOf: (stack) => stack.of(tokens.documentCluster),
    globalsOf: (stack) => stack.of(tokens.documentGlobalCluster),
  },
  {
    service: "Neptune",
    namespace: "AWS/Neptune",
    lagMetrics: ["GlobalDbProgressLag"],
    clustersOf: (stack) => stack.of(tokens.graphCluster),
    globalsOf: (stack) => stack.of(tokens.graphGlobalCluster),
  },
];

/** The global databases of a stack. `unknown` hides which one a cluster belongs to. */
export function gatherGlobalDatabases(stack: Stack, family: ClusterFamily = aurora): Gathering<GlobalDatabase> {
  const clusters = family.clustersOf(stack);
  const globals = family.globalsOf(stack);
  const directory = new Directory(globals);
  const members = new Map<string, Cluster[]>(globals.map(({ urn }) => [urn, []]));
  const gathering = new Gathering<GlobalDatabase>();
  for (const cluster of clusters) {
    gathering.add(cluster, () => {
      const identifier = () => stated(cluster, "globalClusterIdentifier");
      const found = theOne(directory.find(cluster, "globalClusterIdentifier", identifier));
      const key = found?.urn ?? identifier();
      if (typeof key === "string" && key !== "") {
        members.set(key, [...(members.get(key) ?? []), cluster]);
      }
      return undefined;
    });
  }
  const byUrn = new Map(globals.map((global) => [global.urn, global]));
  const sources = new Directory(clusters);
  for (const [key, joined] of members) {
    const global = byUrn.get(key);
    gathering.values.push(
      global ? { global, members: [...new Set([...joined, ...sourcesOf(global, sources)])] } : { members: joined },
    );
  }
  return gathering;
}

/** A global cluster can also be made around a cluster that exists. */
function sourcesOf(
  global: Member<Plain<GlobalClusterArgs>>,
  clusters: Directory<Plain<ClusterArgs>>,
): readonly Cluster[] {
  const property = "sourceDbClusterIdentifier";
  return clusters.find(global, property, () => stated(global, property)).members;
}

/** What only the first cluster of a global database is made with: the others inherit it. */
const originMarks = [
  "masterPassword",
  "masterPasswordWoVersion",
  "manageMasterUserPassword",
  "snapshotIdentifier",
] as const;

/** The clusters that receive the writes of another; undefined when it cannot be told which one writes. */
export function findSecondaries({ global, members }: GlobalDatabase): readonly Cluster[] | undefined {
  const sources = global ? sourcesOf(global, new Directory(members)) : [];
  const isOrigin = (cluster: Cluster) =>
    sources.includes(cluster) || originMarks.some((mark) => isGiven(() => cluster.props[mark]));
  const origins = members.filter(isOrigin);
  const isClear = origins.length === 1 || members.length === 1;
  return isClear ? members.filter((member) => !origins.includes(member)) : undefined;
}
