import { type AutoScalingClient, UpdateAutoScalingGroupCommand } from "@aws-sdk/client-auto-scaling";
import { type CloudWatchClient, GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { awsFailure } from "../runtime/aws/failure";
import { withTimeLimit } from "../runtime/time-limit";

const minuteSeconds = 60;

export interface Window {
  readonly lengthMs: number;
  readonly timeLimitMs: number;
  readonly now: () => number;
}

/** The most instances that a group wanted within a time until now; undefined when it told of none. */
export async function readPeak(
  client: CloudWatchClient,
  groupName: string,
  { lengthMs, timeLimitMs, now }: Window,
): Promise<number | undefined> {
  const metric = { Namespace: "AWS/AutoScaling", MetricName: "GroupDesiredCapacity" };
  const Dimensions = [{ Name: "AutoScalingGroupName", Value: groupName }];
  const command = new GetMetricDataCommand({
    StartTime: new Date(now() - lengthMs),
    EndTime: new Date(now() + minuteSeconds * 1_000),
    MetricDataQueries: [
      { Id: "desired", MetricStat: { Metric: { ...metric, Dimensions }, Period: minuteSeconds, Stat: "Maximum" } },
    ],
  });
  const { MetricDataResults: [found] = [] } = await withTimeLimit("Reading the capacity", timeLimitMs, (abortSignal) =>
    client.send(command, { abortSignal }).catch((thrown: unknown) => {
      throw awsFailure("cloudwatch:GetMetricData", thrown);
    }),
  );
  const values = found?.Values ?? [];
  return values.length === 0 ? undefined : Math.max(...values);
}

/** Auto Scaling then launches what is missing: a group has no fewer instances than its minimum. */
export async function setMinimum(
  client: AutoScalingClient,
  groupName: string,
  minimum: number,
  timeLimitMs: number,
): Promise<void> {
  const command = new UpdateAutoScalingGroupCommand({ AutoScalingGroupName: groupName, MinSize: minimum });
  await withTimeLimit("Setting the minimum", timeLimitMs, (abortSignal) =>
    client.send(command, { abortSignal }).catch((thrown: unknown) => {
      throw awsFailure("autoscaling:UpdateAutoScalingGroup", thrown);
    }),
  );
}
