import type { RecordSet } from "../aws/record-sets";
import type { DnsRecord } from "../aws/records";
import { isAlias, isFilled } from "../aws/routing";
import type { Interruption } from "../graph/interruption";
import { Interruption as Unknown } from "../graph/interruption";
import { known } from "../graph/reading";
import type { Stack } from "../graph/stack";
import { UnknownValueError, unknown } from "../graph/unknown";
import { clientsFollow, clientsMove, decision, decisionAfterDns } from "./delays";
import { aliasTtl } from "./estimates";
import type { Fault } from "./fault";
import { findFrontDoor, isFrontDoor } from "./front-doors";
import { answersFirst, type Names, openNames } from "./names";
import type { OtherFailover } from "./other-failover";
import { readOtherFailovers } from "./other-failovers";
import { type Efforts, effortSettings, readActivation } from "./standby";
import { longest, type Reading, readEach, type Term, total } from "./term";

/** What a stack's recovery time is made of. `serves` is false where nothing answers from outside. */
export interface RecoveryTime {
  readonly terms: readonly Term[];
  readonly serves: boolean;
}

/**
 * The recovery time that the declared resources allow after the loss of the region that answers: detection, one TTL, and
 * what the standby has to do first. What is unknown is yielded. A name that cannot fail over is a term without a bound.
 */
export function* readRecoveryTime(stack: Stack, efforts: Efforts): Generator<Interruption, RecoveryTime, void> {
  const names = yield* openNames(stack);
  const sets: RecordSet<DnsRecord>[] = [];
  const hidden = [...names.readSets(sets)];
  yield* hidden;
  const traffic: Term[] = [];
  yield* readTraffic(names, sets, efforts.clientMove, traffic);
  const failovers: OtherFailover[] = [];
  yield* readOtherFailovers(stack, names.targets, failovers);
  const others = failovers.map(({ term }) => term);
  if (sets.length === 0 && others.length === 0 && hidden.length === 0) {
    const door = findFrontDoor(stack, names.records);
    if (door === undefined) {
      yield* readEach(names.records, isFrontDoor, []);
      return { terms: [], serves: false };
    }
    const want = "a name that fails over to another region, or another failover of what answers";
    const fault = { urn: door.urn, at: "region", got: undefined, want };
    traffic.push(without("failover", fault, "nothing answers when the region of this resource is lost"));
  }
  const found = [...traffic, ...(sets.length === 0 ? slowestAndBroken(others) : [])];
  const detection = total(found.filter(({ stage }) => stage === "detection"));
  const activation = yield* readActivation(stack, efforts, primaryRegionOf(names, sets), detection);
  const { isAutomatic, launch } = activation;
  const isPastDns = found.some(({ reachesDns }) => reachesDns === true);
  const promotion = activation.promotion.map((term) =>
    isPastDns && term.varies === decision ? { ...term, varies: decisionAfterDns } : term,
  );
  const promoted = isAutomatic ? besideDns(found, promotion) : [...found, ...promotion];
  return { terms: [...promoted, ...launch], serves: true };
}

/** Of failovers that work the slowest counts; each that does not is a term of its own. */
function slowestAndBroken(terms: readonly Term[]): readonly Term[] {
  const slowest = longest(terms.filter(({ seconds }) => Number.isFinite(seconds)));
  return [...(slowest === undefined ? [] : [slowest]), ...terms.filter(({ seconds }) => !Number.isFinite(seconds))];
}

/** The waiting for one TTL and the promotion, of which the shorter is over when the longer is. */
function besideDns(traffic: readonly Term[], promotion: readonly Term[]): readonly Term[] {
  const dns = traffic.filter(({ stage }) => stage === "names");
  const shorter = total(promotion) < total(dns) ? promotion : dns;
  const isShorter = (term: Term) => promotion.length > 0 && shorter.includes(term);
  return [...traffic, ...promotion].map((term) => (isShorter(term) ? { ...term, meanwhile: true as const } : term));
}

/** The slowest detection and the longest TTL of all names, and each answer that is never replaced. */
function* readTraffic(names: Names, sets: readonly RecordSet<DnsRecord>[], clientMove: number, into: Term[]): Reading {
  const detected: Term[] = [];
  const cached: Term[] = [];
  const lost: Term[] = [];
  for (const set of sets) {
    if (set.records.length < 2) {
      yield* readEach(set.records, (record) => alone(record), lost);
      continue;
    }
    yield* readDetections(names, set, detected, lost);
    yield* readEach(set.records, (record) => moveTerm(record, clientMove), cached);
  }
  yield* readEach(names.strays(sets), stray, lost);
  const detection = longest(detected);
  const cache = longest(cached);
  const followed =
    cache?.varies !== undefined && detection?.reachesDns === true
      ? { ...cache, varies: clientsFollow(cache.seconds) }
      : cache;
  into.push(...onePerPlace(lost), ...[detection, followed].filter((term) => term !== undefined));
}

function* readDetections(names: Names, set: RecordSet<DnsRecord>, detected: Term[], lost: Term[]): Reading {
  const first: DnsRecord[] = [];
  yield* readEach(set.records, (record) => (answersFirst(record) ? record : undefined), first);
  for (const record of first.filter((one) => !names.leadsOn(one))) {
    yield* readEach(
      [record],
      () => {
        const fault = names.faultOf(record, set);
        return fault && without("failover", fault, "the other answers are lost with this one");
      },
      lost,
    );
    const untold: Interruption[] = [];
    yield* readEach(
      [record],
      () => {
        const found = names.detectionOf(record, set);
        if (found.kind === "after") {
          detected.push(found.term);
        }
        if (found.kind === "untold") {
          untold.push(nobodyTells(found.urn, found.at));
        }
        return found.kind === "never"
          ? without("detection", found.fault, "nothing takes this answer out when it is lost")
          : undefined;
      },
      lost,
    );
    yield* untold;
  }
  yield* readEach(first.length === 0 ? set.records.slice(0, 1) : [], nobodyFirst, lost);
}

function nobodyTells(urn: string, at: string): Interruption {
  return new Unknown(new UnknownValueError(unknown.number as unknown as string, [at]), urn);
}

function without(name: string, { urn, at, got, want }: Fault, basis: string): Term {
  return { name, seconds: Number.POSITIVE_INFINITY, urn, at, got, want, basis };
}

function alone(record: DnsRecord): Term {
  const at = record.at(isFilled(record.props.failoverRoutingPolicies) ? "failoverRoutingPolicies" : "setIdentifier");
  const want = "another record of the same name and type";
  return without(
    "failover",
    { urn: record.urn, at, got: undefined, want },
    "no second record could answer for this name",
  );
}

function nobodyFirst(record: DnsRecord): Term {
  const at = record.at("weightedRoutingPolicies[0].weight");
  const want = "more than 0 on one record of the name";
  return without("failover", { urn: record.urn, at, got: 0, want }, "no record answers while all is well");
}

function stray(record: DnsRecord): Term {
  const at = record.at("failoverRoutingPolicies");
  const want = "the routing that the name's other record type has";
  return without(
    "failover",
    { urn: record.urn, at, got: undefined, want },
    "clients of this record type stay where they are",
  );
}

function onePerPlace(terms: readonly Term[]): readonly Term[] {
  return [...new Map(terms.map((term) => [`${term.urn} ${term.at}`, term])).values()];
}

/** What clients need to follow: as a team has measured it, else one TTL and what is assumed of them. */
function moveTerm(record: DnsRecord, measured: number): Term | undefined {
  const term = ttlTerm(record);
  if (term === undefined || measured === 0) {
    return term;
  }
  const { urn, at, got, stage } = term;
  return {
    name: "clients' move to the other answer",
    seconds: measured,
    urn,
    at,
    got,
    basis: "set by the profile",
    stage,
  };
}

function ttlTerm(record: DnsRecord): Term | undefined {
  const { ttl } = record.props;
  const place = { name: "one TTL", urn: record.urn, stage: "names" as const, setting: effortSettings.clientMove };
  const basis = "a client may hold the old answer for one time to live";
  if (typeof ttl === "number") {
    return { ...place, seconds: ttl, at: record.at("ttl"), got: ttl, basis, varies: clientsMove(ttl) };
  }
  return isAlias(record.props)
    ? {
        ...place,
        seconds: aliasTtl.seconds,
        at: record.at("aliases"),
        got: undefined,
        basis: aliasTtl.source,
        estimate: { seconds: aliasTtl.seconds, confidence: aliasTtl.confidence },
        varies: clientsMove(aliasTtl.seconds),
      }
    : undefined;
}

/** The region where the first answers are; undefined when they are in several, or nobody tells. */
function primaryRegionOf(names: Names, sets: readonly RecordSet<DnsRecord>[]): string | undefined {
  const first = sets.flatMap(({ records }) => records.filter((record) => known(() => answersFirst(record)) === true));
  const regions = new Set(
    first.flatMap((record) => known(() => names.targets.of(record))?.map(({ region }) => region) ?? [undefined]),
  );
  const [only] = regions;
  return regions.size === 1 && only !== "everywhere" ? only : undefined;
}
