import { type CloudWatchClient, GetMetricDataCommand, type MetricDataResult } from "@aws-sdk/client-cloudwatch";
import { awsFailure } from "../runtime/aws/failure";
import { withTimeLimit } from "../runtime/time-limit";
import type { Lag } from "./observation";

export interface CloudwatchLagArgs {
  readonly client: CloudWatchClient;
  /** The cluster that copies: the metrics are its own. */
  readonly clusterName: string;
  /** How far back to look, in milliseconds. */
  readonly windowMs: number;
  readonly timeLimitMs: number;
  readonly now: () => number;
}

const periodSeconds = 60;

/**
 * By which a lag is read, the better first. What a failover loses is RPOLag; versions without it have the other.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
 */
const metrics = [
  { id: "rpo", name: "AuroraGlobalDBRPOLag" },
  { id: "replication", name: "AuroraGlobalDBReplicationLag" },
] as const;

/** The newest lag of a copying cluster; undefined when none was measured in the window. */
export async function newestLag(args: CloudwatchLagArgs): Promise<Lag | undefined> {
  const { client, clusterName, windowMs, timeLimitMs, now } = args;
  const Dimensions = [{ Name: "DBClusterIdentifier", Value: clusterName }];
  const command = new GetMetricDataCommand({
    StartTime: new Date(now() - windowMs),
    // The minute that is not over yet counts as well.
    EndTime: new Date(now() + periodSeconds * 1_000),
    ScanBy: "TimestampDescending",
    MaxDatapoints: 20,
    MetricDataQueries: metrics.map(({ id, name: MetricName }) => ({
      Id: id,
      MetricStat: { Metric: { Namespace: "AWS/RDS", MetricName, Dimensions }, Period: periodSeconds, Stat: "Maximum" },
    })),
  });
  const { MetricDataResults: found = [] } = await withTimeLimit("Reading the lag", timeLimitMs, async (abortSignal) => {
    try {
      return await client.send(command, { abortSignal });
    } catch (thrown) {
      throw awsFailure("cloudwatch:GetMetricData", thrown);
    }
  });
  const read = metrics.map(({ id, name }) =>
    readNewest(
      name,
      found.find(({ Id }) => Id === id),
      now(),
    ),
  );
  return read.find((lag) => lag !== undefined);
}

/** A timestamp is the beginning of its minute. */
function readNewest(metric: Lag["metric"], result: MetricDataResult | undefined, now: number): Lag | undefined {
  const [lagMs] = result?.Values ?? [];
  const begunAt = result?.Timestamps?.[0]?.getTime();
  if (metric === undefined || lagMs === undefined || begunAt === undefined) {
    return undefined;
  }
  return { metric, lagMs, begunAt, measuredAt: Math.min(begunAt + periodSeconds * 1_000, now) };
}
