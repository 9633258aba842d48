import { part } from "../../engine/check";
import { resourceRule } from "../../engine/rule";
import { unknown } from "../../engine/sdk";
import { tokens, union } from "../../facts/tokens";

const alarm = { name: "errors", comparisonOperator: "GreaterThanThreshold", evaluationPeriods: 1 };
const topic = "arn:aws:sns:us-east-1:123456789012:failover";

export default resourceRule({
  meta: {
    name: "cloudwatch-require-alarm-action",
    severity: "high",
    law: "An alarm does something when it goes off.",
    rationale: "An alarm without an action is a line on a page that nobody looks at during an outage.",
    remediation: "Add the ARN of a topic in the alarm's region to alarmActions, and leave actionsEnabled on.",
    url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html",
    framework: { wellArchitected: "REL6-BP03", nist: ["SI-4(5)", "IR-6", "CP-2"] },
  },
  config: {},
  on: union(tokens.metricAlarm, tokens.compositeAlarm),
  *check(props) {
    yield* part(function* () {
      const actions = props.alarmActions;
      if (!Array.isArray(actions) || actions.length === 0) {
        yield { at: "alarmActions", got: actions, want: "at least one action" };
      }
    });
    yield* part(function* () {
      const enabled = props.actionsEnabled ?? true;
      if (enabled !== true) {
        yield { at: "actionsEnabled", got: enabled, want: "true" };
      }
    });
  },
  examples: {
    pass: [
      { because: "it tells a topic", given: { ...alarm, alarmActions: [topic] } },
      { because: "it tells a topic whose ARN is still unknown", given: { ...alarm, alarmActions: [unknown.string] } },
      {
        because: "a composite alarm tells a topic",
        type: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
        given: { alarmName: "region", alarmRule: "ALARM(errors)", alarmActions: [topic], actionsEnabled: true },
      },
    ],
    fail: [
      { because: "it has no action", given: alarm, at: ["alarmActions"] },
      { because: "the list of actions is empty", given: { ...alarm, alarmActions: [] }, at: ["alarmActions"] },
      {
        because: "its actions are switched off",
        given: { ...alarm, alarmActions: [topic], actionsEnabled: false },
        at: ["actionsEnabled"],
      },
      {
        because: "a composite alarm has no action",
        type: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
        given: { alarmName: "region", alarmRule: "ALARM(errors)" },
        at: ["alarmActions"],
      },
    ],
    undetermined: [
      {
        because: "the list of actions is unknown, while the switch is still judged",
        given: { ...alarm, alarmActions: unknown.array, actionsEnabled: false },
        at: ["alarmActions"],
        fail: ["actionsEnabled"],
      },
    ],
  },
});
