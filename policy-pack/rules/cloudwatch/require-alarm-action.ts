import type { MetricAlarmArgs } from "@pulumi/aws/cloudwatch";
import { tokens } from "../../../model/aws/tokens";
import { part } from "../../../model/graph/interruption";
import type { Plain } from "../../../model/graph/stack";
import { union } from "../../../model/graph/tokens";
import { unknown } from "../../../model/graph/unknown";
import { AlarmReaders } from "../../../model/recovery/alarm-readers";
import { about, type Check, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import type { Finding, StackFinding } from "../../engine/finding";
import { stackRule } from "../../engine/rule";

const alarm = { name: "errors", comparisonOperator: "GreaterThanThreshold", evaluationPeriods: 1 };
const topic = "arn:aws:sns:us-east-1:123456789012:failover";

type Acting = Pick<Plain<MetricAlarmArgs>, "alarmActions" | "actionsEnabled">;

function* judge(props: Acting): Check<Finding> {
  yield* part(function* () {
    const actions = props.alarmActions;
    if (!Array.isArray(actions) || actions.length === 0) {
      yield { at: "alarmActions", got: actions, want: "at least one action, or a composite alarm that reads this one" };
    }
  });
  yield* part(function* () {
    const enabled = props.actionsEnabled ?? true;
    if (enabled !== true) {
      yield { at: "actionsEnabled", got: enabled, want: "true" };
    }
  });
}

export default stackRule({
  meta: {
    name: "cloudwatch-require-alarm-action",
    severity: "high",
    law: "Every alarm has an action, its own or through a composite alarm or a health check.",
    rationale: "An alarm without an action is a line on a page that nobody looks at during an outage.",
    remediation: "Add the ARN of a topic in the alarm's region to alarmActions, and leave actionsEnabled on.",
    url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html",
    framework: { wellArchitected: "REL6-BP03", nist: ["SI-4(5)", "IR-6", "CP-2"] },
  },
  config: {},
  *check(stack): Check<StackFinding> {
    const alarms = stack.of(union(tokens.metricAlarm, tokens.compositeAlarm));
    if (alarms.length === 0) {
      return skip("no alarm");
    }
    const readers = new AlarmReaders(stack);
    for (const member of alarms.filter((candidate) => !readers.has(candidate))) {
      yield* about(member, function* () {
        const found = [...judge(member.props)];
        yield* found.length > 0 && readers.unknown.length > 0 ? readers.unknown : found;
      });
    }
  },
  examples: {
    pass: [
      {
        because: "it notifies a topic",
        given: [resource(tokens.metricAlarm, "errors", { ...alarm, alarmActions: [topic] })],
      },
      {
        because: "it notifies a topic whose ARN is still unknown",
        given: [resource(tokens.metricAlarm, "errors", { ...alarm, alarmActions: [unknown.string] })],
      },
      {
        because: "a composite alarm that notifies a topic reads it",
        given: [
          resource(tokens.metricAlarm, "errors", alarm),
          resource(tokens.compositeAlarm, "region", {
            alarmName: "region",
            alarmRule: 'ALARM("errors") AND NOT OK(arn:aws:cloudwatch:us-east-1:123456789012:alarm:other)',
            alarmActions: [topic],
          }),
        ],
      },
      {
        because: "a health check follows it",
        given: [
          resource(tokens.metricAlarm, "errors", alarm),
          resource(tokens.healthCheck, "api", {
            type: "CLOUDWATCH_METRIC",
            cloudwatchAlarmName: "errors",
            cloudwatchAlarmRegion: "us-east-1",
          }),
        ],
      },
    ],
    fail: [
      {
        because: "it has no action",
        given: [resource(tokens.metricAlarm, "errors", alarm)],
        at: ["errors alarmActions"],
      },
      {
        because: "the list of actions is empty",
        given: [resource(tokens.metricAlarm, "errors", { ...alarm, alarmActions: [] })],
        at: ["errors alarmActions"],
      },
      {
        because: "its actions are switched off",
        given: [resource(tokens.metricAlarm, "errors", { ...alarm, alarmActions: [topic], actionsEnabled: false })],
        at: ["errors actionsEnabled"],
      },
      {
        because: "the composite alarm that reads it has no action either",
        given: [
          resource(tokens.metricAlarm, "errors", alarm),
          resource(tokens.compositeAlarm, "region", { alarmName: "region", alarmRule: "ALARM(errors)" }),
        ],
        at: ["region alarmActions"],
      },
    ],
    undetermined: [
      {
        because: "the list of actions is unknown, while the switch is still judged",
        given: [
          resource(tokens.metricAlarm, "errors", { ...alarm, alarmActions: unknown.array, actionsEnabled: false }),
        ],
        at: ["errors alarmActions"],
        fail: ["errors actionsEnabled"],
      },
      {
        because: "nobody recorded which alarms a composite alarm reads",
        given: [
          resource(tokens.metricAlarm, "errors", alarm),
          resource(tokens.compositeAlarm, "region", {
            alarmName: "region",
            alarmRule: unknown.string,
            alarmActions: [topic],
          }),
        ],
        at: ["region alarmRule"],
      },
    ],
    skip: [{ because: "there is no alarm", given: [resource(tokens.topic, "failover", {})] }],
  },
});
