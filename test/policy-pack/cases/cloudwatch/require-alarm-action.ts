import { tokens } from "../../../../model/aws/tokens";
import { unknown } from "../../../../model/graph/unknown";
import { resource } from "../../../../policy-pack/engine/example";

const topic = "arn:aws:sns:us-east-1:123456789012:failover";
const alarm = { comparisonOperator: "GreaterThanThreshold", evaluationPeriods: 1 };

const metric = (name: string, props: object, region?: string) =>
  resource(
    tokens.metricAlarm,
    name,
    { ...alarm, name, ...props },
    region === undefined ? {} : { provider: { region } },
  );
const composite = (rule: unknown, sources: readonly string[] = [], props: object = { alarmActions: [topic] }) =>
  resource(
    tokens.compositeAlarm,
    "region",
    { alarmName: "region", alarmRule: rule as string, ...props },
    { provider: { region: "us-east-1" }, sources: { alarmRule: sources } },
  );

export default {
  pass: [
    { because: "the switch is null", given: [metric("errors", { alarmActions: [topic], actionsEnabled: null })] },
    {
      because: "a composite reads two alarms by text in any quotes, and one by ARN",
      given: [
        metric("slow", {}),
        metric("down", { actionsEnabled: false }),
        metric("far", {}, "us-east-1"),
        composite(
          "(ALARM( 'slow' ) OR OK(\"down\")) AND INSUFFICIENT_DATA(arn:aws:cloudwatch:us-east-1:123456789012:alarm:far)",
        ),
      ],
    },
    {
      because: "the composite's rule is made of names that AWS will give",
      given: [
        metric("slow", { name: undefined }),
        metric("down", { name: undefined }),
        composite(unknown.string, ["slow", "down"]),
      ],
    },
    {
      because: "a composite acts through another composite",
      given: [
        metric("slow", {}),
        composite("ALARM(slow)", [], {}),
        resource(tokens.compositeAlarm, "world", {
          alarmName: "world",
          alarmRule: "ALARM(region)",
          alarmActions: [topic],
        }),
      ],
    },
    {
      because: "a health check follows an alarm that AWS will name",
      given: [
        metric("slow", { name: undefined }),
        resource(
          tokens.healthCheck,
          "api",
          { type: "CLOUDWATCH_METRIC", cloudwatchAlarmName: unknown.string },
          { sources: { cloudwatchAlarmName: ["slow"] } },
        ),
      ],
    },
  ],
  fail: [
    { because: "the actions are null", given: [metric("errors", { alarmActions: null })], at: ["errors alarmActions"] },
    {
      because: "the actions are one text",
      given: [metric("errors", { alarmActions: topic })],
      at: ["errors alarmActions"],
    },
    {
      because: "only recovery is told",
      given: [metric("errors", { okActions: [topic] })],
      at: ["errors alarmActions"],
    },
    {
      because: "the switch is a text",
      given: [metric("errors", { alarmActions: [topic], actionsEnabled: "true" })],
      at: ["errors actionsEnabled"],
    },
    {
      because: "the composite reads an alarm whose name only begins alike",
      given: [metric("slow", {}), composite("ALARM(slower)")],
      at: ["slow alarmActions"],
    },
    {
      because: "the composite reads the alarm of the same name in another region",
      given: [metric("slow", {}, "us-west-2"), composite("ALARM(slow)")],
      at: ["slow alarmActions"],
    },
    {
      because: "the composite's rule is a word, a number and nothing",
      given: [metric("slow", {}), composite("TRUE"), resource(tokens.compositeAlarm, "odd", oddRule(5))],
      at: ["slow alarmActions"],
    },
    {
      because: "the composite only asks the alarm whether to be silent",
      given: [
        metric("slow", {}),
        composite("FALSE", [], { alarmActions: [topic], actionsSuppressor: { alarm: "slow" } }),
      ],
      at: ["slow alarmActions"],
    },
  ],
  undetermined: [
    {
      because: "the switch is unknown",
      given: [metric("errors", { alarmActions: [topic], actionsEnabled: unknown.boolean })],
      at: ["errors actionsEnabled"],
    },
    {
      because: "the health check may follow it",
      given: [
        metric("slow", {}),
        resource(tokens.healthCheck, "api", { type: "CLOUDWATCH_METRIC", cloudwatchAlarmName: unknown.string }),
      ],
      at: ["api cloudwatchAlarmName"],
    },
  ],
};

function oddRule(rule: unknown) {
  return { alarmName: "odd", alarmRule: rule as string, alarmActions: [topic] };
}
