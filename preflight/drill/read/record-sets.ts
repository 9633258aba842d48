import type { GraphResource } from "../../graph";
import { findText, type Inventory, isUnsettled, objectsIn, readNumber, readText } from "../../inventory";

const RECORD = "aws:route53/record:Record";

/** Routing by which one name has several answers, of which the healthy ones are given. */
const routings = [
  "failoverRoutingPolicies",
  "weightedRoutingPolicies",
  "latencyRoutingPolicies",
  "geolocationRoutingPolicies",
  "geoproximityRoutingPolicy",
] as const;

/** The records that answer for one name, of one record type, in one zone. */
export type RecordSet = readonly GraphResource[];

function isRouted({ inputs }: GraphResource): boolean {
  return routings.some((routing) => isUnsettled(inputs[routing]) || objectsIn(inputs[routing]).length > 0);
}

function setKeyOf({ urn, inputs, propertyDependencies }: GraphResource): string {
  const zone = propertyDependencies.zoneId?.[0] ?? findText(inputs.zoneId) ?? "";
  const name = readText(inputs.name);
  const type = readText(inputs.type);
  // A name that is not known stands for itself alone: it may be anything.
  return [zone, typeof name === "string" ? name : urn, String(type)].join("\n");
}

export function recordSets(inventory: Inventory): readonly RecordSet[] {
  const sets = new Map<string, GraphResource[]>();
  for (const record of inventory.ofType(RECORD).filter(isRouted)) {
    const key = setKeyOf(record);
    sets.set(key, [...(sets.get(key) ?? []), record]);
  }
  return [...sets.values()];
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
