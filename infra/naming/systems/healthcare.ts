import type { Names } from "../names";

/** A name says what a thing is, then the environment, then what it is for; the tag `Region` says where. */
export const healthcareNamePattern = "{service}-{environment}-{purpose}";

export type HealthcareNames = ReturnType<typeof nameHealthcare>;

/** Every physical name of the healthcare system in one region. */
export function nameHealthcare(names: Names) {
  const { region } = names.scope;
  const named = names.of.bind(names);
  return {
    network: named("vpc", "records"),
    peering: named("vpc", "records-peering"),
    endpoints: named("vpc", "records-endpoint"),
    endpointGuard: named("ec2", "records-endpoints"),
    functionGuard: named("ec2", "records-functions"),
    balancerGuard: named("ec2", "records-alb"),
    balancer: named("alb", "records"),
    target: named("tg", "records"),
    certificate: named("acm", "records"),
    zone: named("route53", "records"),
    record: named("route53", `records-record-${region}`),
    healthCheck: named("route53", `records-health-check-${region}`),
    globalCluster: named("rds", "records-global"),
    cluster: named("rds", `records-${region}`),
    key: named("kms", "records"),
    clusterSubnets: named("rds", "records-subnets"),
    clusterParameters: named("rds", "records-parameters"),
    databaseGuard: named("ec2", "records-database"),
    secret: named("secretsmanager", "records-database"),
    assets: names.bucket(`records-assets-${region}`),
    replicationRole: named("iam", `records-assets-replication-${region}`),
    bus: named("events", "records"),
    archive: named("events", "records-archive"),
    forwardRule: named("events", "records-forward"),
    consumeRule: named("events", "records-consume"),
    forwardRole: named("iam", `records-forward-${region}`),
    readinessRule: named("events", "failover-readiness"),
    rehearsalRule: named("events", "failover-rehearsal"),
    api: named("lambda", "records-api"),
    apiRole: named("iam", `records-api-${region}`),
    apiLogs: named("logs", "records-api"),
    consumer: named("lambda", "records-events"),
    consumerRole: named("iam", `records-events-${region}`),
    consumerLogs: named("logs", "records-events"),
    readiness: named("lambda", "failover-readiness"),
    readinessRole: named("iam", `failover-readiness-${region}`),
    readinessLogs: named("logs", "failover-readiness"),
    rehearsal: named("lambda", "failover-rehearsal"),
    rehearsalRole: named("iam", `failover-rehearsal-${region}`),
    rehearsalLogs: named("logs", "failover-rehearsal"),
    deadLetters: named("sqs", "records-dead-letters"),
    topic: named("sns", "failover-alerts"),
    vault: named("backup", "records"),
    backupPlan: named("backup", "records-daily"),
    backupRole: named("iam", `records-backup-${region}`),
    dashboard: named("cloudwatch", "records"),
    parameters: {
      endpoint: named("parameterstore", "records-endpoint"),
      peerEndpoint: named("parameterstore", "records-peer-endpoint"),
      limits: named("parameterstore", "failover-limits"),
    },
    alarms: {
      primaryHealth: named("cloudwatch", "primary-endpoint-health"),
      secondaryHealth: named("cloudwatch", "secondary-endpoint-health"),
      balancerErrors: named("cloudwatch", "alb-5xx"),
      targetErrors: named("cloudwatch", "api-5xx"),
      apiErrors: named("cloudwatch", "api-errors"),
      apiThrottles: named("cloudwatch", "api-throttles"),
      consumerErrors: named("cloudwatch", "events-errors"),
      readinessErrors: named("cloudwatch", "readiness-errors"),
      forwardingFailures: named("cloudwatch", "forwarding-failures"),
      deadLetters: named("cloudwatch", "dead-letter-depth"),
      databaseLag: named("cloudwatch", "database-replication-lag"),
      databaseConnections: named("cloudwatch", "database-connections"),
      assetLag: named("cloudwatch", "asset-replication-lag"),
      notReady: named("cloudwatch", "failover-readiness"),
      rehearsalFailed: named("cloudwatch", "failover-rehearsal"),
    },
  };
}
