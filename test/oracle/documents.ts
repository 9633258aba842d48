import { lateResources } from "../../model/aws/iam-late-resources";

export interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Action?: string | readonly string[];
  readonly NotAction?: string;
  readonly Resource: string;
}

export interface Document {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Statement[];
}

/** A small generator of pseudo-random numbers (mulberry32): the same seed gives the same documents everywhere. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const document = (...Statement: readonly Statement[]): Document => ({ Version: "2012-10-17", Statement });
const allow = (Action: string | readonly string[], Resource = "*"): Statement => ({
  Effect: "Allow",
  Action,
  Resource,
});

/** Names from AWS's own examples of policies, and from what people write. */
export const written: readonly Document[] = [
  document(allow("s3:GetObject")),
  document(allow(["ec2:DescribeInstances", "ec2:DescribeSubnets"])),
  document(allow(["ec2:DescribeInstances", "ec2:TerminateInstances"])),
  document(
    allow("ecr:GetAuthorizationToken"),
    allow("ecr:BatchGetImage", "arn:aws:ecr:us-east-1:123456789012:repository/app"),
  ),
  document(allow(["xray:PutTraceSegments", "xray:PutTelemetryRecords"])),
  document(allow(["logs:CreateLogStream", "logs:PutLogEvents"])),
  document(allow("logs:CreateLogGroup")),
  document(allow(["logs:DescribeLogGroups", "s3:ListAllMyBuckets"])),
  document(allow(["kms:CreateKey", "kms:ListKeys", "kms:ListAliases"])),
  document(allow("kms:Decrypt")),
  document(allow(["secretsmanager:GetRandomPassword", "secretsmanager:ListSecrets"])),
  document(allow("secretsmanager:GetSecretValue")),
  document(allow(["sns:ListTopics", "sqs:ListQueues", "dynamodb:ListTables"])),
  document(allow(["rds:FailoverGlobalCluster", "rds:DescribeGlobalClusters"])),
  document(allow(["route53:ListHostedZones", "route53:GetHostedZone"])),
  document(allow("iam:PassRole")),
  document(allow(["iam:ListRoles", "iam:GetAccountSummary"])),
  document(allow("sts:GetCallerIdentity")),
  document(allow("sts:AssumeRole")),
  document(allow(["ssm:DescribeParameters", "ssm:GetParameter"])),
  document(allow(["ssmmessages:CreateControlChannel", "ec2messages:GetMessages"])),
  document(allow(["autoscaling:DescribeAutoScalingGroups", "autoscaling:SetDesiredCapacity"])),
  document(allow("s3:*")),
  document(allow("s3:Get*")),
  document(allow("xray:Get*")),
  document(allow("ec2:Describe*")),
  document(allow("ec2:DescribeSub*")),
  document(allow("S3:getobject")),
  document(allow("EC2:describesubnets")),
  document({ ...allow("s3:GetObject"), Effect: "Deny" }),
  document({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
  document(allow("s3:GetObject", "arn:aws:s3:::trades/*"), allow("ec2:DescribeVpcs")),
];

/** `count` documents of one to three statements, each of one to five of these actions, some of them as patterns. */
export function generated(count: number, actions: readonly string[], seed: number): readonly Document[] {
  const random = randomFrom(seed);
  const pick = () => actions[random(actions.length)] ?? "";
  const action = () => (random(8) === 0 ? patternOf(pick(), random) : pick());
  const statement = () => allow(Array.from({ length: 1 + random(5) }, action));
  return Array.from({ length: count }, () => document(...Array.from({ length: 1 + random(3) }, statement)));
}

/** Cuts a name and puts a star in place of the rest. policy_sentry knows no `?`. */
export function patternOf(action: string, random: (below: number) => number): string {
  const start = action.indexOf(":") + 1;
  return `${action.slice(0, start + random(action.length - start))}*`;
}

/** Patterns made from these actions. */
export function patterns(count: number, actions: readonly string[], seed: number): readonly string[] {
  const random = randomFrom(seed);
  return Array.from({ length: count }, () => patternOf(actions[random(actions.length)] ?? "", random));
}

/** Actions that the pack's reviewed list calls unscopable although AWS lists a resource. */
export const reviewed: ReadonlySet<string> = new Set(Object.keys(lateResources).map((name) => name.toLowerCase()));

/** Actions that parliament lists with a resource, and passes over when it reads a document. */
export const passedOver: ReadonlySet<string> = new Set(["omics:startvariantimportjob", "lex:getsession"]);
