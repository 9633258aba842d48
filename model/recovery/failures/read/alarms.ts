import type { HealthCheckArgs } from "@pulumi/aws/route53";
import { parsePattern } from "../../../aws/event-pattern";
import { Directory } from "../../../aws/references";
import { tokens } from "../../../aws/tokens";
import { known, stated } from "../../../graph/reading";
import type { Member, Plain, Stack } from "../../../graph/stack";
import { speechOf, voiceOfErrors } from "../../alarms";
import { periodOf } from "../../checks";
import { type Cluster, families } from "../../databases";
import { metricPeriodSeconds } from "../../estimates";
import { type Audience, Notified } from "../../notified";
import { type Alarm as Declared, readDimension, type Watch, watchesOf } from "../../watched-metrics";
import type { Alarm, Topic, Watched } from "../system";
import { type Reading, regionOf } from "./opened";
import { numberIn, settled, textOf } from "./values";

/** Metrics of what callers get, by namespace. */
const errorMetrics: Readonly<Record<string, RegExp>> = {
  "AWS/ApplicationELB": /5XX/,
  "AWS/ApiGateway": /^5(XXError|xx)$/,
  "AWS/Lambda": /^Errors$/,
};

/** Metrics of a copy that are measured where it arrives, with the dimension of its source and how many units make a second. */
const copyMetrics = {
  "AWS/S3 ReplicationLatency": { dimension: "SourceBucket", kind: tokens.bucket, perSecond: 1 },
  "AWS/RDS ReplicaLag": { dimension: "DBInstanceIdentifier", kind: tokens.databaseInstance, perSecond: 1 },
} as const;

/** What alarms may be about. */
class Subjects {
  private readonly checks: Directory<Plain<HealthCheckArgs>>;
  private readonly clusters: readonly { readonly metrics: string; readonly directory: Directory<Cluster["props"]> }[];

  /** `metrics`: those of a team's own that move when another region is lost. */
  constructor(
    private readonly stack: Stack,
    private readonly metrics: readonly string[],
  ) {
    this.checks = new Directory(stack.of(tokens.healthCheck));
    this.clusters = families.flatMap((family) =>
      family.lagMetrics.map((metric) => ({
        metrics: `${family.namespace} ${metric}`,
        directory: new Directory(family.clustersOf(stack)),
      })),
    );
  }

  /** What one metric of an alarm tells. */
  of(watch: Watch): Watched {
    const { alarm, metric, property } = watch;
    const namespace = textOf(() => metric.read("namespace")) ?? "";
    const name = textOf(() => metric.read("metricName")) ?? "";
    const isBelow = textOf(() => alarm.props.comparisonOperator)?.startsWith("LessThan") === true;
    if (namespace === "AWS/Route53" && isBelow) {
      const [check] = this.checks.find(alarm, property, () => readDimension(watch, "HealthCheckId")).members;
      return check === undefined ? { kind: "other" } : { kind: "health-status", check: check.urn };
    }
    if (this.metrics.includes(`${namespace} ${name}`)) {
      return { kind: "peer" };
    }
    if (namespace !== "" && !namespace.startsWith("AWS/")) {
      return { kind: "untold", because: `only the code that publishes ${namespace} ${name} could tell` };
    }
    if (isBelow) {
      return { kind: "other" };
    }
    return errorMetrics[namespace]?.test(name) === true
      ? {
          kind: "errors",
          onErrors: speechOf(() => voiceOfErrors(alarm, "errs")),
          onSilence: speechOf(() => voiceOfErrors(alarm, "nobody comes")),
        }
      : this.lag(watch, `${namespace} ${name}`);
  }

  private lag(watch: Watch, metric: string): Watched {
    const { alarm, property } = watch;
    const threshold = numberIn(known(() => alarm.props.threshold));
    const copied = Object.hasOwn(copyMetrics, metric) ? copyMetrics[metric as keyof typeof copyMetrics] : undefined;
    if (copied !== undefined && threshold !== undefined) {
      const { dimension, kind, perSecond } = copied;
      const members = new Directory(this.stack.of<unknown>(kind) as readonly Member[]);
      const [store] = members.find(alarm, property, () => readDimension(watch, dimension)).members;
      return store === undefined
        ? { kind: "other" }
        : { kind: "copy-lag", store: sourceOf(store, members), thresholdSeconds: threshold / perSecond };
    }
    const directory = this.clusters.find(({ metrics }) => metrics === metric)?.directory;
    const [cluster] = directory?.find(alarm, property, () => readDimension(watch, "DBClusterIdentifier")).members ?? [];
    return cluster === undefined || threshold === undefined
      ? { kind: "other" }
      : { kind: "database-lag", cluster: cluster.urn, thresholdSeconds: threshold / 1000 };
  }
}

/** The original of a replica; itself where it is one. */
function sourceOf(store: Member, stores: Directory<Member["props"]>): string {
  const [source] = stores.find(store, "replicateSourceDb", () => store.props.replicateSourceDb).members;
  return source?.urn ?? store.urn;
}

function watchedBy(alarm: Declared, subjects: Subjects): Watched {
  const found = (known(() => watchesOf(alarm)) ?? []).map((watch) => subjects.of(watch));
  return found.find(({ kind }) => kind !== "other") ?? { kind: "other" };
}

function topicsOf(audiences: readonly Audience[]): readonly Topic[] {
  return audiences.map(({ topic, subscriptions }) => ({
    urn: topic.urn,
    region: regionOf(topic) ?? "",
    subscriptions: subscriptions.map(({ urn, props }) => ({
      urn,
      protocol: textOf(() => props.protocol) ?? "",
      endpoint: textOf(() => props.endpoint) ?? "",
    })),
  }));
}

/** The alarms and rules that tell somebody. */
export function readAlarms(reading: Reading, metrics: readonly string[]): readonly Alarm[] {
  const { stack } = reading;
  const subjects = new Subjects(stack, metrics);
  const notified = new Notified(stack);
  const alarms = stack
    .of(tokens.metricAlarm)
    .filter(({ props }) => known(() => props.actionsEnabled) !== false)
    .map((alarm): Alarm => {
      const { name, urn, props } = alarm;
      const about = (property: string) => ({ property, of: alarm });
      const periods = settled(() => props.evaluationPeriods, 1, about("evaluationPeriods"), reading);
      return {
        name: textOf(() => props.name) ?? name,
        urn,
        region: regionOf(alarm) ?? "",
        watched: watchedBy(alarm, subjects),
        periodSeconds: settled(() => periodOf(alarm), metricPeriodSeconds, about("period"), reading),
        points: settled(() => props.datapointsToAlarm, periods, about("datapointsToAlarm"), reading),
        breachesWhenSilent: known(() => props.treatMissingData) === "breaching",
        topics: topicsOf(notified.of(alarm)),
      };
    });
  return [...alarms, ...healthRules(stack, notified)].filter(({ topics }) =>
    topics.some(({ subscriptions }) => subscriptions.length > 0),
  );
}

/** Rules that hand on what AWS says of its own health. */
function healthRules(stack: Stack, notified: Notified): readonly Alarm[] {
  const rules = new Directory(stack.of(tokens.eventRule));
  return stack.of(tokens.eventTarget).flatMap((target): readonly Alarm[] => {
    const [rule] = rules.find(target, "rule", () => target.props.rule).members;
    const pattern = rule && known(() => parsePattern(String(stated(rule, "eventPattern"))));
    if (rule === undefined || pattern?.get("source")?.includes("aws.health") !== true) {
      return [];
    }
    return [
      {
        name: textOf(() => rule.props.name) ?? rule.name,
        urn: rule.urn,
        region: regionOf(rule) ?? "",
        watched: { kind: "peer" },
        periodSeconds: metricPeriodSeconds,
        points: 1,
        breachesWhenSilent: false,
        topics: topicsOf(notified.at(target, "arn", () => target.props.arn)),
      },
    ];
  });
}
