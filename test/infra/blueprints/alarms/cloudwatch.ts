import type { GraphResource, Json, JsonObject } from "../../../../preflight/graph";
import { type Graph, isUnknown } from "../../../helpers/graph";

/** A value of a dimension: a name, or the resource whose id only AWS knows. */
export type DimensionValue = string | GraphResource;
export type Dimensions = Readonly<Record<string, DimensionValue>>;

interface Datum {
  readonly minute: number;
  readonly region: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Dimensions;
  readonly value: number;
}

/** What CloudWatch of all regions is told, minute by minute. */
export class CloudWatch {
  readonly #data: Datum[] = [];
  minute = 0;

  put(region: string, namespace: string, metricName: string, dimensions: Dimensions, value: number): void {
    this.#data.push({ minute: this.minute, region, namespace, metricName, dimensions, value });
  }

  /** What a function of a region writes: its lines of the embedded metric format are metrics. */
  outputIn(region: string): { write(line: string): void } {
    return {
      write: (line) => {
        const { _aws, ...values } = JSON.parse(line);
        for (const { Namespace, Dimensions, Metrics } of _aws?.CloudWatchMetrics ?? []) {
          const dimensions = Object.fromEntries(Dimensions[0].map((name: string) => [name, values[name]]));
          for (const { Name } of Metrics) {
            this.put(region, Namespace, Name, dimensions, values[Name]);
          }
        }
      },
    };
  }

  /**
   * The state of an alarm of a stack at the end of this minute, as AWS documents how it is evaluated:
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
   */
  stateOf(graph: Graph, alarm: GraphResource): "OK" | "ALARM" {
    const { evaluationPeriods, datapointsToAlarm, treatMissingData, namespace } = alarm.inputs;
    // Alarms of AWS/DynamoDB keep their state when nothing is told.
    const isSilenceBad = treatMissingData === "breaching" && namespace !== "AWS/DynamoDB";
    const minutesEach = periodOf(alarm.inputs) / 60;
    const bad = Array.from({ length: Number(evaluationPeriods) }, (_none, back) => {
      const value = this.#valueOf(graph, alarm, this.minute - back * minutesEach, minutesEach);
      return value === undefined ? isSilenceBad : breaks(alarm.inputs, value);
    });
    return bad.filter(Boolean).length >= Number(datapointsToAlarm) ? "ALARM" : "OK";
  }

  #valueOf(graph: Graph, alarm: GraphResource, until: number, length: number): number | undefined {
    const told = (metric: JsonObject, statistic: Json | undefined) => {
      const values = this.#data
        .filter(({ minute }) => minute > until - length && minute <= until)
        .filter((datum) => datum.region === graph.regionOf(alarm) && isOf(metric, alarm, datum))
        .map(({ value }) => value);
      return values.length === 0 ? undefined : aggregate(values, statistic);
    };
    const { metricQueries, statistic, extendedStatistic } = alarm.inputs;
    if (!Array.isArray(metricQueries)) {
      return told(alarm.inputs, statistic ?? extendedStatistic);
    }
    const queries = metricQueries as readonly JsonObject[];
    const [one, other] = /^(\w+) \+ (\w+)$/.exec(String(queries[0]?.expression))?.slice(1) ?? [];
    const parts = [one, other].map((id) => {
      const metric = queries.find((query) => query.id === id)?.metric as JsonObject;
      return told(metric, metric.stat);
    });
    // A sum of which a part is silent is silent.
    return parts.reduce((sum, part) => (sum === undefined || part === undefined ? undefined : sum + part), 0);
  }
}

function periodOf({ period, metricQueries }: JsonObject): number {
  const [, first] = Array.isArray(metricQueries) ? (metricQueries as readonly JsonObject[]) : [];
  return Number(period ?? (first?.metric as JsonObject | undefined)?.period);
}

function isOf({ namespace, metricName, dimensions }: JsonObject, alarm: GraphResource, datum: Datum): boolean {
  const asked = Object.entries(dimensions as JsonObject);
  return (
    datum.namespace === namespace &&
    datum.metricName === metricName &&
    asked.length === Object.keys(datum.dimensions).length &&
    asked.every(([name, wanted]) => isSame(wanted, datum.dimensions[name], alarm))
  );
}

/** An id that is not known yet is that of a resource to which the alarm refers. */
function isSame(wanted: Json | undefined, given: DimensionValue | undefined, alarm: GraphResource): boolean {
  return typeof given === "object"
    ? isUnknown(wanted) && (alarm.propertyDependencies.dimensions ?? []).includes(given.urn)
    : wanted === given;
}

function aggregate(values: readonly number[], statistic: Json | undefined): number {
  const sum = values.reduce((one, other) => one + other, 0);
  const statistics: Readonly<Record<string, number>> = {
    Sum: sum,
    Average: sum / values.length,
    Minimum: Math.min(...values),
    Maximum: Math.max(...values),
    p99: [...values].sort((one, other) => one - other)[Math.ceil(values.length * 0.99) - 1] ?? Number.NaN,
  };
  const found = statistics[String(statistic)];
  if (found === undefined) {
    throw new Error(`A statistic is ${statistic}, expected one of ${Object.keys(statistics).join(", ")}.`);
  }
  return found;
}

function breaks({ comparisonOperator, threshold }: JsonObject, value: number): boolean {
  const limit = Number(threshold);
  const comparisons: Readonly<Record<string, boolean>> = {
    GreaterThanThreshold: value > limit,
    GreaterThanOrEqualToThreshold: value >= limit,
    LessThanThreshold: value < limit,
  };
  const found = comparisons[String(comparisonOperator)];
  if (found === undefined) {
    throw new Error(`A comparison is ${comparisonOperator}, expected one of ${Object.keys(comparisons).join(", ")}.`);
  }
  return found;
}
