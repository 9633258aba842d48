import type * as pulumi from "@pulumi/pulumi";
import { days, inDays, inMilliseconds, minutes, type Seconds } from "../../units/time";
import type { Alarm } from "./alarm-set";

const minute = minutes(1);

/** How many events of a kind, in each of how many minutes in a row, are trouble. */
export interface Tolerance {
  readonly events: number;
  readonly minutes: number;
}

/** One event within one minute is already trouble. */
export const noTolerance: Tolerance = { events: 1, minutes: 1 };

function counting(
  alarmName: string,
  description: string,
  metric: Pick<Alarm, "namespace" | "metricName" | "dimensions">,
  { events, minutes: periods }: Tolerance,
): Alarm {
  return {
    alarmName,
    description,
    ...metric,
    statistic: "Sum",
    comparison: "GreaterThanOrEqualToThreshold",
    threshold: events,
    period: minute,
    periods,
    // Counters are silent while nothing happens.
    silence: "notBreaching",
  };
}

/** Route 53's own verdict, 1 or 0. Its metrics, and so this alarm, live in us-east-1. */
export function endpointDown(alarmName: string, endpoint: string, healthCheckId: pulumi.Input<string>): Alarm {
  return {
    alarmName,
    description: `Route 53 finds the ${endpoint} endpoint unhealthy`,
    namespace: "AWS/Route53",
    metricName: "HealthCheckStatus",
    dimensions: { HealthCheckId: healthCheckId },
    statistic: "Minimum",
    comparison: "LessThanThreshold",
    threshold: 1,
    period: minute,
    periods: 1,
    // The status is a heartbeat: a check that says nothing is trouble.
    silence: "breaching",
  };
}

export function balancerErrors(alarmName: string, balancer: pulumi.Input<string>, tolerance: Tolerance): Alarm {
  const metric = { metricName: "HTTPCode_ELB_5XX_Count", dimensions: { LoadBalancer: balancer } };
  return counting(
    alarmName,
    "The load balancer answers 5xx by itself",
    { namespace: "AWS/ApplicationELB", ...metric },
    tolerance,
  );
}

export function targetErrors(
  alarmName: string,
  balancer: pulumi.Input<string>,
  targetGroup: pulumi.Input<string>,
  tolerance: Tolerance,
): Alarm {
  const metric = {
    metricName: "HTTPCode_Target_5XX_Count",
    dimensions: { LoadBalancer: balancer, TargetGroup: targetGroup },
  };
  return counting(alarmName, "The service answers 5xx", { namespace: "AWS/ApplicationELB", ...metric }, tolerance);
}

/** A region that finds itself unwell, or is told to close, says so to whoever checks it. */
export function healthRefused(
  alarmName: string,
  balancer: pulumi.Input<string>,
  targetGroup: pulumi.Input<string>,
  tolerance: Tolerance,
): Alarm {
  return { ...targetErrors(alarmName, balancer, targetGroup, tolerance), description: "The region is not healthy" };
}

export function functionErrors(alarmName: string, functionName: string, tolerance: Tolerance): Alarm {
  const metric = { metricName: "Errors", dimensions: { FunctionName: functionName } };
  return counting(alarmName, "The function fails", { namespace: "AWS/Lambda", ...metric }, tolerance);
}

export function functionThrottles(alarmName: string, functionName: string, tolerance: Tolerance): Alarm {
  const metric = { metricName: "Throttles", dimensions: { FunctionName: functionName } };
  return counting(
    alarmName,
    "Requests find no free instance of the function",
    { namespace: "AWS/Lambda", ...metric },
    tolerance,
  );
}

/** How old the last change is that a function read from a stream: it grows while the function fails, or is not called. */
export function streamLate(alarmName: string, functionName: string, limit: Seconds): Alarm {
  return {
    alarmName,
    description: `Changes wait longer than ${limit} seconds`,
    namespace: "AWS/Lambda",
    metricName: "IteratorAge",
    dimensions: { FunctionName: functionName },
    statistic: "Maximum",
    comparison: "GreaterThanThreshold",
    threshold: inMilliseconds(limit),
    period: minute,
    periods: 1,
    // Told with each call: no changes, no calls.
    silence: "notBreaching",
  };
}

export interface ApiStage {
  readonly apiName: string;
  readonly stageName: string;
}

export function apiErrors(alarmName: string, api: ApiStage, tolerance: Tolerance): Alarm {
  const metric = { metricName: "5XXError", dimensions: { ApiName: api.apiName, Stage: api.stageName } };
  return counting(alarmName, "The API answers 5xx", { namespace: "AWS/ApiGateway", ...metric }, tolerance);
}

/** The slowest hundredth of the answers, as callers see them. */
export function apiLatency(alarmName: string, api: ApiStage, limit: Seconds, minutesInRow: number): Alarm {
  return {
    alarmName,
    description: `One of a hundred answers takes longer than ${limit} seconds`,
    namespace: "AWS/ApiGateway",
    metricName: "Latency",
    dimensions: { ApiName: api.apiName, Stage: api.stageName },
    statistic: "p99",
    comparison: "GreaterThanThreshold",
    threshold: inMilliseconds(limit),
    period: minute,
    periods: minutesInRow,
    // No requests, no latency.
    silence: "notBreaching",
  };
}

/** How long the oldest message of a queue waits: its consumer is stuck, or what it needs is. */
export function messagesLate(alarmName: string, queueName: string, limit: Seconds): Alarm {
  return {
    alarmName,
    description: `A message waits longer than ${limit} seconds`,
    namespace: "AWS/SQS",
    metricName: "ApproximateAgeOfOldestMessage",
    dimensions: { QueueName: queueName },
    statistic: "Maximum",
    comparison: "GreaterThanThreshold",
    threshold: limit,
    period: minute,
    periods: 1,
    // An empty queue has no oldest message.
    silence: "notBreaching",
  };
}

/** Any message in a queue that no function empties waits for a person. */
export function messagesWaiting(
  alarmName: string,
  queueName: string,
  description = "Dead letters wait for a person",
): Alarm {
  const metric = { metricName: "ApproximateNumberOfMessagesVisible", dimensions: { QueueName: queueName } };
  return {
    ...counting(alarmName, description, { namespace: "AWS/SQS", ...metric }, noTolerance),
    statistic: "Maximum",
  };
}

/**
 * Messages that a consumer cannot get rid of: waiting or in flight in each of some minutes. Their age would not tell: SQS
 * leaves out what was received three times.
 */
export function messagesPending(alarmName: string, queueName: string, minutesInRow: number): Alarm {
  return {
    ...messagesWaiting(alarmName, queueName),
    description: `Messages are pending for ${minutesInRow} minutes`,
    addedMetricName: "ApproximateNumberOfMessagesNotVisible",
    periods: minutesInRow,
  };
}

/** Metrics that the functions of a system publish about its table. */
export interface TableMetric {
  readonly namespace: string;
  readonly tableName: string;
  readonly metricName: string;
}

/** Counted by the functions themselves: a failure that they answer is none in Lambda's own metrics. */
export function tableEvents(alarmName: string, description: string, of: TableMetric, tolerance: Tolerance): Alarm {
  const { namespace, tableName, metricName } = of;
  return counting(alarmName, description, { namespace, metricName, dimensions: { TableName: tableName } }, tolerance);
}

/** The newest heartbeat of the other region that has come over: it grows old when that region or the way is lost. */
export function peerHeartbeatAge(alarmName: string, of: TableMetric, peerRegion: string, limit: Seconds): Alarm {
  const { namespace, tableName, metricName } = of;
  return {
    alarmName,
    description: `The last heartbeat from ${peerRegion} is older than ${limit} seconds`,
    namespace,
    metricName,
    dimensions: { TableName: tableName },
    // A single early reading proves that heartbeats still come.
    statistic: "Minimum",
    comparison: "GreaterThanThreshold",
    threshold: limit,
    period: minute,
    periods: 1,
    // Health checks measure it all the time: silence means that nothing is measured, or nothing has ever come.
    silence: "breaching",
  };
}

/** The other region, asked by the clock under the name that callers use. */
export function peerUnanswered(alarmName: string, peerRegion: string, of: TableMetric, minutesInRow: number): Alarm {
  return {
    ...tableEvents(alarmName, `${peerRegion} does not answer under the served name`, of, {
      events: 1,
      minutes: minutesInRow,
    }),
    // Asked every minute: silence means that nobody asks any more.
    silence: "breaching",
  };
}

/** In days. A health check does not look at how long a certificate is valid. */
export function certificateExpiry(alarmName: string, certificateArn: pulumi.Input<string>, notice: Seconds): Alarm {
  return {
    alarmName,
    description: `The certificate expires in less than ${inDays(notice)} days`,
    namespace: "AWS/CertificateManager",
    metricName: "DaysToExpiry",
    dimensions: { CertificateArn: certificateArn },
    statistic: "Minimum",
    comparison: "LessThanThreshold",
    threshold: inDays(notice),
    period: days(1),
    periods: 1,
    // Told twice a day, and not at all on the first: an expired one has been told for as many days as the notice has.
    silence: "notBreaching",
  };
}

/** Objects that S3 gave up to copy: they are pending no more, so the lag does not tell. Published by the source. */
export function bucketReplicationFailures(
  alarmName: string,
  rule: { readonly from: string; readonly to: string; readonly ruleId: string },
): Alarm {
  const dimensions = { SourceBucket: rule.from, DestinationBucket: rule.to, RuleId: rule.ruleId };
  return counting(
    alarmName,
    `Objects of ${rule.from} were not copied`,
    { namespace: "AWS/S3", metricName: "OperationsFailedReplication", dimensions },
    noTolerance,
  );
}

/** Emitted by the writing region, one metric per receiving region. */
export function tableReplicationLag(
  alarmName: string,
  tableName: string,
  receivingRegion: string,
  limit: Seconds,
): Alarm {
  return {
    alarmName,
    description: `Writes reach ${receivingRegion} later than ${limit} seconds`,
    namespace: "AWS/DynamoDB",
    metricName: "ReplicationLatency",
    dimensions: { TableName: tableName, ReceivingRegion: receivingRegion },
    statistic: "Average",
    comparison: "GreaterThanThreshold",
    threshold: inMilliseconds(limit),
    period: minute,
    periods: 1,
    // No writes, no latency.
    silence: "notBreaching",
  };
}

/** In seconds; published in the region of the destination bucket. */
export function bucketReplicationLag(
  alarmName: string,
  rule: { readonly from: string; readonly to: string; readonly ruleId: string },
  limit: Seconds,
): Alarm {
  return {
    alarmName,
    description: `Objects of ${rule.from} arrive later than ${limit} seconds`,
    namespace: "AWS/S3",
    metricName: "ReplicationLatency",
    dimensions: { SourceBucket: rule.from, DestinationBucket: rule.to, RuleId: rule.ruleId },
    statistic: "Maximum",
    comparison: "GreaterThanThreshold",
    threshold: limit,
    period: minute,
    periods: 1,
    silence: "notBreaching",
  };
}

/** Measured at the secondary cluster of a global database. A switchover swaps the clusters: watch each in its region. */
export function databaseReplicationLag(alarmName: string, clusterIdentifier: string, limit: Seconds): Alarm {
  return {
    alarmName,
    description: `Writes reach the database cluster later than ${limit} seconds`,
    namespace: "AWS/RDS",
    metricName: "AuroraGlobalDBReplicationLag",
    dimensions: { DBClusterIdentifier: clusterIdentifier },
    statistic: "Maximum",
    comparison: "GreaterThanThreshold",
    threshold: inMilliseconds(limit),
    period: minute,
    periods: 1,
    // The writing cluster has no lag to tell.
    silence: "notBreaching",
  };
}

interface BusRule {
  readonly busName: string;
  readonly ruleName: string;
}

function deliveries(alarmName: string, description: string, metricName: string, { busName, ruleName }: BusRule): Alarm {
  const metric = { metricName, dimensions: { EventBusName: busName, RuleName: ruleName } };
  return counting(alarmName, description, { namespace: "AWS/Events", ...metric }, noTolerance);
}

/** Events that matched a rule and reached its targets in no try. `FailedInvocations` leaves out what became a dead letter. */
export function deliveryFailures(alarmName: string, rule: BusRule): Alarm {
  return deliveries(alarmName, "Events are not delivered: they are dead letters", "InvocationsSentToDlq", rule);
}

/** Events that did not even become dead letters: nothing has them any more but the bus's archive. */
export function deliveryLosses(alarmName: string, rule: BusRule): Alarm {
  return deliveries(alarmName, "Events are lost", "InvocationsFailedToBeSentToDlq", rule);
}

/** All connections to the members of a cluster, on average. */
export function databaseConnections(alarmName: string, clusterIdentifier: string, limit: number): Alarm {
  return {
    alarmName,
    description: `More than ${limit} connections to each member of the database cluster`,
    namespace: "AWS/RDS",
    metricName: "DatabaseConnections",
    dimensions: { DBClusterIdentifier: clusterIdentifier },
    statistic: "Maximum",
    comparison: "GreaterThanThreshold",
    threshold: limit,
    period: minute,
    periods: 5,
    silence: "notBreaching",
  };
}

/** What user transactions would lose with the region now. Told by whichever cluster receives. */
export function databaseLossExposure(alarmName: string, clusterIdentifier: string, limit: Seconds): Alarm {
  return {
    ...databaseReplicationLag(alarmName, clusterIdentifier, limit),
    description: `A loss of the other region would now lose more than ${limit} seconds of transactions`,
    metricName: "AuroraGlobalDBRPOLag",
  };
}

/** The receiving cluster tells its lag all the time: one that falls silent receives nothing any more. */
export function databaseReplicationSilence(alarmName: string, clusterIdentifier: string, periods: number): Alarm {
  return {
    ...databaseReplicationLag(alarmName, clusterIdentifier, minute),
    description: "The database cluster no longer receives what the other region writes",
    // No lag is negative: only silence breaks this.
    statistic: "Minimum",
    comparison: "LessThanThreshold",
    threshold: 0,
    periods,
    silence: "breaching",
  };
}

/** Fewer instances serve than the group should never fall below. */
export function groupCapacity(alarmName: string, groupName: string, minimum: number, minutesInRow: number): Alarm {
  return {
    alarmName,
    description: `Fewer than ${minimum} instances are in service`,
    namespace: "AWS/AutoScaling",
    metricName: "GroupInServiceInstances",
    dimensions: { AutoScalingGroupName: groupName },
    statistic: "Minimum",
    comparison: "LessThanThreshold",
    threshold: minimum,
    period: minute,
    periods: minutesInRow,
    // The group tells its size every minute: one that says nothing is gone.
    silence: "breaching",
  };
}

/** Instances that the load balancer finds unwell. */
export function unhealthyTargets(
  alarmName: string,
  balancer: pulumi.Input<string>,
  targetGroup: pulumi.Input<string>,
  minutesInRow: number,
): Alarm {
  const metric = { metricName: "UnHealthyHostCount", dimensions: { LoadBalancer: balancer, TargetGroup: targetGroup } };
  return {
    ...counting(
      alarmName,
      "The load balancer finds instances unhealthy",
      { namespace: "AWS/ApplicationELB", ...metric },
      { events: 1, minutes: minutesInRow },
    ),
    statistic: "Maximum",
  };
}

export function backupFailures(alarmName: string, vaultName: string): Alarm {
  const metric = { metricName: "NumberOfBackupJobsFailed", dimensions: { BackupVaultName: vaultName } };
  return counting(alarmName, "A backup failed", { namespace: "AWS/Backup", ...metric }, noTolerance);
}

/** Copies that should have come to a vault, or gone from it, and did not. */
export function backupCopyFailures(alarmName: string, vaultName: string): Alarm {
  const metric = { metricName: "NumberOfCopyJobsFailed", dimensions: { BackupVaultName: vaultName } };
  return counting(
    alarmName,
    "A backup was not copied to the other region",
    { namespace: "AWS/Backup", ...metric },
    noTolerance,
  );
}

/** How old the oldest record is that Firehose still has to write. */
export function deliveryLate(alarmName: string, streamName: string, limit: Seconds): Alarm {
  return {
    alarmName,
    description: `Records wait longer than ${limit} seconds for their delivery`,
    namespace: "AWS/Firehose",
    metricName: "DeliveryToS3.DataFreshness",
    dimensions: { DeliveryStreamName: streamName },
    statistic: "Maximum",
    comparison: "GreaterThanThreshold",
    threshold: limit,
    period: minute,
    periods: 5,
    // Metrics flow all the time: silence means that nothing is delivered.
    silence: "breaching",
  };
}
