import type { RecordSet } from "../aws/record-sets";
import type { DnsRecord } from "../aws/records";
import { areApart } from "../aws/references";
import { findRegion } from "../aws/region";
import { unknowable } from "../graph/interruption";
import type { Stack } from "../graph/stack";
import { families, findSecondaries, type GlobalDatabase, gatherGlobalDatabases } from "./databases";
import { writingRegionOf as cacheRegionOf, readGlobalCaches } from "./global-caches";
import type { Names } from "./names";
import { answersFirst } from "./names";
import type { OtherFailover } from "./other-failover";
import { readOtherFailovers } from "./other-failovers";
import { type Reading, readEach } from "./term";

/** A region whose loss another one is to make good, and what in the stack says so. */
export interface LostRegion {
  readonly region: string;
  readonly urn: string;
  readonly at: string;
  /** The records that answer first from there. */
  readonly records: readonly DnsRecord[];
}

/** The regions that answer first for a name which another region answers too. Nobody tells those of foreign hosts. */
export function* readAnsweringRegions(
  names: Names,
  sets: readonly RecordSet<DnsRecord>[],
  into: LostRegion[],
): Reading {
  const found = new Map<string, DnsRecord[]>();
  for (const { records } of sets) {
    yield* readEach(
      records,
      (record) => {
        const region = answersFirst(record) ? regionOf(names, record) : undefined;
        const others = records.map((other) => regionOf(names, other));
        if (region !== undefined && others.some((other) => other !== undefined && other !== region)) {
          found.set(region, [...(found.get(region) ?? []), record]);
        }
        return undefined;
      },
      [],
    );
  }
  for (const [region, records] of found) {
    const [first] = records;
    into.push(...(first === undefined ? [] : [{ region, urn: first.urn, at: first.at("name"), records }]));
  }
}

/** The same, or else the regions that another failover than records leads out of. */
export function* readLeftRegions(
  stack: Stack,
  names: Names,
  sets: readonly RecordSet<DnsRecord>[],
  into: LostRegion[],
): Reading {
  const answering: LostRegion[] = [];
  yield* readAnsweringRegions(names, sets, answering);
  if (answering.length > 0) {
    into.push(...answering);
    return;
  }
  const failovers: OtherFailover[] = [];
  yield* readOtherFailovers(stack, names.targets, failovers);
  const found = failovers.flatMap(({ term: { urn, at }, regions }) =>
    regions.map((region): LostRegion => ({ region, urn, at, records: [] })),
  );
  into.push(...new Map([...found].reverse().map((one) => [one.region, one])).values());
}

/** The one region behind a record; undefined when there are several, or nobody tells. Throws while it is unknown. */
function regionOf(names: Names, record: DnsRecord): string | undefined {
  const targets = names.targets.of(record);
  const regions = new Set(targets.map(({ region }) => region));
  const [only] = regions;
  for (const { region, member } of targets) {
    if (region === undefined && member !== undefined) {
      findRegion(member);
    }
  }
  return regions.size === 1 && only !== "everywhere" ? only : undefined;
}

/** The regions whose databases and caches another region is to go on with. What hides one is yielded. */
export function* readWritingRegions(stack: Stack, into: LostRegion[]): Reading {
  for (const family of families) {
    const { values, unknown } = gatherGlobalDatabases(stack, family);
    yield* unknown;
    yield* readEach(values, writingRegionOf, into);
  }
  yield* readEach(
    readGlobalCaches(stack),
    (cache) => {
      const region = cacheRegionOf(cache);
      const place = { urn: cache.global.urn, at: "primaryReplicationGroupId", records: [] };
      return region === undefined ? undefined : { region, ...place };
    },
    into,
  );
}

function writingRegionOf(database: GlobalDatabase): LostRegion | undefined {
  const secondaries = findSecondaries(database);
  const [origin] = database.members.filter((member) => secondaries?.includes(member) === false);
  return origin !== undefined && areApart(database.members)
    ? {
        region: findRegion(origin) ?? unknowable("region"),
        urn: origin.urn,
        at: "globalClusterIdentifier",
        records: [],
      }
    : undefined;
}
