import type { LogOutput } from "./log";

export interface MetricScope {
  readonly namespace: string;
  /** The one dimension, which tells the metrics of one stack from another's. */
  readonly dimension: { readonly name: string; readonly value: string };
}

export interface Measured {
  readonly unit: "None" | "Count" | "Seconds";
  readonly value: number;
}

/**
 * Publishes metrics through the log, in CloudWatch's embedded metric format: no right and no call beside the log's own.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function publishMetrics(
  output: LogOutput,
  { namespace, dimension }: MetricScope,
  at: Date,
  measured: Readonly<Record<string, Measured>>,
): void {
  const metrics = Object.entries(measured);
  const line = {
    _aws: {
      Timestamp: at.getTime(),
      CloudWatchMetrics: [
        {
          Namespace: namespace,
          Dimensions: [[dimension.name]],
          Metrics: metrics.map(([Name, { unit }]) => ({ Name, Unit: unit, StorageResolution: 60 })),
        },
      ],
    },
    [dimension.name]: dimension.value,
    ...Object.fromEntries(metrics.map(([name, { value }]) => [name, value])),
  };
  output.write(`${JSON.stringify(line)}\n`);
}
