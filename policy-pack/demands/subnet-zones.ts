import type { SubnetArgs } from "@pulumi/aws/ec2";
import { tokens } from "../../model/aws/tokens";
import { known, stated } from "../../model/graph/reading";
import type { Member, Plain } from "../../model/graph/stack";
import { UnknownValueError, unknown } from "../../model/graph/unknown";
import type { Check } from "../engine/check";
import { type Finding, Word } from "../engine/finding";

type Subnet = Member<Plain<SubnetArgs>>;

/** How many different subnets are given; a subnet of the stack counts once, however often it is named. */
function countSubnets(ids: readonly (string | undefined)[], sources: readonly Member[]): number {
  const told = toldOf(ids).size;
  const untold = untoldOf(ids);
  const areSubnets = sources.length > 0 && sources.every(isSubnet);
  return told + (areSubnets && told === 0 ? Math.min(untold, sources.length) : untold);
}

function toldOf(ids: readonly (string | undefined)[]): ReadonlySet<string> {
  return new Set(ids.filter((id) => id !== undefined));
}

function untoldOf(ids: readonly (string | undefined)[]): number {
  return ids.filter((id) => id === undefined).length;
}

function isSubnet({ type }: Member): boolean {
  return tokens.subnet.has(type);
}

/**
 * Where an id is that comes from something other than a subnet of the stack, and may be one that is named besides. Where
 * all come from elsewhere, as from a component that nobody can see, they are taken to be different.
 */
function findStranger(ids: readonly (string | undefined)[], sources: readonly Member[]): number | undefined {
  const areMixed = toldOf(ids).size > 0 || sources.some(isSubnet);
  return areMixed && untoldOf(ids) > 0 && !sources.every(isSubnet) ? ids.indexOf(undefined) : undefined;
}

/** The zones of some subnets, if all of them are in the stack and tell theirs. */
function findZones(count: number, sources: readonly Member[]): ReadonlySet<string> | undefined {
  const subnets = sources.filter(isSubnet) as unknown as readonly Subnet[];
  const zones = subnets.map((subnet) => stated(subnet, "availabilityZone") ?? stated(subnet, "availabilityZoneId"));
  const told = zones.filter((zone) => zone !== undefined);
  return told.length === count ? new Set(told) : undefined;
}

/**
 * Wants the subnets that a resource names at `at` to be in so many zones. Two subnets of which nobody tells the zone are
 * taken for two zones; an id that is undefined is one that is unknown still. Throws when that decides, and it may
 * be one of the others.
 */
export function* demandZones(
  member: Member<unknown>,
  at: string,
  ids: readonly (string | undefined)[],
  zones: number,
): Check<Finding> {
  const sources = member.sourcesOf(at);
  const want = `subnets in at least ${zones} availability zones`;
  const count = countSubnets(ids, sources);
  if (!(count >= zones)) {
    const got = count === 0 ? undefined : new Word(count === 1 ? "one subnet" : `${count} subnets`);
    yield { at, got, want };
    return;
  }
  const stranger = findStranger(ids, sources);
  if (stranger !== undefined && toldOf(ids).size < zones) {
    throw new UnknownValueError(unknown.string, [at, String(stranger)]);
  }
  const found = findZones(count, sources);
  if (found !== undefined && found.size < zones) {
    yield { at, got: new Word(`in ${[...found].sort().join(" and ")} only`), want };
  }
}

/** The items of a list, those that are unknown still as undefined. */
export function knownItems<T>(list: readonly T[]): readonly (T | undefined)[] {
  return Array.from({ length: list.length }, (_, index) => known(() => list[index]));
}
