import * as autoscaling from "@pulumi/aws/autoscaling";
import * as pulumi from "@pulumi/pulumi";
import { withName } from "../../naming/tags";
import { type Region, within } from "../../regions/pair";
import type { Seconds } from "../../units/time";
import type { Network } from "../ec2/network";
import type { InstanceTarget } from "../lb/instance-target";
import type { LaunchTemplate } from "./launch-template";

export interface GroupSize {
  readonly minimum: number;
  readonly maximum: number;
}

export interface InstanceGroupArgs {
  readonly region: Region;
  readonly groupName: string;
  readonly scalingName: string;
  /** The `Name` tag of the instances. */
  readonly instanceName: string;
  readonly network: Network;
  readonly template: LaunchTemplate;
  readonly target: InstanceTarget;
  readonly size: GroupSize;
  /** Whether something else moves the minimum while the group runs: then an update leaves it as it is. */
  readonly isMinimumMoved?: boolean;
  /** Percent of CPU, on average over the group, that scaling aims at. */
  readonly cpuTarget: number;
  /** From the launch to the first answer; until then a failed check says nothing. */
  readonly warmUp: Seconds;
  /** What the instances need before they can answer. */
  readonly dependsOn: readonly pulumi.Resource[];
}

/** What the capacity of a group is judged by. */
const metrics = [
  "GroupDesiredCapacity",
  "GroupInServiceInstances",
  "GroupMaxSize",
  "GroupMinSize",
  "GroupPendingInstances",
  "GroupTerminatingInstances",
  "GroupTotalInstances",
] as const;

/** Instances over all private subnets of a network, behind a load balancer that says which of them are well. */
export class InstanceGroup extends pulumi.ComponentResource {
  readonly groupName: string;
  readonly group: autoscaling.Group;

  constructor(name: string, args: InstanceGroupArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:autoscaling:InstanceGroup", name, {}, within(args.region, opts));
    const { region, groupName, scalingName, instanceName, network, template, target, size, cpuTarget, warmUp } = args;
    const { isMinimumMoved = false } = args;
    this.groupName = groupName;

    this.group = new autoscaling.Group(
      `${name}-group`,
      {
        name: groupName,
        // How many there are in between is scaling's decision: an update must not undo what a failover needed.
        minSize: size.minimum,
        maxSize: size.maximum,
        vpcZoneIdentifiers: [...network.privateSubnetIds],
        targetGroupArns: [target.targetGroupArn],
        healthCheckType: "ELB",
        healthCheckGracePeriod: warmUp,
        defaultInstanceWarmup: warmUp,
        // By number: "$Latest" looks the same after every change, and would refresh nothing.
        launchTemplate: {
          id: template.template.id,
          version: template.template.latestVersion.apply((version) => version.toString()),
        },
        instanceRefresh: {
          strategy: "Rolling",
          // The new instance answers before the old one goes: a refresh takes no capacity away. It does not roll back by
          // itself: AWS refuses that for an image that is named by a parameter.
          preferences: {
            minHealthyPercentage: 100,
            maxHealthyPercentage: 150,
            instanceWarmup: String(warmUp),
          },
        },
        enabledMetrics: [...metrics],
        metricsGranularity: "1Minute",
        protectFromScaleIn: false,
        // A destroy need not wait for what it throws away.
        forceDelete: true,
        // A group passes its tags on to what it launches, and knows no other way to carry any.
        tags: Object.entries(withName(region.tags, instanceName)).map(([key, value]) => ({
          key,
          value,
          propagateAtLaunch: true,
        })),
      },
      { parent: this, dependsOn: [...args.dependsOn], ignoreChanges: isMinimumMoved ? ["minSize"] : [] },
    );
    new autoscaling.Policy(
      `${name}-scaling`,
      {
        name: scalingName,
        autoscalingGroupName: this.group.name,
        policyType: "TargetTrackingScaling",
        targetTrackingConfiguration: {
          predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
          targetValue: cpuTarget,
        },
      },
      { parent: this },
    );

    this.registerOutputs({ groupName });
  }
}
