import { dirname } from "node:path";
import { readResourceTypes } from "../../../policy-pack/extract/provider-types";
import { findNameProperty } from "../../../policy-pack/facts/names";

const installed = new Set(
  readResourceTypes(dirname(require.resolve("@pulumi/aws/package.json"))).map(({ token }) => token),
);

/** Types of which people know a resource by another property than `name`. */
const byAnother: readonly (readonly [string, string])[] = [
  ["aws:s3/bucket:Bucket", "bucket"],
  ["aws:s3/bucketV2:BucketV2", "bucket"],
  ["aws:s3/directoryBucket:DirectoryBucket", "bucket"],
  ["aws:rds/cluster:Cluster", "clusterIdentifier"],
  ["aws:rds/clusterInstance:ClusterInstance", "identifier"],
  ["aws:rds/globalCluster:GlobalCluster", "globalClusterIdentifier"],
  ["aws:rds/instance:Instance", "identifier"],
  ["aws:docdb/cluster:Cluster", "clusterIdentifier"],
  ["aws:docdb/clusterInstance:ClusterInstance", "identifier"],
  ["aws:docdb/globalCluster:GlobalCluster", "globalClusterIdentifier"],
  ["aws:neptune/cluster:Cluster", "clusterIdentifier"],
  ["aws:neptune/clusterInstance:ClusterInstance", "identifier"],
  ["aws:neptune/globalCluster:GlobalCluster", "globalClusterIdentifier"],
  ["aws:redshift/cluster:Cluster", "clusterIdentifier"],
  ["aws:elasticache/cluster:Cluster", "clusterId"],
  ["aws:elasticache/replicationGroup:ReplicationGroup", "replicationGroupId"],
  ["aws:efs/fileSystem:FileSystem", "creationToken"],
  ["aws:opensearch/domain:Domain", "domainName"],
  ["aws:apigateway/stage:Stage", "stageName"],
  ["aws:cloudwatch/compositeAlarm:CompositeAlarm", "alarmName"],
  ["aws:cloudwatch/dashboard:Dashboard", "dashboardName"],
  ["aws:route53/healthCheck:HealthCheck", "tags.Name"],
  ["aws:ec2/vpc:Vpc", "tags.Name"],
  ["aws:ec2/subnet:Subnet", "tags.Name"],
  ["aws:ec2/routeTable:RouteTable", "tags.Name"],
  ["aws:ec2/internetGateway:InternetGateway", "tags.Name"],
  ["aws:ec2/natGateway:NatGateway", "tags.Name"],
  ["aws:ec2/eip:Eip", "tags.Name"],
  ["aws:ec2/instance:Instance", "tags.Name"],
  ["aws:ec2/vpcPeeringConnection:VpcPeeringConnection", "tags.Name"],
  ["aws:ec2/vpcEndpoint:VpcEndpoint", "tags.Name"],
  ["aws:ec2/keyPair:KeyPair", "keyName"],
];

/** Types of which people know a resource by the `name` that its owner chose. */
const byName: readonly string[] = [
  "aws:alb/loadBalancer:LoadBalancer",
  "aws:alb/targetGroup:TargetGroup",
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:lb/targetGroup:TargetGroup",
  "aws:apigateway/apiKey:ApiKey",
  "aws:apigateway/restApi:RestApi",
  "aws:apigateway/usagePlan:UsagePlan",
  "aws:apigateway/vpcLink:VpcLink",
  "aws:apigatewayv2/api:Api",
  "aws:apigatewayv2/vpcLink:VpcLink",
  "aws:appsync/graphQLApi:GraphQLApi",
  "aws:autoscaling/group:Group",
  "aws:autoscaling/policy:Policy",
  "aws:backup/plan:Plan",
  "aws:backup/selection:Selection",
  "aws:backup/vault:Vault",
  "aws:batch/computeEnvironment:ComputeEnvironment",
  "aws:batch/jobDefinition:JobDefinition",
  "aws:batch/jobQueue:JobQueue",
  "aws:cloudwatch/eventArchive:EventArchive",
  "aws:cloudwatch/eventBus:EventBus",
  "aws:cloudwatch/eventConnection:EventConnection",
  "aws:cloudwatch/eventEndpoint:EventEndpoint",
  "aws:cloudwatch/eventRule:EventRule",
  "aws:cloudwatch/logGroup:LogGroup",
  "aws:cloudwatch/metricAlarm:MetricAlarm",
  "aws:cloudwatch/metricStream:MetricStream",
  "aws:codebuild/project:Project",
  "aws:codepipeline/pipeline:Pipeline",
  "aws:cognito/userPool:UserPool",
  "aws:dynamodb/globalTable:GlobalTable",
  "aws:dynamodb/table:Table",
  "aws:ec2/launchConfiguration:LaunchConfiguration",
  "aws:ec2/launchTemplate:LaunchTemplate",
  "aws:ec2/securityGroup:SecurityGroup",
  "aws:ecr/repository:Repository",
  "aws:ecs/cluster:Cluster",
  "aws:ecs/service:Service",
  "aws:eks/cluster:Cluster",
  "aws:iam/group:Group",
  "aws:iam/instanceProfile:InstanceProfile",
  "aws:iam/policy:Policy",
  "aws:iam/role:Role",
  "aws:iam/user:User",
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
  "aws:kinesis/stream:Stream",
  "aws:kms/alias:Alias",
  "aws:lambda/function:Function",
  "aws:lambda/layerVersion:LayerVersion",
  "aws:rds/clusterParameterGroup:ClusterParameterGroup",
  "aws:rds/parameterGroup:ParameterGroup",
  "aws:rds/proxy:Proxy",
  "aws:rds/subnetGroup:SubnetGroup",
  "aws:scheduler/schedule:Schedule",
  "aws:scheduler/scheduleGroup:ScheduleGroup",
  "aws:secretsmanager/secret:Secret",
  "aws:sfn/stateMachine:StateMachine",
  "aws:sns/topic:Topic",
  "aws:sqs/queue:Queue",
  "aws:ssm/document:Document",
  "aws:ssm/parameter:Parameter",
  "aws:wafv2/webAcl:WebAcl",
];

describe("the property that people know a resource by", () => {
  test.each(byAnother)("is of %s %s", (type, way) => expect(findNameProperty(type)?.join(".")).toBe(way));

  test.each(byName)("is of %s its name", (type) => expect(findNameProperty(type)).toEqual(["name"]));

  test.each([
    "aws:route53/record:Record", // a domain
    "aws:route53/zone:Zone",
    "aws:iam/rolePolicy:RolePolicy", // lives inside a role
    "aws:iam/policyAttachment:PolicyAttachment",
    "aws:s3/bucketVersioning:BucketVersioning",
    "acme:index:Service",
    "constructor",
    "",
  ])("is none of %j", (type) => expect(findNameProperty(type)).toBeUndefined());

  test("is asked of types that the provider has", () => {
    const asked = [...byAnother.map(([type]) => type), ...byName];
    expect(asked.filter((type) => !installed.has(type))).toEqual([]);
  });
});
