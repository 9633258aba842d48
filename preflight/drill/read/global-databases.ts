import type { GraphResource } from "../../graph";
import { findText, type Inventory } from "../../inventory";

const GLOBAL = "aws:rds/globalCluster:GlobalCluster";
const CLUSTER = "aws:rds/cluster:Cluster";

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
