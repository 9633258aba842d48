import type { Names } from "../names";

export const transactionsNamePattern = "{service}-{region}-{environment}-{purpose}";

export type TransactionsNames = ReturnType<typeof nameTransactions>;

/** Every physical name of the transaction system in one region. */
export function nameTransactions(names: Names) {
  return {
    key: names.of("kms", "transactions"),
    globalDatabase: names.of("rds", "transactions-global"),
    cluster: names.of("rds", "transactions"),
    instance: names.of("rds", "transactions-1"),
    subnetGroup: names.of("rds", "transactions-subnets"),
    parameterGroup: names.of("rds", "transactions-parameters"),
    secret: names.of("secretsmanager", "transactions-database"),
    sessions: names.of("dynamodb", "transaction-sessions"),
    documents: names.bucket("transactions"),
    documentsRole: names.of("iam", "transactions-replication"),
    processor: names.of("lambda", "transaction-processor"),
    processorRole: names.of("iam", "transaction-processor"),
    processorLogs: names.of("logs", "transaction-processor"),
    health: names.of("lambda", "transaction-health"),
    healthRole: names.of("iam", "transaction-health"),
    healthLogs: names.of("logs", "transaction-health"),
    migration: names.of("lambda", "transaction-migration"),
    migrationRole: names.of("iam", "transaction-migration"),
    migrationLogs: names.of("logs", "transaction-migration"),
    deadLetters: names.of("sqs", "transaction-dead-letters"),
    network: names.of("vpc", "transactions"),
    functionGuard: names.of("ec2", "transaction-functions"),
    databaseGuard: names.of("ec2", "transaction-database"),
    endpoints: names.of("vpc", "transactions-secretsmanager"),
    sessionsEndpoint: names.of("vpc", "transactions-dynamodb"),
    endpointGuard: names.of("ec2", "transaction-endpoints"),
    balancer: names.of("alb", "ledger"),
    balancerGuard: names.of("ec2", "transaction-alb"),
    target: names.of("tg", "ledger"),
    zone: names.of("route53", "transactions"),
    record: names.of("route53", "transaction-record"),
    healthCheck: names.of("route53", "transaction-endpoint"),
    topic: names.of("sns", "transaction-alerts"),
    alarms: {
      primaryHealth: names.of("cloudwatch", "primary-endpoint-health"),
      secondaryHealth: names.of("cloudwatch", "secondary-endpoint-health"),
      databaseLag: names.of("cloudwatch", "database-replication-lag"),
      sessionLag: names.of("cloudwatch", "session-replication-lag"),
      documentLag: names.of("cloudwatch", "document-replication-lag"),
      balancerErrors: names.of("cloudwatch", "ledger-balancer-5xx"),
      targetErrors: names.of("cloudwatch", "ledger-target-5xx"),
      processorErrors: names.of("cloudwatch", "ledger-processor-errors"),
      processorThrottles: names.of("cloudwatch", "ledger-processor-throttles"),
      healthErrors: names.of("cloudwatch", "ledger-health-errors"),
      deadLetters: names.of("cloudwatch", "ledger-dead-letter-depth"),
    },
  };
}
