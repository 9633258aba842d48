import type { Names } from "../names";

/** What is unique in a region is named by its kind alone; what is not, by its kind and the region. */
export const fleetNamePattern = "{purpose}-{environment}";

export type FleetNames = ReturnType<typeof nameFleet>;

/** Databases of the second generation: they can be there beside those of the first, while data moves from one to the other. */
const generation = "v2";

/** Every physical name of the fleet in one region. `side` is what the document calls the region's part. */
export function nameFleet(names: Names, side: "primary" | "dr") {
  const { region } = names.scope;
  const kept = (service: Parameters<Names["of"]>[0], name: string) => names.of(service, `${name}-${generation}`);
  return {
    network: names.of("vpc", "fleet-vpc"),
    networkPart: (part: string) => names.of("vpc", `fleet-${part}`),
    peering: names.of("vpc", "fleet-peering"),
    endpoints: names.of("vpc", "fleet-endpoint"),
    instanceGuard: names.of("ec2", "fleet-instance-sg"),
    databaseGuard: names.of("ec2", "fleet-database-sg"),
    endpointGuard: names.of("ec2", "fleet-endpoint-sg"),
    balancerGuard: names.of("ec2", "fleet-alb-sg"),
    balancer: names.of("alb", "fleet-alb"),
    target: names.of("tg", "fleet-tg"),
    firewall: names.of("wafv2", "fleet-firewall"),
    flowLog: names.of("vpc", "fleet-flow-log"),
    logs: names.bucket(`fleet-logs-${region}`),
    certificate: names.of("acm", "fleet-certificate"),
    template: names.of("ec2", "fleet-launch-template"),
    group: names.of("autoscaling", "fleet-asg"),
    scaling: names.of("autoscaling", "fleet-cpu-target"),
    instance: names.of("ec2", "fleet-instance"),
    instanceRole: names.of("iam", `fleet-instance-role-${region}`),
    settings: names.of("parameterstore", "fleet-settings"),
    zone: names.of("route53", "fleet-zone"),
    record: names.of("route53", `fleet-record-${side}`),
    healthCheck: names.of("route53", `fleet-health-check-${side}`),
    topic: names.of("sns", "failover-alerts"),
    globalDatabase: kept("rds", "global-db"),
    cluster: kept("rds", `${side}-db-cluster`),
    databaseInstances: [1, 2].map((number) => kept("rds", `${side}-db-instance-${number}`)),
    databaseSubnets: kept("rds", `${side}-db-subnets`),
    databaseParameters: kept("rds", `${side}-db-parameters`),
    databaseEvents: kept("rds", `${side}-db-events`),
    databaseKey: kept("kms", "db-key"),
    secret: kept("secretsmanager", "db-password"),
    sessions: kept("dynamodb", "session-table"),
    vault: names.of("backup", "fleet-backup-vault"),
    backupPlan: names.of("backup", "fleet-backup-plan"),
    // AWS takes no hyphens here.
    restoreTest: names.of("restoretest", "fleet-restore").replaceAll("-", "_"),
    backupRole: names.of("iam", `fleet-backup-role-${region}`),
    metrics: {
      stream: names.of("cloudwatch", "fleet-metric-stream"),
      streamRole: names.of("iam", `fleet-metric-stream-role-${region}`),
      delivery: names.of("firehose", "fleet-metric-delivery"),
      deliveryRole: names.of("iam", `fleet-metric-delivery-role-${region}`),
      deliveryLogs: names.of("logs", "fleet-metric-delivery-logs"),
      bucket: names.bucket(`fleet-metrics-${region}`),
      // The Data Catalog takes no hyphens.
      catalog: names.of("glue", "fleet-metrics").replaceAll("-", "_"),
      workgroup: names.of("athena", "fleet-metrics"),
      query: names.of("athena", "fleet-metrics-last-hour"),
    },
    mirror: {
      function: names.of("lambda", "failover-capacity"),
      role: names.of("iam", `failover-capacity-role-${region}`),
      logs: names.of("logs", "failover-capacity-logs"),
      clockRule: names.of("events", "failover-capacity-clock-rule"),
      deadLetters: names.of("sqs", "failover-capacity-dead-letters"),
    },
    orchestration: {
      orchestrator: names.of("lambda", "failover-orchestrator"),
      orchestratorRole: names.of("iam", `failover-orchestrator-role-${region}`),
      orchestratorLogs: names.of("logs", "failover-orchestrator-logs"),
      notifier: names.of("lambda", "failover-notifier"),
      notifierRole: names.of("iam", `failover-notifier-role-${region}`),
      notifierLogs: names.of("logs", "failover-notifier-logs"),
      alarmRule: names.of("events", "failover-alarm-rule"),
      clockRule: names.of("events", "failover-clock-rule"),
      noticeRule: names.of("events", "failover-notice-rule"),
      deadLetters: names.of("sqs", "failover-dead-letters"),
      stateTable: kept("dynamodb", "failover-state"),
      offSwitch: names.of("parameterstore", "failover-switch"),
      heartbeatAlarm: names.of("cloudwatch", "failover-heartbeat-alarm"),
      writerAlarms: {
        silent: names.of("cloudwatch", "failover-writer-silent-alarm"),
        copy: names.of("cloudwatch", "failover-heartbeat-age-alarm"),
      },
      latchAlarm: names.of("cloudwatch", "failover-latch-alarm"),
      latchCheck: names.of("route53", "failover-latch-check"),
      heldCheck: names.of("route53", "failover-held-check-primary"),
      witnessCheck: names.of("route53", "failover-witness-check"),
      witnessPrimary: names.of("route53", "failover-witness-primary"),
      witnessSecondary: names.of("route53", "failover-witness-dr"),
    },
    alarms: {
      primaryHealth: names.of("cloudwatch", "primary-endpoint-health-alarm"),
      secondaryHealth: names.of("cloudwatch", "dr-endpoint-health-alarm"),
      heldHealth: names.of("cloudwatch", "primary-answer-health-alarm"),
      witnessHealth: names.of("cloudwatch", "failover-witness-health-alarm"),
      databaseLag: kept("cloudwatch", `${side}-db-replication-lag-alarm`),
      databaseLoss: kept("cloudwatch", `${side}-db-rpo-alarm`),
      replicationStatus: kept("cloudwatch", `${side}-db-replication-status-alarm`),
      sessionLag: kept("cloudwatch", "session-table-lag-alarm"),
      stateLag: kept("cloudwatch", "failover-state-lag-alarm"),
      capacity: names.of("cloudwatch", "asg-capacity-alarm"),
      unhealthyTargets: names.of("cloudwatch", "alb-unhealthy-targets-alarm"),
      balancerErrors: names.of("cloudwatch", "alb-5xx-alarm"),
      targetErrors: names.of("cloudwatch", "target-5xx-alarm"),
      backupFailures: names.of("cloudwatch", "backup-job-failures-alarm"),
      copyFailures: names.of("cloudwatch", "backup-copy-failures-alarm"),
      metricDelivery: names.of("cloudwatch", "metric-delivery-alarm"),
      orchestratorErrors: names.of("cloudwatch", "failover-orchestrator-errors-alarm"),
      notifierErrors: names.of("cloudwatch", "failover-notifier-errors-alarm"),
      deadLetters: names.of("cloudwatch", "failover-dead-letters-alarm"),
      mirrorErrors: names.of("cloudwatch", "failover-capacity-errors-alarm"),
      mirrorDeadLetters: names.of("cloudwatch", "failover-capacity-dead-letters-alarm"),
    },
  };
}
