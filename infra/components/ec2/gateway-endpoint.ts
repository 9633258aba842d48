import { VpcEndpoint } from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { withName } from "../../naming/tags";
import { type Region, within } from "../../regions/pair";
import type { Guard } from "./guard";
import type { Network } from "./network";
import { Passage } from "./passage";

export interface GatewayEndpointArgs {
  readonly region: Region;
  readonly network: Network;
  /** The endpoint's `Name` tag. */
  readonly endpointName: string;
  /** Who may use it. */
  readonly clients: Guard;
  readonly service: "dynamodb" | "s3";
}

/** A route from the private subnets to a service of AWS, at no cost. */
export class GatewayEndpoint extends pulumi.ComponentResource {
  constructor(name: string, args: GatewayEndpointArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:ec2:GatewayEndpoint", name, {}, within(args.region, opts));
    const { region, network, endpointName, clients, service } = args;

    const endpoint = new VpcEndpoint(
      `${name}-endpoint`,
      {
        vpcId: network.vpcId,
        serviceName: `com.amazonaws.${region.name}.${service}`,
        vpcEndpointType: "Gateway",
        routeTableIds: [network.routeTableIds.private],
        tags: withName(region.tags, endpointName),
      },
      { parent: this },
    );
    new Passage(
      `${name}-passage`,
      { from: clients, to: { prefixListId: endpoint.prefixListId }, port: 443, description: `HTTPS to ${service}` },
      { parent: this },
    );

    this.registerOutputs({});
  }
}
