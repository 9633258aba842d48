import type { HealthCheckArgs } from "@pulumi/aws/route53";
import { Directory } from "../../../model/aws/references";
import { findRegion } from "../../../model/aws/region";
import { tokens } from "../../../model/aws/tokens";
import { unknowable } from "../../../model/graph/interruption";
import type { Member, Plain, Stack } from "../../../model/graph/stack";
import { unknown } from "../../../model/graph/unknown";
import { type Watch, WatchedMetrics } from "../../../model/recovery/watched-metrics";
import { demandOne } from "../../demands/one-watch";
import { about, type Check, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import { type Finding, type StackFinding, Word } from "../../engine/finding";
import { stackRule } from "../../engine/rule";

type HealthCheck = Member<Plain<HealthCheckArgs>>;

/** The checks by which records decide, and the records of which it is unknown by which. */
function findUsed(stack: Stack, checks: readonly HealthCheck[]) {
  const directory = new Directory(checks);
  const found = stack
    .of(tokens.record)
    .map((record) => directory.find(record, "healthCheckId", () => record.props.healthCheckId));
  return {
    used: new Set(found.flatMap(({ members }) => members)),
    lost: found.flatMap(({ unknown: lost }) => lost ?? []),
  };
}

/** The status is 1 while the endpoint is healthy and 0 when it is not: the alarm must tell the two apart. */
const sensible: Readonly<Record<string, (threshold: number) => boolean>> = {
  LessThanThreshold: (threshold) => threshold > 0 && threshold <= 1,
  LessThanOrEqualToThreshold: (threshold) => threshold >= 0 && threshold < 1,
};

function findFault({ alarm, property }: Watch, metricsRegion: string): Finding | undefined {
  const region = findRegion(alarm) ?? unknowable("region");
  if (region !== metricsRegion) {
    return { at: "region", got: region, want: `${metricsRegion}, where Route 53 keeps its metrics` };
  }
  if (property === "metricQueries") {
    return undefined; // an expression may turn the status around
  }
  const { comparisonOperator = "", threshold } = alarm.props;
  const goesOff = Object.hasOwn(sensible, comparisonOperator) ? sensible[comparisonOperator] : undefined;
  if (goesOff === undefined) {
    return { at: "comparisonOperator", got: comparisonOperator, want: Object.keys(sensible).join(" or ") };
  }
  const isBetween = typeof threshold === "number" && goesOff(threshold);
  return isBetween ? undefined : { at: "threshold", got: threshold, want: "a number that tells 0, unhealthy, from 1" };
}

const east = { provider: { region: "us-east-1" } };
const check = resource(tokens.healthCheck, "check", { type: "HTTPS", fqdn: "one.example.net" });
const record = resource(
  tokens.record,
  "record",
  { zoneId: "Z0EXAMPLE", name: "api.example.com", type: "CNAME", healthCheckId: unknown.string },
  { sources: { healthCheckId: ["check"] } },
);
const alarm = {
  namespace: "AWS/Route53",
  metricName: "HealthCheckStatus",
  dimensions: { HealthCheckId: unknown.string },
  comparisonOperator: "LessThanThreshold",
  threshold: 1,
  evaluationPeriods: 1,
};
const watching = { ...east, sources: { dimensions: ["check"] } };

export default stackRule({
  meta: {
    name: "cloudwatch-require-health-alarm",
    severity: "high",
    law: "Every health check that routes traffic has an alarm, in the region of Route 53's metrics.",
    rationale:
      "Without an alarm a failover happens silently, and so does the day on which there is nowhere left to fail over to.",
    remediation:
      "Add a MetricAlarm in us-east-1 on AWS/Route53 HealthCheckStatus of the health check on a value below 1.",
    url: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-checks.html",
    framework: { wellArchitected: "REL11-BP01", nist: ["SI-4", "CP-2"] },
  },
  config: {
    metricNames: {
      type: "array",
      items: { type: "string", minLength: 1 },
      minItems: 1,
      uniqueItems: true,
      default: ["HealthCheckStatus"],
      description: "Metrics of AWS/Route53, one of which must be watched; a status of 1 or 0 each.",
    },
    metricsRegion: {
      type: "string",
      minLength: 1,
      default: "us-east-1",
      description: "Region in which Route 53 keeps its metrics.",
    },
  },
  *check(stack, { metricNames, metricsRegion }): Check<StackFinding> {
    const checks = stack.of(tokens.healthCheck);
    const { used, lost } = findUsed(stack, checks);
    if (used.size === 0 && (lost.length === 0 || checks.length === 0)) {
      return skip("no record follows a health check of the stack");
    }
    const metrics = new WatchedMetrics(stack, "AWS/Route53", metricNames);
    const watchers = metrics.byResource("HealthCheckId", new Directory(checks));
    const want = `an alarm on AWS/Route53 ${metricNames.join(" or ")} in ${metricsRegion}`;
    for (const member of checks) {
      const watches = watchers.of(member);
      if (!used.has(member)) {
        yield* watches.length === 0 ? lost : [];
        continue;
      }
      yield* about(member, function* () {
        if (member.props.type !== "RECOVERY_CONTROL") {
          const missing = { urn: member.urn, at: "id", got: new Word("watched by no alarm"), want };
          yield* demandOne(watches, (watch) => findFault(watch, metricsRegion), missing, watchers.unknown);
        }
      });
    }
    return;
  },
  examples: {
    pass: [
      {
        because: "an alarm watches its status",
        given: [check, record, resource(tokens.metricAlarm, "alarm", alarm, watching)],
      },
      {
        because: "the config takes another metric",
        config: { metricNames: ["ChildHealthCheckHealthy"] },
        given: [
          check,
          record,
          resource(tokens.metricAlarm, "alarm", { ...alarm, metricName: "ChildHealthCheckHealthy" }, watching),
        ],
      },
      {
        because: "the metrics are elsewhere in another partition",
        config: { metricsRegion: "us-gov-west-1" },
        given: [
          check,
          record,
          resource(tokens.metricAlarm, "alarm", alarm, { ...watching, provider: { region: "us-gov-west-1" } }),
        ],
      },
    ],
    fail: [
      { because: "nothing watches it", given: [check, record], at: ["check id"] },
      {
        because: "the alarm is where there are no such metrics",
        given: [
          check,
          record,
          resource(tokens.metricAlarm, "alarm", alarm, { ...watching, provider: { region: "us-west-2" } }),
        ],
        at: ["alarm region"],
      },
      {
        because: "the alarm fires when all is well",
        given: [
          check,
          record,
          resource(
            tokens.metricAlarm,
            "alarm",
            { ...alarm, comparisonOperator: "GreaterThanOrEqualToThreshold" },
            watching,
          ),
        ],
        at: ["alarm comparisonOperator"],
      },
      {
        because: "the alarm can never fire",
        given: [check, record, resource(tokens.metricAlarm, "alarm", { ...alarm, threshold: 0 }, watching)],
        at: ["alarm threshold"],
      },
    ],
    undetermined: [
      {
        because: "it is unknown what an alarm watches",
        given: [
          check,
          record,
          resource(tokens.metricAlarm, "alarm", { ...alarm, metricName: unknown.string }, watching),
        ],
        at: ["alarm metricName"],
      },
      {
        because: "nobody says where the alarm is",
        given: [check, record, resource(tokens.metricAlarm, "alarm", alarm, { sources: { dimensions: ["check"] } })],
        at: ["alarm region"],
      },
    ],
    skip: [{ because: "no record follows the check", given: [check] }],
  },
});
