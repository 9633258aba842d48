import { type CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { awsFailure } from "../runtime/aws/failure";
import { withTimeLimit } from "../runtime/time-limit";
import type { AlarmReader, AlarmState } from "./watch-release";

/** CloudWatch takes no more names at a time. */
const MOST_NAMES = 100;

const states: ReadonlySet<string> = new Set<AlarmState>(["OK", "ALARM", "INSUFFICIENT_DATA"]);

/** The alarms of the client's region. */
export function cloudwatchAlarms(client: CloudWatchClient, timeLimitMs: number): AlarmReader {
  return {
    async read(names) {
      const found = new Map<string, AlarmState>();
      for (let first = 0; first < names.length; first += MOST_NAMES) {
        const command = new DescribeAlarmsCommand({
          AlarmNames: names.slice(first, first + MOST_NAMES),
          MaxRecords: MOST_NAMES,
        });
        const { MetricAlarms = [] } = await withTimeLimit("Reading alarms", timeLimitMs, (abortSignal) =>
          client.send(command, { abortSignal }).catch((thrown: unknown) => {
            throw awsFailure("cloudwatch:DescribeAlarms", thrown);
          }),
        );
        for (const { AlarmName, StateValue } of MetricAlarms) {
          if (AlarmName !== undefined && isState(StateValue)) {
            found.set(AlarmName, StateValue);
          }
        }
      }
      return found;
    },
  };
}

function isState(value: string | undefined): value is AlarmState {
  return value !== undefined && states.has(value);
}
