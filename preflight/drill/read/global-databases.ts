import { gatherGlobalDatabases } from "../../../model/recovery/databases";
import type { GraphResource } from "../../graph";
import { findText, type Inventory } from "../../inventory";
import { graphOf } from "../../recovery/graph-of";

export interface GlobalDatabase {
  readonly global: GraphResource;
  readonly members: readonly GraphResource[];
}

/** The global databases that have a cluster in a second region, as the recovery model finds them. */
export function globalDatabases(inventory: Inventory): readonly GlobalDatabase[] {
  const byUrn = new Map(inventory.all.map((resource) => [resource.urn, resource]));
  return gatherGlobalDatabases(graphOf(inventory.all)).values.flatMap(({ global, members }) => {
    const found = global === undefined ? undefined : byUrn.get(global.urn);
    const clusters = members.flatMap(({ urn }) => byUrn.get(urn) ?? []);
    const regions = new Set(clusters.map((cluster) => inventory.regionOf(cluster)));
    return found === undefined || regions.size < 2 ? [] : [{ global: found, members: clusters }];
  });
}

/** True for an instance of this cluster, which it names by reference or by text. */
export function isInstanceOf(instance: GraphResource, cluster: GraphResource, inventory: Inventory): boolean {
  const name = findText(cluster.inputs.clusterIdentifier);
  return (
    inventory.refersTo(instance, "clusterIdentifier", cluster) ||
    (name !== undefined && findText(instance.inputs.clusterIdentifier) === name)
  );
}
