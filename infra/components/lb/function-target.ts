import * as lambda from "@pulumi/aws/lambda";
import * as lb from "@pulumi/aws/lb";
import * as pulumi from "@pulumi/pulumi";
import { type Region, within } from "../../regions/pair";
import type { Seconds } from "../../units/time";
import type { RegionalFunction } from "../lambda/regional-function";

export interface FunctionTargetArgs {
  readonly region: Region;
  readonly targetGroupName: string;
  readonly function: RegionalFunction;
  readonly healthPath: string;
  /** Longer than the timeout of the check. */
  readonly healthInterval: Seconds;
  /** Longer than the function takes for such a check. */
  readonly healthTimeout: Seconds;
}

/** Lets a load balancer send requests to a function, and asks the function how it is. */
export class FunctionTarget extends pulumi.ComponentResource {
  readonly targetGroupArn: pulumi.Output<string>;
  readonly targetGroupArnSuffix: pulumi.Output<string>;
  readonly attachment: lb.TargetGroupAttachment;

  constructor(name: string, args: FunctionTargetArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:lb:FunctionTarget", name, {}, within(args.region, opts));
    const { region, targetGroupName, function: target, healthPath, healthInterval, healthTimeout } = args;

    const group = new lb.TargetGroup(
      `${name}-group`,
      {
        name: targetGroupName,
        targetType: "lambda",
        // For a function the checks are off unless the block says otherwise.
        healthCheck: {
          enabled: true,
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
    const permission = new lambda.Permission(
      `${name}-permission`,
      {
        function: target.function.name,
        qualifier: target.qualifier,
        action: "lambda:InvokeFunction",
        principal: "elasticloadbalancing.amazonaws.com",
        // Holds the account too. AWS does not say that load balancers also pass aws:SourceAccount.
        sourceArn: group.arn,
      },
      // An alias that is not there yet is refused.
      { parent: this, dependsOn: [target.called] },
    );
    this.attachment = new lb.TargetGroupAttachment(
      `${name}-attachment`,
      { targetGroupArn: group.arn, targetId: target.calledArn },
      { parent: this, dependsOn: [permission, target.called] },
    );

    this.targetGroupArn = group.arn;
    this.targetGroupArnSuffix = group.arnSuffix;
    this.registerOutputs({ targetGroupArn: this.targetGroupArn });
  }
}
