import { tokens } from "../../../model/aws/tokens";
import { unknown } from "../../../model/graph/unknown";
import { doubting, doubtsOf, doubtsOfRecovery } from "../../../model/recovery/estimated";
import { usualLoss } from "../../../model/recovery/rpo";
import { readRecoveryTime } from "../../../model/recovery/rto";
import { dominantTerm, simulateRecovery } from "../../../model/recovery/simulation";
import { usualEfforts } from "../../../model/recovery/standby";
import { isCounted, listTerms, longest, type Term, total } from "../../../model/recovery/term";
import { brokenPromises, promisable } from "../../demands/failure-promises";
import { type Check, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import { type StackFinding, Word } from "../../engine/finding";
import { stackRule } from "../../engine/rule";

const east = { provider: { region: "us-east-1" } };
const west = { provider: { region: "us-west-2" } };
const balancer = "front-1.us-east-1.elb.amazonaws.com";
const endpoint = { type: "HTTP", fqdn: "one.example.net", requestInterval: 30 };
const check = resource(tokens.healthCheck, "check", { ...endpoint, failureThreshold: 1 });
const name = { zoneId: "Z0EXAMPLE", name: "api.example.com", type: "CNAME", ttl: 60 };
const primary = resource(
  tokens.record,
  "one",
  {
    ...name,
    records: ["one.example.net"],
    failoverRoutingPolicies: [{ type: "PRIMARY" }],
    healthCheckId: unknown.string,
  },
  { sources: { healthCheckId: ["check"] } },
);
const waiting = { ...name, records: ["two.example.net"], failoverRoutingPolicies: [{ type: "SECONDARY" }] };
const secondary = resource(tokens.record, "two", waiting);
const pair = [check, primary, secondary];
const global = resource(tokens.globalCluster, "global", { globalClusterIdentifier: "ledger" });
const database = [
  global,
  resource(tokens.cluster, "writer", { clusterIdentifier: "w", globalClusterIdentifier: "ledger" }, east),
  resource(tokens.cluster, "reader", { clusterIdentifier: "r", globalClusterIdentifier: "ledger" }, west),
];
const instances = [
  resource(tokens.clusterInstance, "writer-1", { clusterIdentifier: "w", instanceClass: "db.r6g.large" }, east),
  resource(tokens.clusterInstance, "reader-1", { clusterIdentifier: "r", instanceClass: "db.r6g.large" }, west),
];
const mayFailOver = JSON.stringify({
  Statement: [
    {
      Effect: "Allow",
      Action: "rds:FailoverGlobalCluster",
      Resource: "arn:aws:rds::123456789012:global-cluster:ledger",
    },
  ],
});
/** A function of the standby that fails the database over when an event of a rule tells it of the loss. */
const orchestrator = [
  resource(tokens.role, "role", { name: "driver", inlinePolicies: [{ policy: mayFailOver }] }),
  resource(tokens.function, "driver", { name: "driver", role: "arn:aws:iam::123456789012:role/driver" }, west),
  resource(
    tokens.eventTarget,
    "wake",
    { rule: "alarms", arn: "arn:aws:lambda:us-west-2:123456789012:function:driver" },
    west,
  ),
];
const emptyGroup = resource(tokens.autoScalingGroup, "group", { minSize: 0, maxSize: 2 }, west);

/** A list or an object is not shown as it is. */
function plainly(got: unknown): unknown {
  return typeof got === "object" && got !== null ? new Word("as it is") : got;
}

interface Promised {
  readonly maximumSeconds: number;
  readonly percentile: number;
}

/** The arithmetic is judged first; a stack that keeps the promise by it may still break it in too many losses. */
function slowness(terms: readonly Term[], { maximumSeconds, percentile }: Promised): readonly StackFinding[] {
  const within = `a recovery within ${maximumSeconds} seconds`;
  const find = (term: Term | undefined, want: string) =>
    term === undefined ? [] : [{ urn: term.urn, at: term.at, got: plainly(term.got), want }];
  const seconds = total(terms);
  if (!(seconds <= maximumSeconds)) {
    return find(
      longest(terms.filter(isCounted)),
      `${within}: ${listTerms(terms)} make ${seconds}${doubting(doubtsOf(terms))}`,
    );
  }
  const simulated = Math.round(simulateRecovery(terms).percentile(percentile));
  if (simulated <= maximumSeconds) {
    return [];
  }
  const slowest = dominantTerm(terms);
  const taken = `simulated, that many take up to ${simulated}, most of it ${slowest?.name}${doubting(doubtsOfRecovery(terms))}`;
  return find(slowest, `${within} in ${percentile} of 100 losses: ${taken}`);
}

export default stackRule({
  meta: {
    name: "recovery-limit-rto",
    severity: "critical",
    law: "The time from the loss of a region to the first answer of the other one stays within the promised RTO.",
    rationale:
      "The recovery time is arithmetic: detection, one TTL, and what the standby must do first; each is in the program.",
    remediation:
      "Lower the longest term: fewer checks before an endpoint is down, a shorter TTL, a standby that already runs.",
    url: "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_for_recovery_objective_defined_recovery.html",
    framework: { wellArchitected: "REL13-BP01", nist: ["CP-2", "CP-10"] },
  },
  config: {
    maximumSeconds: { type: "integer", minimum: 0, default: 300, description: "Promised recovery time, in seconds." },
    percentile: {
      type: "integer",
      minimum: 50,
      maximum: 99,
      default: 90,
      description: "Of a hundred simulated losses of the region, how many must recover within the promise.",
    },
    failures: {
      type: "object",
      properties: promisable,
      additionalProperties: false,
      default: {},
      description:
        "Promised recovery time, in seconds, after other failures than the loss of the region, by the words of drill --fail.",
    },
    serves: {
      type: "boolean",
      default: true,
      description: "False where no recovery is asked of what answers from outside.",
    },
    lawfulDetectionSeconds: {
      type: "integer",
      minimum: 0,
      default: 30,
      deprecated: true,
      description: "Deprecated, without effect: every term counts in full.",
    },
    lawfulTtlSeconds: {
      type: "integer",
      minimum: 0,
      default: 60,
      deprecated: true,
      description: "Deprecated, without effect: every term counts in full.",
    },
    promotionSeconds: {
      type: "integer",
      minimum: 0,
      default: usualEfforts.promotion,
      description: "Estimate for a promotion of a secondary Aurora cluster that somebody has to decide and begin.",
    },
    automaticPromotionSeconds: {
      type: "integer",
      minimum: 0,
      default: usualEfforts.automaticPromotion,
      description:
        "Most likely time of a promotion that the stack begins automatically; AWS says a few minutes and no number: measure yours.",
    },
    decisionSeconds: {
      type: "integer",
      minimum: 0,
      default: usualEfforts.decision,
      description: "What it may take the stack to begin a promotion automatically, once the loss is detected.",
    },
    firstInstanceSeconds: {
      type: "integer",
      minimum: 0,
      default: usualEfforts.firstInstance,
      description: "Estimate for the first instance of a cluster that has none.",
    },
    launchSeconds: {
      type: "integer",
      minimum: 0,
      default: usualEfforts.launch,
      description: "Estimate for the first instance of an empty Auto Scaling group.",
    },
    clientMoveSeconds: {
      type: "integer",
      minimum: 0,
      default: usualEfforts.clientMove,
      description:
        "Measured time from a health check's status until 90 % of the clients are served by the other answer; 0 counts the TTL and what is assumed of resolvers and clients.",
    },
  },
  *check(stack, config): Check<StackFinding> {
    const { maximumSeconds, serves } = config;
    if (!serves) {
      return skip("no recovery is asked");
    }
    const efforts = {
      promotion: config.promotionSeconds,
      automaticPromotion: config.automaticPromotionSeconds,
      decision: config.decisionSeconds,
      firstInstance: config.firstInstanceSeconds,
      launch: config.launchSeconds,
      clientMove: config.clientMoveSeconds,
    };
    const { terms, serves: answers } = yield* readRecoveryTime(stack, efforts);
    if (!answers) {
      return skip("nothing answers from outside");
    }
    const unbounded = terms.filter((term) => isCounted(term) && !Number.isFinite(term.seconds));
    for (const { urn, at, got, want } of unbounded) {
      yield { urn, at, got: plainly(got), want: want ?? `a recovery within ${maximumSeconds} seconds` };
    }
    if (unbounded.length === 0) {
      yield* slowness(terms, config);
    }
    const { failures: promised, percentile } = config;
    const settings = { efforts, ...usualLoss, metrics: [] };
    yield* brokenPromises(stack, settings, { promised, percentile, of: "served" });
  },
  examples: {
    pass: [
      { because: "detection and one TTL are all it takes", given: pair },
      {
        because: "a database has to be promoted and the config has time for it",
        config: { maximumSeconds: 2400 },
        given: [...pair, ...database, ...instances],
      },
      {
        because: "the config trusts a promotion to be quick",
        config: { promotionSeconds: 180 },
        given: [...pair, ...database, ...instances],
      },
      {
        because: "the promotion begins automatically, and DNS moves meanwhile",
        config: { maximumSeconds: 600 },
        given: [...pair, ...database, ...instances, ...orchestrator],
      },
      {
        because: "the config trusts a promotion that begins automatically to be quick",
        config: { maximumSeconds: 140, automaticPromotionSeconds: 30 },
        given: [...pair, ...database, ...instances, ...orchestrator],
      },
      {
        because: "the config trusts a cluster without instance to get one quickly",
        config: { maximumSeconds: 900, promotionSeconds: 500, firstInstanceSeconds: 180 },
        given: [...pair, ...database],
      },
      {
        because: "half of the losses is what the config asks for",
        config: { maximumSeconds: 120, percentile: 50 },
        given: pair,
      },
      {
        because: "a name that fails over keeps what the config promises for a front door that refuses",
        config: { failures: { endpoint: 300, "standby-lost": 0 } },
        given: pair,
      },
      {
        because: "the config has a team's own measurement of how long its clients take",
        config: { maximumSeconds: 110, clientMoveSeconds: 45 },
        given: pair,
      },
      {
        because: "the config trusts an empty group to fill quickly",
        config: { launchSeconds: 120 },
        given: [...pair, emptyGroup],
      },
    ],
    fail: [
      {
        because: "a database has to be promoted",
        given: [...pair, ...database, ...instances],
        at: ["global globalClusterIdentifier"],
      },
      {
        because: "nothing starts what could begin the promotion",
        given: [...pair, ...database, ...instances, ...orchestrator.slice(0, 2)],
        at: ["global globalClusterIdentifier"],
      },
      {
        because: "the config gives the decision minutes",
        config: { maximumSeconds: 600, decisionSeconds: 400 },
        given: [...pair, ...database, ...instances, ...orchestrator],
        at: ["global globalClusterIdentifier"],
      },
      {
        because: "the config promises a recovery from errors that no health check sees",
        config: { failures: { grey: 300 } },
        given: pair,
        at: ["one name"],
      },
      {
        because: "the config promises a quick recovery from the loss of a writer that stands alone",
        config: { failures: { "writer-lost": 60 } },
        given: [
          ...pair,
          resource(tokens.cluster, "writer", { clusterIdentifier: "w" }, east),
          ...instances.slice(0, 1),
        ],
        at: ["writer engine"],
      },
      { because: "the primary stands alone", given: [check, primary], at: ["one failoverRoutingPolicies"] },
      {
        because: "a load balancer answers, and nothing fails over",
        given: [resource(tokens.loadBalancer, "front", { subnets: ["subnet-1", "subnet-2"] }, east)],
        at: ["front region"],
      },
      {
        because: "both records lead to one target",
        given: [
          resource(tokens.healthCheck, "check", { ...endpoint, fqdn: balancer, failureThreshold: 1 }),
          resource(
            tokens.record,
            "one",
            {
              ...name,
              records: [balancer],
              failoverRoutingPolicies: [{ type: "PRIMARY" }],
              healthCheckId: unknown.string,
            },
            { sources: { healthCheckId: ["check"] } },
          ),
          resource(tokens.record, "two", { ...waiting, records: [balancer] }),
        ],
        at: ["one records"],
      },
      { because: "the standby runs nothing yet", given: [...pair, emptyGroup], at: ["group minSize"] },
      {
        because: "the arithmetic keeps the promise and too many of the losses do not",
        config: { maximumSeconds: 120 },
        given: pair,
        at: ["one ttl"],
      },
      {
        because: "a promotion that begins automatically has a long tail",
        given: [...pair, ...database, ...instances, ...orchestrator],
        at: ["global globalClusterIdentifier"],
      },
      {
        because: "less time was promised",
        config: { maximumSeconds: 89 },
        given: pair,
        at: ["one ttl"],
      },
      {
        because: "the config's own measurement of its clients is longer than the TTL",
        config: { clientMoveSeconds: 600 },
        given: pair,
        at: ["one ttl"],
      },
      {
        because: "detection is slow",
        given: [resource(tokens.healthCheck, "check", { ...endpoint, failureThreshold: 10 }), primary, secondary],
        at: ["check failureThreshold"],
      },
      {
        because: "a TTL is long",
        given: [check, primary, resource(tokens.record, "two", { ...waiting, ttl: 300 })],
        at: ["two ttl"],
      },
    ],
    undetermined: [
      {
        because: "the threshold of the check is unknown",
        given: [
          resource(tokens.secret, "elsewhere", {}),
          resource(
            tokens.healthCheck,
            "check",
            { ...endpoint, failureThreshold: unknown.number },
            { sources: { failureThreshold: ["elsewhere"] } },
          ),
          primary,
          secondary,
        ],
        at: ["check failureThreshold"],
      },
    ],
    skip: [
      { because: "nothing answers from outside", given: database },
      { because: "the config says that no recovery is asked", config: { serves: false }, given: [check, primary] },
    ],
  },
});
