import type { MetricAlarmArgs } from "@pulumi/aws/cloudwatch";
import type { Directory } from "../../model/aws/references";
import { tokens } from "../../model/aws/tokens";
import { Block } from "../../model/graph/block";
import { Gathering } from "../../model/graph/gathering";
import type { Interruption } from "../../model/graph/interruption";
import { shaped } from "../../model/graph/reading";
import type { Member, Plain, Stack } from "../../model/graph/stack";
import type { Check } from "../engine/check";
import type { Finding, StackFinding } from "../engine/finding";

export type Alarm = Member<Plain<MetricAlarmArgs>>;

/** A metric that an alarm watches, by itself or as one of the queries of its expression. */
export interface Watch {
  readonly alarm: Alarm;
  readonly metric: Block;
  /** The alarm's property that holds the dimensions: where an unknown one comes from. */
  readonly property: "dimensions" | "metricQueries";
}

/** The metrics of one namespace that the alarms of a stack watch. */
export class WatchedMetrics {
  readonly watches: readonly Watch[];
  /** Alarms of which it is unknown what they watch. */
  readonly unknown: readonly Interruption[];

  constructor(stack: Stack, namespace: string, metricNames: readonly string[]) {
    const found = new Gathering<readonly Watch[]>();
    const isWanted = ({ metric }: Watch) =>
      metric.read("namespace") === namespace && metricNames.some((name) => metric.read("metricName") === name);
    for (const alarm of stack.of(tokens.metricAlarm)) {
      found.add(alarm, () => shaped(() => watchesOf(alarm).filter(isWanted)));
    }
    this.watches = found.values.flat();
    this.unknown = found.unknown;
  }

  /** Who watches each of these resources, by a dimension that names it. */
  byResource<Props>(dimension: string, directory: Directory<Props>): Watchers<Props> {
    return new Watchers(this, dimension, directory);
  }
}

function watchesOf(alarm: Alarm): readonly Watch[] {
  const own = new Block([], () => alarm.props);
  const queries = own.children("metricQueries").flatMap((query) => query.children("metric"));
  return [
    { alarm, metric: own, property: "dimensions" as const },
    ...queries.map((metric) => ({ alarm, metric, property: "metricQueries" as const })),
  ];
}

/** The watches of each of some resources. */
export class Watchers<Props> {
  /** What may be a watch of any of them. */
  readonly unknown: readonly Interruption[];
  private readonly byUrn = new Map<string, Watch[]>();

  constructor({ watches, unknown }: WatchedMetrics, dimension: string, directory: Directory<Props>) {
    const lost = [...unknown];
    for (const watch of watches) {
      const found = directory.find(watch.alarm, watch.property, () => readDimension(watch, dimension));
      for (const { urn } of found.members) {
        const others = this.byUrn.get(urn) ?? [];
        others.push(watch);
        this.byUrn.set(urn, others);
      }
      lost.push(...(found.unknown ? [found.unknown] : []));
    }
    this.unknown = lost;
  }

  of({ urn }: Member<Props>): readonly Watch[] {
    return this.byUrn.get(urn) ?? [];
  }
}

/** A dimension of the metric; undefined when it has none of this name. May be unknown. */
export function readDimension({ metric }: Watch, name: string): unknown {
  return metric.child("dimensions").read(name);
}

/**
 * Wants one of the watches to be as it should be. When none is, yields what each one lacks, or what hides that; when there
 * is none at all, that it is missing, or what may be it.
 */
export function* demandOne(
  watches: readonly Watch[],
  findFault: (watch: Watch) => Finding | undefined,
  missing: StackFinding,
  lost: readonly Interruption[],
): Check<StackFinding> {
  const verdicts = new Gathering<StackFinding | "good">();
  for (const watch of watches) {
    const { alarm } = watch;
    verdicts.add(alarm, () => {
      const fault = findFault(watch);
      return fault === undefined ? "good" : { urn: alarm.urn, ...fault };
    });
  }
  const faults = verdicts.values.filter((verdict) => verdict !== "good");
  if (faults.length < verdicts.values.length) {
    return;
  }
  const hidden = [...verdicts.unknown, ...lost];
  yield* hidden.length > 0 ? hidden : watches.length > 0 ? faults : [missing];
}
