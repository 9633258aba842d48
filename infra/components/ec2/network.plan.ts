import { userError } from "../../errors/user-error";
import { blockOf, type Cidr } from "../../units/cidr";

export type Tier = "public" | "private";

export interface SubnetPlan {
  readonly tier: Tier;
  /** From 1: the zone's place in the alphabet. */
  readonly number: number;
  readonly zone: string;
  readonly cidr: Cidr;
}

/** Sixteen equal blocks: four for each tier, so that a further zone or tier moves no subnet that exists. */
const extraBits = 4;
const blocksPerTier = 4;
const tiers: readonly Tier[] = ["public", "private"];

/** The blocks of a network are sixteenths of it, and a load balancer wants a /27 at least. */
export const longestNetworkPrefix = 27 - extraBits;

/** The block that all subnets of one tier are in, and no other. */
export function tierBlock(cidr: Cidr, tier: Tier): Cidr {
  return blockOf(cidr, extraBits - Math.log2(blocksPerTier), tiers.indexOf(tier));
}

/**
 * One public and one private subnet in each of the first `zoneCount` zones.
 * @throws RunError when the region has fewer zones, or the plan has no room for more
 */
export function planSubnets(cidr: Cidr, zones: readonly string[], zoneCount: number): readonly SubnetPlan[] {
  const used = zones.slice(0, zoneCount);
  if (used.length < zoneCount || zoneCount > blocksPerTier) {
    throw userError(
      `A network wants ${zoneCount} availability zones and gets ${zones.length} (${zones.join(", ")}), expected as many, and at most ${blocksPerTier}. Name more zones in primaryZones or secondaryZones, or choose another region.`,
    );
  }
  return tiers.flatMap((tier, tierIndex) =>
    used.map((zone, zoneIndex) => ({
      tier,
      number: zoneIndex + 1,
      zone,
      cidr: blockOf(cidr, extraBits, tierIndex * blocksPerTier + zoneIndex),
    })),
  );
}
