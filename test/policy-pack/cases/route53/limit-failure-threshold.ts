import { unknown } from "../../../../model/graph/unknown";

export default {
  pass: [
    {
      because: "the config allows the most that AWS takes",
      config: { maximum: 10 },
      given: { type: "TCP", failureThreshold: 10 },
    },
    {
      because: "it is below what the config allows",
      config: { maximum: 3 },
      given: { type: "HTTPS", failureThreshold: 2 },
    },
  ],
  fail: [
    {
      because: "it is one more than the config allows",
      config: { maximum: 3 },
      given: { type: "HTTPS", failureThreshold: 4 },
      at: ["failureThreshold"],
    },
    {
      because: "it is 0, which is no threshold",
      given: { type: "HTTPS", failureThreshold: 0 },
      at: ["failureThreshold"],
    },
    { because: "it is negative", given: { type: "HTTPS", failureThreshold: -1 }, at: ["failureThreshold"] },
    { because: "it is null", given: { type: "HTTPS", failureThreshold: null }, at: ["failureThreshold"] },
    { because: "it is a text", given: { type: "HTTPS", failureThreshold: "1" }, at: ["failureThreshold"] },
    {
      because: "it is left out, though the config allows AWS's three",
      config: { maximum: 3 },
      given: { type: "HTTPS" },
      at: ["failureThreshold"],
    },
    { because: "the kind of check is not set", given: {}, at: ["failureThreshold"] },
  ],
  undetermined: [
    { because: "the kind of check is unknown", given: { type: unknown.string, failureThreshold: 9 }, at: ["type"] },
  ],
  skip: [
    {
      because: "the check follows an alarm",
      given: { type: "CLOUDWATCH_METRIC", cloudwatchAlarmName: "down", failureThreshold: 9 },
    },
    { because: "a person turns the check off", given: { type: "RECOVERY_CONTROL" } },
  ],
};
