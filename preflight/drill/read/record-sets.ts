import type { GraphResource } from "../../graph";
import { findText, type Inventory, objectsIn, readNumber } from "../../inventory";
import { modelOf } from "./model";

/** The records that answer for one name, of one record type, in one zone. */
export type RecordSet = readonly GraphResource[];

/** The sets of records of which each answers in its turn, as the recovery model groups them. */
export function recordSets(inventory: Inventory): readonly RecordSet[] {
  const byUrn = new Map(inventory.all.map((resource) => [resource.urn, resource]));
  return modelOf(inventory.all).sets.map(({ records }) => records.flatMap(({ urn }) => byUrn.get(urn) ?? []));
}

/** Whether a record is answered while everything is healthy. */
export function isPrimary({ inputs }: GraphResource): boolean {
  const [failover] = objectsIn(inputs.failoverRoutingPolicies);
  if (failover !== undefined) return findText(failover.type) === "PRIMARY";
  const [weighted] = objectsIn(inputs.weightedRoutingPolicies);
  return weighted === undefined || readNumber(weighted.weight) !== 0;
}

/** Whether a record is left to take over from the primary ones: another record of the same set. */
export function hasStandby(set: RecordSet): boolean {
  return set.length > 1 && set.some(isPrimary);
}
