import { getAvailabilityZones } from "@pulumi/aws/getAvailabilityZones";
import { getCallerIdentity } from "@pulumi/aws/getCallerIdentity";
import { getPartition } from "@pulumi/aws/getPartition";
import { Provider } from "@pulumi/aws/provider";
import * as pulumi from "@pulumi/pulumi";
import { Arns } from "../naming/arns";
import { Names } from "../naming/names";
import type { Tags } from "../naming/tags";

export type Role = "primary" | "secondary";

/** One region of a system: where its resources go, what they are called and which tags they carry. */
export interface Region {
  readonly role: Role;
  /** `us-east-1` */
  readonly name: string;
  /** Twelve digits. */
  readonly account: string;
  /** The given availability zones; or those that every account has, by alphabet, but for those that lack what others have. */
  readonly zones: readonly string[];
  readonly names: Names;
  readonly arns: Arns;
  readonly tags: Tags;
  readonly provider: Provider;
}

/** One thing in each of the two regions. */
export type ByRole<T> = Readonly<Record<Role, T>>;

export interface RegionPair extends ByRole<Region> {
  /** Where Route 53 keeps its metrics: one of the pair, or a third region under the primary's role. */
  readonly healthMetrics: Region;
}

export interface PairArgs {
  readonly primaryRegion: string;
  readonly secondaryRegion: string;
  /** Given ones are not asked for: they stay the same when AWS adds a zone, or says that one is not well. */
  readonly zones?: Readonly<Partial<Record<Role, readonly string[]>>>;
  readonly environment: string;
  readonly namePattern: string;
  readonly tagsOf: (role: Role, region: string) => Tags;
}

/**
 * Zones that lack instance types which others have, and in which AWS asks not to run functions in a network. Under which
 * letter an account knows one differs: mostly `e`, in older accounts another.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 */
const poorZoneIds = ["use1-az3"];

/** Metrics of Route 53 health checks exist in this region only, and an alarm lives where its metric is. */
const healthMetricsRegion = "us-east-1";

export async function openPair(args: PairArgs): Promise<RegionPair> {
  const [primary, secondary] = await Promise.all([
    openRegion("primary", "primary", args.primaryRegion, args, args.zones?.primary),
    openRegion("secondary", "secondary", args.secondaryRegion, args, args.zones?.secondary),
  ]);
  const home = [primary, secondary].find(({ name }) => name === healthMetricsRegion);
  const healthMetrics = home ?? (await openRegion("health-metrics", "primary", healthMetricsRegion, args));
  return { primary, secondary, healthMetrics };
}

/** Makes one thing in each region, the primary's first. */
export function inBoth<T>(
  { primary, secondary }: ByRole<Region>,
  make: (region: Region, peer: Region) => T,
): ByRole<T> {
  return { primary: make(primary, secondary), secondary: make(secondary, primary) };
}

/** The options of a component whose children all go to one region. */
export function within(region: Region, opts?: pulumi.ComponentResourceOptions): pulumi.ComponentResourceOptions {
  return pulumi.mergeOptions(opts, { providers: [region.provider] });
}

async function openRegion(
  logicalName: string,
  role: Role,
  name: string,
  args: PairArgs,
  given?: readonly string[],
): Promise<Region> {
  const provider = new Provider(logicalName, { region: name });
  const [{ accountId: account }, { partition }, zones] = await Promise.all([
    getCallerIdentity({}, { provider }),
    getPartition({}, { provider }),
    given ?? usualZones(provider),
  ]);
  return {
    role,
    name,
    account,
    zones,
    names: new Names({ pattern: args.namePattern, region: name, environment: args.environment, account }),
    arns: new Arns({ partition, region: name, account }),
    tags: args.tagsOf(role, name),
    provider,
  };
}

async function usualZones(provider: Provider): Promise<readonly string[]> {
  const { names } = await getAvailabilityZones(
    {
      state: "available",
      filters: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
      excludeZoneIds: poorZoneIds,
    },
    { provider },
  );
  return [...names].sort();
}
