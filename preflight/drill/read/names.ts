import { clients } from "../../../model/recovery/facts";
import type { GraphResource } from "../../graph";
import { findText, type Inventory, objectsIn, readNumber } from "../../inventory";
import type { Answer, ServedName } from "../system";
import { checkOf, regionsReferredTo, settled, ttlOf } from "./checks";
import { hasStandby, isPrimary, type RecordSet, recordSets } from "./record-sets";
import { HEALTH_CHECK } from "./types";

const BALANCER = ["aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"];

/** Zones of a front door that AWS spreads by itself. */
const MANAGED_ZONES = 3;

/** Where an answer leads: the region of its target, or else of what its health check watches. */
function regionOf(record: GraphResource, inventory: Inventory): string {
  const [check] = inventory.referredTo(record, "healthCheckId", inventory.ofType(HEALTH_CHECK));
  const [region] = [
    ...regionsReferredTo(record, "records", inventory),
    ...regionsReferredTo(record, "aliases", inventory),
    ...(check === undefined ? [] : regionsReferredTo(check, "fqdn", inventory)),
  ];
  return region ?? "";
}

function weightOf({ inputs }: GraphResource): number | undefined {
  const [weighted] = objectsIn(inputs.weightedRoutingPolicies);
  if (weighted === undefined) return undefined;
  const weight = readNumber(weighted.weight);
  return typeof weight === "number" ? weight : 0;
}

function answerOf(record: GraphResource, inventory: Inventory, notes: string[]): Answer {
  const weight = weightOf(record);
  return {
    urn: record.urn,
    region: regionOf(record, inventory),
    check: checkOf(record, inventory, notes),
    ...(weight === undefined ? {} : { weight }),
  };
}

function isFailover(set: RecordSet): boolean {
  return set.some(({ inputs }) => objectsIn(inputs.failoverRoutingPolicies).length > 0);
}

/** The record that gets most of the traffic, then the one that takes over. */
function inOrder(set: RecordSet): readonly GraphResource[] {
  return [...set].sort(
    (left, right) =>
      Number(isPrimary(right)) - Number(isPrimary(left)) || (weightOf(right) ?? 0) - (weightOf(left) ?? 0),
  );
}

function balancerOf(region: string, inventory: Inventory): GraphResource | undefined {
  return inventory.ofType(...BALANCER).find((balancer) => inventory.regionOf(balancer) === region);
}

function zonesOf(balancer: GraphResource | undefined): number {
  const subnets = balancer?.inputs.subnets;
  return Array.isArray(subnets) && subnets.length > 0 ? subnets.length : MANAGED_ZONES;
}

/** A name with two answers that is asked for by what is in the stack, of whatever type it is. */
export function findName(name: string, inventory: Inventory, notes: string[]): ServedName | undefined {
  const set = recordSets(inventory).find(([record]) => findText(record?.inputs.name) === name);
  return set === undefined || !hasStandby(set) ? undefined : servedName(set, inventory, notes)[0];
}

function servedName(set: RecordSet, inventory: Inventory, notes: string[]): readonly ServedName[] {
  const [first, second] = inOrder(set);
  if (first === undefined || second === undefined) return [];
  const primary = answerOf(first, inventory, notes);
  const balancer = balancerOf(primary.region, inventory);
  return [
    {
      name: findText(first.inputs.name) ?? first.name,
      routing: isFailover(set) ? "failover" : "other",
      ttlSeconds: Math.max(ttlOf(first, notes), ttlOf(second, notes)),
      primary,
      standby: answerOf(second, inventory, notes),
      keepAliveSeconds: settled(
        balancer?.inputs.clientKeepAlive,
        clients.defaultKeepAlive,
        `clientKeepAlive of ${balancer?.name}`,
        notes,
      ),
      zones: zonesOf(balancer),
    },
  ];
}

/** Types of records that a client connects by; others (a TXT record, say) tell something to whoever asks. */
function isAddress(set: RecordSet): boolean {
  return set.every(({ inputs }) => ["A", "AAAA", "CNAME", "HTTPS"].includes(findText(inputs.type) ?? "CNAME"));
}

/** The names with two answers; of each the record that is answered first and the one that takes over. */
export function readNames(inventory: Inventory, notes: string[]): readonly ServedName[] {
  const sets = recordSets(inventory).filter(isAddress);
  for (const set of sets.filter((candidate) => !hasStandby(candidate))) {
    notes.push(`${set[0]?.name} has no second record: its clients are lost with it and are not part of the drill`);
  }
  return sets.filter(hasStandby).flatMap((set) => servedName(set, inventory, notes));
}
