import type { JsonObject } from "../../../../preflight/graph";
import { Graph } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";

let graph: Graph;
beforeAll(async () => {
  graph = new Graph(await recorded("transactions"));
});

const alarmsIn = (region: string) =>
  graph.within(region, "aws:cloudwatch/metricAlarm:MetricAlarm").map(({ inputs }) => inputs);

function lagAlarm(region: string): JsonObject {
  const [found, ...others] = alarmsIn(region).filter(({ metricName }) => metricName === "AuroraGlobalDBReplicationLag");
  if (found === undefined || others.length > 0) {
    throw new Error(`${region} has not one alarm on the lag.`);
  }
  return found;
}

/**
 * State of an alarm by CloudWatch's rule, one datapoint for each period: in ALARM when enough of the last periods breach.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 */
function stateOf(alarm: JsonObject, datapoints: readonly (number | undefined)[]): "ALARM" | "OK" {
  const { comparisonOperator, threshold, evaluationPeriods, datapointsToAlarm, treatMissingData } = alarm;
  if (comparisonOperator !== "GreaterThanThreshold" || treatMissingData !== "notBreaching") {
    throw new Error(`This rule is not known: ${String(comparisonOperator)}, ${String(treatMissingData)}.`);
  }
  const breaching = datapoints
    .slice(-Number(evaluationPeriods))
    .filter((datapoint) => datapoint !== undefined && datapoint > Number(threshold));
  return breaching.length >= Number(datapointsToAlarm) ? "ALARM" : "OK";
}

describe.each(["us-east-1", "us-west-2"])("in %s", (region) => {
  test.each([
    ["normal", [40, 55, 38, 61, 44], "OK"],
    ["30 seconds to the millisecond", [30_000, 30_000, 30_000, 30_000, 30_000], "OK"],
    ["more than 30 seconds, minute after minute", [30_001, 30_001, 30_001, 30_001, 30_001], "ALARM"],
    ["an hour, and growing", [60, 3_600_000, 3_660_000, 3_720_000, 3_780_000], "ALARM"],
    ["over again", [90_000, 90_000, 90_000, 90_000, 40, 40, 40, 40, 40], "OK"],
    ["not measured, as in the region that has the writer", [undefined, undefined, undefined, undefined], "OK"],
  ] as const)('transactions: "Alarm triggers on simulated lag": %s', (_what, milliseconds, state) => {
    expect(stateOf(lagAlarm(region), milliseconds)).toBe(state);
  });

  test('transactions: "Real-time alerts": the lag is looked at each minute, at its worst, and told within three', () => {
    const { period, statistic, datapointsToAlarm, actionsEnabled, okActions } = lagAlarm(region);
    expect([period, statistic, actionsEnabled]).toEqual([60, "Maximum", true]);
    expect(Number(datapointsToAlarm)).toBeLessThanOrEqual(3);
    expect(okActions).toEqual([`arn:aws:sns:${region}:123456789012:sns-${region}-dev-transaction-alerts`]);
  });

  test("whatever this region can see of trouble is an alarm that somebody hears", () => {
    expect(new Set(alarmsIn(region).map(({ metricName }) => metricName))).toEqual(
      new Set([
        "ApproximateNumberOfMessagesVisible",
        "AuroraGlobalDBReplicationLag",
        "Errors",
        "HTTPCode_ELB_5XX_Count",
        "HTTPCode_Target_5XX_Count",
        "ReplicationLatency",
        "Throttles",
        ...(region === "us-east-1" ? ["HealthCheckStatus"] : []),
      ]),
    );
    for (const { alarmActions } of alarmsIn(region)) {
      expect(alarmActions).toEqual([`arn:aws:sns:${region}:123456789012:sns-${region}-dev-transaction-alerts`]);
    }
  });
});
