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
  /** Of what the standby says of the writer and of its copy; absent: somebody else watches it. */
  readonly writerAlarms?: { readonly silent: string; readonly copy: string };
  readonly witnessPrimary: string;
  readonly witnessSecondary: string;
}
