import type { LogOutput } from "../runtime/log";
import { publishMetrics } from "../runtime/metrics";

export interface MetricScope {
  readonly namespace: string;
  /** Tells the metrics of one stack from another's. */
  readonly system: string;
}

/** What there is to publish, 1 or 0 each. */
export type Verdicts = Readonly<Record<string, boolean>>;

/** Publishes verdicts as metrics, through the log. */
export function publishVerdicts(
  output: LogOutput,
  { namespace, system }: MetricScope,
  at: Date,
  verdicts: Verdicts,
): void {
  const measured = Object.entries(verdicts).map(
    ([name, isTrue]) => [name, { unit: "None", value: isTrue ? 1 : 0 }] as const,
  );
  const dimension = { name: "System", value: system };
  publishMetrics(output, { namespace, dimension }, at, Object.fromEntries(measured));
}
