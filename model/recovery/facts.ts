import { constant, type Distribution, lognormal, mixture, triangular, uniform, withDelay } from "./distribution";

export type Confidence = "high" | "medium" | "low";

/**
 * One thing that the drill takes for granted. `high`: in AWS's own text or measured here. `medium`: quoted from AWS by
 * others, or measured once. `low`: nobody states it. `assumed`: the number, or the shape around a published phrase, is
 * our choice.
 */
export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly source: string;
  readonly confidence: Confidence;
  readonly assumed: boolean;
}

/** A fact that times are drawn from. */
export interface Delay extends Fact {
  readonly distribution: Distribution;
}

type Origin = Pick<Fact, "source" | "confidence"> & { readonly assumed?: boolean };

function delay(name: string, distribution: Distribution, { source, confidence, assumed = false }: Origin): Delay {
  return { name, value: distribution.text, distribution, source, confidence, assumed };
}

function fact(name: string, value: string, { source, confidence, assumed = false }: Origin): Fact {
  return { name, value, source, confidence, assumed };
}

const ours = { confidence: "low", assumed: true } as const;

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
  failover: delay("Aurora: failover of a global database", withDelay(triangular(60, 180, 600), uniform(60, 300), 0.1), {
    source:
      'Aurora user guide: "typically within a few minutes", no number; 180 s as the most likely, the rest and the fencing branch are ours: measure yours',
    ...ours,
  }),
  switchover: delay("Aurora: switchover of a global database", triangular(60, 120, 300), {
    source: "Aurora user guide names no time; operators report less than 30 s on new versions",
    ...ours,
  }),
  firstInstance: delay("Aurora: first instance of a cluster without one", uniform(600, 900), {
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
  timed: delay("S3: replication with time control", mixture(lognormal(5, 120), uniform(900, 7200), 1e-4), {
    source: "S3 user guide: most objects in seconds, 99.99 % in 15 minutes; the shape is ours",
    confidence: "high",
    assumed: true,
  }),
  untimed: delay("S3: replication without time control", mixture(lognormal(30, 900), uniform(900, 14400), 0.01), {
    source: "S3 user guide: most objects within 15 minutes, large ones up to hours; the shape is ours",
    ...ours,
  }),
};

export const stall = delay("replication stalls before the endpoint fails", mixture(constant(0), uniform(0, 300), 0.1), {
  source: "in October 2025 replication lagged before and after; probability and length are ours",
  ...ours,
});

export const backup = {
  jobAndCopy: delay("AWS Backup: job and copy", triangular(300, 1200, 5400), {
    source: "AWS publishes no time: measure yours",
    ...ours,
  }),
};

/** Compute. */
export const instanceLaunch = delay("launch of an instance", triangular(60, 150, 300), {
  source: "operators' reports of three to five minutes; the application's own start is not in it",
  ...ours,
});

/** Alarms and people. */
export const alarmOverhead = delay("from an alarm's last period to its action", uniform(60, 120), {
  source: "EventBridge user guide: 360, at most 420 seconds with five periods of 60 seconds",
  confidence: "medium",
});

export const delivery = delay("notification to a subscriber", lognormal(0.05, 1), {
  source: "AWS publishes no time",
  ...ours,
});

export const acknowledgement = delay("a person reads and decides", triangular(60, 180, 600), {
  source: "depends on your rota",
  ...ours,
});

export const hearsay = delay("a person learns of it by other ways than an alarm", triangular(300, 900, 1800), {
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

/** Everything that a drill may take for granted. */
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
