import type * as acm from "@pulumi/aws/acm";
import type * as apigateway from "@pulumi/aws/apigateway";
import type * as apigatewayv2 from "@pulumi/aws/apigatewayv2";
import type * as apprunner from "@pulumi/aws/apprunner";
import type * as appsync from "@pulumi/aws/appsync";
import type * as arcregionswitch from "@pulumi/aws/arcregionswitch";
import type * as autoscaling from "@pulumi/aws/autoscaling";
import type * as backup from "@pulumi/aws/backup";
import type * as cloudfront from "@pulumi/aws/cloudfront";
import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as docdb from "@pulumi/aws/docdb";
import type * as dsql from "@pulumi/aws/dsql";
import type * as dynamodb from "@pulumi/aws/dynamodb";
import type * as ec2 from "@pulumi/aws/ec2";
import type * as ec2transitgateway from "@pulumi/aws/ec2transitgateway";
import type * as ecr from "@pulumi/aws/ecr";
import type * as ecs from "@pulumi/aws/ecs";
import type * as efs from "@pulumi/aws/efs";
import type * as eks from "@pulumi/aws/eks";
import type * as elasticache from "@pulumi/aws/elasticache";
import type * as elasticbeanstalk from "@pulumi/aws/elasticbeanstalk";
import type * as elb from "@pulumi/aws/elb";
import type * as fsx from "@pulumi/aws/fsx";
import type * as globalaccelerator from "@pulumi/aws/globalaccelerator";
import type * as iam from "@pulumi/aws/iam";
import type * as keyspaces from "@pulumi/aws/keyspaces";
import type * as kinesis from "@pulumi/aws/kinesis";
import type * as kms from "@pulumi/aws/kms";
import type * as lambda from "@pulumi/aws/lambda";
import type * as lb from "@pulumi/aws/lb";
import type * as memorydb from "@pulumi/aws/memorydb";
import type * as mq from "@pulumi/aws/mq";
import type * as msk from "@pulumi/aws/msk";
import type * as neptune from "@pulumi/aws/neptune";
import type * as neptunegraph from "@pulumi/aws/neptunegraph";
import type * as opensearch from "@pulumi/aws/opensearch";
import type * as rds from "@pulumi/aws/rds";
import type * as redshift from "@pulumi/aws/redshift";
import type * as redshiftserverless from "@pulumi/aws/redshiftserverless";
import type * as route53 from "@pulumi/aws/route53";
import type * as s3 from "@pulumi/aws/s3";
import type * as scheduler from "@pulumi/aws/scheduler";
import type * as secretsmanager from "@pulumi/aws/secretsmanager";
import type * as sfn from "@pulumi/aws/sfn";
import type * as sns from "@pulumi/aws/sns";
import type * as sqs from "@pulumi/aws/sqs";
import type * as ssm from "@pulumi/aws/ssm";
import type * as ssoadmin from "@pulumi/aws/ssoadmin";
import type * as timestreaminfluxdb from "@pulumi/aws/timestreaminfluxdb";
import type * as timestreamwrite from "@pulumi/aws/timestreamwrite";
import { type Tokens, tokensOf } from "../graph/tokens";

/** The names that load balancing has had in the provider, the newest first. */
function balancing<Args>(member: string): Tokens<Args> {
  return tokensOf(
    `aws:lb/${member}`,
    `aws:alb/${member}`,
    `aws:elasticloadbalancingv2/${member}`,
    `aws:applicationloadbalancing/${member}`,
  );
}

/** Old programs use old tokens; the first of each list is the one that a new program would use. */
export const tokens = {
  // Data
  table: tokensOf<dynamodb.TableArgs>("aws:dynamodb/table:Table"),
  tableReplica: tokensOf<dynamodb.TableReplicaArgs>("aws:dynamodb/tableReplica:TableReplica"),
  globalTable: tokensOf<dynamodb.GlobalTableArgs>("aws:dynamodb/globalTable:GlobalTable"),
  cluster: tokensOf<rds.ClusterArgs>("aws:rds/cluster:Cluster"),
  clusterInstance: tokensOf<rds.ClusterInstanceArgs>("aws:rds/clusterInstance:ClusterInstance"),
  globalCluster: tokensOf<rds.GlobalClusterArgs>("aws:rds/globalCluster:GlobalCluster"),
  databaseInstance: tokensOf<rds.InstanceArgs>("aws:rds/instance:Instance"),
  replicatedBackups: tokensOf<rds.InstanceAutomatedBackupsReplicationArgs>(
    "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication",
  ),
  clusterParameterGroup: tokensOf<rds.ClusterParameterGroupArgs>("aws:rds/clusterParameterGroup:ClusterParameterGroup"),
  documentCluster: tokensOf<docdb.ClusterArgs>("aws:docdb/cluster:Cluster"),
  documentGlobalCluster: tokensOf<docdb.GlobalClusterArgs>("aws:docdb/globalCluster:GlobalCluster"),
  graphCluster: tokensOf<neptune.ClusterArgs>("aws:neptune/cluster:Cluster"),
  graphGlobalCluster: tokensOf<neptune.GlobalClusterArgs>("aws:neptune/globalCluster:GlobalCluster"),
  documentElastic: tokensOf<docdb.ElasticClusterArgs>("aws:docdb/elasticCluster:ElasticCluster"),
  warehouseNamespace: tokensOf<redshiftserverless.NamespaceArgs>("aws:redshiftserverless/namespace:Namespace"),
  keyspace: tokensOf<keyspaces.KeyspaceArgs>("aws:keyspaces/keyspace:Keyspace"),
  keyspaceTable: tokensOf<keyspaces.TableArgs>("aws:keyspaces/table:Table"),
  timeSeries: tokensOf<timestreamwrite.DatabaseArgs>("aws:timestreamwrite/database:Database"),
  influx: tokensOf<timestreaminfluxdb.DbInstanceArgs>(
    "aws:timestreaminfluxdb/dbInstance:DbInstance",
    "aws:timestreaminfluxdb/dbCluster:DbCluster",
  ),
  graphAnalytics: tokensOf<neptunegraph.GraphArgs>("aws:neptunegraph/graph:Graph"),
  peeredCluster: tokensOf<dsql.ClusterArgs>("aws:dsql/cluster:Cluster"),
  clusterPeering: tokensOf<dsql.ClusterPeeringArgs>("aws:dsql/clusterPeering:ClusterPeering"),
  appService: tokensOf<apprunner.ServiceArgs>("aws:apprunner/service:Service"),
  graphApi: tokensOf<appsync.GraphQLApiArgs>("aws:appsync/graphQLApi:GraphQLApi"),
  eventApi: tokensOf<appsync.ApiArgs>("aws:appsync/api:Api"),
  appEnvironment: tokensOf<elasticbeanstalk.EnvironmentArgs>("aws:elasticbeanstalk/environment:Environment"),
  warehouse: tokensOf<redshift.ClusterArgs>("aws:redshift/cluster:Cluster"),
  memoryDatabase: tokensOf<memorydb.ClusterArgs>("aws:memorydb/cluster:Cluster"),
  multiRegionMemory: tokensOf<memorydb.MultiRegionClusterArgs>("aws:memorydb/multiRegionCluster:MultiRegionCluster"),
  broker: tokensOf<mq.BrokerArgs>("aws:mq/broker:Broker"),
  globalCacheGroup: tokensOf<elasticache.GlobalReplicationGroupArgs>(
    "aws:elasticache/globalReplicationGroup:GlobalReplicationGroup",
  ),
  sharedFiles: tokensOf<fsx.OntapFileSystemArgs>(
    "aws:fsx/ontapFileSystem:OntapFileSystem",
    "aws:fsx/openZfsFileSystem:OpenZfsFileSystem",
    "aws:fsx/windowsFileSystem:WindowsFileSystem",
    "aws:fsx/lustreFileSystem:LustreFileSystem",
  ),
  snapshotCopy: tokensOf<redshift.SnapshotCopyArgs>("aws:redshift/snapshotCopy:SnapshotCopy"),
  stream: tokensOf<kinesis.StreamArgs>("aws:kinesis/stream:Stream"),
  kafkaCluster: tokensOf<msk.ClusterArgs>("aws:msk/cluster:Cluster", "aws:msk/serverlessCluster:ServerlessCluster"),
  cacheGroup: tokensOf<elasticache.ReplicationGroupArgs>(
    "aws:elasticache/replicationGroup:ReplicationGroup",
    "aws:elasticache/serverlessCache:ServerlessCache",
  ),
  cacheCluster: tokensOf<elasticache.ClusterArgs>("aws:elasticache/cluster:Cluster"),
  deliveryStream: tokensOf<kinesis.FirehoseDeliveryStreamArgs>(
    "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
  ),
  searchDomain: tokensOf<opensearch.DomainArgs>("aws:opensearch/domain:Domain", "aws:elasticsearch/domain:Domain"),
  fileSystem: tokensOf<efs.FileSystemArgs>("aws:efs/fileSystem:FileSystem"),
  fileReplication: tokensOf<efs.ReplicationConfigurationArgs>(
    "aws:efs/replicationConfiguration:ReplicationConfiguration",
  ),

  // Buckets; @pulumi/aws v6 has both names of each, v7 renames V2 back
  bucket: tokensOf<s3.BucketArgs>("aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"),
  bucketVersioning: tokensOf<s3.BucketVersioningArgs>(
    "aws:s3/bucketVersioning:BucketVersioning",
    "aws:s3/bucketVersioningV2:BucketVersioningV2",
  ),
  bucketReplication: tokensOf<s3.BucketReplicationConfigArgs>("aws:s3/bucketReplicationConfig:BucketReplicationConfig"),
  bucketEncryption: tokensOf<s3.BucketServerSideEncryptionConfigurationArgs>(
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
  ),
  bucketLifecycle: tokensOf<s3.BucketLifecycleConfigurationArgs>(
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
  ),
  bucketObjectLock: tokensOf<s3.BucketObjectLockConfigurationArgs>(
    "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
    "aws:s3/bucketObjectLockConfigurationV2:BucketObjectLockConfigurationV2",
  ),
  bucketPublicAccessBlock: tokensOf<s3.BucketPublicAccessBlockArgs>(
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  ),
  accountPublicAccessBlock: tokensOf<s3.AccountPublicAccessBlockArgs>(
    "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
  ),
  bucketPolicy: tokensOf<s3.BucketPolicyArgs>("aws:s3/bucketPolicy:BucketPolicy"),

  // Compute
  function: tokensOf<lambda.FunctionArgs>("aws:lambda/function:Function"),
  functionPermission: tokensOf<lambda.PermissionArgs>("aws:lambda/permission:Permission"),
  functionUrl: tokensOf<lambda.FunctionUrlArgs>("aws:lambda/functionUrl:FunctionUrl"),
  functionInvokeConfig: tokensOf<lambda.FunctionEventInvokeConfigArgs>(
    "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
  ),
  eventSourceMapping: tokensOf<lambda.EventSourceMappingArgs>("aws:lambda/eventSourceMapping:EventSourceMapping"),
  containerService: tokensOf<ecs.ServiceArgs>("aws:ecs/service:Service"),
  containerCluster: tokensOf<ecs.ClusterArgs>("aws:ecs/cluster:Cluster"),
  kubernetesCluster: tokensOf<eks.ClusterArgs>("aws:eks/cluster:Cluster"),
  kubernetesNodes: tokensOf<eks.NodeGroupArgs>("aws:eks/nodeGroup:NodeGroup"),
  stateMachine: tokensOf<sfn.StateMachineArgs>("aws:sfn/stateMachine:StateMachine"),
  schedule: tokensOf<scheduler.ScheduleArgs>("aws:scheduler/schedule:Schedule"),
  autoScalingGroup: tokensOf<autoscaling.GroupArgs>("aws:autoscaling/group:Group"),
  scalingAttachment: tokensOf<autoscaling.AttachmentArgs>("aws:autoscaling/attachment:Attachment"),
  trafficAttachment: tokensOf<autoscaling.TrafficSourceAttachmentArgs>(
    "aws:autoscaling/trafficSourceAttachment:TrafficSourceAttachment",
  ),
  launchTemplate: tokensOf<ec2.LaunchTemplateArgs>("aws:ec2/launchTemplate:LaunchTemplate"),
  launchConfiguration: tokensOf<ec2.LaunchConfigurationArgs>("aws:ec2/launchConfiguration:LaunchConfiguration"),
  instance: tokensOf<ec2.InstanceArgs>("aws:ec2/instance:Instance"),
  spotInstance: tokensOf<ec2.SpotInstanceRequestArgs>("aws:ec2/spotInstanceRequest:SpotInstanceRequest"),
  metadataDefaults: tokensOf<ec2.InstanceMetadataDefaultsArgs>(
    "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults",
  ),

  // Network
  vpc: tokensOf<ec2.VpcArgs>("aws:ec2/vpc:Vpc"),
  vpcIpv4Block: tokensOf<ec2.VpcIpv4CidrBlockAssociationArgs>(
    "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
  ),
  vpcIpv6Block: tokensOf<ec2.VpcIpv6CidrBlockAssociationArgs>(
    "aws:ec2/vpcIpv6CidrBlockAssociation:VpcIpv6CidrBlockAssociation",
  ),
  subnet: tokensOf<ec2.SubnetArgs>("aws:ec2/subnet:Subnet"),
  securityGroup: tokensOf<ec2.SecurityGroupArgs>("aws:ec2/securityGroup:SecurityGroup"),
  vpcPeering: tokensOf<ec2.VpcPeeringConnectionArgs>("aws:ec2/vpcPeeringConnection:VpcPeeringConnection"),
  vpcPeeringAcceptance: tokensOf<ec2.VpcPeeringConnectionAccepterArgs>(
    "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter",
  ),
  transitGateway: tokensOf<ec2transitgateway.TransitGatewayArgs>("aws:ec2transitgateway/transitGateway:TransitGateway"),
  routeTable: tokensOf<ec2.RouteTableArgs>("aws:ec2/routeTable:RouteTable"),
  defaultRouteTable: tokensOf<ec2.DefaultRouteTableArgs>("aws:ec2/defaultRouteTable:DefaultRouteTable"),
  route: tokensOf<ec2.RouteArgs>("aws:ec2/route:Route"),
  loadBalancer: balancing<lb.LoadBalancerArgs>("loadBalancer:LoadBalancer"),
  classicBalancer: tokensOf<elb.LoadBalancerArgs>(
    "aws:elb/loadBalancer:LoadBalancer",
    "aws:elasticloadbalancing/loadBalancer:LoadBalancer",
  ),
  listener: balancing<lb.ListenerArgs>("listener:Listener"),
  listenerRule: balancing<lb.ListenerRuleArgs>("listenerRule:ListenerRule"),
  targetGroup: balancing<lb.TargetGroupArgs>("targetGroup:TargetGroup"),
  restApi: tokensOf<apigateway.RestApiArgs>("aws:apigateway/restApi:RestApi"),
  restApiResource: tokensOf<apigateway.ResourceArgs>("aws:apigateway/resource:Resource"),
  restApiMethod: tokensOf<apigateway.MethodArgs>("aws:apigateway/method:Method"),
  restApiPolicy: tokensOf<apigateway.RestApiPolicyArgs>("aws:apigateway/restApiPolicy:RestApiPolicy"),
  restApiStage: tokensOf<apigateway.StageArgs>("aws:apigateway/stage:Stage"),
  httpApiStage: tokensOf<apigatewayv2.StageArgs>("aws:apigatewayv2/stage:Stage"),
  restApiDomain: tokensOf<apigateway.DomainNameArgs>("aws:apigateway/domainName:DomainName"),
  httpApi: tokensOf<apigatewayv2.ApiArgs>("aws:apigatewayv2/api:Api"),
  httpApiRoute: tokensOf<apigatewayv2.RouteArgs>("aws:apigatewayv2/route:Route"),
  httpApiDomain: tokensOf<apigatewayv2.DomainNameArgs>("aws:apigatewayv2/domainName:DomainName"),
  distribution: tokensOf<cloudfront.DistributionArgs>("aws:cloudfront/distribution:Distribution"),
  accelerator: tokensOf<globalaccelerator.AcceleratorArgs>("aws:globalaccelerator/accelerator:Accelerator"),
  acceleratorListener: tokensOf<globalaccelerator.ListenerArgs>("aws:globalaccelerator/listener:Listener"),
  acceleratorGroup: tokensOf<globalaccelerator.EndpointGroupArgs>("aws:globalaccelerator/endpointGroup:EndpointGroup"),
  address: tokensOf<ec2.EipArgs>("aws:ec2/eip:Eip"),
  switchPlan: tokensOf<arcregionswitch.PlanArgs>("aws:arcregionswitch/plan:Plan"),

  // Names and health
  zone: tokensOf<route53.ZoneArgs>("aws:route53/zone:Zone"),
  record: tokensOf<route53.RecordArgs>("aws:route53/record:Record"),
  recordsExclusive: tokensOf<route53.RecordsExclusiveArgs>("aws:route53/recordsExclusive:RecordsExclusive"),
  healthCheck: tokensOf<route53.HealthCheckArgs>("aws:route53/healthCheck:HealthCheck"),

  // Watching and telling
  metricAlarm: tokensOf<cloudwatch.MetricAlarmArgs>("aws:cloudwatch/metricAlarm:MetricAlarm"),
  compositeAlarm: tokensOf<cloudwatch.CompositeAlarmArgs>("aws:cloudwatch/compositeAlarm:CompositeAlarm"),
  logGroup: tokensOf<cloudwatch.LogGroupArgs>("aws:cloudwatch/logGroup:LogGroup"),
  eventBus: tokensOf<cloudwatch.EventBusArgs>("aws:cloudwatch/eventBus:EventBus"),
  eventRule: tokensOf<cloudwatch.EventRuleArgs>("aws:cloudwatch/eventRule:EventRule"),
  eventTarget: tokensOf<cloudwatch.EventTargetArgs>("aws:cloudwatch/eventTarget:EventTarget"),
  topic: tokensOf<sns.TopicArgs>("aws:sns/topic:Topic"),
  topicSubscription: tokensOf<sns.TopicSubscriptionArgs>("aws:sns/topicSubscription:TopicSubscription"),
  queue: tokensOf<sqs.QueueArgs>("aws:sqs/queue:Queue"),
  queueRedrive: tokensOf<sqs.RedrivePolicyArgs>("aws:sqs/redrivePolicy:RedrivePolicy"),

  // Secrets, keys, backups, images
  parameter: tokensOf<ssm.ParameterArgs>("aws:ssm/parameter:Parameter"),
  secret: tokensOf<secretsmanager.SecretArgs>("aws:secretsmanager/secret:Secret"),
  key: tokensOf<kms.KeyArgs>("aws:kms/key:Key"),
  replicaKey: tokensOf<kms.ReplicaKeyArgs>("aws:kms/replicaKey:ReplicaKey"),
  importedKey: tokensOf<kms.ExternalKeyArgs>("aws:kms/externalKey:ExternalKey"),
  importedReplicaKey: tokensOf<kms.ReplicaExternalKeyArgs>("aws:kms/replicaExternalKey:ReplicaExternalKey"),
  certificate: tokensOf<acm.CertificateArgs>("aws:acm/certificate:Certificate"),
  backupVault: tokensOf<backup.VaultArgs>("aws:backup/vault:Vault"),
  backupVaultLock: tokensOf<backup.VaultLockConfigurationArgs>(
    "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
  ),
  backupPlan: tokensOf<backup.PlanArgs>("aws:backup/plan:Plan"),
  backupSelection: tokensOf<backup.SelectionArgs>("aws:backup/selection:Selection"),
  repository: tokensOf<ecr.RepositoryArgs>("aws:ecr/repository:Repository"),

  // Identities
  role: tokensOf<iam.RoleArgs>("aws:iam/role:Role"),
  rolePolicy: tokensOf<iam.RolePolicyArgs>("aws:iam/rolePolicy:RolePolicy"),
  managedPolicy: tokensOf<iam.PolicyArgs>("aws:iam/policy:Policy"),
  rolePolicyAttachment: tokensOf<iam.RolePolicyAttachmentArgs>("aws:iam/rolePolicyAttachment:RolePolicyAttachment"),
  userPolicyAttachment: tokensOf<iam.UserPolicyAttachmentArgs>("aws:iam/userPolicyAttachment:UserPolicyAttachment"),
  groupPolicyAttachment: tokensOf<iam.GroupPolicyAttachmentArgs>("aws:iam/groupPolicyAttachment:GroupPolicyAttachment"),
  policyAttachment: tokensOf<iam.PolicyAttachmentArgs>("aws:iam/policyAttachment:PolicyAttachment"),
  permissionSetAttachment: tokensOf<ssoadmin.ManagedPolicyAttachmentArgs>(
    "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment",
  ),
} as const;
