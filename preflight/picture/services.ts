import * as aws from "../../model/aws/services";
import { tokens } from "../../model/aws/tokens";
import { partsOf, type Tokens } from "../../model/graph/tokens";

/** Rows of the picture from where a request comes in down to what everything stands on. */
export const TIERS = ["entry", "compute", "messaging", "data", "protection", "watch", "ground", "other"] as const;

export type Tier = (typeof TIERS)[number];

/** What one box of the picture stands for. */
export interface Service {
  /** As the model names it. */
  readonly id: string;
  readonly title: string;
  readonly tier: Tier;
  /** Types worth a line each; the others are only counted. */
  readonly listed: readonly Tokens<unknown>[];
}

type Shown = readonly [title: string, tier: Tier, ...listed: readonly Tokens<unknown>[]];

/** How a service is drawn, by the model's name of it. */
const SHOWN: Readonly<Record<string, Shown>> = {
  lambda: ["Lambda", "compute", tokens.function],
  ecs: ["ECS", "compute", tokens.containerService, tokens.containerCluster],
  eks: ["EKS", "compute", tokens.kubernetesCluster, tokens.kubernetesNodes],
  sfn: ["Step Functions", "compute", tokens.stateMachine],
  autoscaling: ["Auto Scaling", "compute", tokens.autoScalingGroup],
  ec2: ["EC2", "compute", tokens.instance, tokens.launchTemplate],
  dynamodb: ["DynamoDB", "data", tokens.table, tokens.globalTable],
  s3: ["S3", "data", tokens.bucket],
  rds: ["Aurora and RDS", "data", tokens.cluster, tokens.databaseInstance],
  docdb: ["DocumentDB", "data", tokens.documentCluster],
  elasticache: ["ElastiCache", "data", tokens.cacheGroup, tokens.cacheCluster],
  efs: ["EFS", "data", tokens.fileSystem],
  ecr: ["ECR", "data", tokens.repository],
  lb: ["Load balancers", "entry", tokens.loadBalancer, tokens.classicBalancer],
  apigateway: ["API Gateway", "entry", tokens.restApi, tokens.httpApi, tokens.restApiDomain, tokens.httpApiDomain],
  globalaccelerator: ["Global Accelerator", "entry", tokens.accelerator],
  cloudfront: ["CloudFront", "entry", tokens.distribution],
  route53: ["Route 53", "entry", tokens.record, tokens.healthCheck],
  sqs: ["SQS", "messaging", tokens.queue],
  kinesis: ["Kinesis", "messaging", tokens.stream, tokens.deliveryStream],
  events: ["EventBridge", "messaging", tokens.eventBus],
  sns: ["SNS", "watch", tokens.topic],
  logs: ["Logs", "watch"],
  cloudwatch: ["CloudWatch", "watch"],
  athena: ["Athena", "watch"],
  glue: ["Glue", "watch"],
  kms: ["KMS", "protection", tokens.key, tokens.replicaKey],
  secretsmanager: ["Secrets Manager", "protection", tokens.secret],
  ssm: ["Systems Manager", "protection", tokens.parameter],
  acm: ["Certificates", "protection", tokens.certificate],
  backup: ["Backup", "protection", tokens.backupVault, tokens.backupPlan],
  network: ["Network", "ground", tokens.vpc, tokens.vpcPeering, tokens.transitGateway],
  iam: ["IAM", "other"],
};

/** The service of a resource, by its type token. */
export function serviceOf(type: string): Service {
  const id = aws.serviceOf(type);
  const isDrawn = partsOf(type).packageName === "aws" && Object.hasOwn(SHOWN, id);
  const [title, tier, ...listed]: Shown = (isDrawn ? SHOWN[id] : undefined) ?? [id, "other"];
  return { id, title, tier, listed };
}

/** True for a type that is worth a line of its own. */
export function isListed(type: string): boolean {
  return serviceOf(type).listed.some((listed) => listed.has(type));
}

/** `metric alarm` of `aws:cloudwatch/metricAlarm:MetricAlarm`. */
export function nounOf(type: string): string {
  return partsOf(type)
    .kind.replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase();
}
