/**
 * Actions that AWS lists with a resource which nobody can name beforehand. Each entry was looked at, and says why; an
 * action that can be bound to a resource by its ARN does not belong here.
 */
export const lateResources: Readonly<Record<string, string>> = {
  "cloudwatch:GetMetricData": "A metric has no ARN; the resource that AWS lists is a dataset.",
  "cloudwatch:ListMetrics": "A metric has no ARN; the resource that AWS lists is a dataset.",
  "cloudwatch:PutMetricData":
    "A metric has no ARN; the key cloudwatch:namespace narrows it, a dataset is another thing.",
  "ec2:AssignPrivateIpAddresses": "Lambda makes the network interfaces of a function in a VPC: they have no id before.",
  "ec2:CreateNetworkInterface": "Lambda makes the network interfaces of a function in a VPC: they have no id before.",
  "ec2:CreateSecurityGroup": "A group gets its id as it is made; alone it lets nothing through.",
  "ec2:DeleteNetworkInterface": "Lambda makes the network interfaces of a function in a VPC: they have no id before.",
  "ec2:UnassignPrivateIpAddresses":
    "Lambda makes the network interfaces of a function in a VPC: they have no id before.",
  "route53:GetChange": "A change of records gets its id as it is made.",
};

const known: ReadonlySet<string> = new Set(Object.keys(lateResources).map((action) => action.toLowerCase()));

/** True for an action whose resource AWS makes up later. */
export function isMadeLater(action: string): boolean {
  return known.has(action.toLowerCase());
}
