import { isGlobal } from "../aws/provider-types";
import { groupRecords } from "../aws/record-sets";
import { type DnsRecord, statedRole } from "../aws/records";
import { knownRegion } from "../aws/region";
import { isRouted } from "../aws/routing";
import { tokens } from "../aws/tokens";
import { finish } from "../graph/gathering";
import { known } from "../graph/reading";
import type { Member, Stack } from "../graph/stack";
import { anyAws } from "../graph/tokens";
import { leadsClients, type Names, openNames } from "./names";
import { inlineReplicas } from "./table-regions";

/** Stands in a setting of regions for the two of the stack itself. */
export const ofStack = "stack";

/** CloudFront and Route 53 are run from here: what serves them is here, wherever the system lives. */
const edgeHome = "us-east-1";
const forTheEdge = /^aws:(acm\/certificate|wafv2\/|sns\/topic)/;

/** The two regions that a system lives in. */
export interface RegionPair {
  /** The primary first, where `isOrdered`; one when no second is used, none when nothing tells which of several they are. */
  readonly regions: readonly string[];
  readonly isOrdered: boolean;
}

/** What a setting of regions means for this stack. */
export function regionsMeant(setting: readonly string[], stack: Stack): readonly string[] {
  return setting.includes(ofStack) ? pairOf(stack).regions : setting;
}

/** The region of the standby by a setting; undefined when the stack does not tell which it is. */
export function standbyMeant(setting: string, stack: Stack): string | undefined {
  if (setting !== ofStack) {
    return setting;
  }
  const { regions, isOrdered } = pairOf(stack);
  return isOrdered ? regions[1] : undefined;
}

const pairs = new WeakMap<Stack, RegionPair>();

/**
 * The pair of regions of a stack: those that its resources, its replicas and its providers are in; where they are more than
 * two, those of the names that fail over. What CloudFront and Route 53 want in us-east-1 makes that no home of the system.
 */
export function pairOf(stack: Stack): RegionPair {
  const told = pairs.get(stack) ?? readPair(stack);
  pairs.set(stack, told);
  return told;
}

function readPair(stack: Stack): RegionPair {
  const counts = countRegions(stack);
  const named = pairOfNames(stack);
  if (named !== undefined && (counts.size > 2 || named.regions.every((region) => counts.has(region)))) {
    return named;
  }
  if (counts.size > 2) {
    return { regions: [], isOrdered: false };
  }
  const [first, second] = [...counts].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
  const regions = [first, second].flatMap((one) => (one === undefined ? [] : [one[0]]));
  return { regions, isOrdered: first !== undefined && second !== undefined && first[1] > second[1] };
}

/** How much is in each region. */
function countRegions(stack: Stack): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const add = (region: unknown, count: number) => {
    if (typeof region === "string" && region !== "") {
      counts.set(region, (counts.get(region) ?? 0) + count);
    }
  };
  for (const member of stack.of(anyAws)) {
    const region = isGlobal(member.type) ? undefined : knownRegion(member);
    add(region === edgeHome && isForTheEdge(member) ? undefined : region, 1);
  }
  for (const table of stack.of(tokens.table)) {
    for (const replica of known(() => inlineReplicas(table)) ?? []) {
      add(
        known(() => replica.read("regionName")),
        1,
      );
    }
  }
  for (const { props } of stack.all().filter(({ type }) => type === "pulumi:providers:aws")) {
    const region = known(() => props.region);
    add(region === edgeHome ? undefined : region, 0);
  }
  return counts;
}

function isForTheEdge({ type, props }: Member): boolean {
  return forTheEdge.test(type) || (tokens.metricAlarm.has(type) && known(() => props.namespace) === "AWS/Route53");
}

/** The regions of the first name whose answers are in two; by failover records, the primary's first. */
function pairOfNames(stack: Stack): RegionPair | undefined {
  const names = finish(openNames(stack));
  const records = names.records.filter((record) => known(() => isRouted(record.props) && leadsClients(record)));
  for (const { records: alike } of groupRecords(records)) {
    const ordered = [...alike].sort((one, other) => rank(statedRole(one)) - rank(statedRole(other)));
    const regions = [...new Set(ordered.flatMap((record) => regionOf(names, record) ?? []))];
    if (regions.length === 2) {
      return { regions, isOrdered: ordered.some((record) => statedRole(record) === "PRIMARY") };
    }
  }
  return undefined;
}

const rank = (role: unknown) => (role === "PRIMARY" ? 0 : 1);

function regionOf(names: Names, record: DnsRecord): string | undefined {
  const region = known(() => names.targets.of(record)[0]?.region);
  return region === "everywhere" ? undefined : region;
}
