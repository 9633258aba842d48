import { given, inEast, unknownNumber, unknownText } from "../../given";

const healthCheck = "aws:route53/healthCheck:HealthCheck";
const record = "aws:route53/record:Record";
const metricAlarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const pet = "random:index/randomPet:RandomPet";
const status = {
  namespace: "AWS/Route53",
  metricName: "HealthCheckStatus",
  comparisonOperator: "LessThanThreshold",
  threshold: 1,
};
const check = given(healthCheck, "check", { type: "HTTPS" });
const follows = given(record, "record", { healthCheckId: unknownText }, { sources: { healthCheckId: ["check"] } });
const watching = { ...inEast, sources: { dimensions: ["check"] } };
const unknownId = { dimensions: { HealthCheckId: unknownText } };

export default {
  pass: [
    {
      because: "everything is known, as after an update",
      given: [
        given(healthCheck, "check", { id: "abc", type: "HTTPS" }),
        given(record, "record", { healthCheckId: "abc" }),
        given(metricAlarm, "alarm", { ...status, dimensions: { HealthCheckId: "abc" } }, inEast),
      ],
    },
    {
      because: "the alarm is in us-east-1 by its own word",
      given: [
        check,
        follows,
        given(
          metricAlarm,
          "alarm",
          { ...status, ...unknownId, region: "us-east-1" },
          { provider: { region: "us-west-2" }, sources: { dimensions: ["check"] } },
        ),
      ],
    },
    {
      because: "the alarm counts zero itself as unhealthy",
      given: [
        check,
        follows,
        given(
          metricAlarm,
          "alarm",
          { ...status, ...unknownId, comparisonOperator: "LessThanOrEqualToThreshold", threshold: 0 },
          watching,
        ),
      ],
    },
    {
      because: "the metric is one of the queries of an expression",
      given: [
        check,
        follows,
        given(
          metricAlarm,
          "alarm",
          {
            comparisonOperator: "GreaterThanThreshold",
            threshold: 0,
            metricQueries: [
              { id: "down", expression: "1 - up" },
              { id: "up", metric: { namespace: "AWS/Route53", metricName: "HealthCheckStatus", ...unknownId } },
            ],
          },
          { ...inEast, sources: { metricQueries: ["check"] } },
        ),
      ],
    },
    {
      because: "one alarm of two is as it should be",
      given: [
        check,
        follows,
        given(metricAlarm, "wrong", { ...status, ...unknownId, threshold: 5 }, watching),
        given(metricAlarm, "right", { ...status, ...unknownId }, watching),
      ],
    },
    {
      because: "the check is a switch that somebody turns",
      given: [given(healthCheck, "check", { type: "RECOVERY_CONTROL" }), follows],
    },
    {
      because: "only the parent of two checks decides",
      given: [
        given(healthCheck, "child", { type: "HTTPS" }),
        given(healthCheck, "check", { type: "CALCULATED" }, { sources: { childHealthchecks: ["child"] } }),
        follows,
        given(metricAlarm, "alarm", { ...status, ...unknownId }, watching),
      ],
    },
    {
      because: "the alarm takes half a point for unhealthy",
      given: [
        check,
        follows,
        given(
          metricAlarm,
          "alarm",
          { ...status, ...unknownId, comparisonOperator: "LessThanOrEqualToThreshold", threshold: 0.5 },
          watching,
        ),
      ],
    },
    {
      because: "a record waits for another check, and decides by the one whose id it takes",
      given: [
        check,
        given(healthCheck, "other", { type: "HTTPS" }),
        given(
          record,
          "record",
          { healthCheckId: unknownText },
          { sources: { healthCheckId: ["check"] }, dependsOn: ["other"] },
        ),
        given(metricAlarm, "alarm", { ...status, ...unknownId }, watching),
      ],
    },
  ],
  fail: [
    {
      because: "the alarm watches another metric of the check",
      given: [
        check,
        follows,
        given(metricAlarm, "alarm", { ...status, ...unknownId, metricName: "TimeToFirstByte" }, watching),
      ],
      at: ["check id"],
    },
    {
      because: "the alarm watches another check",
      given: [
        check,
        given(healthCheck, "other", { type: "HTTPS" }),
        follows,
        given(metricAlarm, "alarm", { ...status, ...unknownId }, { ...inEast, sources: { dimensions: ["other"] } }),
      ],
      at: ["check id"],
    },
    {
      because: "the namespace is in small letters",
      given: [
        check,
        follows,
        given(metricAlarm, "alarm", { ...status, ...unknownId, namespace: "aws/route53" }, watching),
      ],
      at: ["check id"],
    },
    {
      because: "the dimensions are a text",
      given: [check, follows, given(metricAlarm, "alarm", { ...status, dimensions: "check" }, inEast)],
      at: ["check id"],
    },
    {
      because: "the threshold is a text",
      given: [check, follows, given(metricAlarm, "alarm", { ...status, ...unknownId, threshold: "1" }, watching)],
      at: ["alarm threshold"],
    },
    {
      because: "the comparison is a word that every object knows",
      given: [
        check,
        follows,
        given(metricAlarm, "alarm", { ...status, ...unknownId, comparisonOperator: "constructor" }, watching),
      ],
      at: ["alarm comparisonOperator"],
    },
    {
      because: "two alarms are wrong, each in its own way",
      given: [
        check,
        follows,
        given(metricAlarm, "1", { ...status, ...unknownId, threshold: 2 }, watching),
        given(metricAlarm, "2", { ...status, ...unknownId, region: "eu-west-1" }, watching),
      ],
      at: ["1 threshold", "2 region"],
    },
    {
      because: "an alarm that counts one as unhealthy is always on",
      given: [
        check,
        follows,
        given(
          metricAlarm,
          "alarm",
          { ...status, ...unknownId, comparisonOperator: "LessThanOrEqualToThreshold", threshold: 1 },
          watching,
        ),
      ],
      at: ["alarm threshold"],
    },
    {
      because: "an alarm below zero never goes off",
      given: [
        check,
        follows,
        given(
          metricAlarm,
          "alarm",
          { ...status, ...unknownId, comparisonOperator: "LessThanOrEqualToThreshold", threshold: -1 },
          watching,
        ),
      ],
      at: ["alarm threshold"],
    },
    {
      because: "the alarm does not say how it compares",
      given: [
        check,
        follows,
        given(metricAlarm, "alarm", { ...status, ...unknownId, comparisonOperator: undefined }, watching),
      ],
      at: ["alarm comparisonOperator"],
    },
    {
      because: "either of two metrics would do, and none is watched",
      config: { metricNames: ["HealthCheckStatus", "HealthCheckPercentageHealthy"] },
      given: [check, follows],
      at: ["check id"],
    },
  ],
  undetermined: [
    {
      because: "the threshold is unknown",
      given: [
        check,
        follows,
        given(metricAlarm, "alarm", { ...status, ...unknownId, threshold: unknownNumber }, watching),
      ],
      at: ["alarm threshold"],
    },
    {
      because: "it is unknown which check the alarm watches",
      given: [
        given(pet, "pet", {}),
        check,
        follows,
        given(metricAlarm, "alarm", { ...status, ...unknownId }, { ...inEast, sources: { dimensions: ["pet"] } }),
      ],
      at: ["alarm dimensions.HealthCheckId"],
    },
    {
      because: "it is unknown which check a record follows",
      given: [check, given(record, "record", { healthCheckId: unknownText })],
      at: ["record healthCheckId"],
    },
  ],
  skip: [
    {
      because: "the record follows a check that is managed elsewhere",
      given: [check, given(record, "record", { healthCheckId: "abc" })],
    },
    {
      because: "a record of which nothing is known has no check to follow",
      given: [given(record, "record", { healthCheckId: unknownText })],
    },
  ],
};
