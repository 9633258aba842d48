import type { Json, JsonObject } from "../../preflight/graph";
import { isUnknown } from "../helpers/graph";

/** What AWS documents as unsupported, though each value by itself is good. */
export interface Named {
  readonly what: string;
  /** Where AWS says so: a shape of botocore's models, or a page. */
  readonly source: string;
  /** The type that is looked at. */
  readonly on: string;
}

/** One that a single resource shows. */
export interface Combination extends Named {
  readonly has: (inputs: JsonObject, region: string) => boolean;
}

export const object = (value: Json | undefined): JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
export const list = (value: Json | undefined): readonly JsonObject[] => (Array.isArray(value) ? value.map(object) : []);
export const given = (value: Json | undefined): boolean => value !== undefined && value !== null;

export const isGlobal = (inputs: JsonObject) => given(inputs.globalClusterIdentifier);
const isStrong = ({ replicas }: JsonObject) => list(replicas).some((each) => each.consistencyMode === "STRONG");

export const combinations: readonly Combination[] = [
  {
    what: "a refresh that rolls back by itself to $Latest or $Default",
    source: "botocore autoscaling RefreshPreferences.AutoRollback",
    on: "aws:autoscaling/group:Group",
    has: ({ instanceRefresh, launchTemplate }) =>
      object(object(instanceRefresh).preferences).autoRollback === true &&
      ["$Latest", "$Default"].includes(String(object(launchTemplate).version)),
  },
  {
    what: "a group whose least size is above its greatest",
    source: "botocore autoscaling CreateAutoScalingGroupType.MinSize",
    on: "aws:autoscaling/group:Group",
    has: ({ minSize, maxSize }) => Number(minSize) > Number(maxSize),
  },
  {
    what: "a password that RDS manages, in a global database",
    source:
      "Aurora guide, limitations of global databases; botocore rds CreateDBClusterMessage.ManageMasterUserPassword",
    on: "aws:rds/cluster:Cluster",
    has: (inputs) => isGlobal(inputs) && inputs.manageMasterUserPassword === true,
  },
  {
    what: "rds.global_db_rpo below 20 seconds",
    source: "Aurora guide, managing RPOs for Aurora PostgreSQL",
    on: "aws:rds/clusterParameterGroup:ClusterParameterGroup",
    has: ({ parameters }) =>
      list(parameters).some(({ name, value }) => name === "rds.global_db_rpo" && Number(value) < 20 && value !== "-1"),
  },
  {
    what: "items that expire by themselves, in a strongly consistent global table",
    source: "DynamoDB guide, multi-Region strong consistency",
    on: "aws:dynamodb/table:Table",
    has: (inputs) => isStrong(inputs) && object(inputs.ttl).enabled === true,
  },
  {
    what: "a local secondary index of a strongly consistent global table",
    source: "DynamoDB guide, multi-Region strong consistency",
    on: "aws:dynamodb/table:Table",
    has: (inputs) => isStrong(inputs) && list(inputs.localSecondaryIndexes).length > 0,
  },
  {
    what: "a replica without a stream of new and old images",
    source: "DynamoDB guide, global tables; botocore dynamodb CreateReplicationGroupMemberAction",
    on: "aws:dynamodb/table:Table",
    has: ({ replicas, streamEnabled, streamViewType }) =>
      list(replicas).length > 0 && (streamEnabled !== true || streamViewType !== "NEW_AND_OLD_IMAGES"),
  },
  {
    what: "a replica of a table in the table's own region",
    source: "botocore dynamodb CreateReplicationGroupMemberAction.RegionName",
    on: "aws:dynamodb/table:Table",
    has: ({ replicas }, region) => list(replicas).some(({ regionName }) => regionName === region),
  },
  {
    what: "an alarm that asks for more data points than it looks at",
    source: "botocore cloudwatch PutMetricAlarmInput.DatapointsToAlarm",
    on: "aws:cloudwatch/metricAlarm:MetricAlarm",
    has: ({ datapointsToAlarm, evaluationPeriods }) => Number(datapointsToAlarm) > Number(evaluationPeriods),
  },
  {
    what: "an alarm that looks back more than a day over periods of less than an hour",
    source: "botocore cloudwatch PutMetricAlarmInput.EvaluationPeriods",
    on: "aws:cloudwatch/metricAlarm:MetricAlarm",
    has: ({ period, evaluationPeriods }) =>
      Number(period) < 3600 && Number(period) * Number(evaluationPeriods) > 24 * 60 * 60,
  },
  {
    what: "a period that CloudWatch does not know",
    source: "botocore cloudwatch PutMetricAlarmInput.Period",
    on: "aws:cloudwatch/metricAlarm:MetricAlarm",
    has: ({ period }) => given(period) && ![10, 20, 30].includes(Number(period)) && Number(period) % 60 !== 0,
  },
  {
    what: "a subnet in use1-az3, which has no t3 and is not for functions",
    source: "Lambda guide, VPC networking",
    on: "aws:ec2/subnet:Subnet",
    has: ({ availabilityZoneId }) => availabilityZoneId === "use1-az3",
  },
  {
    what: "a subnet in a zone of another region",
    source: "botocore ec2 CreateSubnetRequest.AvailabilityZone",
    on: "aws:ec2/subnet:Subnet",
    has: ({ availabilityZone }, region) =>
      typeof availabilityZone === "string" && !isUnknown(availabilityZone) && !availabilityZone.startsWith(region),
  },
  {
    what: "an environment of a function with a name that Lambda keeps for itself",
    source: "Lambda guide, defined runtime environment variables",
    on: "aws:lambda/function:Function",
    has: ({ environment }) =>
      Object.keys(object(object(environment).variables)).some((name) =>
        [
          "AWS_REGION",
          "AWS_DEFAULT_REGION",
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_LAMBDA_FUNCTION_NAME",
        ].includes(name),
      ),
  },
  {
    what: "an environment of a function above 4 KB",
    source: "Lambda guide, quotas",
    on: "aws:lambda/function:Function",
    has: ({ environment }) => JSON.stringify(object(object(environment).variables)).length > 4096,
  },
  {
    what: "Replication Time Control without metrics, or with other than 15 minutes",
    source: "botocore s3 ReplicationTimeValue.Minutes, Metrics",
    on: "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
    has: ({ rules }) =>
      list(rules)
        .map(({ destination }) => object(destination))
        .filter(({ replicationTime }) => object(replicationTime).status === "Enabled")
        .some(
          ({ replicationTime, metrics }) =>
            object(metrics).status !== "Enabled" || object(object(replicationTime).time).minutes !== 15,
        ),
  },
  {
    what: "a move to infrequent access before an object is 30 days old",
    source: "S3 guide, constraints of lifecycle transitions",
    on: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    has: ({ rules }) =>
      list(rules)
        .flatMap(({ transitions }) => list(transitions))
        .some(
          ({ storageClass, days }) => ["STANDARD_IA", "ONEZONE_IA"].includes(String(storageClass)) && Number(days) < 30,
        ),
  },
  {
    what: "a backup that ends before it was 90 days in cold storage",
    source: "botocore backup Lifecycle.DeleteAfterDays",
    on: "aws:backup/plan:Plan",
    has: ({ rules }) =>
      list(rules).some(({ lifecycle }) => {
        const { coldStorageAfter, deleteAfter } = object(lifecycle);
        return given(coldStorageAfter) && Number(deleteAfter) < Number(coldStorageAfter) + 90;
      }),
  },
  {
    what: "a load balancer in one zone",
    source: "botocore elbv2 CreateLoadBalancerInput.Subnets",
    on: "aws:lb/loadBalancer:LoadBalancer",
    has: ({ subnets, loadBalancerType }) =>
      loadBalancerType === "application" && Array.isArray(subnets) && subnets.length < 2,
  },
  {
    what: "a record with routing and no set identifier",
    source: "botocore route53 ResourceRecordSet.SetIdentifier",
    on: "aws:route53/record:Record",
    has: ({ failoverRoutingPolicies, weightedRoutingPolicies, setIdentifier }) =>
      [failoverRoutingPolicies, weightedRoutingPolicies].some((each) => list(each).length > 0) && !given(setIdentifier),
  },
  {
    what: "a health check with an interval other than 10 or 30 seconds",
    source: "botocore route53 HealthCheckConfig.RequestInterval",
    on: "aws:route53/healthCheck:HealthCheck",
    has: ({ requestInterval }) => given(requestInterval) && ![10, 30].includes(Number(requestInterval)),
  },
  {
    what: "a secret that is replicated to its own region",
    source: "botocore secretsmanager ReplicaRegionType.Region",
    on: "aws:secretsmanager/secret:Secret",
    has: ({ replicas }, home) => list(replicas).some(({ region }) => region === home),
  },
  {
    what: "an integration that waits longer than 29 seconds",
    source: "botocore apigateway PutIntegrationRequest.timeoutInMillis",
    on: "aws:apigateway/integration:Integration",
    has: ({ timeoutMilliseconds }) => Number(timeoutMilliseconds) > 29_000,
  },
];

/** The unsupported combinations of one resource. */
export function unsupportedOf(type: string, inputs: JsonObject, region: string): readonly Combination[] {
  return combinations.filter(({ on, has }) => on === type && has(inputs, region));
}
