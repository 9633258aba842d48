import type { StackRule } from "../engine/rule";

/** The types of resources that findings of policies about a stack name besides those that their examples show. */
const further: Readonly<Record<string, readonly string[]>> = {
  "alb-require-multi-az": ["aws:elasticloadbalancingv2/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"],
  "alb-require-tls": ["aws:alb/listener:Listener", "aws:elasticloadbalancingv2/listener:Listener"],
  "apigateway-require-authorization": ["aws:apigatewayv2/api:Api"],
  "ec2-require-imdsv2": [
    "aws:ec2/launchConfiguration:LaunchConfiguration",
    "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
  ],
  "recovery-limit-rpo": ["aws:s3/bucketV2:BucketV2", "aws:backup/plan:Plan"],
  "recovery-limit-rto": ["aws:cloudwatch/metricAlarm:MetricAlarm"],
  "recovery-require-outside-notice": ["aws:rds/cluster:Cluster"],
  "recovery-require-standby-control": ["aws:cloudwatch/eventTarget:EventTarget", "aws:scheduler/schedule:Schedule"],
  "s3-require-encryption": ["aws:s3/bucketV2:BucketV2"],
  "s3-require-versioning": ["aws:s3/bucketV2:BucketV2"],
  "sqs-require-redrive": ["aws:sqs/redrivePolicy:RedrivePolicy"],
  "sqs-require-visibility-timeout": ["aws:lambda/function:Function"],
  "vpc-forbid-cidr-overlap": ["aws:ec2/vpcIpv6CidrBlockAssociation:VpcIpv6CidrBlockAssociation"],
};

/** Policies that look at whatever a region or a stack holds. */
const ofAnyType: readonly string[] = [
  "region-limit-pair",
  "region-require-parity",
  "resource-require-environment-suffix",
];

/**
 * The types of the resources that a policy's findings name: what an exemption, or an exception of Pulumi's, has to name as
 * well. Nothing for a policy whose findings name resources of any type.
 */
export function targetsOf({ meta, examples }: StackRule): readonly string[] | undefined {
  if (ofAnyType.includes(meta.name)) {
    return undefined;
  }
  const shown = examples.fail.flatMap(({ given, at }) =>
    at.flatMap((place) => given.filter(({ name }) => place.startsWith(`${name} `)).map(({ type }) => type)),
  );
  return [...new Set([...shown, ...(further[meta.name] ?? [])])];
}
