import { dynamodbReplication } from "../../model/recovery/estimates";
import type { GraphResource } from "../graph";
import { lastResort } from "./backup";
import { findText, type Inventory, isUnsettled, objectsIn } from "./inventory";
import { type LagMetric, lagBound } from "./lag-alarm";
import { known, makeTerm, type Term, undetermined } from "./term";

const TABLE = "aws:dynamodb/table:Table";
const REPLICA = "aws:dynamodb/tableReplica:TableReplica";

export interface Replica {
  /** Undefined when the region is known only after deployment. */
  readonly region: string | undefined;
  readonly urn: string;
  readonly property: string;
  /** Writes wait for another region: nothing acknowledged is lost. */
  readonly strong: boolean;
}

export function inlineReplicas(table: GraphResource): readonly Replica[] {
  return objectsIn(table.inputs.replicas).map((replica, index) => ({
    region: findText(replica.regionName),
    urn: table.urn,
    property: `replicas[${index}].regionName`,
    strong: findText(replica.consistencyMode) === "STRONG",
  }));
}

export function separateReplicas(table: GraphResource, inventory: Inventory): readonly Replica[] {
  const own = inventory.ofType(REPLICA).filter((replica) => inventory.refersTo(replica, "globalTableArn", table));
  return own.map((replica) => ({
    region: inventory.regionOf(replica),
    urn: replica.urn,
    property: "globalTableArn",
    strong: false,
  }));
}

/** Milliseconds, measured in the region that writes, about one region that receives. */
function latencyMetric(table: GraphResource, region: string | undefined): LagMetric {
  const name = findText(table.inputs.name);
  return {
    namespace: "AWS/DynamoDB",
    metric: "ReplicationLatency",
    unitsPerSecond: 1000,
    isAbout: (dimension, alarm) => {
      const about =
        dimension("TableName") === name || (alarm.propertyDependencies.dimensions ?? []).includes(table.urn);
      return name !== undefined && about && region !== undefined && dimension("ReceivingRegion") === region;
    },
  };
}

function replicationTerm(table: GraphResource, replica: Replica, inventory: Inventory): Term {
  const name = `DynamoDB: replication to ${replica.region ?? "a region known after deployment"}`;
  const where = { name, urn: replica.urn, property: replica.property };
  if (replica.strong) {
    return makeTerm("rpo", known(0), { ...where, basis: "strong consistency: a write waits for another region" });
  }
  const bound = lagBound(inventory, latencyMetric(table, replica.region));
  if (bound !== undefined) {
    const basis = "threshold of the alarm on replication latency";
    return makeTerm("rpo", bound.amount, { name, urn: bound.alarm.urn, property: "threshold", basis });
  }
  return makeTerm("rpo", known(dynamodbReplication.seconds), { ...where, basis: dynamodbReplication.source });
}

function termsOf(table: GraphResource, inventory: Inventory): readonly Term[] {
  if (isUnsettled(table.inputs.replicas)) {
    const basis = "the value is known only after deployment";
    return [
      makeTerm("rpo", undetermined, { name: "DynamoDB: replication", urn: table.urn, property: "replicas", basis }),
    ];
  }
  const home = inventory.regionOf(table);
  const replicas = [...inlineReplicas(table), ...separateReplicas(table, inventory)];
  const elsewhere = replicas.filter(({ region }) => region === undefined || region !== home);
  if (elsewhere.length === 0) return [lastResort(table, { store: "DynamoDB table", property: "replicas" }, inventory)];
  return elsewhere.map((replica) => replicationTerm(table, replica, inventory));
}

/** What each table may lose: its replication to each other region, or what AWS Backup copied there. */
export function tableTerms(inventory: Inventory): readonly Term[] {
  return inventory.ofType(TABLE).flatMap((table) => termsOf(table, inventory));
}
