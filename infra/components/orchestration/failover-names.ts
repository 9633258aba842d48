/** Physical names of what runs a failover. */
export interface FailoverNames {
  readonly orchestrator: string;
  readonly orchestratorRole: string;
  readonly orchestratorLogs: string;
  readonly notifier: string;
  readonly notifierRole: string;
  readonly notifierLogs: string;
  readonly clockRule: string;
  readonly alarmRule: string;
  readonly noticeRule: string;
  readonly deadLetters: string;
  readonly stateTable: string;
  readonly offSwitch: string;
  readonly heartbeatAlarm: string;
  readonly latchAlarm: string;
  readonly witnessPrimary: string;
  readonly witnessSecondary: string;
}
