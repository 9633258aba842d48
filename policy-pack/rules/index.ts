import type { Rule } from "../engine/rule";
import dynamodbRequireOnDemand from "./dynamodb/require-on-demand";
import dynamodbRequirePitr from "./dynamodb/require-pitr";
import dynamodbRequireReplica from "./dynamodb/require-replica";
import iamForbidAdminPolicy from "./iam/forbid-admin-policy";
import iamForbidNegatedElement from "./iam/forbid-negated-element";
import iamForbidPublicPrincipal from "./iam/forbid-public-principal";
import iamForbidWildcardAction from "./iam/forbid-wildcard-action";
import iamForbidWildcardResource from "./iam/forbid-wildcard-resource";
import resourceForbidRetention from "./resource/forbid-retention";
import resourceRequireNamePattern from "./resource/require-name-pattern";
import resourceRequireTags from "./resource/require-tags";
import route53ExactHealthCheckInterval from "./route53/exact-health-check-interval";
import route53ExactRecordTtl from "./route53/exact-record-ttl";
import route53LimitFailureThreshold from "./route53/limit-failure-threshold";
import route53RequireFailoverPair from "./route53/require-failover-pair";
import route53RequireHealthCheck from "./route53/require-health-check";
import s3RequireReplicationTimeControl from "./s3/require-replication-time-control";
import s3RequireVersioning from "./s3/require-versioning";

/** Every law of the pack, sorted by name. */
export const rules: readonly Rule[] = [
  dynamodbRequireOnDemand,
  dynamodbRequirePitr,
  dynamodbRequireReplica,
  iamForbidAdminPolicy,
  iamForbidNegatedElement,
  iamForbidPublicPrincipal,
  iamForbidWildcardAction,
  iamForbidWildcardResource,
  resourceForbidRetention,
  resourceRequireNamePattern,
  resourceRequireTags,
  route53ExactHealthCheckInterval,
  route53ExactRecordTtl,
  route53LimitFailureThreshold,
  route53RequireFailoverPair,
  route53RequireHealthCheck,
  s3RequireReplicationTimeControl,
  s3RequireVersioning,
];
