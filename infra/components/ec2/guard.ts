import { SecurityGroup } from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { type Region, within } from "../../regions/pair";
import type { Network } from "./network";

export interface GuardArgs {
  readonly region: Region;
  readonly network: Network;
  readonly guardName: string;
  /** AWS makes a new group for another description. */
  readonly description: string;
}

/** A security group that lets nothing in or out until a passage is made. */
export class Guard extends pulumi.ComponentResource {
  readonly region: Region;
  readonly groupId: pulumi.Output<string>;

  constructor(name: string, args: GuardArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:ec2:Guard", name, {}, within(args.region, opts));
    const { region, network, guardName, description } = args;
    this.region = region;

    // The provider takes away the rule that lets everything out.
    const group = new SecurityGroup(
      `${name}-group`,
      { name: guardName, description, vpcId: network.vpcId, tags: region.tags },
      { parent: this },
    );

    this.groupId = group.id;
    this.registerOutputs({ groupId: this.groupId });
  }
}
