import type { ClusterParameterGroupArgs } from "@pulumi/aws/rds";
import { Directory } from "../aws/references";
import { tokens } from "../aws/tokens";
import { Block } from "../graph/block";
import { path } from "../graph/path";
import { known, stated } from "../graph/reading";
import type { Member, Plain, Stack } from "../graph/stack";
import { type Cluster, findSecondaries, type GlobalDatabase, gatherGlobalDatabases } from "./databases";
import type { Term } from "./term";

/** Commits wait while every other region is further behind than this many seconds. Off by default. */
export const commitLimitName = "rds.global_db_rpo";

export type ParameterGroup = Member<Plain<ClusterParameterGroupArgs>>;

/** The parameter of a group by which commits wait, if it has one. */
export function commitLimitOf(group: ParameterGroup): Block | undefined {
  const parameters = new Block([], () => ({ parameters: stated(group, "parameters") })).children("parameter");
  return parameters.find((parameter) => parameter.read("name") === commitLimitName);
}

/** Parameter groups by which a primary holds its commits when every secondary is too far behind. */
export class CommitLimits {
  private readonly groups: Directory<Plain<ClusterParameterGroupArgs>>;

  constructor(private readonly stack: Stack) {
    this.groups = new Directory(stack.of(tokens.clusterParameterGroup));
  }

  /** The engine's own bound, which the primary's group states; undefined when it states none. */
  of(database: GlobalDatabase): Term | undefined {
    const secondaries = findSecondaries(database) ?? [];
    const writers = database.members.filter((member) => !secondaries.includes(member));
    return writers.flatMap((writer) => this.limitOf(writer))[0];
  }

  private limitOf(writer: Cluster): readonly Term[] {
    const group = this.groupOf(writer);
    const limit = group && commitLimitOf(group);
    const value = limit?.read("value");
    return group === undefined || limit === undefined || !(Number(value) > 0)
      ? []
      : [
          {
            name: "replication that holds commits",
            seconds: Number(value),
            urn: group.urn,
            at: path(...limit.way, "value"),
            got: value,
            basis: `${commitLimitName}: the primary commits nothing that every secondary is further behind`,
          },
        ];
  }

  private groupOf(cluster: Cluster): ParameterGroup | undefined {
    const at = "dbClusterParameterGroupName";
    return this.groups.find(cluster, at, () => cluster.props[at]).members[0];
  }

  /**
   * The parameters of a group as its twin is to have them. Of two groups of one global database that of the cluster which
   * writes limits commits, and the other one does not: that one parameter is the only thing in which they differ.
   */
  parametersBeside(group: Member, twin: Member): unknown {
    const own = stated(group as ParameterGroup, "parameters");
    const [here, there] = [group, twin].map((one) => known(() => commitLimitOf(one as ParameterGroup)));
    if ((here === undefined) === (there === undefined)) {
      return own;
    }
    const writes = this.writing().has((here === undefined ? twin : group).urn);
    const waits = this.waiting().has((here === undefined ? group : twin).urn);
    if (!writes || !waits) {
      return own;
    }
    const list = own ?? [];
    const others = Array.from({ length: list.length }, (_, index) => list[index]);
    return here === undefined
      ? others.toSpliced(
          Number(there?.way[1]),
          0,
          (stated(twin as ParameterGroup, "parameters") ?? [])[Number(there?.way[1])],
        )
      : others.toSpliced(Number(here.way[1]), 1);
  }

  private writing(): ReadonlySet<string> {
    return this.groupsOf((secondaries, member) => !secondaries.includes(member));
  }

  private waiting(): ReadonlySet<string> {
    return this.groupsOf((secondaries, member) => secondaries.includes(member));
  }

  /** Groups of clusters of which it is clear whether they write. */
  private groupsOf(isMeant: (secondaries: readonly Cluster[], member: Cluster) => boolean): ReadonlySet<string> {
    const clusters = gatherGlobalDatabases(this.stack).values.flatMap((database) => {
      const secondaries = findSecondaries(database);
      return secondaries === undefined ? [] : database.members.filter((member) => isMeant(secondaries, member));
    });
    return new Set(clusters.flatMap((cluster) => this.groupOf(cluster)?.urn ?? []));
  }
}
