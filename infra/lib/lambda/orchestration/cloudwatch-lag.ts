import { type CloudWatchClient, GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { awsFailure } from "../runtime/aws/failure";
import { withTimeLimit } from "../runtime/time-limit";
import type { Lag } from "./observation";

export interface CloudwatchLagArgs {
  readonly client: CloudWatchClient;
  /** The cluster that copies: the metric is its own. */
  readonly clusterName: string;
  /** How far back to look, in milliseconds. */
  readonly windowMs: number;
  readonly timeLimitMs: number;
  readonly now: () => number;
}

const periodSeconds = 60;

/** The newest lag of a copying cluster; undefined when none was measured in the window. */
export async function newestLag(args: CloudwatchLagArgs): Promise<Lag | undefined> {
  const { client, clusterName, windowMs, timeLimitMs, now } = args;
  const metric = {
    Namespace: "AWS/RDS",
    MetricName: "AuroraGlobalDBReplicationLag",
    Dimensions: [{ Name: "DBClusterIdentifier", Value: clusterName }],
  };
  const command = new GetMetricDataCommand({
    StartTime: new Date(now() - windowMs),
    // The minute that is not over yet counts as well.
    EndTime: new Date(now() + periodSeconds * 1_000),
    ScanBy: "TimestampDescending",
    MaxDatapoints: 10,
    MetricDataQueries: [{ Id: "lag", MetricStat: { Metric: metric, Period: periodSeconds, Stat: "Maximum" } }],
  });
  const { MetricDataResults: [found] = [] } = await withTimeLimit(
    "Reading the lag",
    timeLimitMs,
    async (abortSignal) => {
      try {
        return await client.send(command, { abortSignal });
      } catch (thrown) {
        throw awsFailure("cloudwatch:GetMetricData", thrown);
      }
    },
  );
  const [lagMs] = found?.Values ?? [];
  const [begun] = found?.Timestamps ?? [];
  // A timestamp is the beginning of its minute.
  return lagMs === undefined || begun === undefined
    ? undefined
    : { lagMs, measuredAt: begun.getTime() + periodSeconds * 1_000 };
}
