import { getAvailabilityZones } from "./availability-zones";
import { getVpc } from "./default-vpc";
import type { Lookup } from "./lookup";
import { getPolicyDocument } from "./policy-document";
import { getParameter } from "./public-parameter";
import { getCallerIdentity, getPartition, getRegion } from "./whereabouts";

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
