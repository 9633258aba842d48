import type { MetricAlarmArgs } from "@pulumi/aws/cloudwatch";
import type { Directory } from "../aws/references";
import { tokens } from "../aws/tokens";
import { Block } from "../graph/block";
import { Gathering } from "../graph/gathering";
import type { Interruption } from "../graph/interruption";
import { shaped } from "../graph/reading";
import type { Member, Plain, Stack } from "../graph/stack";

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

/** What one alarm watches, by itself and in its expressions. Throws while that is unknown. */
export function watchesOf(alarm: Alarm): readonly Watch[] {
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
