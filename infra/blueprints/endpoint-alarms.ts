import { type Alarm, AlarmSet } from "../components/cloudwatch/alarm-set";
import { AlertTopic } from "../components/sns/alert-topic";
import type { Region } from "../regions/pair";

export interface EndpointAlarmsArgs {
  /** Where Route 53 has its metrics: us-east-1. */
  readonly region: Region;
  /** The topics of the system: one of that region is used, or else one is made there. */
  readonly topics: readonly AlertTopic[];
  readonly topicName: string;
  readonly emails: readonly string[];
  readonly alarms: Readonly<Record<string, Alarm>>;
}

/** On Route 53's own verdict, in the region where its metrics are. */
export function endpointAlarmSet({ region, topics, topicName, emails, alarms }: EndpointAlarmsArgs): AlarmSet {
  const topic =
    topics.find((one) => one.region.name === region.name) ??
    new AlertTopic("alerts-health-metrics", { region, topicName, emails });
  return new AlarmSet("alarms-endpoints", { topic, alarms });
}
