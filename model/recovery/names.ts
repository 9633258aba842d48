import { groupRecords, type RecordSet, readPlace } from "../aws/record-sets";
import { type DnsRecord, readRecords } from "../aws/records";
import { isFilled, isRouted } from "../aws/routing";
import { tokens } from "../aws/tokens";
import type { Interruption } from "../graph/interruption";
import { isGiven, known } from "../graph/reading";
import type { Stack } from "../graph/stack";
import { Checks, type Detection } from "./checks";
import type { Fault } from "./fault";
import { answersForOthers, nameOf, relationOf, type Target, Targets } from "./targets";
import { type Reading, readEach } from "./term";

/** Record types by which clients connect; others tell something to whoever asks. */
const connecting: ReadonlySet<string> = new Set(["A", "AAAA", "CNAME", "HTTPS", "SVCB", "SRV", "MX", "NS"]);

/** True unless the record only tells a text to whoever asks for it. */
export function leadsClients({ props }: DnsRecord): boolean {
  return connecting.has(String(props.type).toUpperCase()) && !isProof(props.name);
}

/** A record by which a certificate or a mail domain is proved: one of its labels begins with an underscore. */
function isProof(name: unknown): boolean {
  return typeof name === "string" && /(^|\.)_/.test(name);
}

/** True for a record that answers while all is well. */
export function answersFirst({ props }: DnsRecord): boolean {
  const role = props.failoverRoutingPolicies?.[0]?.type;
  if (role !== undefined) {
    return role !== "SECONDARY";
  }
  return props.weightedRoutingPolicies?.[0]?.weight !== 0;
}

/** The names of a stack, what they lead to and what notices that an answer is gone. */
export class Names {
  readonly records: readonly DnsRecord[];
  readonly targets: Targets;
  readonly checks: Checks;

  constructor(stack: Stack, records: readonly DnsRecord[]) {
    this.records = records;
    this.targets = new Targets(stack, records);
    this.checks = new Checks(stack, this.targets);
  }

  /** The sets of records by which clients are led and of which each answers in its turn. */
  *readSets(into: RecordSet<DnsRecord>[]): Reading {
    const routed: DnsRecord[] = [];
    yield* readEach(
      this.records,
      (record) => (isRouted(record.props) && leadsClients(record) ? record : undefined),
      routed,
    );
    for (const set of groupRecords(routed)) {
      yield* readEach(set.settled ? [] : set.records, readPlace, []);
      into.push(set);
    }
  }

  /** What notices that this answer is gone, and how soon. Throws while that is unknown. */
  detectionOf(record: DnsRecord, { records }: RecordSet<DnsRecord>): Detection {
    return this.checks.detectionOf(record, records);
  }

  /** Why no other record of the set could answer when this one's region is lost; undefined when one could. */
  faultOf(record: DnsRecord, { records }: RecordSet<DnsRecord>): Fault | undefined {
    const own = this.targets.of(record);
    const at = targetPlace(record);
    const fault = (got: unknown, want: string): Fault => ({ urn: record.urn, at, got, want });
    if (own.length === 0) {
      return { ...fault(undefined, "a target: this record leads nowhere"), at: record.at("records") };
    }
    const refusal = this.refusalOf(record, own);
    if (refusal !== undefined) {
      return fault(own[0]?.key, refusal);
    }
    if (isDefaultLocation(record)) {
      const want = "failover records behind it: clients of every other location are lost with its region";
      return { ...fault("*", want), at: record.at("geolocationRoutingPolicies[0].country") };
    }
    const others = records.filter((other) => other !== record);
    const relations = others.map((other) => relationOf(own, this.targets.of(other)));
    const elsewhere = others.filter((_, index) => relations[index] === "apart" || relations[index] === "untold");
    const refusals = elsewhere.map((other) => this.refusalFault(other));
    const able = elsewhere.filter((_, index) => refusals[index] === undefined);
    const falling = able.filter((other) => this.checks.fallsWith(other, own));
    if (relations.length === 0 || falling.length < able.length) {
      return undefined;
    }
    const [fallen] = falling;
    if (fallen !== undefined) {
      const want =
        "the health check of its own target: this one fails with the answer that is lost, and with none healthy Route 53 gives the lost one again";
      return { urn: fallen.urn, at: fallen.at("healthCheckId"), got: this.checks.of(fallen)?.name, want };
    }
    const refused = refusals.find((refusal) => refusal !== undefined);
    if (refused !== undefined) {
      return refused;
    }
    const isOne = relations.includes("one target");
    const got = isOne ? textOf(own) : own[0]?.region;
    return fault(
      got,
      isOne ? "another target than that of the other records" : "another region than that of the other records",
    );
  }

  /** True for a record that leads to another name of the stack which fails over itself: that name's answers are judged. */
  leadsOn(record: DnsRecord): boolean {
    const name = known(() => record.props.aliases?.[0]?.name ?? record.props.records?.[0]);
    const behind = typeof name === "string" ? this.targets.recordsOf(name) : [];
    const places = new Set((known(() => this.targets.of(record)) ?? []).map(({ key, region }) => region ?? key));
    return places.size > 1 && behind.some((one) => one !== record && known(() => isRouted(one.props)) === true);
  }

  private refusalFault(record: DnsRecord): Fault | undefined {
    const targets = this.targets.of(record);
    const want = this.refusalOf(record, targets);
    return want === undefined ? undefined : { urn: record.urn, at: targetPlace(record), got: targets[0]?.key, want };
  }

  /** Why what stands behind a record cannot answer for its name. */
  refusalOf(record: DnsRecord, targets: readonly Target[]): string | undefined {
    const name = nameOf(record);
    const refuses = targets.find((target) => target.refuses !== undefined)?.refuses;
    if (refuses !== undefined) {
      return `a target that answers for ${name ?? "this name"}: ${refuses}`;
    }
    const other = name === undefined ? undefined : targets.find((target) => answersForOthers(target, name));
    return other && `a target that answers for ${name}: this one answers for ${other.answersFor?.join(", ")} only`;
  }

  /** Records of names that fail over which answer by themselves: with another record type, one region alone. */
  strays(sets: readonly RecordSet<DnsRecord>[]): readonly DnsRecord[] {
    const failing = new Set(
      sets.flatMap(({ records }) => records.map(nameInZone)).filter((name) => name !== undefined),
    );
    return this.records.filter((record) => {
      const name = nameInZone(record);
      const type = known(() => String(record.props.type).toUpperCase());
      const isAddress = type === "A" || type === "AAAA" || type === "CNAME";
      return isAddress && name !== undefined && failing.has(name) && known(() => isRouted(record.props)) === false;
    });
  }
}

function targetPlace(record: DnsRecord): string {
  return record.at(isFilled(record.props.aliases) ? "aliases[0].name" : "records");
}

/** The answer for every location without one of its own: nothing stands in for it. */
function isDefaultLocation({ props }: DnsRecord): boolean {
  return props.geolocationRoutingPolicies?.[0]?.country === "*";
}

function textOf(targets: readonly Target[]): string {
  return targets.map(({ key, member }) => member?.name ?? key).join(", ");
}

/** The names of a stack. What hides one is yielded. */
export function* openNames(stack: Stack): Generator<Interruption, Names, void> {
  const records: DnsRecord[] = [];
  yield* readRecords(stack, records);
  return new Names(stack, records);
}

/** The full name of a record together with its zone: a private zone may answer for the same name. */
function nameInZone(record: DnsRecord): string | undefined {
  const name = nameOf(record);
  const zone = known(() => record.props.zoneId) ?? record.sourcesOf("zoneId").map(({ urn }) => urn);
  return name === undefined ? undefined : JSON.stringify([zone, name]);
}

/** True for a zone that answers inside networks only. */
export function isPrivate(record: DnsRecord): boolean {
  return record.sourcesOf("zoneId").some((zone) => tokens.zone.has(zone.type) && isGiven(() => zone.props.vpcs));
}
