import type { GraphResource } from "../graph";
import { findText, type Inventory, objectsIn, readNumber, UNKNOWN_READING } from "./inventory";
import { type Amount, known, undetermined } from "./term";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

export interface LagMetric {
  readonly namespace: string;
  readonly metric: string;
  /** How many of the metric's units make a second. */
  readonly unitsPerSecond: number;
  /** Whether an alarm's dimensions are about the store in question. */
  readonly isAbout: (dimension: (name: string) => string | undefined, alarm: GraphResource) => boolean;
}

export interface LagBound {
  readonly amount: Amount;
  readonly alarm: GraphResource;
}

function watches(alarm: GraphResource, { namespace, metric, isAbout }: LagMetric): boolean {
  const { inputs } = alarm;
  if (findText(inputs.namespace) !== namespace || findText(inputs.metricName) !== metric) return false;
  // One that waits for a small lag watches for silence, and bounds nothing.
  if (findText(inputs.comparisonOperator)?.startsWith("LessThan")) return false;
  const [dimensions] = objectsIn(inputs.dimensions);
  return isAbout((name) => findText(dimensions?.[name]), alarm);
}

/** The lag above which somebody is told: the lowest threshold of the alarms that watch a store's replication. */
export function lagBound(inventory: Inventory, metric: LagMetric): LagBound | undefined {
  const bounds = inventory
    .ofType(ALARM)
    .filter((alarm) => watches(alarm, metric))
    .flatMap((alarm): LagBound[] => {
      const threshold = readNumber(alarm.inputs.threshold);
      if (threshold === undefined) return [];
      const amount = threshold === UNKNOWN_READING ? undetermined : known(threshold / metric.unitsPerSecond);
      return [{ amount, alarm }];
    });
  const settled = bounds.filter(({ amount }) => amount.state === "known").sort(byAmount);
  return settled[0] ?? bounds[0];
}

function byAmount(left: LagBound, right: LagBound): number {
  return secondsOf(left.amount) - secondsOf(right.amount);
}

function secondsOf(amount: Amount): number {
  return amount.state === "known" ? amount.seconds : Number.MAX_VALUE;
}
