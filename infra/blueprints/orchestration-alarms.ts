import { AlarmSet } from "../components/cloudwatch/alarm-set";
import * as alarm from "../components/cloudwatch/alarms.plan";
import type { FailoverOrchestration } from "../components/orchestration/failover-orchestration";
import type { AlertTopic } from "../components/sns/alert-topic";
import type { ByRole, RegionPair } from "../regions/pair";
import { seconds } from "../units/time";

const stateLag = seconds(1);

export interface OrchestrationAlarmNames {
  readonly orchestratorErrors: string;
  readonly notifierErrors: string;
  readonly deadLetters: string;
  /** The same in both regions. */
  readonly stateLag: string;
  /** Of the alarm that the orchestration has itself. */
  readonly heartbeat: string;
}

/** Who watches is watched too. Its copies of the state are followed from both sides. */
export function orchestrationAlarms(
  { primary, secondary }: RegionPair,
  topics: ByRole<AlertTopic>,
  { functions, stateTableName, deadLetters }: FailoverOrchestration,
  names: OrchestrationAlarmNames,
): readonly string[] {
  const inStandby = new AlarmSet("alarms-failover", {
    topic: topics.secondary,
    alarms: {
      "orchestrator-errors": alarm.functionErrors(
        names.orchestratorErrors,
        functions.orchestrator.functionName,
        alarm.noTolerance,
      ),
      "notifier-errors": alarm.functionErrors(names.notifierErrors, functions.notifier.functionName, alarm.noTolerance),
      "dead-letters": alarm.messagesWaiting(names.deadLetters, deadLetters.queueName),
      "state-lag": alarm.tableReplicationLag(names.stateLag, stateTableName, primary.name, stateLag),
    },
  });
  const inPrimary = new AlarmSet("alarms-failover-primary", {
    topic: topics.primary,
    alarms: {
      "state-lag": alarm.tableReplicationLag(names.stateLag, stateTableName, secondary.name, stateLag),
    },
  });
  return [...inStandby.alarmNames, ...inPrimary.alarmNames, names.heartbeat];
}
