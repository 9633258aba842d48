import type { ClusterArgs, GlobalClusterArgs } from "@pulumi/aws/rds";
import { Gathering } from "../engine/gathering";
import { Directory, isGiven, known, stated } from "../engine/links";
import type { Member, Stack } from "../engine/stack";
import type { Plain } from "../engine/subject";
import { tokens } from "../facts/tokens";

export type Cluster = Member<Plain<ClusterArgs>>;

/** Aurora clusters that share their data over regions. */
export interface GlobalDatabase {
  /** Absent when it is managed elsewhere and only named here. */
  readonly global?: Member<Plain<GlobalClusterArgs>>;
  readonly members: readonly Cluster[];
}

/** The global databases of a stack. `unknown` hides which one a cluster belongs to. */
export function gatherGlobalDatabases(stack: Stack): Gathering<GlobalDatabase> {
  const clusters = stack.of(tokens.cluster);
  const globals = stack.of(tokens.globalCluster);
  const directory = new Directory(globals);
  const members = new Map<string, Cluster[]>(globals.map(({ urn }) => [urn, []]));
  const gathering = new Gathering<GlobalDatabase>();
  for (const cluster of clusters) {
    gathering.add(cluster, () => {
      const identifier = () => stated(cluster, "globalClusterIdentifier");
      const [found] = directory.find(cluster, "globalClusterIdentifier", identifier).members;
      const key = found?.urn ?? identifier();
      if (typeof key === "string" && key !== "") {
        members.set(key, [...(members.get(key) ?? []), cluster]);
      }
      return undefined;
    });
  }
  joinSources(globals, clusters, members);
  const byUrn = new Map(globals.map((global) => [global.urn, global]));
  for (const [key, joined] of members) {
    const global = byUrn.get(key);
    gathering.values.push({ members: joined, ...(global ? { global } : {}) });
  }
  return gathering;
}

/** A global cluster can also be made around a cluster that exists. */
function joinSources(
  globals: readonly Member<Plain<GlobalClusterArgs>>[],
  clusters: readonly Cluster[],
  members: Map<string, Cluster[]>,
): void {
  const directory = new Directory(clusters);
  for (const global of globals) {
    const property = "sourceDbClusterIdentifier";
    const joined = members.get(global.urn) ?? [];
    const sources = directory.find(global, property, () => stated(global, property)).members;
    joined.push(...sources.filter((source) => !joined.includes(source)));
  }
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
  const isOrigin = (cluster: Cluster) =>
    originMarks.some((mark) => isGiven(() => cluster.props[mark])) ||
    (global !== undefined && isSourceOf(global, cluster));
  const origins = members.filter(isOrigin);
  const isClear = origins.length === 1 || (origins.length === 0 && members.length === 1);
  return isClear ? members.filter((member) => !origins.includes(member)) : undefined;
}

function isSourceOf(global: Member<Plain<GlobalClusterArgs>>, cluster: Cluster): boolean {
  const property = "sourceDbClusterIdentifier";
  return (
    new Directory([cluster]).find(global, property, () => known(() => stated(global, property))).members.length > 0
  );
}
