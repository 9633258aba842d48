import { auroraReplication } from "../../model/recovery/estimates";
import type { GraphResource } from "../graph";
import { lastResort } from "./backup";
import { findText, type Inventory, readText } from "./inventory";
import { type LagMetric, lagBound } from "./lag-alarm";
import { known, makeTerm, type Term, undetermined } from "./term";

const GLOBAL = "aws:rds/globalCluster:GlobalCluster";
const CLUSTER = "aws:rds/cluster:Cluster";
const INSTANCE = "aws:rds/instance:Instance";

export interface GlobalDatabase {
  readonly global: GraphResource;
  readonly members: readonly GraphResource[];
}

function isMember(cluster: GraphResource, global: GraphResource, inventory: Inventory): boolean {
  if (inventory.refersTo(cluster, "globalClusterIdentifier", global)) return true;
  const identifier = findText(global.inputs.globalClusterIdentifier);
  return identifier !== undefined && findText(cluster.inputs.globalClusterIdentifier) === identifier;
}

/** The global databases that have a cluster in a second region. */
export function globalDatabases(inventory: Inventory): readonly GlobalDatabase[] {
  return inventory
    .ofType(GLOBAL)
    .map((global) => ({
      global,
      members: inventory.ofType(CLUSTER).filter((cluster) => isMember(cluster, global, inventory)),
    }))
    .filter(({ members }) => new Set(members.map((member) => inventory.regionOf(member))).size > 1);
}

/** Milliseconds, measured at each secondary cluster. */
function lagMetric(members: readonly GraphResource[]): LagMetric {
  const names = members.map(({ inputs }) => findText(inputs.clusterIdentifier)).filter((name) => name !== undefined);
  return {
    namespace: "AWS/RDS",
    metric: "AuroraGlobalDBReplicationLag",
    unitsPerSecond: 1000,
    isAbout: (dimension, alarm) =>
      names.includes(dimension("DBClusterIdentifier") ?? "") ||
      members.some(({ urn }) => (alarm.propertyDependencies.dimensions ?? []).includes(urn)),
  };
}

function replicationTerm({ global, members }: GlobalDatabase, inventory: Inventory): Term {
  const name = "Aurora: replication to the secondary cluster";
  const bound = lagBound(inventory, lagMetric(members));
  if (bound !== undefined) {
    const basis = "threshold of the alarm on replication lag";
    return makeTerm("rpo", bound.amount, { name, urn: bound.alarm.urn, property: "threshold", basis });
  }
  const property = "globalClusterIdentifier";
  return makeTerm("rpo", known(auroraReplication.seconds), {
    name,
    urn: global.urn,
    property,
    basis: auroraReplication.source,
  });
}

function unreplicatedTerm(cluster: GraphResource, inventory: Inventory): Term {
  const elsewhere = readText(cluster.inputs.globalClusterIdentifier);
  const isHere = inventory.ofType(GLOBAL).some((global) => isMember(cluster, global, inventory));
  if (elsewhere !== undefined && !isHere) {
    const basis = "the cluster belongs to a global database that is not in this stack";
    const source = { name: "Aurora: replication", urn: cluster.urn, property: "globalClusterIdentifier", basis };
    return makeTerm("rpo", undetermined, source);
  }
  return lastResort(cluster, { store: "Aurora cluster", property: "globalClusterIdentifier" }, inventory);
}

/** A single database instance: what it replicates to has no bound that AWS states. */
function instanceTerm(instance: GraphResource, inventory: Inventory): Term {
  const home = inventory.regionOf(instance);
  const replica = inventory
    .ofType(INSTANCE)
    .find((other) => inventory.refersTo(other, "replicateSourceDb", instance) && inventory.regionOf(other) !== home);
  if (replica === undefined) {
    return lastResort(instance, { store: "RDS instance", property: "replicateSourceDb" }, inventory);
  }
  const basis = "AWS states no bound for a read replica in another region";
  const source = { name: "RDS: read replica", urn: replica.urn, property: "replicateSourceDb", basis };
  return makeTerm("rpo", undetermined, source);
}

/** What each relational database may lose. */
export function databaseTerms(inventory: Inventory): readonly Term[] {
  const databases = globalDatabases(inventory);
  const replicated = new Set(databases.flatMap(({ members }) => members));
  const alone = inventory.ofType(CLUSTER).filter((cluster) => !replicated.has(cluster));
  const instances = inventory.ofType(INSTANCE).filter(({ inputs }) => readText(inputs.replicateSourceDb) === undefined);
  return [
    ...databases.map((database) => replicationTerm(database, inventory)),
    ...alone.map((cluster) => unreplicatedTerm(cluster, inventory)),
    ...instances.map((instance) => instanceTerm(instance, inventory)),
  ];
}
