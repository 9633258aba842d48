import { SecurityGroupEgressRule, SecurityGroupIngressRule } from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import { within } from "../../regions/pair";
import type { Guard } from "./guard";
import type { Network } from "./network";

export interface NetworkPassageArgs {
  readonly guard: Guard;
  /** Whether the guard lets connections out to the network, or in from it. */
  readonly direction: "out" | "in";
  /** A peered network of another region, whose groups cannot be named here: the addresses of its private subnets are. */
  readonly network: Network;
  readonly port: number;
  readonly description: string;
}

/** Lets TCP connections to one port pass between a guard and the private subnets of a peered network. */
export class NetworkPassage extends pulumi.ComponentResource {
  constructor(name: string, args: NetworkPassageArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:ec2:NetworkPassage", name, {}, within(args.guard.region, opts));
    const { guard, direction, network, port, description } = args;
    const Rule = direction === "out" ? SecurityGroupEgressRule : SecurityGroupIngressRule;

    new Rule(
      `${name}-${direction}`,
      {
        securityGroupId: guard.groupId,
        description,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        cidrIpv4: network.privateCidr.text,
        tags: guard.region.tags,
      },
      { parent: this },
    );

    this.registerOutputs({});
  }
}
