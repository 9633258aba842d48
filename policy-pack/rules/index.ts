import type { Rule } from "../engine/rule";
import albRequireMultiAz from "./alb/require-multi-az";
import albRequireTls from "./alb/require-tls";
import albRequireTlsPolicy from "./alb/require-tls-policy";
import apigatewayRequireAccessLog from "./apigateway/require-access-log";
import apigatewayRequireAuthorization from "./apigateway/require-authorization";
import apigatewayRequireSharedDomain from "./apigateway/require-shared-domain";
import autoscalingRequireElbHealthCheck from "./autoscaling/require-elb-health-check";
import autoscalingRequireMultiAz from "./autoscaling/require-multi-az";
import backupLimitFrequency from "./backup/limit-frequency";
import backupRequireCrossRegionCopy from "./backup/require-cross-region-copy";
import cloudwatchRequireAlarmAction from "./cloudwatch/require-alarm-action";
import cloudwatchRequireHealthAlarm from "./cloudwatch/require-health-alarm";
import cloudwatchRequireLagAlarm from "./cloudwatch/require-lag-alarm";
import cloudwatchRequireMovingMetric from "./cloudwatch/require-moving-metric";
import dynamodbRequireOnDemand from "./dynamodb/require-on-demand";
import dynamodbRequirePitr from "./dynamodb/require-pitr";
import dynamodbRequireReplica from "./dynamodb/require-replica";
import ec2RequireImdsv2 from "./ec2/require-imdsv2";
import eventsForbidForwardingLoop from "./events/forbid-forwarding-loop";
import iamForbidAdminPolicy from "./iam/forbid-admin-policy";
import iamForbidNegatedElement from "./iam/forbid-negated-element";
import iamForbidOpenEndpoint from "./iam/forbid-open-endpoint";
import iamForbidPublicPrincipal from "./iam/forbid-public-principal";
import iamForbidWildcardAction from "./iam/forbid-wildcard-action";
import iamForbidWildcardResource from "./iam/forbid-wildcard-resource";
import kmsForbidCustomerKey from "./kms/forbid-customer-key";
import kmsRequireCustomerKey from "./kms/require-customer-key";
import lambdaExactMemory from "./lambda/exact-memory";
import lambdaExactReservedConcurrency from "./lambda/exact-reserved-concurrency";
import lambdaExactRuntime from "./lambda/exact-runtime";
import lambdaLimitAccountConcurrency from "./lambda/limit-account-concurrency";
import lambdaLimitPublicUrl from "./lambda/limit-public-url";
import lambdaRequireDeadLetter from "./lambda/require-dead-letter";
import lambdaRequireSupportedRuntime from "./lambda/require-supported-runtime";
import logsRequireRetention from "./logs/require-retention";
import rdsForbidStandbyCommitHold from "./rds/forbid-standby-commit-hold";
import rdsRequireEncryption from "./rds/require-encryption";
import rdsRequireGlobalCluster from "./rds/require-global-cluster";
import rdsRequireSupportedEngineVersion from "./rds/require-supported-engine-version";
import recoveryForbidAutomaticReturn from "./recovery/forbid-automatic-return";
import recoveryLimitRpo from "./recovery/limit-rpo";
import recoveryLimitRto from "./recovery/limit-rto";
import recoveryRequireOutsideNotice from "./recovery/require-outside-notice";
import recoveryRequireSeeingTrigger from "./recovery/require-seeing-trigger";
import recoveryRequireStandbyControl from "./recovery/require-standby-control";
import regionLimitPair from "./region/limit-pair";
import regionRequireParity from "./region/require-parity";
import resourceForbidRetention from "./resource/forbid-retention";
import resourceRequireEnvironmentSuffix from "./resource/require-environment-suffix";
import resourceRequireNamePattern from "./resource/require-name-pattern";
import resourceRequireRetention from "./resource/require-retention";
import resourceRequireTags from "./resource/require-tags";
import route53ExactHealthCheckInterval from "./route53/exact-health-check-interval";
import route53ExactRecordTtl from "./route53/exact-record-ttl";
import route53ExactWeights from "./route53/exact-weights";
import route53LimitFailureThreshold from "./route53/limit-failure-threshold";
import route53RequireFailoverPair from "./route53/require-failover-pair";
import route53RequireHealthCheck from "./route53/require-health-check";
import s3RequireCrossRegionReplication from "./s3/require-cross-region-replication";
import s3RequireEncryption from "./s3/require-encryption";
import s3RequirePublicAccessBlock from "./s3/require-public-access-block";
import s3RequireReplicationTimeControl from "./s3/require-replication-time-control";
import s3RequireTls from "./s3/require-tls";
import s3RequireVersioning from "./s3/require-versioning";
import snsRequireSubscription from "./sns/require-subscription";
import sqsRequireEncryption from "./sqs/require-encryption";
import sqsRequireRedrive from "./sqs/require-redrive";
import sqsRequireRetention from "./sqs/require-retention";
import sqsRequireVisibilityTimeout from "./sqs/require-visibility-timeout";
import ssmRequireSecureString from "./ssm/require-secure-string";
import vpcForbidCidrOverlap from "./vpc/forbid-cidr-overlap";
import vpcRequirePeeringRoutes from "./vpc/require-peering-routes";

/** Every policy of the pack, sorted by name. */
export const rules: readonly Rule[] = [
  albRequireMultiAz,
  albRequireTls,
  albRequireTlsPolicy,
  apigatewayRequireAccessLog,
  apigatewayRequireAuthorization,
  apigatewayRequireSharedDomain,
  autoscalingRequireElbHealthCheck,
  autoscalingRequireMultiAz,
  backupLimitFrequency,
  backupRequireCrossRegionCopy,
  cloudwatchRequireAlarmAction,
  cloudwatchRequireHealthAlarm,
  cloudwatchRequireLagAlarm,
  cloudwatchRequireMovingMetric,
  dynamodbRequireOnDemand,
  dynamodbRequirePitr,
  dynamodbRequireReplica,
  ec2RequireImdsv2,
  eventsForbidForwardingLoop,
  iamForbidAdminPolicy,
  iamForbidNegatedElement,
  iamForbidOpenEndpoint,
  iamForbidPublicPrincipal,
  iamForbidWildcardAction,
  iamForbidWildcardResource,
  kmsForbidCustomerKey,
  kmsRequireCustomerKey,
  lambdaExactMemory,
  lambdaExactReservedConcurrency,
  lambdaExactRuntime,
  lambdaLimitAccountConcurrency,
  lambdaLimitPublicUrl,
  lambdaRequireDeadLetter,
  lambdaRequireSupportedRuntime,
  logsRequireRetention,
  rdsForbidStandbyCommitHold,
  rdsRequireEncryption,
  rdsRequireGlobalCluster,
  rdsRequireSupportedEngineVersion,
  recoveryForbidAutomaticReturn,
  recoveryLimitRpo,
  recoveryLimitRto,
  recoveryRequireOutsideNotice,
  recoveryRequireSeeingTrigger,
  recoveryRequireStandbyControl,
  regionLimitPair,
  regionRequireParity,
  resourceForbidRetention,
  resourceRequireEnvironmentSuffix,
  resourceRequireNamePattern,
  resourceRequireRetention,
  resourceRequireTags,
  route53ExactHealthCheckInterval,
  route53ExactRecordTtl,
  route53ExactWeights,
  route53LimitFailureThreshold,
  route53RequireFailoverPair,
  route53RequireHealthCheck,
  s3RequireCrossRegionReplication,
  s3RequireEncryption,
  s3RequirePublicAccessBlock,
  s3RequireReplicationTimeControl,
  s3RequireTls,
  s3RequireVersioning,
  snsRequireSubscription,
  sqsRequireEncryption,
  sqsRequireRedrive,
  sqsRequireRetention,
  sqsRequireVisibilityTimeout,
  ssmRequireSecureString,
  vpcForbidCidrOverlap,
  vpcRequirePeeringRoutes,
];
