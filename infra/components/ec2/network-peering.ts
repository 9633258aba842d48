import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { withName } from "../../naming/tags";
import { type ByRole, type Region, within } from "../../regions/pair";
import type { Network } from "./network";

export interface PeeringSide {
  readonly region: Region;
  readonly network: Network;
}

export interface NetworkPeeringArgs {
  /** The `Name` tags of the connection, as each region shows it. */
  readonly peeringNames: ByRole<string>;
  readonly sides: ByRole<PeeringSide>;
}

/** Lets the networks of two regions reach each other: asked for by the primary, accepted by the secondary. */
export class NetworkPeering extends pulumi.ComponentResource {
  readonly peeringId: pulumi.Output<string>;
  /** What sends traffic across waits for these. */
  readonly routes: readonly ec2.Route[];

  constructor(name: string, args: NetworkPeeringArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:ec2:NetworkPeering", name, {}, within(args.sides.primary.region, opts));
    const { peeringNames, sides } = args;
    const { primary, secondary } = sides;
    const there = { parent: this, provider: secondary.region.provider };

    const connection = new ec2.VpcPeeringConnection(
      `${name}-connection`,
      {
        vpcId: primary.network.vpcId,
        peerVpcId: secondary.network.vpcId,
        peerOwnerId: secondary.region.account,
        peerRegion: secondary.region.name,
        // Between regions it must be accepted from the other side.
        autoAccept: false,
        tags: withName(primary.region.tags, peeringNames.primary),
      },
      { parent: this },
    );
    const acceptance = new ec2.VpcPeeringConnectionAccepter(
      `${name}-acceptance`,
      {
        vpcPeeringConnectionId: connection.id,
        autoAccept: true,
        tags: withName(secondary.region.tags, peeringNames.secondary),
      },
      there,
    );
    // From the acceptance on: a name of the other network leads to its private address.
    const accepted = acceptance.vpcPeeringConnectionId;
    new ec2.PeeringConnectionOptions(
      `${name}-names-primary`,
      { vpcPeeringConnectionId: accepted, requester: { allowRemoteVpcDnsResolution: true } },
      { parent: this, dependsOn: [acceptance] },
    );
    new ec2.PeeringConnectionOptions(
      `${name}-names-secondary`,
      { vpcPeeringConnectionId: accepted, accepter: { allowRemoteVpcDnsResolution: true } },
      { ...there, dependsOn: [acceptance] },
    );
    this.routes = (["public", "private"] as const).flatMap((tier) => [
      this.#route(`${name}-${tier}-primary`, primary, secondary, tier, accepted, acceptance),
      this.#route(`${name}-${tier}-secondary`, secondary, primary, tier, accepted, acceptance),
    ]);

    this.peeringId = connection.id;
    this.registerOutputs({ peeringId: this.peeringId });
  }

  #route(
    name: string,
    from: PeeringSide,
    to: PeeringSide,
    tier: "public" | "private",
    vpcPeeringConnectionId: pulumi.Output<string>,
    acceptance: pulumi.Resource,
  ): ec2.Route {
    return new ec2.Route(
      name,
      {
        routeTableId: from.network.routeTableIds[tier],
        destinationCidrBlock: to.network.cidr.text,
        vpcPeeringConnectionId,
      },
      { parent: this, provider: from.region.provider, dependsOn: [acceptance] },
    );
  }
}
