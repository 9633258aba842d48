import { unknown } from "../../../model/graph/unknown";
import { hearsay } from "../../../model/recovery/estimates";
import { notificationOf } from "../../../model/recovery/notification";
import { given, inEast, inWest, stackFrom } from "./stack";

const detection = 90;
/** The middle of each distribution: an alarm of one minute acts 30 + 90 seconds after its metric has moved. */
const middle = () => 0.5;
const byHearsay = hearsay.distribution.draw(middle);

const alarm = (props: object, where: object = inWest) =>
  given("aws:cloudwatch/metricAlarm:MetricAlarm", "alarm", { ...watching, ...props }, where);
const watching = {
  namespace: "AWS/Route53",
  metricName: "HealthCheckStatus",
  comparisonOperator: "LessThanThreshold",
  threshold: 1,
  evaluationPeriods: 1,
  period: 60,
  alarmActions: ["arn:aws:sns:us-west-2:123456789012:ops"],
};
const lag = {
  namespace: "AWS/RDS",
  metricName: "AuroraGlobalDBReplicationLag",
  comparisonOperator: "GreaterThanThreshold",
  threshold: 30_000,
};

const seconds = (resource: ReturnType<typeof alarm>, after = detection) =>
  Math.round(notificationOf(stackFrom(resource), "us-east-1", after).draw(middle));

describe("how long it takes until a person learns that us-east-1 is lost", () => {
  test.each([
    ["an alarm on the health check", {}, detection + 120],
    ["one that waits for two of three values", { evaluationPeriods: 3, datapointsToAlarm: 2 }, detection + 180],
    ["an alarm on the lag of the copy", lag, 30 + 120],
    ["one whose action is not known yet", { alarmActions: unknown.array }, detection + 120],
  ])("%s notifies", (_what, props, expected) => {
    expect(seconds(alarm(props))).toBeCloseTo(expected, -1);
  });

  test.each([
    ["lives in the lost region", {}, inEast],
    ["lives nobody knows where", {}, {}],
    ["has no action", { alarmActions: [] }, inWest],
    ["has its actions switched off", { actionsEnabled: false }, inWest],
    ["waits for a healthy check", { comparisonOperator: "GreaterThanThreshold" }, inWest],
    ["watches something else", { metricName: "CPUUtilization" }, inWest],
    ["has a threshold that is not known yet", { ...lag, threshold: unknown.number }, inWest],
  ])("people hear of it otherwise when the alarm %s", (_what, props, where) => {
    expect(seconds(alarm(props, where))).toBe(Math.round(byHearsay));
  });

  test("a health check that never turns starts no alarm", () => {
    expect(seconds(alarm({}), Number.POSITIVE_INFINITY)).toBe(Math.round(byHearsay));
  });
});
