import { VpcEndpoint } from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { withName } from "../../naming/tags";
import { type Region, within } from "../../regions/pair";
import type { Guard } from "./guard";
import type { Network } from "./network";

export interface ServiceEndpointsArgs {
  readonly region: Region;
  readonly network: Network;
  /** The endpoints' `Name` tag. */
  readonly endpointName: string;
  readonly guard: Guard;
  /** As AWS calls them in `com.amazonaws.<region>.<service>`. */
  readonly services: readonly string[];
}

/** Lets what has no way out of its network reach AWS services of its own region. */
export class ServiceEndpoints extends pulumi.ComponentResource {
  constructor(name: string, args: ServiceEndpointsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:ec2:ServiceEndpoints", name, {}, within(args.region, opts));
    const { region, network, endpointName, guard, services } = args;

    for (const service of services) {
      new VpcEndpoint(
        `${name}-${service}`,
        {
          vpcId: network.vpcId,
          serviceName: `com.amazonaws.${region.name}.${service}`,
          // AWS assumes Gateway; and without private names the SDK goes on asking the public address.
          vpcEndpointType: "Interface",
          privateDnsEnabled: true,
          subnetIds: [...network.privateSubnetIds],
          securityGroupIds: [guard.groupId],
          tags: withName(region.tags, endpointName),
        },
        { parent: this },
      );
    }

    this.registerOutputs({});
  }
}
