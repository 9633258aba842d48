import type { LogOutput } from "../runtime/log";

export interface MetricScope {
  readonly namespace: string;
  /** Tells the metrics of one stack from another's. */
  readonly system: string;
}

/** What there is to publish, 1 or 0 each. */
export type Verdicts = Readonly<Record<string, boolean>>;

/**
 * Publishes metrics through the log, in CloudWatch's embedded metric format: no right and no call beside the log's own.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function publishVerdicts(
  output: LogOutput,
  { namespace, system }: MetricScope,
  at: Date,
  verdicts: Verdicts,
): void {
  const names = Object.keys(verdicts);
  const line = {
    _aws: {
      Timestamp: at.getTime(),
      CloudWatchMetrics: [
        {
          Namespace: namespace,
          Dimensions: [["System"]],
          Metrics: names.map((Name) => ({ Name, Unit: "None", StorageResolution: 60 })),
        },
      ],
    },
    System: system,
    ...Object.fromEntries(names.map((name) => [name, verdicts[name] === true ? 1 : 0])),
  };
  output.write(`${JSON.stringify(line)}\n`);
}
