import { Zone } from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import { withName } from "../../naming/tags";
import { type Region, within } from "../../regions/pair";

export interface HostedZoneArgs {
  /** The region that answers for the zone's tags; the zone itself is global. */
  readonly region: Region;
  readonly zoneName: string;
  readonly domainName: string;
  /** Whether a destroy stops at a zone that others have put records into; absent: their records go with the stack. */
  readonly isKept?: boolean;
}

/** A public zone that answers once the domain's owner has pointed the domain at its name servers. */
export class HostedZone extends pulumi.ComponentResource {
  readonly zoneId: pulumi.Output<string>;
  readonly nameServers: pulumi.Output<string[]>;

  constructor(name: string, args: HostedZoneArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:route53:HostedZone", name, {}, within(args.region, opts));
    const { region, zoneName, domainName, isKept = false } = args;

    const zone = new Zone(
      `${name}-zone`,
      { name: domainName, comment: zoneName, forceDestroy: !isKept, tags: withName(region.tags, zoneName) },
      { parent: this },
    );

    this.zoneId = zone.zoneId;
    this.nameServers = zone.nameServers;
    this.registerOutputs({ zoneId: this.zoneId });
  }
}
