import type { ClusterParameterGroupArgs } from "@pulumi/aws/rds";
import { Directory } from "../../../model/aws/references";
import { findRegion } from "../../../model/aws/region";
import { tokens } from "../../../model/aws/tokens";
import { Interruption, unknowable } from "../../../model/graph/interruption";
import { path } from "../../../model/graph/path";
import { stated } from "../../../model/graph/reading";
import type { Plain } from "../../../model/graph/stack";
import { UnknownValueError, unknown } from "../../../model/graph/unknown";
import { commitLimitName, commitLimitOf, type ParameterGroup } from "../../../model/recovery/commit-limits";
import {
  type Cluster,
  findSecondaries,
  type GlobalDatabase,
  gatherGlobalDatabases,
} from "../../../model/recovery/databases";
import { about, type Check, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import type { StackFinding } from "../../engine/finding";
import { stackRule } from "../../engine/rule";

type Groups = Directory<Plain<ClusterParameterGroupArgs>>;

interface Hold {
  readonly at: string;
  readonly got: unknown;
}

/** Where a parameter group says that commits wait, if it does. */
function findHold(group: ParameterGroup): Hold | undefined {
  const named = commitLimitOf(group);
  const got = named?.read("value");
  return named !== undefined && Number(got) > 0 ? { at: path(...named.way, "value"), got } : undefined;
}

/** A cluster's own parameter group; undefined where it has AWS's default one. */
function groupOf(cluster: Cluster, groups: Groups) {
  const property = "dbClusterParameterGroupName";
  const { members, unknown: lost } = groups.find(cluster, property, () => stated(cluster, property));
  if (members[0] !== undefined || lost !== undefined) {
    return members[0] ?? unknowable(property);
  }
  const name = stated(cluster, property);
  return typeof name === "string" && name !== "" && !name.startsWith("default.") ? unknowable(property) : undefined;
}

function regionsOf({ members }: GlobalDatabase): ReadonlySet<string> {
  return new Set(members.map((member) => findRegion(member) ?? unknowable("region")));
}

const east = { provider: { region: "us-east-1" } };
const west = { provider: { region: "us-west-2" } };
const ireland = { provider: { region: "eu-west-1" } };
const member = { engine: "aurora-postgresql", globalClusterIdentifier: "ledger" };
const group = (name: string, seconds: string, place: typeof east) =>
  resource(
    tokens.clusterParameterGroup,
    name,
    { name, family: "aurora-postgresql16", parameters: [{ name: commitLimitName, value: seconds }] },
    place,
  );
const plain = resource(tokens.clusterParameterGroup, "west", { name: "west", family: "aurora-postgresql16" }, west);
const global = resource(tokens.globalCluster, "global", { globalClusterIdentifier: "ledger" });
const writer = resource(
  tokens.cluster,
  "writer",
  { ...member, masterPassword: "example", dbClusterParameterGroupName: "east" },
  east,
);
const reader = resource(tokens.cluster, "reader", { ...member, dbClusterParameterGroupName: "west" }, west);

export default stackRule({
  meta: {
    name: "rds-forbid-standby-commit-hold",
    severity: "high",
    level: "advisory",
    law: "In a global database of two regions the standby's parameter group does not set rds.global_db_rpo.",
    rationale:
      "A failover leaves one cluster with nobody behind it: with rds.global_db_rpo in its parameter group it holds every commit until the lost region is back.",
    remediation:
      "Drop rds.global_db_rpo from the standby's parameter group, and set it again when the other region is rebuilt.",
    url: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html",
    framework: { wellArchitected: "REL11-BP05", nist: ["CP-10", "CP-2"] },
  },
  config: {},
  *check(stack): Check<StackFinding> {
    const databases = gatherGlobalDatabases(stack);
    yield* databases.unknown;
    const groups = new Directory(stack.of(tokens.clusterParameterGroup));
    let judged = databases.unknown.length;
    for (const database of databases.values.filter(({ members }) => members.length > 1)) {
      judged++;
      const secondaries = findSecondaries(database);
      for (const cluster of secondaries ?? database.members) {
        yield* about(cluster, function* () {
          const found = groupOf(cluster, groups);
          yield* found === undefined
            ? []
            : about(found, () => {
                const hold = findHold(found);
                if (hold === undefined || regionsOf(database).size !== 2) {
                  return [];
                }
                // While nobody tells which cluster writes, either may be the one that is left alone.
                return secondaries === undefined
                  ? [new Interruption(new UnknownValueError(unknown.string, ["parameters"]), found.urn)]
                  : [
                      {
                        ...hold,
                        want: "no such value: after a failover nobody is behind this cluster, and every commit waits",
                      },
                    ];
              });
        });
      }
    }
    return judged === 0 ? skip("no global database with a standby") : undefined;
  },
  examples: {
    pass: [
      {
        because: "only the writer holds commits back",
        given: [global, writer, reader, group("east", "60", east), plain],
      },
      {
        because: "a third region is still behind the one that takes over",
        given: [
          global,
          writer,
          reader,
          resource(tokens.cluster, "third", { ...member }, ireland),
          group("east", "60", east),
          group("west", "60", west),
        ],
      },
    ],
    fail: [
      {
        because: "the standby would hold commits back as well",
        given: [global, writer, reader, group("east", "60", east), group("west", "60", west)],
        at: ["west parameters[0].value"],
      },
    ],
    undetermined: [
      {
        because: "the standby's value is unknown",
        given: [global, writer, reader, group("west", unknown.string, west)],
        at: ["west parameters[0].value"],
      },
      {
        because: "the standby's group is managed elsewhere",
        given: [global, writer, reader],
        at: ["reader dbClusterParameterGroupName"],
      },
    ],
    skip: [{ because: "no cluster is behind another", given: [global, writer] }],
  },
});
