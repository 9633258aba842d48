import type { Names } from "../names";

/** What is unique in a region is named by its kind alone; what is not, by its kind and the region. */
export const paymentsNamePattern = "{purpose}-{environment}";

export type PaymentsNames = ReturnType<typeof namePayments>;

/** Every physical name of the payment system in one region. */
export function namePayments(names: Names) {
  const { region, environment } = names.scope;
  return {
    table: names.of("dynamodb", "payments-table"),
    logBucket: names.bucket(`payment-logs-${region}`),
    replicationRole: names.of("iam", `payment-log-replication-role-${region}`),
    processor: names.of("lambda", "payment-processor-function"),
    processorRole: names.of("iam", `payment-processor-role-${region}`),
    processorLogs: names.of("logs", "payment-processor-logs"),
    retry: names.of("lambda", "payment-retry-function"),
    retryRole: names.of("iam", `payment-retry-role-${region}`),
    retryLogs: names.of("logs", "payment-retry-logs"),
    health: names.of("lambda", "payment-health-function"),
    healthRole: names.of("iam", `payment-health-role-${region}`),
    healthLogs: names.of("logs", "payment-health-logs"),
    journal: names.of("lambda", "payment-journal-function"),
    journalRole: names.of("iam", `payment-journal-role-${region}`),
    journalLogs: names.of("logs", "payment-journal-logs"),
    conflicts: names.of("sqs", "payment-conflict-queue"),
    retries: names.of("sqs", "payment-retry-queue"),
    deadLetters: names.of("sqs", "payment-dead-letter-queue"),
    api: names.of("apigateway", "payments-api"),
    apiStage: names.of("apigateway", "live"),
    apiAuthorizer: names.of("apigateway", "payments-api-authorizer"),
    /** API Gateway takes letters and digits only: the suffix is there, the hyphens are not. */
    requestModel: `Payment${environment.replaceAll("-", "")}`,
    alias: names.of("lambda", "live"),
    gate: names.of("lambda", "payment-release-gate-function"),
    gateRole: names.of("iam", `payment-release-gate-role-${region}`),
    gateLogs: names.of("logs", "payment-release-gate-logs"),
    domainCheck: names.of("lambda", "payment-domain-check-function"),
    domainCheckRole: names.of("iam", `payment-domain-check-role-${region}`),
    domainCheckLogs: names.of("logs", "payment-domain-check-logs"),
    domainCheckRule: names.of("events", "payment-domain-check-rule"),
    domainCheckLetters: names.of("sqs", "payment-domain-check-dead-letter-queue"),
    backupSchedule: names.of("scheduler", "payment-backup-schedule"),
    backupRole: names.of("iam", `payment-backup-role-${region}`),
    apiValidator: names.of("apigateway", "payments-request-validator"),
    apiLogs: names.of("logs", "payments-api-access-logs"),
    apiLoggingRole: names.of("iam", `payments-api-logging-role-${region}`),
    certificate: names.of("acm", "payments-certificate"),
    zone: names.of("route53", "payments-zone"),
    record: names.of("route53", `payments-record-${region}`),
    healthCheck: names.of("route53", `payments-health-check-${region}`),
    topic: names.of("sns", "payment-alerts-topic"),
    parameters: {
      database: names.of("parameterstore", "payments-database-parameter"),
      intake: names.of("parameterstore", "payments-intake-parameter"),
      apiEndpoint: names.of("parameterstore", "payments-api-endpoint-parameter"),
      peerEndpoint: names.of("parameterstore", "payments-peer-endpoint-parameter"),
    },
    /** Whether the other region serves: its switch, kept here. */
    lever: names.of("parameterstore", "payments-peer-serving-parameter"),
    alarms: {
      primaryHealth: names.of("cloudwatch", "primary-endpoint-health-alarm"),
      secondaryHealth: names.of("cloudwatch", "secondary-endpoint-health-alarm"),
      apiErrors: names.of("cloudwatch", "api-5xx-alarm"),
      apiLatency: names.of("cloudwatch", "api-latency-alarm"),
      processorErrors: names.of("cloudwatch", "processor-errors-alarm"),
      processorThrottles: names.of("cloudwatch", "processor-throttles-alarm"),
      healthErrors: names.of("cloudwatch", "health-errors-alarm"),
      healthThrottles: names.of("cloudwatch", "health-throttles-alarm"),
      heartbeatFailures: names.of("cloudwatch", "heartbeat-failures-alarm"),
      logFailures: names.of("cloudwatch", "log-replication-failures-alarm"),
      callers: names.of("cloudwatch", "unexpected-callers-alarm"),
      peerDomain: names.of("cloudwatch", "peer-domain-alarm"),
      certificate: names.of("cloudwatch", "certificate-expiry-alarm"),
      retryPending: names.of("cloudwatch", "retry-queue-pending-alarm"),
      peerHeartbeat: names.of("cloudwatch", "peer-heartbeat-age-alarm"),
      retryErrors: names.of("cloudwatch", "retry-errors-alarm"),
      retryThrottles: names.of("cloudwatch", "retry-throttles-alarm"),
      retryAge: names.of("cloudwatch", "retry-queue-age-alarm"),
      deadLetters: names.of("cloudwatch", "dead-letter-depth-alarm"),
      conflicts: names.of("cloudwatch", "conflicting-payments-alarm"),
      lateRecords: names.of("cloudwatch", "late-payments-alarm"),
      journalLag: names.of("cloudwatch", "journal-lag-alarm"),
      tableLag: names.of("cloudwatch", "table-replication-lag-alarm"),
      logLag: names.of("cloudwatch", "log-replication-lag-alarm"),
    },
  };
}
