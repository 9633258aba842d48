import type { SubnetArgs } from "@pulumi/aws/ec2";
import { stated } from "../graph/reading";
import type { Member, Plain } from "../graph/stack";
import { tokens } from "./tokens";

type Subnet = Member<Plain<SubnetArgs>>;

/** The subnets that a resource names in a list. */
export interface NamedSubnets {
  /** How many different ones are given; a subnet of the stack counts once, however often it is named. */
  readonly count: number;
  /** How many different ids are known. */
  readonly told: number;
  /**
   * Where an id is that comes from something other than a subnet of the stack, and may be one that is named besides. Where
   * all come from elsewhere, as from a component that nobody can see, they are taken to be different.
   */
  readonly stranger: number | undefined;
  /** Their zones, if all of them are in the stack and tell theirs. */
  readonly zones: ReadonlySet<string> | undefined;
}

/** Reads the list at `at`; an id that is undefined is one that is unknown still. */
export function readNamedSubnets(
  member: Member<unknown>,
  at: string,
  ids: readonly (string | undefined)[],
): NamedSubnets {
  const sources = member.sourcesOf(at);
  const subnets = sources.filter(({ type }) => tokens.subnet.has(type)) as unknown as readonly Subnet[];
  const told = new Set(ids.filter((id) => id !== undefined)).size;
  const untold = ids.filter((id) => id === undefined).length;
  const areSubnets = sources.length > 0 && subnets.length === sources.length;
  const count = told + (areSubnets && told === 0 ? Math.min(untold, sources.length) : untold);
  const areMixed = told > 0 || subnets.length > 0;
  const stranger = areMixed && untold > 0 && subnets.length < sources.length ? ids.indexOf(undefined) : undefined;
  return { count, told, stranger, zones: zonesOf(subnets, count) };
}

function zonesOf(subnets: readonly Subnet[], count: number): ReadonlySet<string> | undefined {
  const zones = subnets.map((subnet) => stated(subnet, "availabilityZone") ?? stated(subnet, "availabilityZoneId"));
  const told = zones.filter((zone) => zone !== undefined);
  return told.length === count ? new Set(told) : undefined;
}
