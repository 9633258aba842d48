import { aliasTtl } from "../../model/recovery/estimates";
import type { GraphResource } from "../graph";
import { detection, HEALTH_CHECK } from "./detection";
import { findText, type Inventory, isUnsettled, objectsIn, readNumber, readText, UNKNOWN_READING } from "./inventory";
import { known, makeTerm, type Term, unbounded, undetermined, worst } from "./term";

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

function unwatched(record: GraphResource): Term {
  const [alias] = objectsIn(record.inputs.aliases);
  const evaluated = alias?.evaluateTargetHealth === true;
  return makeTerm("rto", evaluated ? undetermined : unbounded, {
    name: "detection",
    urn: record.urn,
    property: evaluated ? "aliases[0].evaluateTargetHealth" : "healthCheckId",
    basis: evaluated
      ? "the load balancer's own health decides, and AWS states no time for it"
      : "no health check takes this record out of the answer",
  });
}

function detectionOf(record: GraphResource, inventory: Inventory): Term {
  const [check] = inventory.referredTo(record, "healthCheckId", inventory.ofType(HEALTH_CHECK));
  if (check !== undefined) return detection(check, inventory);
  if (readText(record.inputs.healthCheckId) === undefined) return unwatched(record);
  return makeTerm("rto", undetermined, {
    name: "detection",
    urn: record.urn,
    property: "healthCheckId",
    basis: "the health check of the primary record is not in this stack",
  });
}

const dnsName = "DNS: one TTL";

/** True for the term of the time that clients may hold an old answer. */
export function isDns({ name }: Term): boolean {
  return name.startsWith(dnsName);
}

function propagation(record: GraphResource): Term {
  const { urn, inputs } = record;
  const ttl = readNumber(inputs.ttl);
  if (typeof ttl === "number") {
    const basis = "a client may hold the old answer for one time to live";
    return makeTerm("rto", known(ttl), { name: dnsName, urn, property: "ttl", basis });
  }
  if (ttl === undefined && objectsIn(inputs.aliases).length > 0) {
    const source = { name: `${dnsName} of an alias`, urn, property: "aliases[0]", basis: aliasTtl.source };
    return makeTerm("rto", known(aliasTtl.seconds), source);
  }
  const basis = ttl === UNKNOWN_READING ? "the value is known only after deployment" : "the record has no TTL";
  return makeTerm("rto", undetermined, { name: dnsName, urn, property: "ttl", basis });
}

function noStandby(set: RecordSet): Term {
  return makeTerm("rto", unbounded, {
    name: "standby record",
    urn: set[0]?.urn ?? "",
    property: "setIdentifier",
    basis: "no second record could answer for this name",
  });
}

/** A text tells something to whoever asks for it: nobody connects by it. */
function leadsClients(set: RecordSet): boolean {
  return set.some(({ inputs }) => findText(inputs.type) !== "TXT");
}

/** The slowest detection and the slowest change of answer among all names by which clients fail over. */
export function trafficTerms(inventory: Inventory): readonly Term[] {
  const sets = recordSets(inventory).filter(leadsClients);
  if (sets.length === 0) {
    const basis = "no record with failover, weighted or another health-checked routing is declared";
    return [makeTerm("rto", unbounded, { name: "failover record", basis })];
  }
  const alone = sets.filter((set) => !hasStandby(set)).map(noStandby);
  const primaries = sets.filter(hasStandby).flatMap((set) => set.filter(isPrimary));
  const slowest = [
    worst(primaries.map((record) => detectionOf(record, inventory))),
    worst(sets.filter(hasStandby).flat().map(propagation)),
  ];
  return [...alone, ...slowest.filter((term) => term !== undefined)];
}
