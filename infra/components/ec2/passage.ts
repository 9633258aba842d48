import { SecurityGroupEgressRule, SecurityGroupIngressRule } from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import { within } from "../../regions/pair";
import type { Guard } from "./guard";

/** A guard, or what has a security group of its own. */
export type Guarded = Pick<Guard, "region" | "groupId">;

export interface PassageArgs {
  readonly from: Guarded;
  /** Another guard of the same network, or the addresses of a service of AWS. */
  readonly to: Guarded | { readonly prefixListId: pulumi.Input<string> };
  readonly port: number;
  readonly description: string;
}

/** Lets TCP connections to one port out of one guard and, where the other end is one of ours too, into the other. */
export class Passage extends pulumi.ComponentResource {
  constructor(name: string, args: PassageArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:ec2:Passage", name, {}, within(args.from.region, opts));
    const { from, to, port, description } = args;
    const rule = { description, ipProtocol: "tcp", fromPort: port, toPort: port, tags: from.region.tags };
    const target = "groupId" in to ? { referencedSecurityGroupId: to.groupId } : { prefixListId: to.prefixListId };

    new SecurityGroupEgressRule(`${name}-out`, { ...rule, securityGroupId: from.groupId, ...target }, { parent: this });
    if ("groupId" in to) {
      new SecurityGroupIngressRule(
        `${name}-in`,
        { ...rule, securityGroupId: to.groupId, referencedSecurityGroupId: from.groupId },
        { parent: this },
      );
    }

    this.registerOutputs({});
  }
}
