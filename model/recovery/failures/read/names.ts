import { groupRecords, plainName, type RecordSet } from "../../../aws/record-sets";
import type { DnsRecord } from "../../../aws/records";
import { isFilled, isRouted } from "../../../aws/routing";
import { tokens } from "../../../aws/tokens";
import { Interruption } from "../../../graph/interruption";
import { known } from "../../../graph/reading";
import type { Member } from "../../../graph/stack";
import { UnknownValueError, unknown } from "../../../graph/unknown";
import { clients, managedZones } from "../../estimates";
import { answersFirst, leadsClients } from "../../names";
import { nameOf } from "../../targets";
import type { Answer, ServedName } from "../system";
import { checkOf, ttlOf, unwatched, weightOf } from "./checks";
import { type Opened, regionOf } from "./opened";
import { nameOfUrn, settled } from "./values";

type Records = RecordSet<DnsRecord>;

/** The names with two answers; of each the record that is answered first and the one that takes over. */
export function readNames(opened: Opened): readonly ServedName[] {
  const sets = setsOf(opened).filter(({ records }) => records.every((one) => known(() => leadsClients(one)) !== false));
  for (const { records } of sets.filter((set) => !hasStandby(set))) {
    opened.notes.push(
      `${records[0]?.owner.name} has no second record: its clients are lost with it and are not part of the drill`,
    );
    opened.stranded.push(...records.filter((one) => !isEverywhere(one, opened)).map(({ owner }) => owner.name));
  }
  for (const stray of opened.names.strays(sets)) {
    opened.notes.push(`${stray.owner.name} answers by itself: clients of its record type stay where they are`);
    opened.stranded.push(stray.owner.name);
  }
  const failing = sets.filter((set) => hasStandby(set) && !set.records.every((one) => opened.names.leadsOn(one)));
  return failing.flatMap((set) => failingOver(set, opened));
}

/** A name with two answers that is asked for by what is in the stack, of whatever type it is. */
export function findName(name: string, opened: Opened): ServedName | undefined {
  const set = setsOf(opened).find(
    ({ records: [record] }) => record !== undefined && nameOf(record) === plainName(name),
  );
  return set === undefined || !hasStandby(set) ? undefined : servedName(set, opened)?.served;
}

/** The sets of records of which each answers in its turn. */
function setsOf({ names }: Opened): readonly Records[] {
  return groupRecords(names.records.filter(({ props }) => known(() => isRouted(props)) !== false));
}

function isFirst(record: DnsRecord): boolean {
  return known(() => answersFirst(record)) !== false;
}

/** Another record of the set is left to take over from those that are answered while everything is healthy. */
function hasStandby({ records }: Records): boolean {
  return records.length > 1 && records.some(isFirst);
}

/** One that cannot fail over is no name to drill; one whose loss nothing notices waits for a person. */
function failingOver(set: Records, opened: Opened): readonly ServedName[] {
  const found = servedName(set, opened);
  if (found === undefined) {
    return [];
  }
  const { first, served } = found;
  const { names, notes } = opened;
  const fault = known(() => names.faultOf(first, set));
  if (fault !== undefined) {
    const place = `${fault.at} of ${nameOfUrn(fault.urn)}`;
    notes.push(`${served.name} has no answer elsewhere: ${place} leads to what is lost with it`);
    opened.stranded.push(first.owner.name);
    return [];
  }
  const others = set.records.filter((one) => one !== first && isFirst(one));
  const lost = others.filter((one) => known(() => names.faultOf(one, set)) !== undefined);
  opened.stranded.push(...lost.map(({ owner }) => owner.name));
  const detection = known(() => names.detectionOf(first, set));
  if (detection === undefined || detection.kind === "untold") {
    const [urn, at] = detection === undefined ? [first.urn, first.at("healthCheckId")] : [detection.urn, detection.at];
    opened.untold.push(new Interruption(new UnknownValueError(unknown.string, [at]), urn));
  }
  if (detection?.kind !== "never" || served.primary.check.kind === "none") {
    return [served];
  }
  const { urn, at } = detection.fault;
  notes.push(`nothing notices that ${served.name} is lost: ${at} of ${nameOfUrn(urn)} keeps its answer healthy`);
  return [{ ...served, primary: { ...served.primary, check: unwatched } }];
}

/** What answers from many places is not lost with a region. */
function isEverywhere(record: DnsRecord, { names }: Opened): boolean {
  return (known(() => names.targets.of(record)) ?? []).some(({ region }) => region === "everywhere");
}

/** The record that gets most of the traffic, then the one that takes over. */
function inOrder(records: readonly DnsRecord[]): readonly DnsRecord[] {
  return [...records].sort(
    (left, right) => Number(isFirst(right)) - Number(isFirst(left)) || (weightOf(right) ?? 0) - (weightOf(left) ?? 0),
  );
}

function servedName({ records }: Records, opened: Opened) {
  const [first, second] = inOrder(records);
  if (first === undefined || second === undefined) {
    return undefined;
  }
  const isFailover = records.some(({ props }) => isFilled(known(() => props.failoverRoutingPolicies)));
  const primary = answerOf(first, opened);
  const balancer = balancerOf(first, primary.region, opened);
  const kept = () => balancer?.props.clientKeepAlive;
  const served: ServedName = {
    name: nameOf(first) ?? first.owner.name,
    at: first.at("name"),
    routing: isFailover ? "failover" : "other",
    ttlSeconds: Math.max(ttlOf(first, opened), ttlOf(second, opened)),
    primary,
    standby: answerOf(second, opened),
    keepAliveSeconds: settled(kept, clients.defaultKeepAlive, { property: "clientKeepAlive", of: balancer }, opened),
    zones: zonesOf(balancer),
    returns: known(() => opened.latches.of(first)) ?? "untold",
  };
  return { first, served };
}

function answerOf(record: DnsRecord, opened: Opened): Answer {
  const weight = weightOf(record);
  const region = regionBehind(record, opened);
  return { urn: record.urn, region, check: checkOf(record, opened), ...(weight === undefined ? {} : { weight }) };
}

/** Where an answer leads: the region of its target, or else of what its health check watches. */
function regionBehind(record: DnsRecord, { names }: Opened): string {
  const check = known(() => names.checks.of(record));
  const asked = check && known(() => names.targets.from(check, "fqdn", () => check.props.fqdn, [record]));
  const targets = [...(known(() => names.targets.of(record)) ?? []), ...(asked ?? [])];
  return targets.find(({ region }) => region !== undefined && region !== "everywhere")?.region ?? "";
}

/** The load balancer behind an answer, or else one of its region. */
function balancerOf(record: DnsRecord, region: string, { stack, names }: Opened) {
  const balancers = stack.of(tokens.loadBalancer);
  const targets = known(() => names.targets.of(record)) ?? [];
  return (
    balancers.find(({ urn }) => targets.some(({ member }) => member?.urn === urn)) ??
    balancers.find((balancer) => regionOf(balancer) === region)
  );
}

function zonesOf(balancer: Member<{ readonly subnets?: readonly unknown[] }> | undefined): number {
  const subnets = balancer && known(() => balancer.props.subnets);
  return Array.isArray(subnets) && subnets.length > 0 ? subnets.length : managedZones;
}
