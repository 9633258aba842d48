import type { JsonObject } from "../../graph";
import { getAvailabilityZones } from "./availability-zones";
import { getVpc } from "./default-vpc";
import { getPolicyDocument } from "./policy-document";
import { getParameter } from "./public-parameter";
import { getCallerIdentity, getPartition, getRegion } from "./whereabouts";

/** What a lookup may know: everything that is certain without asking AWS. */
export interface LookupContext {
  /** Region of the provider that would answer; undefined when it is not known. */
  readonly region: string | undefined;
}

/** Answers a lookup, or undefined when only AWS could. Throws what the provider would answer with. */
export type Lookup = (args: JsonObject, context: LookupContext) => JsonObject | undefined;

const LOOKUPS: ReadonlyMap<string, Lookup> = new Map([
  ["aws:index/getCallerIdentity:getCallerIdentity", getCallerIdentity],
  ["aws:index/getRegion:getRegion", getRegion],
  ["aws:index/getPartition:getPartition", getPartition],
  ["aws:index/getAvailabilityZones:getAvailabilityZones", getAvailabilityZones],
  ["aws:ec2/getVpc:getVpc", getVpc],
  ["aws:iam/getPolicyDocument:getPolicyDocument", getPolicyDocument],
  ["aws:ssm/getParameter:getParameter", getParameter],
]);

export function findLookup(token: string): Lookup | undefined {
  return LOOKUPS.get(token);
}
