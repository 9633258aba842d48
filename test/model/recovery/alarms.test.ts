import { type Voice, voiceOfErrors, voiceOfLoss } from "../../../model/recovery/alarms";
import type { Alarm } from "../../../model/recovery/watched-metrics";

function alarm(props: object, region = "us-west-2"): Alarm {
  return {
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    urn: "urn:pulumi:test::example::aws:cloudwatch/metricAlarm:MetricAlarm::alarm",
    name: "alarm",
    props: { comparisonOperator: "GreaterThanThreshold", region, ...props },
    parent: () => undefined,
    dependencies: () => [],
    sourcesOf: () => [],
  };
}

function short(voice: Voice): string {
  return voice.kind === "silent" ? `silent: ${voice.fault.at}` : voice.kind;
}

const lag = { namespace: "AWS/RDS", metricName: "AuroraGlobalDBReplicationLag" };
const status = { namespace: "AWS/Route53", metricName: "HealthCheckStatus", comparisonOperator: "LessThanThreshold" };

describe("when us-east-1 is lost, an alarm", () => {
  test.each([
    ["that is there is silent", alarm(status, "us-east-1"), "silent: region"],
    ["on a health check elsewhere rings", alarm(status), "rings"],
    [
      "on a health check that goes off when all is well is silent",
      alarm({ ...status, comparisonOperator: "GreaterThanThreshold" }),
      "silent: comparisonOperator",
    ],
    ["on a lag whose silence is breaching rings", alarm({ ...lag, treatMissingData: "breaching" }), "rings"],
    ["on a lag is silent", alarm(lag), "silent: treatMissingData"],
    [
      "on a table's lag is silent whatever it says of silence",
      alarm({ namespace: "AWS/DynamoDB", metricName: "ReplicationLatency", treatMissingData: "breaching" }),
      "silent: namespace",
    ],
    [
      "on errors of the other region is silent",
      alarm({ namespace: "AWS/Lambda", metricName: "Errors", treatMissingData: "breaching" }),
      "silent: metricName",
    ],
    ["on a metric of code is not known to ring", alarm({ namespace: "Orders", metricName: "Age" }), "untold"],
    ["of which nobody tells the place is not known to ring", alarm({ ...status, region: undefined }), "untold"],
    [
      "on an expression is not known to ring",
      alarm({ metricQueries: [{ metric: lag }, { metric: { namespace: "Orders", metricName: "Age" } }] }),
      "untold",
    ],
    [
      "on a canary elsewhere rings",
      alarm({
        namespace: "CloudWatchSynthetics",
        metricName: "SuccessPercent",
        comparisonOperator: "LessThanThreshold",
      }),
      "rings",
    ],
  ])("%s", (_, given, expected) => {
    expect(short(voiceOfLoss(given, "us-east-1"))).toBe(expected);
  });

  test("falls silent, or only does not move", () => {
    expect(voiceOfLoss(alarm(lag), "us-east-1")).toMatchObject({ falls: true });
    expect(voiceOfLoss(alarm({ namespace: "AWS/SQS", metricName: "Age" }), "us-east-1")).toMatchObject({
      falls: false,
    });
  });
});

describe("of a front door that fails, an alarm", () => {
  const errors = { namespace: "AWS/ApplicationELB", metricName: "HTTPCode_Target_5XX_Count" };

  test.each([
    ["on its errors rings when it errs", alarm(errors), "errs", "rings"],
    ["on its errors is silent when nobody comes", alarm(errors), "nobody comes", "silent: treatMissingData"],
    [
      "on its errors rings when nobody comes and that is breaching",
      alarm({ ...errors, treatMissingData: "breaching" }),
      "nobody comes",
      "rings",
    ],
    [
      "on errors of a function is not known to ring",
      alarm({ namespace: "AWS/Lambda", metricName: "Errors" }),
      "errs",
      "untold",
    ],
    [
      "on its latency is silent when it errs",
      alarm({ namespace: "AWS/ApiGateway", metricName: "Latency" }),
      "errs",
      "silent: metricName",
    ],
    ["on a queue is silent", alarm({ namespace: "AWS/SQS", metricName: "Age" }), "errs", "silent: metricName"],
    ["on a metric of code is not known to ring", alarm({ namespace: "Orders", metricName: "5XX" }), "errs", "untold"],
  ] as const)("%s", (_, given, failure, expected) => {
    expect(short(voiceOfErrors(given, failure))).toBe(expected);
  });
});
