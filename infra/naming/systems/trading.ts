import type { Names } from "../names";

export const tradingNamePattern = "{service}-{region}-{environment}-{purpose}";

export type TradingNames = ReturnType<typeof nameTrading>;

/** Every physical name of the trading system in one region. */
export function nameTrading(names: Names) {
  return {
    table: names.of("dynamodb", "trades"),
    archive: names.bucket("trade-archive"),
    archiveRole: names.of("iam", "archive-replication"),
    processor: names.of("lambda", "trade-processor"),
    processorRole: names.of("iam", "trade-processor"),
    processorLogs: names.of("logs", "trade-processor"),
    health: names.of("lambda", "trade-health"),
    healthRole: names.of("iam", "trade-health"),
    healthLogs: names.of("logs", "trade-health"),
    journal: names.of("lambda", "trade-journal"),
    journalRole: names.of("iam", "trade-journal"),
    journalLogs: names.of("logs", "trade-journal"),
    conflicts: names.of("sqs", "trade-conflicts"),
    deadLetters: names.of("sqs", "trade-dead-letters"),
    network: names.of("vpc", "trade"),
    balancer: names.of("alb", "trade"),
    balancerGuard: names.of("ec2", "trade-alb"),
    target: names.of("tg", "trade"),
    healthTarget: names.of("tg", "health"),
    certificate: names.of("acm", "trade"),
    zone: names.of("route53", "trade"),
    record: names.of("route53", "trade-record"),
    healthCheck: names.of("route53", "trade-endpoint"),
    topic: names.of("sns", "failover-alerts"),
    parameters: {
      tableEndpoint: names.of("parameterstore", "table-endpoint"),
      peerEndpoint: names.of("parameterstore", "peer-endpoint"),
      serving: names.of("parameterstore", "serving"),
    },
    /** Whether the other region serves: its switch, kept here. */
    lever: names.of("parameterstore", "peer-serving"),
    alias: names.of("lambda", "live"),
    gate: names.of("lambda", "release-gate"),
    gateRole: names.of("iam", "release-gate"),
    gateLogs: names.of("logs", "release-gate"),
    alarms: {
      primaryHealth: names.of("cloudwatch", "primary-endpoint-health"),
      secondaryHealth: names.of("cloudwatch", "secondary-endpoint-health"),
      balancerErrors: names.of("cloudwatch", "balancer-5xx"),
      targetErrors: names.of("cloudwatch", "target-5xx"),
      functionErrors: names.of("cloudwatch", "processor-errors"),
      functionThrottles: names.of("cloudwatch", "processor-throttles"),
      deadLetters: names.of("cloudwatch", "dead-letter-depth"),
      healthAnswers: names.of("cloudwatch", "health-5xx"),
      healthErrors: names.of("cloudwatch", "health-errors"),
      healthThrottles: names.of("cloudwatch", "health-throttles"),
      heartbeatFailures: names.of("cloudwatch", "heartbeat-failures"),
      archiveFailures: names.of("cloudwatch", "archive-replication-failures"),
      callers: names.of("cloudwatch", "unexpected-callers"),
      certificate: names.of("cloudwatch", "certificate-expiry"),
      peerHeartbeat: names.of("cloudwatch", "peer-heartbeat-age"),
      conflicts: names.of("cloudwatch", "conflicting-trades"),
      lateRecords: names.of("cloudwatch", "late-trades"),
      journalLag: names.of("cloudwatch", "journal-lag"),
      journalErrors: names.of("cloudwatch", "journal-errors"),
      journalThrottles: names.of("cloudwatch", "journal-throttles"),
      tableLag: names.of("cloudwatch", "table-replication-lag"),
      archiveLag: names.of("cloudwatch", "archive-replication-lag"),
    },
  };
}
