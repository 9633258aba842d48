import { getZoneOutput } from "@pulumi/aws/route53";
import type { Input, Output } from "@pulumi/pulumi";
import { HostedZone, type HostedZoneArgs } from "../components/route53/hosted-zone";

export interface ZoneOfArgs extends HostedZoneArgs {
  /** One that is there already. */
  readonly hostedZoneId?: string | undefined;
}

export interface KnownZone {
  readonly zoneId: Input<string>;
  /** Where the domain's owner points the domain; an orchestrator asks them for the world's verdict. */
  readonly nameServers: Output<string[]>;
}

/** The zone that is given, or a new one, with its name servers. */
export function zoneOf({ hostedZoneId, ...args }: ZoneOfArgs): KnownZone {
  if (hostedZoneId !== undefined) {
    const { nameServers } = getZoneOutput({ zoneId: hostedZoneId }, { provider: args.region.provider });
    return { zoneId: hostedZoneId, nameServers };
  }
  const { zoneId, nameServers } = new HostedZone("zone", args);
  return { zoneId, nameServers };
}
