import { packageOf } from "../monitor/urn";

/** Rows of the picture from where a request comes in down to what everything stands on. */
export const TIERS = ["entry", "compute", "messaging", "data", "protection", "watch", "ground", "other"] as const;

export type Tier = (typeof TIERS)[number];

/** What one box of the picture stands for. */
export interface Service {
  readonly id: string;
  readonly title: string;
  readonly tier: Tier;
  /** Types worth a line each; the others are only counted. */
  readonly listed: readonly string[];
}

function service(id: string, title: string, tier: Tier, ...listed: readonly string[]): Service {
  return { id, title, tier, listed };
}

const loadBalancers = service("lb", "Load balancers", "entry", "LoadBalancer");
const apis = service("apigateway", "API Gateway", "entry", "RestApi", "Api", "DomainName");
const databases = service("rds", "Aurora and RDS", "data", "Cluster", "Instance");
const scaling = service("autoscaling", "Auto Scaling", "compute", "Group");
const network = service("network", "Network", "ground", "Vpc", "VpcPeeringConnection", "TransitGateway");
const routing = service("route53", "Route 53", "entry", "Record", "HealthCheck");
const events = service("events", "EventBridge", "messaging", "EventBus");
const logs = service("logs", "Logs", "watch");
const cloudwatch = service("cloudwatch", "CloudWatch", "watch");
const machines = service("ec2", "EC2", "compute", "Instance", "LaunchTemplate");

/** By the module of an AWS type token. */
const MODULES: ReadonlyMap<string, Service> = new Map([
  ["lambda", service("lambda", "Lambda", "compute", "Function")],
  ["ecs", service("ecs", "ECS", "compute", "Service", "Cluster")],
  ["eks", service("eks", "EKS", "compute", "Cluster", "NodeGroup")],
  ["sfn", service("sfn", "Step Functions", "compute", "StateMachine")],
  ["autoscaling", scaling],
  ["dynamodb", service("dynamodb", "DynamoDB", "data", "Table", "GlobalTable")],
  ["s3", service("s3", "S3", "data", "Bucket", "BucketV2")],
  ["rds", databases],
  ["docdb", service("docdb", "DocumentDB", "data", "Cluster")],
  ["elasticache", service("elasticache", "ElastiCache", "data", "ReplicationGroup", "Cluster")],
  ["efs", service("efs", "EFS", "data", "FileSystem")],
  ["ecr", service("ecr", "ECR", "data", "Repository")],
  ["lb", loadBalancers],
  ["alb", loadBalancers],
  ["elb", loadBalancers],
  ["apigateway", apis],
  ["apigatewayv2", apis],
  ["globalaccelerator", service("globalaccelerator", "Global Accelerator", "entry", "Accelerator")],
  ["cloudfront", service("cloudfront", "CloudFront", "entry", "Distribution")],
  ["route53", routing],
  ["iam", service("iam", "IAM", "other")],
  ["sqs", service("sqs", "SQS", "messaging", "Queue")],
  ["kinesis", service("kinesis", "Kinesis", "messaging", "Stream", "FirehoseDeliveryStream")],
  ["sns", service("sns", "SNS", "watch", "Topic")],
  ["kms", service("kms", "KMS", "protection", "Key", "ReplicaKey")],
  ["secretsmanager", service("secretsmanager", "Secrets Manager", "protection", "Secret")],
  ["ssm", service("ssm", "Systems Manager", "protection", "Parameter")],
  ["acm", service("acm", "Certificates", "protection", "Certificate")],
  ["backup", service("backup", "Backup", "protection", "Vault", "Plan")],
  ["vpc", network],
  ["ec2transitgateway", network],
]);

const NETWORK_TYPE =
  /^(Vpc|DefaultVpc|Subnet|DefaultSubnet|Route|MainRoute|DefaultRoute|InternetGateway|NatGateway|EgressOnly|SecurityGroup|DefaultSecurity|NetworkAcl|DefaultNetwork|Eip|PeeringConnection|NetworkInterface|FlowLog|CustomerGateway|VpnGateway|VpnConnection)/;

/** The service of a resource, by its type token. */
export function serviceOf(type: string): Service {
  const [, path = ""] = type.split(":");
  const module = path.split("/")[0] ?? "";
  if (packageOf(type) !== "aws") {
    return service(packageOf(type), packageOf(type), "other");
  }
  if (module === "ec2") {
    return NETWORK_TYPE.test(kindOf(type)) ? network : machines;
  }
  if (module === "cloudwatch") {
    return cloudwatchService(kindOf(type));
  }
  return MODULES.get(module) ?? service(module, module, "other");
}

function cloudwatchService(kind: string): Service {
  if (kind.startsWith("Event")) {
    return events;
  }
  return kind.startsWith("Log") || kind.startsWith("Query") ? logs : cloudwatch;
}

/** `Table` of `aws:dynamodb/table:Table`. */
export function kindOf(type: string): string {
  return type.split(":").at(-1) ?? "";
}

/** `metric alarm` of `aws:cloudwatch/metricAlarm:MetricAlarm`. */
export function nounOf(type: string): string {
  return kindOf(type)
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase();
}
