import type { GraphResource } from "../../graph";
import { findText, type Inventory, objectsIn } from "../../inventory";

const REPLICA = "aws:dynamodb/tableReplica:TableReplica";

export interface Replica {
  /** Undefined when the region is known only after deployment. */
  readonly region: string | undefined;
  /** Writes wait for another region: nothing acknowledged is lost. */
  readonly strong: boolean;
}

export function inlineReplicas(table: GraphResource): readonly Replica[] {
  return objectsIn(table.inputs.replicas).map((replica) => ({
    region: findText(replica.regionName),
    strong: findText(replica.consistencyMode) === "STRONG",
  }));
}

export function separateReplicas(table: GraphResource, inventory: Inventory): readonly Replica[] {
  const own = inventory.ofType(REPLICA).filter((replica) => inventory.refersTo(replica, "globalTableArn", table));
  return own.map((replica) => ({
    region: inventory.regionOf(replica),
    strong: false,
  }));
}
