/**
 * Every number of a budget that is not read from the graph. `high`: in AWS's own text. `medium`: quoted from AWS by
 * others, or measured once. `low`: our choice between published phrases; AWS states no number.
 */
export interface Estimate {
  readonly seconds: number;
  readonly confidence: "high" | "medium" | "low";
  readonly source: string;
}

/** Route 53 tries an endpoint every 30 seconds when the program does not say how often. */
export const defaultCheckInterval: Estimate = {
  seconds: 30,
  confidence: "high",
  source: "Route 53 API reference, HealthCheckConfig.RequestInterval",
};

/** Consecutive failures before one checker calls an endpoint unhealthy, when the program does not say. */
export const defaultFailureThreshold = 3;

/** An alias to a load balancer is answered with the load balancer's own time to live. */
export const aliasTtl: Estimate = {
  seconds: 60,
  confidence: "high",
  source: "Route 53 developer guide, choosing between alias and non-alias records",
};

/**
 * From the end of an alarm's last period to the answer of DNS servers: AWS states 360 to 420 seconds for a global
 * endpoint whose alarm needs five periods of 60 seconds, so at most 120 beyond the periods.
 */
export const alarmOverhead: Estimate = {
  seconds: 120,
  confidence: "medium",
  source: "EventBridge user guide, recovery time of global endpoints",
};

/**
 * Managed failover of a global database: AWS says "in the order of minutes" and "a few minutes", and no number. Ten
 * minutes where somebody has to decide and begin it.
 */
export const auroraPromotion: Estimate = {
  seconds: 600,
  confidence: "low",
  source: "Aurora user guide, disaster recovery of global databases: a few minutes; ten is our upper estimate",
};

/** The same where the stack begins it by itself: nobody is called, wakes up and decides. */
export const auroraAutomaticPromotion: Estimate = {
  seconds: 180,
  confidence: "low",
  source:
    "most likely value, low confidence: the Aurora user guide says a few minutes and no number, ten are possible; measure yours",
};

/**
 * From the end of the detection to the call that begins a failover by itself: our choice for a function that looks several
 * times a minute and begins when the endpoint does not answer, not when Route 53 says so. One that starts once a minute
 * and looks once takes longer.
 */
export const failoverDecision: Estimate = {
  seconds: 25,
  confidence: "low",
  source: "our estimate for a function that watches the endpoint by itself, several times a minute",
};

/** A secondary cluster without an instance needs one before it can be promoted. */
export const auroraFirstInstance: Estimate = {
  seconds: 900,
  confidence: "low",
  source: "Aurora user guide, headless secondary clusters; fifteen minutes is our upper estimate",
};

/** From a scaling decision to an instance that runs; the application's own start is not in it. */
export const instanceLaunch: Estimate = {
  seconds: 300,
  confidence: "low",
  source: "operators' reports of three to five minutes; AWS states no time for a launch",
};

/** Replication between replicas of a global table in the default (eventual) mode: AWS says "usually within a second". */
export const dynamodbReplication: Estimate = {
  seconds: 1,
  confidence: "medium",
  source: "DynamoDB developer guide, global tables: usually within a second; no percentile is published",
};

export const auroraReplication: Estimate = {
  seconds: 1,
  confidence: "medium",
  source: "Aurora user guide, global databases: typically under a second; no percentile is published",
};

/** What replication time control is designed for: 99.99 % of new objects within 15 minutes. */
export const s3ReplicationTimeControl: Estimate = {
  seconds: 900,
  confidence: "high",
  source: "S3 user guide, replication time control: 99.99 % of objects within 15 minutes",
};

/** AWS Backup may start a job this long after its scheduled time when the plan does not say. */
export const defaultBackupStartWindow: Estimate = {
  seconds: 8 * 3600,
  confidence: "medium",
  source: "AWS Backup developer guide, backup window: 8 hours by default",
};

/** Objects that are replicated without time control. AWS states no bound. */
export const s3Replication: Estimate = {
  seconds: 14_400,
  confidence: "low",
  source:
    "S3 user guide, troubleshooting replication: most objects within 15 minutes, some take hours; four is our estimate",
};

/** Log uploads of an RDS instance whose automated backups are replicated, and their copy to the other region. */
export const rdsAutomatedBackups: Estimate = {
  seconds: 600,
  confidence: "low",
  source: "RDS user guide, automated backups: logs are uploaded every five minutes; the copy is our estimate",
};

/** Files of a replicated file system. */
export const efsReplication: Estimate = {
  seconds: 900,
  confidence: "medium",
  source: "EFS user guide, replication: most file systems within 15 minutes",
};

/** CloudFront tries the first origin three times, ten seconds each, before it asks the second. */
export const originFailover: Estimate = {
  seconds: 30,
  confidence: "high",
  source: "CloudFront developer guide, origin connection attempts (3) and timeout (10 seconds)",
};

/** Global Accelerator tries endpoints this often when the program does not say. */
export const acceleratorInterval: Estimate = {
  seconds: 30,
  confidence: "high",
  source: "Global Accelerator API reference, EndpointGroup.HealthCheckIntervalSeconds",
};

/** Taking a backup and copying it to the other region. AWS publishes no time: measure your own. */
export const backupAndCopy: Estimate = {
  seconds: 5400,
  confidence: "low",
  source: "our upper estimate for a small store; AWS publishes no time for a copy",
};
