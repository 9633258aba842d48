import { constant, type Distribution, lognormal, mixture, triangular, uniform, withDelay } from "./distribution";

/**
 * Every number of AWS that is not read from the graph, and every one that nobody states and that is our choice: with its
 * source and how far it can be trusted. `high`: in AWS's own text or measured here. `medium`: quoted from AWS by others,
 * or measured once. `low`: our choice between published phrases; AWS states no number.
 */
export type Confidence = "high" | "medium" | "low";

/** One number of the arithmetic. */
export interface Estimate {
  readonly seconds: number;
  readonly confidence: Confidence;
  readonly source: string;
}

/** A number of a term that no program states. */
export interface Estimated {
  /** What takes so long, where that is a part of the term; else the term itself. */
  readonly what?: string;
  readonly seconds: number;
  readonly confidence: Confidence;
  /** The setting of the policy by which a team's own measurement takes its place, if there is one. */
  readonly setting?: string;
}

/** One thing that a simulation assumes. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly source: string;
  readonly confidence: Confidence;
  /** The number, or the shape around a published phrase, is our choice. */
  readonly assumed: boolean;
}

/** A fact that times are drawn from. */
export interface Delay extends Fact {
  readonly distribution: Distribution;
  /** The team's own number: it stands for itself, and no stall is added to it. */
  readonly isMeasured?: true;
}

type Origin = Pick<Fact, "source" | "confidence"> & { readonly assumed?: boolean };

function delay(name: string, shape: Distribution, { source, confidence, assumed = false }: Origin): Delay {
  const distribution = confidence === "low" ? { ...shape, lowConfidence: [name] } : shape;
  return { name, value: shape.text, distribution, source, confidence, assumed };
}

function fact(name: string, value: string, { source, confidence, assumed = false }: Origin): Fact {
  return { name, value, source, confidence, assumed };
}

const ours = { confidence: "low", assumed: true } as const;

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
export const alarmOverhead: Estimate & Delay = {
  seconds: 120,
  ...delay("from an alarm's last period to its action", uniform(60, 120), {
    source:
      "EventBridge user guide, recovery time of global endpoints: 360, at most 420 seconds with five periods of 60 seconds",
    confidence: "medium",
  }),
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
export const instanceLaunch: Estimate & Delay = {
  seconds: 300,
  ...delay("launch of an instance", triangular(60, 150, 300), {
    source: "operators' reports of three to five minutes; AWS states no time for a launch",
    ...ours,
  }),
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

/** Global datastores of ElastiCache and multi-region clusters of MemoryDB. */
export const cacheReplication: Estimate = {
  seconds: 1,
  confidence: "medium",
  source: "ElastiCache user guide, global datastores: typically under a second; MemoryDB says the same of its regions",
};

/** Keyspaces in several regions. */
export const keyspacesReplication: Estimate = {
  seconds: 1,
  confidence: "medium",
  source: "Keyspaces developer guide, multi-Region replication: typically within a second",
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

/** Health checks. */
export const checkers = {
  count: 16,
  healthyAbove: 0.18,
  regions: [
    "us-east-1",
    "us-west-1",
    "us-west-2",
    "eu-west-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-northeast-1",
    "sa-east-1",
  ],
  fact: fact("health checkers", "16 in 8 regions, each with its own phase; the next request follows the last answer", {
    source: "Route 53 developer guide, values for health checks; the count as quoted by operators",
    confidence: "medium",
  }),
  rule: fact("healthy when", "more than 18 % of the checkers say so", {
    source: "Route 53 developer guide, how Route 53 determines whether a health check is healthy",
    confidence: "high",
  }),
} as const;

export const probe = {
  answered: delay("probe that is answered or refused", constant(0.1), {
    source: "a round trip between regions",
    ...ours,
  }),
  unanswered: delay("probe of an endpoint that is gone", constant(4), {
    source: "Route 53 developer guide: a TCP connection within 4 seconds",
    confidence: "high",
  }),
  unansweredTcp: delay("TCP probe of an endpoint that is gone", constant(10), {
    source: "Route 53 developer guide: 10 seconds for TCP health checks",
    confidence: "high",
  }),
};

export const statusToDns = delay("health status to DNS servers", uniform(5, 20), {
  source: "AWS publishes no time",
  ...ours,
});

export const recordEdit = delay(
  "edit of a record to all DNS servers",
  mixture(triangular(5, 30, 60), uniform(60, 300), 0.01),
  {
    source: "Route 53 developer guide: usually within 60 seconds; the shape is ours",
    confidence: "low",
    assumed: true,
  },
);

/** Target groups. */
export const targetStatus = delay("target health to the load balancer's DNS", uniform(0, 5), {
  source: "AWS publishes no time",
  ...ours,
});

export const targetRegistration = {
  overhead: delay("registration of a target", constant(5), {
    source: "Elastic Load Balancing guide: a new target needs one passing check; the overhead is ours",
    ...ours,
  }),
  /** ELB API reference, CreateTargetGroup: seconds between two checks, and failures in a row, when nothing is said. */
  defaultInterval: 30,
  defaultUnhealthy: 2,
};

export const zoneLeaves = delay("a lost zone leaves the load balancer's DNS", uniform(30, 90), {
  source: "AWS publishes no time",
  ...ours,
});

/** Clients. */
export const clients = {
  count: 100,
  residual: fact("age of cached answers", "uniform over one TTL; one client in ten behind two caches", {
    source: "a steady stream of queries; the share behind two caches is ours",
    ...ours,
  }),
  throughTwoCaches: 0.1,
  holding: {
    ...delay("share of clients that hold old answers", uniform(0.03, 0.09), {
      source: "8.74 % of resolvers extend TTLs (Bhowmick et al., PAM 2023); the share of clients is ours",
      ...ours,
    }),
    value: "uniform 3-9 %",
  },
  holdingTime: delay("how much longer those hold them", lognormal(600, 86400), {
    source: "an operator's report (95 % in 15 minutes, stragglers for 3 days); the shape is ours",
    ...ours,
  }),
  retry: delay("next request of a client that is refused", uniform(0, 2), {
    source: "depends on your clients",
    ...ours,
  }),
  hang: delay("next request of a client that gets no answer", uniform(0, 10), {
    source: "depends on your clients' time limits",
    ...ours,
  }),
  reconnect: delay("errors until a client of a partly failing endpoint reconnects", uniform(5, 120), {
    source: "depends on your clients",
    ...ours,
  }),
  request: delay("length of a request", lognormal(0.1, 1), { source: "depends on your service", ...ours }),
  defaultKeepAlive: 3600,
  keepAlive: fact(
    "connections to a load balancer that still answers",
    "kept for its client keep-alive, 3600 s by default",
    {
      source: "Application Recovery Controller guide, best practices for routing control",
      confidence: "high",
    },
  ),
};

export const coldStart = delay("first request to a function that was idle", lognormal(0.4, 3), {
  source: "Lambda developer guide: below 100 ms to over 1 s; the shape is ours",
  ...ours,
});

/** Databases. */
export const aurora = {
  failover: delay(
    "Aurora: failover of a global database",
    withDelay(triangular(60, auroraAutomaticPromotion.seconds, auroraPromotion.seconds), uniform(60, 300), 0.1),
    {
      source:
        'Aurora user guide: "typically within a few minutes", no number; 180 s as the most likely, the rest and the fencing branch are ours: measure yours',
      ...ours,
    },
  ),
  switchover: delay("Aurora: switchover of a global database", triangular(60, 120, 300), {
    source: "Aurora user guide names no time; operators report less than 30 s on new versions",
    ...ours,
  }),
  firstInstance: delay("Aurora: first instance of a cluster without one", uniform(600, auroraFirstInstance.seconds), {
    source: "Aurora user guide, headless secondary clusters; the time is ours",
    ...ours,
  }),
  inRegion: delay("Aurora: failover to another instance", triangular(8, 25, 60), {
    source: "Aurora user guide: usually within 60 seconds, often 30; the shape is ours",
    confidence: "high",
    assumed: true,
  }),
  recreate: delay("Aurora: a new instance where there is no other", triangular(180, 360, 600), {
    source: "Aurora user guide: less than 10 minutes; the shape is ours",
    confidence: "high",
    assumed: true,
  }),
  lag: delay("Aurora: lag of a secondary cluster", lognormal(0.2, 1), {
    source: 'Aurora user guide: "typically under a second"; the shape is ours',
    ...ours,
  }),
};

export const dynamodbLag = delay("DynamoDB: lag of a replica", lognormal(0.8, 2.5), {
  source: 'DynamoDB developer guide: "usually within a second"; the shape is ours',
  ...ours,
});

export const s3 = {
  timed: delay(
    "S3: replication with time control",
    mixture(lognormal(5, 120), uniform(s3ReplicationTimeControl.seconds, 7200), 1e-4),
    {
      source: "S3 user guide: most objects in seconds, 99.99 % in 15 minutes; the shape is ours",
      confidence: "high",
      assumed: true,
    },
  ),
  untimed: delay(
    "S3: replication without time control",
    mixture(lognormal(30, 900), uniform(900, s3Replication.seconds), 0.01),
    {
      source: "S3 user guide: most objects within 15 minutes, large ones up to hours; the shape is ours",
      ...ours,
    },
  ),
};

/** RDS and EFS. */
export const rdsLogs = delay("RDS: copy of automated backups", uniform(0, rdsAutomatedBackups.seconds), {
  source: "RDS user guide, automated backups: logs are uploaded every five minutes; the copy and the shape are ours",
  ...ours,
});

export const efsLag = delay("EFS: lag of a replicated file system", uniform(0, efsReplication.seconds), {
  source: "EFS user guide, replication: most file systems within 15 minutes; the shape is ours",
  confidence: "medium",
  assumed: true,
});

export const cacheLag = delay("ElastiCache and MemoryDB: lag of another region", lognormal(0.2, 1), {
  source: 'ElastiCache user guide, global datastores: "typically under a second"; the shape is ours',
  ...ours,
});

export const keyspacesLag = delay("Keyspaces: lag of another region", lognormal(0.2, 1), {
  source: 'Keyspaces developer guide: "typically within a second"; the shape is ours',
  ...ours,
});

/** What a delay is drawn from, unless a team has measured it: then that time, each time. */
export function measuredOr(usual: Delay, seconds: number, estimate: Pick<Estimate, "seconds">): Delay {
  const measured = { source: "measured by the team", confidence: "high" } as const;
  return seconds === estimate.seconds ? usual : { ...delay(usual.name, constant(seconds), measured), isMeasured: true };
}

/** AWS states no lag of a read replica in another region: a threshold of the team's own alarm stands for it. */
export function replicaLag(seconds: number): Delay {
  return delay("RDS: lag of a read replica", constant(seconds), { source: "the threshold of an alarm", ...ours });
}

export const stall = delay("replication stalls before the endpoint fails", mixture(constant(0), uniform(0, 300), 0.1), {
  source: "in October 2025 replication lagged before and after; probability and length are ours",
  ...ours,
});

export const backup = {
  jobAndCopy: delay("AWS Backup: job and copy", triangular(300, 1200, backupAndCopy.seconds), {
    source: "AWS publishes no time: measure yours",
    ...ours,
  }),
};

/** Alarms and people. */
export const delivery = delay("notification to a subscriber", lognormal(0.05, 1), {
  source: "AWS publishes no time",
  ...ours,
});

export const acknowledgement = delay("a person reads and decides", triangular(60, 180, 600), {
  source: "depends on your rota",
  ...ours,
});

export const hearsay = delay("a person notices the incident without an alarm", triangular(300, 900, 1800), {
  source: "depends on your customers",
  ...ours,
});

export const orchestratorRun = delay("one run of an orchestrating function", uniform(1, 15), {
  source: "depends on the function",
  ...ours,
});

export const orchestratorLook = delay("time between two looks of one that may run without a pause", uniform(5, 10), {
  source: "depends on the function: the graph shows how long it may run, not how often it looks",
  ...ours,
});

export const orchestratorAsk = delay("from its last look to its call", uniform(0, 2), {
  source: "depends on the function",
  ...ours,
});

export const copyReadable = delay("from the measuring of a lag to its metric", uniform(0, 20), {
  source: "AWS publishes no time",
  ...ours,
});

export const freeze = delay("how long a control plane stays frozen", triangular(3600, 14400, 43200), {
  source: "AWS's post-event summaries: 3 to 15 hours; the shape is ours",
  ...ours,
});

export const greyErrors = fact("partial failure", "half of the requests fail, the health path answers", {
  source: "the scenario",
  ...ours,
});

/** Zones of a front door that AWS spreads by itself. */
export const managedZones = 3;

/** CloudWatch has one value a minute of a metric, when nobody asks for more. */
export const metricPeriodSeconds = 60;

/** Lambda developer guide, function timeout: three seconds when the program does not say. */
export const lambdaTimeoutSeconds = 3;

/** SQS API reference, SetQueueAttributes: how long a message is hidden, and kept, when the program does not say. */
export const queueVisibilitySeconds = 30;
export const queueRetentionSeconds = 345_600;

/** The longest that a queue may keep a message. */
export const longestQueueRetentionSeconds = 1_209_600;

/** DynamoDB developer guide, point-in-time recovery: at most, and when the program does not say. */
export const longestRecoveryWindowDays = 35;

/** RDS API reference, CreateDBCluster: how long a cluster can be restored to any second, when the program does not say. */
export const clusterRetentionDays = 1;

/** Everything that a drill may assume. */
export const allFacts: readonly Fact[] = [
  checkers.fact,
  checkers.rule,
  probe.answered,
  probe.unanswered,
  probe.unansweredTcp,
  statusToDns,
  recordEdit,
  targetStatus,
  targetRegistration.overhead,
  zoneLeaves,
  clients.residual,
  clients.holding,
  clients.holdingTime,
  clients.retry,
  clients.hang,
  clients.reconnect,
  clients.request,
  clients.keepAlive,
  coldStart,
  greyErrors,
  aurora.failover,
  aurora.switchover,
  aurora.firstInstance,
  aurora.inRegion,
  aurora.recreate,
  aurora.lag,
  dynamodbLag,
  s3.timed,
  s3.untimed,
  rdsLogs,
  efsLag,
  cacheLag,
  keyspacesLag,
  stall,
  backup.jobAndCopy,
  instanceLaunch,
  alarmOverhead,
  delivery,
  acknowledgement,
  hearsay,
  orchestratorRun,
  orchestratorLook,
  orchestratorAsk,
  copyReadable,
  freeze,
];

/**
 * What AWS FIS takes at the most: ARNs that one target names, and minutes of one experiment.
 * https://docs.aws.amazon.com/fis/latest/APIReference/API_CreateExperimentTemplateTargetInput.html and
 * https://docs.aws.amazon.com/fis/latest/userguide/fis-quotas.html
 */
export const experimentLimits = { targetArns: 5, minutes: 720 };
