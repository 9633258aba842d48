import { findRegion } from "../../../model/aws/region";
import { tokens } from "../../../model/aws/tokens";
import { Gathering } from "../../../model/graph/gathering";
import { stated } from "../../../model/graph/reading";
import { unknown } from "../../../model/graph/unknown";
import { type Cluster, type GlobalDatabase, gatherGlobalDatabases } from "../../../model/recovery/databases";
import { ofStack, regionsMeant } from "../../../model/recovery/region-pair";
import { about, type Check, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import { type Finding, type StackFinding, Word } from "../../engine/finding";
import { stackRule } from "../../engine/rule";

const at = "globalClusterIdentifier";

/** Other engines have no global database. */
function isAurora(cluster: Cluster): boolean {
  const engine = stated(cluster, "engine");
  return engine === undefined || engine.startsWith("aurora");
}

/** The regions in which a database has no member, as far as this stack shows all of its members. */
function* judgeMembers(database: GlobalDatabase, regions: readonly string[], least: number): Check<Finding> {
  const homes = new Gathering<string>();
  for (const member of database.members) {
    homes.add(member, () => findRegion(member));
  }
  const missing = regions.filter((region) => !homes.values.includes(region));
  const isAlone = new Set(homes.values).size < least;
  if (missing.length === 0 && !isAlone) {
    return;
  }
  yield* homes.unknown;
  if (homes.unknown.length === 0 && homes.values.length === database.members.length) {
    const where = missing.length === 0 ? "a second region" : missing.join(" and ");
    yield { at, got: new Word("without a member there"), want: `a member in ${where}` };
  }
}

const east = { provider: { region: "us-east-1" } };
const west = { provider: { region: "us-west-2" } };
const aurora = { engine: "aurora-postgresql" };
const global = resource(tokens.globalCluster, "global", { globalClusterIdentifier: "ledger" });
const joined = { ...aurora, globalClusterIdentifier: "ledger" };

export default stackRule({
  meta: {
    name: "rds-require-global-cluster",
    severity: "critical",
    law: "An Aurora cluster belongs to a global database with a member in each region.",
    rationale: "Aurora replicates within a region automatically; only a global database survives the loss of a region.",
    remediation: "Create a GlobalCluster and give its id as globalClusterIdentifier to one cluster in each region.",
    url: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.html",
    framework: { wellArchitected: "REL10-BP01", nist: ["CP-6", "CP-9", "SC-36"] },
  },
  config: {
    regions: {
      type: "array",
      items: { type: "string" },
      uniqueItems: true,
      default: ["us-east-1", "us-west-2"],
      description:
        "Regions in which a global database must have a member; stack stands for the two that the stack itself uses.",
    },
  },
  *check(stack, { regions: setting }): Check<StackFinding> {
    const regions = regionsMeant(setting, stack);
    const least = setting.includes(ofStack) ? 2 : 0;
    const databases = gatherGlobalDatabases(stack);
    const owners = new Map(databases.values.flatMap((database) => database.members.map(({ urn }) => [urn, database])));
    const lost = new Set(databases.unknown.map(({ urn }) => urn));
    yield* databases.unknown;
    let judged = databases.unknown.length;
    for (const cluster of stack.of(tokens.cluster)) {
      yield* about(cluster, function* () {
        if (lost.has(cluster.urn) || !isAurora(cluster)) {
          return;
        }
        judged++;
        const database = owners.get(cluster.urn);
        if (database === undefined) {
          yield { at, got: undefined, want: "the id of a global database" };
        } else if (database.global !== undefined && lost.size === 0) {
          yield* judgeMembers(database, regions, least);
        }
      });
    }
    if (judged === 0) {
      return skip("there is no Aurora cluster");
    }
  },
  examples: {
    pass: [
      {
        because: "one database has a cluster in each region",
        given: [global, resource(tokens.cluster, "one", joined, east), resource(tokens.cluster, "two", joined, west)],
      },
      {
        because: "the ids are still unknown and come from the global cluster",
        given: [
          global,
          resource(
            tokens.cluster,
            "one",
            { ...aurora, globalClusterIdentifier: unknown.string },
            { ...east, sources: { globalClusterIdentifier: ["global"] } },
          ),
          resource(
            tokens.cluster,
            "two",
            { ...aurora, globalClusterIdentifier: unknown.string },
            { ...west, sources: { globalClusterIdentifier: ["global"] } },
          ),
        ],
      },
      {
        because: "the config names another pair",
        config: { regions: ["us-east-1", "us-east-2"] },
        given: [
          global,
          resource(tokens.cluster, "one", joined, east),
          resource(tokens.cluster, "two", joined, { provider: { region: "us-east-2" } }),
        ],
      },
    ],
    fail: [
      {
        because: "a cluster is by itself",
        given: [resource(tokens.cluster, "one", aurora, east)],
        at: ["one globalClusterIdentifier"],
      },
      {
        because: "the database has members in one region only",
        given: [global, resource(tokens.cluster, "one", joined, east)],
        at: ["one globalClusterIdentifier"],
      },
    ],
    undetermined: [
      {
        because: "it is unknown which database a cluster joins",
        given: [
          resource(tokens.secret, "elsewhere", {}),
          resource(
            tokens.cluster,
            "one",
            { ...aurora, globalClusterIdentifier: unknown.string },
            { ...east, sources: { globalClusterIdentifier: ["elsewhere"] } },
          ),
        ],
        at: ["one globalClusterIdentifier"],
      },
    ],
    skip: [
      {
        because: "the engine has no global database",
        given: [resource(tokens.cluster, "one", { engine: "postgres" }, east)],
      },
    ],
  },
});
