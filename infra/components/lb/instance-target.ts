import * as lb from "@pulumi/aws/lb";
import * as pulumi from "@pulumi/pulumi";
import { type Region, within } from "../../regions/pair";
import type { Seconds } from "../../units/time";
import type { Network } from "../ec2/network";

export interface InstanceTargetArgs {
  readonly region: Region;
  readonly targetGroupName: string;
  readonly network: Network;
  /** Where the instances listen, for requests and for checks. */
  readonly port: number;
  readonly healthPath: string;
  readonly healthInterval: Seconds;
  /** Shorter than the interval. */
  readonly healthTimeout: Seconds;
  /** How long a request may go on at an instance that is taken out. */
  readonly drainTime: Seconds;
}

/** The instances that a load balancer sends requests to; a group of them registers its own. */
export class InstanceTarget extends pulumi.ComponentResource {
  readonly targetGroupArn: pulumi.Output<string>;
  readonly targetGroupArnSuffix: pulumi.Output<string>;

  constructor(name: string, args: InstanceTargetArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:lb:InstanceTarget", name, {}, within(args.region, opts));
    const { region, targetGroupName, network, port, healthPath, healthInterval, healthTimeout, drainTime } = args;

    const group = new lb.TargetGroup(
      `${name}-group`,
      {
        name: targetGroupName,
        targetType: "instance",
        protocol: "HTTP",
        port,
        vpcId: network.vpcId,
        deregistrationDelay: drainTime,
        healthCheck: {
          enabled: true,
          protocol: "HTTP",
          path: healthPath,
          interval: healthInterval,
          timeout: healthTimeout,
          healthyThreshold: 2,
          unhealthyThreshold: 2,
          matcher: "200",
        },
        tags: region.tags,
      },
      // Its name is fixed: two of it cannot be there at a time.
      { parent: this, deleteBeforeReplace: true },
    );

    this.targetGroupArn = group.arn;
    this.targetGroupArnSuffix = group.arnSuffix;
    this.registerOutputs({ targetGroupArn: this.targetGroupArn });
  }
}
