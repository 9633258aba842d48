import { union } from "../graph/tokens";
import { carriersOf } from "./carriers";
import { findNameProperty } from "./names";
import { findNetwork } from "./network";
import { isOutputOnly } from "./provider-types";
import { keepersOf } from "./retention";
import { tokens } from "./tokens";
import { twinType } from "./twins";
import { matchesWildcard } from "./wildcard";

/**
 * Things that have one home by nature, or in each region a form of their own. That the right ones exist is the matter of
 * other policies: replication, lag alarms, global databases.
 */
const singleHome: readonly string[] = [
  "aws:dynamodb/*", // one table, its replicas inside it
  "aws:rds/globalCluster:*", // spans both regions
  "aws:s3/bucketReplicationConfig:*", // from the source only, unless it goes both ways
  "aws:secretsmanager/secret*", // replicated from its home
  "aws:backup/plan:*", // copies from where the data is
  "aws:backup/selection:*",
  "aws:ec2/vpcPeeringConnection*", // asked for on one side, accepted on the other
  "aws:ec2/peeringConnectionOptions:*",
  "aws:cloudwatch/dashboard:*", // shows both regions
  "aws:cloudwatch/metricStream:*", // leads out of one region
  "aws:acm/certificateValidation:*", // its records are global
];

/** Alarms that are asked for where their metric is: on health checks, and on what one region sends to the other. */
const oneSidedMetrics: ReadonlySet<string> = new Set([
  "ReplicationLatency",
  "BytesPendingReplication",
  "OperationsPendingReplication",
  "OperationsFailedReplication",
  "AuroraGlobalDBReplicationLag",
  "AuroraGlobalDBRPOLag",
  "AuroraGlobalDBProgressLag",
]);

/** By these a metric tells apart what only one region has. */
const oneSidedDimensions: ReadonlySet<string> = new Set(["HealthCheckId", "ReceivingRegion", "DestinationBucket"]);

/** True when a resource needs no twin in the other region. Throws while that is unknown. */
export function hasOneHome(type: string, props: Readonly<Record<string, unknown>>): boolean {
  if (singleHome.some((pattern) => matchesWildcard(pattern, type))) {
    return true;
  }
  if (type === "aws:cloudwatch/metricAlarm:MetricAlarm") {
    const dimensions = Object.keys(props.dimensions ?? {});
    return (
      dimensions.some((dimension) => oneSidedDimensions.has(dimension)) ||
      props.namespace === "AWS/Route53" ||
      oneSidedMetrics.has(String(props.metricName))
    );
  }
  return type.startsWith("aws:wafv2/") && props.scope === "CLOUDFRONT";
}

/** Inputs that must differ: places, keys, which never leave their region, and times that AWS chooses at random. */
const own: readonly string[] = [
  "region",
  "tags",
  "tagsAll",
  "availabilityZone",
  "availabilityZoneId",
  "availabilityZones",
  "backupWindow",
  "kmsKeyArn",
  "kmsKeyId",
  "kmsMasterKeyId",
  "maintenanceWindow",
  "preferredAvailabilityZones",
  "preferredBackupWindow",
  "preferredMaintenanceWindow",
  "snapshotWindow",
  "targetCustomAvailabilityZone",
];

/**
 * Inputs that must differ in one type, and inputs that another policy of this pack judges on each resource: one mistake is
 * to be one finding. All of the type's inputs where the list is `*`.
 */
const ofType: Readonly<Record<string, readonly string[]>> = {
  // Judged by apigateway-require-*.
  "aws:apigateway/domainName:DomainName": ["domainName"],
  "aws:apigateway/stage:Stage": ["accessLogSettings"],
  // Judged by cloudwatch-require-alarm-action.
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": ["actionsEnabled", "alarmActions"],
  "aws:cloudwatch/metricAlarm:MetricAlarm": ["actionsEnabled", "alarmActions"],
  // Judged by events-forbid-forwarding-loop.
  "aws:cloudwatch/eventRule:EventRule": ["eventPattern"],
  // Judged by logs-require-retention.
  "aws:cloudwatch/logGroup:LogGroup": ["retentionInDays"],
  // Judged by autoscaling-require-*.
  "aws:autoscaling/group:Group": ["healthCheckType", "vpcZoneIdentifiers"],
  // A region's image is its own, and so is its count of versions.
  "aws:ec2/launchTemplate:LaunchTemplate": ["defaultVersion", "imageId"],
  "aws:ec2/launchConfiguration:LaunchConfiguration": ["imageId"],
  "aws:ec2/instance:Instance": ["ami"],
  // A replica of a key takes these from it.
  "aws:kms/key:Key": ["*"],
  // Judged by lambda-exact-* and lambda-require-dead-letter.
  "aws:lambda/function:Function": ["deadLetterConfig", "memorySize", "reservedConcurrentExecutions", "runtime"],
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": ["destinationConfig"],
  // Every replica's stream carries every write: one consumer is on, the other waits.
  "aws:lambda/eventSourceMapping:EventSourceMapping": ["enabled"],
  // Judged by alb-require-tls-policy.
  "aws:lb/listener:Listener": ["sslPolicy"],
  // Judged by alb-require-multi-az.
  "aws:lb/loadBalancer:LoadBalancer": ["subnetMappings", "subnets"],
  // A secondary cluster takes these from the primary; the others are judged by rds-require-*.
  "aws:rds/cluster:Cluster": [
    "databaseName",
    "enableGlobalWriteForwarding",
    "globalClusterIdentifier",
    "manageMasterUserPassword",
    "masterPassword",
    "masterPasswordWo",
    "masterPasswordWoVersion",
    "masterUsername",
    "replicationSourceIdentifier",
    "snapshotIdentifier",
    "sourceRegion",
    "storageEncrypted",
  ],
  "aws:rds/instance:Instance": ["password", "passwordWo", "replicateSourceDb", "storageEncrypted", "username"],
  // Judged by the s3-require-* policies.
  "aws:s3/bucket:Bucket": [
    "replicationConfiguration",
    "replicationConfigurations",
    "serverSideEncryptionConfiguration",
    "serverSideEncryptionConfigurations",
    "versioning",
    "versionings",
  ],
  "aws:s3/bucketPolicy:BucketPolicy": ["*"],
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": ["*"],
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": ["*"],
  "aws:s3/bucketVersioning:BucketVersioning": ["*"],
  // Judged by sns-require-subscription.
  "aws:sns/topicSubscription:TopicSubscription": ["topic"],
  // Judged by sqs-require-*.
  "aws:sqs/queue:Queue": [
    "messageRetentionSeconds",
    "redrivePolicy",
    "sqsManagedSseEnabled",
    "visibilityTimeoutSeconds",
  ],
  // Region-specific by purpose; the type is judged by ssm-require-secure-string.
  "aws:ssm/parameter:Parameter": ["insecureValue", "type", "value", "valueWo", "valueWoVersion"],
};

/** Settings inside an input that another policy of this pack judges on each resource: ec2-require-imdsv2. */
const httpTokens = ["metadataOptions", "httpTokens"];
const ofWay: Readonly<Record<string, readonly string[]>> = {
  "aws:ec2/instance:Instance": httpTokens,
  "aws:ec2/launchConfiguration:LaunchConfiguration": httpTokens,
  "aws:ec2/launchTemplate:LaunchTemplate": httpTokens,
  "aws:ec2/spotInstanceRequest:SpotInstanceRequest": httpTokens,
};

/** True for a setting that is the matter of another policy, although the input around it is not. */
export function isJudgedElsewhere(type: string, props: object, way: readonly (string | number)[]): boolean {
  const listed = ofWay[twinType(type)];
  return [...(listed ? [listed] : []), ...keepersOf(type, props).map((keeper) => keeper.way)].some(
    (known) => known.length === way.length && known.every((name, index) => name === "*" || name === way[index]),
  );
}

const networks = union(tokens.vpc, tokens.vpcIpv4Block, tokens.vpcIpv6Block);

/** True for a network that vpc-forbid-cidr-overlap cannot read either: one mistake is to be one finding. */
export function isNoNetwork(type: string, way: readonly (string | number)[], value: unknown): boolean {
  const isRange = networks.has(type) && (way[0] === "cidrBlock" || way[0] === "ipv6CidrBlock");
  const isGiven = value !== undefined && value !== null && value !== "";
  return isRange && isGiven && (typeof value !== "string" || findNetwork(value) === undefined);
}

/** What a text of an input says: user data is written in base64. */
export function readableText(property: string, text: string): string {
  if (property !== "userData" && property !== "userDataBase64") {
    return text;
  }
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes.toString("utf8") : text;
}

/** The inputs of a resource that its twin is to have too. */
export function sharedProperties(type: string, props: object): readonly string[] {
  const listed = ofType[twinType(type)] ?? [];
  if (listed.includes("*")) {
    return [];
  }
  const [name = ""] = findNameProperty(type) ?? [];
  const left = new Set([
    ...own,
    ...listed,
    name,
    `${name}Prefix`,
    ...keepersOf(type, props).flatMap(({ way }) => (way.length === 1 ? way : [])),
    ...carriersOf(type).map(({ property: [first = ""] }) => String(first)),
  ]);
  // A deployed resource also has what AWS filled in: ids, addresses, times.
  return Object.keys(props).filter(
    (property) => !left.has(property) && !property.startsWith("__") && !isOutputOnly(type, property),
  );
}
