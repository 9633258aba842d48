/** One action, as the AWS FIS action reference has it. */
export interface FisAction {
  /** The key of its target, and the type of resource; none for an action without a target. */
  readonly target?: readonly [key: string, resourceType: string];
  readonly required: readonly string[];
  readonly optional?: readonly string[];
  /** What its role must be allowed; either here or in a managed policy. */
  readonly permissions: readonly string[];
  readonly managedPolicy?: string;
  /** It finds its targets by tags alone. */
  readonly tagsOnly?: true;
}

/** AWS FIS user guide, actions reference, read on 2026-11-30: the actions that experiments may be made of. */
export const fisActions: Readonly<Record<string, FisAction>> = {
  "aws:dynamodb:global-table-pause-replication": {
    target: ["Tables", "aws:dynamodb:global-table"],
    required: ["duration"],
    permissions: [
      "dynamodb:PutResourcePolicy",
      "dynamodb:DeleteResourcePolicy",
      "dynamodb:GetResourcePolicy",
      "dynamodb:DescribeTable",
      "tag:GetResources",
    ],
  },
  "aws:s3:bucket-pause-replication": {
    target: ["Buckets", "aws:s3:bucket"],
    required: ["duration", "region"],
    optional: ["destinationBuckets", "prefixes"],
    permissions: [
      "s3:PutReplicationConfiguration",
      "s3:GetReplicationConfiguration",
      "s3:PauseReplication",
      "s3:ListAllMyBuckets",
      "tag:GetResources",
    ],
    tagsOnly: true,
  },
  "aws:rds:failover-db-cluster": {
    target: ["Clusters", "aws:rds:cluster"],
    required: [],
    permissions: ["rds:FailoverDBCluster", "rds:DescribeDBClusters", "tag:GetResources"],
  },
  "aws:rds:reboot-db-instances": {
    target: ["DBInstances", "aws:rds:db"],
    required: [],
    optional: ["forceFailover"],
    permissions: ["rds:RebootDBInstance", "rds:DescribeDBInstances", "tag:GetResources"],
  },
  "aws:network:route-table-disrupt-cross-region-connectivity": {
    target: ["Subnets", "aws:ec2:subnet"],
    required: ["region", "duration"],
    permissions: [],
    managedPolicy: "AWSFaultInjectionSimulatorNetworkAccess",
  },
  "aws:network:disrupt-connectivity": {
    target: ["Subnets", "aws:ec2:subnet"],
    required: ["scope", "duration"],
    optional: ["prefixListIdentifier"],
    permissions: [],
    managedPolicy: "AWSFaultInjectionSimulatorNetworkAccess",
  },
  "aws:lambda:invocation-error": {
    target: ["Functions", "aws:lambda:function"],
    required: ["duration", "preventExecution"],
    optional: ["invocationPercentage"],
    permissions: ["s3:PutObject", "s3:DeleteObject", "lambda:GetFunction", "tag:GetResources"],
  },
  "aws:ec2:asg-insufficient-instance-capacity-error": {
    target: ["AutoScalingGroups", "aws:ec2:autoscaling-group"],
    required: ["duration", "availabilityZoneIdentifiers"],
    optional: ["percentage"],
    permissions: ["ec2:InjectApiError", "autoscaling:DescribeAutoScalingGroups"],
  },
  "aws:ec2:terminate-instances": {
    target: ["Instances", "aws:ec2:instance"],
    required: [],
    permissions: ["ec2:TerminateInstances", "ec2:DescribeInstances"],
  },
  "aws:fis:wait": { required: ["duration"], permissions: [] },
};
