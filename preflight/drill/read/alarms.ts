import type { HealthCheckArgs } from "@pulumi/aws/route53";
import { Directory } from "../../../model/aws/references";
import { tokens } from "../../../model/aws/tokens";
import { known } from "../../../model/graph/reading";
import type { Plain, Stack } from "../../../model/graph/stack";
import { periodOf } from "../../../model/recovery/checks";
import { type Cluster, families } from "../../../model/recovery/databases";
import { metricPeriodSeconds } from "../../../model/recovery/estimates";
import { Notified } from "../../../model/recovery/notified";
import { type Alarm as Declared, readDimension, type Watch, watchesOf } from "../../../model/recovery/watched-metrics";
import type { Alarm, Topic, Watched } from "../system";
import { type Reading, regionOf } from "./opened";
import { numberIn, settled, textOf } from "./values";

/** Metrics of what a client sees as an error, by namespace. */
const errorMetrics: Readonly<Record<string, RegExp>> = {
  "AWS/ApplicationELB": /5XX/,
  "AWS/ApiGateway": /^5(XXError|xx)$/,
  "AWS/Lambda": /^Errors$/,
};

/** What alarms may be about. */
class Subjects {
  private readonly checks: Directory<Plain<HealthCheckArgs>>;
  private readonly clusters: readonly { readonly metrics: string; readonly directory: Directory<Cluster["props"]> }[];

  constructor(stack: Stack) {
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
    if (namespace !== "" && !namespace.startsWith("AWS/")) {
      return { kind: "untold", because: `only the code that publishes ${namespace} ${name} could tell` };
    }
    if (isBelow) {
      return { kind: "other" };
    }
    return errorMetrics[namespace]?.test(name) === true ? { kind: "errors" } : this.lag(watch, `${namespace} ${name}`);
  }

  private lag(watch: Watch, metric: string): Watched {
    const { alarm, property } = watch;
    const threshold = numberIn(known(() => alarm.props.threshold));
    const directory = this.clusters.find(({ metrics }) => metrics === metric)?.directory;
    const [cluster] = directory?.find(alarm, property, () => readDimension(watch, "DBClusterIdentifier")).members ?? [];
    return cluster === undefined || threshold === undefined
      ? { kind: "other" }
      : { kind: "database-lag", cluster: cluster.urn, thresholdSeconds: threshold / 1000 };
  }
}

function watchedBy(alarm: Declared, subjects: Subjects): Watched {
  const found = (known(() => watchesOf(alarm)) ?? []).map((watch) => subjects.of(watch));
  return found.find(({ kind }) => kind !== "other") ?? { kind: "other" };
}

function topicsOf(alarm: Declared, notified: Notified): readonly Topic[] {
  return notified.of(alarm).map(({ topic, subscriptions }) => ({
    urn: topic.urn,
    region: regionOf(topic) ?? "",
    subscriptions: subscriptions.map(({ urn, props }) => ({
      urn,
      protocol: textOf(() => props.protocol) ?? "",
      endpoint: textOf(() => props.endpoint) ?? "",
    })),
  }));
}

/** The alarms that tell somebody. */
export function readAlarms({ stack, notes }: Reading): readonly Alarm[] {
  const subjects = new Subjects(stack);
  const notified = new Notified(stack);
  return stack
    .of(tokens.metricAlarm)
    .filter(({ props }) => known(() => props.actionsEnabled) !== false)
    .map((alarm): Alarm => {
      const { name, urn, props } = alarm;
      const periods = settled(() => props.evaluationPeriods, 1, `evaluationPeriods of ${name}`, notes);
      return {
        name: textOf(() => props.name) ?? name,
        urn,
        region: regionOf(alarm) ?? "",
        watched: watchedBy(alarm, subjects),
        periodSeconds: settled(() => periodOf(alarm), metricPeriodSeconds, `period of ${name}`, notes),
        points: settled(() => props.datapointsToAlarm, periods, `datapointsToAlarm of ${name}`, notes),
        breachesWhenSilent: known(() => props.treatMissingData) === "breaching",
        topics: topicsOf(alarm, notified),
      };
    })
    .filter(({ topics }) => topics.some(({ subscriptions }) => subscriptions.length > 0));
}
