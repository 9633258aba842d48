import type { SubnetArgs } from "@pulumi/aws/ec2";
import { tokens } from "../../model/aws/tokens";
import { known, stated } from "../../model/graph/reading";
import type { Member, Plain } from "../../model/graph/stack";
import type { Check } from "../engine/check";
import { type Finding, Word } from "../engine/finding";

type Subnet = Member<Plain<SubnetArgs>>;

/** How many different subnets are given; a subnet of the stack counts once, however often it is named. */
function countSubnets(ids: readonly (string | undefined)[], sources: readonly Member[]): number {
  const told = new Set(ids.filter((id) => id !== undefined));
  const untold = ids.length - ids.filter((id) => id !== undefined).length;
  const areSubnets = sources.length > 0 && sources.every(({ type }) => tokens.subnet.has(type));
  return told.size + (areSubnets && told.size === 0 ? Math.min(untold, sources.length) : untold);
}

/** The zones of some subnets, if all of them are in the stack and tell theirs. */
function findZones(count: number, sources: readonly Member[]): ReadonlySet<string> | undefined {
  const subnets = sources.filter(({ type }) => tokens.subnet.has(type)) as unknown as readonly Subnet[];
  const zones = subnets.map((subnet) => stated(subnet, "availabilityZone") ?? stated(subnet, "availabilityZoneId"));
  const told = zones.filter((zone) => zone !== undefined);
  return told.length === count ? new Set(told) : undefined;
}

/**
 * Wants the subnets that a resource names at `at` to be in so many zones. Two subnets of which nobody tells the zone are
 * taken for two zones; an id that is undefined is one that is unknown still.
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
  const found = findZones(count, sources);
  if (found !== undefined && found.size < zones) {
    yield { at, got: new Word(`in ${[...found].sort().join(" and ")} only`), want };
  }
}

/** The items of a list, those that are unknown still as undefined. */
export function knownItems<T>(list: readonly T[]): readonly (T | undefined)[] {
  return Array.from({ length: list.length }, (_, index) => known(() => list[index]));
}
