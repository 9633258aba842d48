import type { JsonObject } from "../../graph";
import { UNKNOWN } from "../../wire";

/**
 * The network that AWS makes in each region of a new account: its range is the same everywhere, its id that of AWS's own
 * examples. Programs pass the id to further lookups, which the SDK does not even ask with an unknown value in them.
 */
export function getVpc(args: JsonObject): JsonObject | undefined {
  if (args.default !== true) {
    return undefined;
  }
  return {
    ...args,
    arn: UNKNOWN,
    cidrBlock: "172.31.0.0/16",
    default: true,
    dhcpOptionsId: UNKNOWN,
    enableDnsHostnames: true,
    enableDnsSupport: true,
    id: "vpc-1234567890abcdef0",
    instanceTenancy: "default",
    mainRouteTableId: UNKNOWN,
    ownerId: UNKNOWN,
    state: "available",
    tags: UNKNOWN,
  };
}
