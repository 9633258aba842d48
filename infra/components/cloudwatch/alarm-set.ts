import { MetricAlarm } from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { within } from "../../regions/pair";
import type { Seconds } from "../../units/time";
import type { AlertTopic } from "../sns/alert-topic";

/** One metric, and when it is bad enough to tell people. */
export interface Alarm {
  readonly alarmName: string;
  readonly description: string;
  readonly namespace: string;
  readonly metricName: string;
  /** A further metric of the same dimensions that is added to the first. */
  readonly addedMetricName?: string;
  readonly dimensions: Readonly<Record<string, pulumi.Input<string>>>;
  readonly statistic: "Average" | "Minimum" | "Maximum" | "Sum" | "p99";
  readonly comparison: "GreaterThanThreshold" | "GreaterThanOrEqualToThreshold" | "LessThanThreshold";
  readonly threshold: number;
  readonly period: Seconds;
  readonly periods: number;
  /**
   * What silence means: `breaching` where the metric is a heartbeat, `notBreaching` where it counts trouble, `ignore` where
   * the last word stands.
   */
  readonly silence: "breaching" | "notBreaching" | "ignore";
}

export interface AlarmSetArgs {
  /** The alarms live in its region: an alarm can only speak to a topic beside it. */
  readonly topic: AlertTopic;
  /** By what they watch. */
  readonly alarms: Readonly<Record<string, Alarm>>;
}

/** Alarms of one region that say to one topic when trouble begins and when it ends. */
export class AlarmSet extends pulumi.ComponentResource {
  readonly alarmNames: readonly string[];
  readonly #made: Readonly<Record<string, MetricAlarm>>;

  constructor(name: string, args: AlarmSetArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:cloudwatch:AlarmSet", name, {}, within(args.topic.region, opts));
    const { topic, alarms } = args;

    const make = (label: string, alarm: Alarm) =>
      new MetricAlarm(
        `${name}-${label}`,
        {
          name: alarm.alarmName,
          alarmDescription: alarm.description,
          ...watched(alarm),
          comparisonOperator: alarm.comparison,
          threshold: alarm.threshold,
          evaluationPeriods: alarm.periods,
          datapointsToAlarm: alarm.periods,
          treatMissingData: alarm.silence,
          actionsEnabled: true,
          alarmActions: [topic.arn],
          okActions: [topic.arn],
          tags: topic.region.tags,
        },
        { parent: this, dependsOn: [topic.topic] },
      );
    this.#made = Object.fromEntries(Object.entries(alarms).map(([label, alarm]) => [label, make(label, alarm)]));

    this.alarmNames = Object.values(alarms).map(({ alarmName }) => alarmName);
    this.registerOutputs({});
  }

  /** The name of one, for what must not be there before it. */
  madeName(label: string): pulumi.Output<string> {
    const alarm = this.#made[label];
    if (alarm === undefined) {
      throw new RangeError(`There is no alarm ${label}.`);
    }
    return alarm.name;
  }
}

function watched({ namespace, metricName, addedMetricName, dimensions, statistic, period }: Alarm) {
  if (addedMetricName === undefined) {
    const of = statistic === "p99" ? { extendedStatistic: "p99" } : { statistic };
    return { namespace, metricName, dimensions: { ...dimensions }, ...of, period };
  }
  const metric = (id: string, name: string) => ({
    id,
    returnData: false,
    metric: { namespace, metricName: name, dimensions: { ...dimensions }, stat: statistic, period },
  });
  return {
    metricQueries: [
      { id: "both", expression: "first + second", label: `${metricName} and ${addedMetricName}`, returnData: true },
      metric("first", metricName),
      metric("second", addedMetricName),
    ],
  };
}
