import { tableGrants } from "../../iam/grants/dynamodb";
import { busGrants } from "../../iam/grants/events";
import { orchestrationGrants } from "../../iam/grants/orchestration";
import { topicGrants } from "../../iam/grants/sns";
import { queueGrants } from "../../iam/grants/sqs";
import { parameterGrants } from "../../iam/grants/ssm";
import type { ByRole, Region } from "../../regions/pair";
import { days } from "../../units/time";
import type { ServiceRole } from "../iam/service-role";
import { functionRole } from "../lambda/function-role";
import type { AlertTopic } from "../sns/alert-topic";
import { Queue } from "../sqs/queue";
import type { FailoverNames } from "./failover-names";

export interface FailoverRightsArgs {
  /** The standby. */
  readonly region: Region;
  /** The region that may be lost. */
  readonly primary: Region;
  readonly names: FailoverNames;
  readonly database: { readonly globalName: string; readonly clusterNames: ByRole<string> };
  readonly topics: ByRole<AlertTopic>;
}

export interface FailoverRoles {
  readonly orchestrator: ServiceRole;
  readonly notifier: ServiceRole;
  readonly deadLetters: Queue;
}

/** Made before the rest: the policy of a key for the state can name no role that is not there yet. */
export function failoverRoles(name: string, args: FailoverRightsArgs): FailoverRoles {
  const { region, primary, names, database, topics } = args;
  const { arns } = region;
  const members = {
    global: arns.globalDatabase(database.globalName),
    primary: primary.arns.databaseCluster(database.clusterNames.primary),
    standby: arns.databaseCluster(database.clusterNames.secondary),
  };
  const deadLetters = new Queue(`${name}-dead-letters`, {
    region,
    queueName: names.deadLetters,
    retention: days(14),
    statements: Object.entries({ Clock: names.clockRule, Alarms: names.alarmRule, Notices: names.noticeRule }).map(
      ([sid, rule]) =>
        queueGrants.receiveUndelivered(arns.queue(names.deadLetters), `${sid}Undelivered`, arns.defaultRule(rule)),
    ),
  });
  const orchestrator = functionRole(`${name}-orchestrator-role`, {
    region,
    roleName: names.orchestratorRole,
    logGroupName: names.orchestratorLogs,
    deadLetters,
    statements: [
      ...orchestrationGrants.look(members),
      orchestrationGrants.moveWriter(members),
      // This region's copy alone, whose conditions hold: a lock must not be settled by the last of two writers.
      tableGrants.keep(arns.table(names.stateTable)),
      parameterGrants.read([arns.parameter(names.offSwitch)]),
      busGrants.put(arns.eventBus("default")),
    ],
  });
  const notifier = functionRole(`${name}-notifier-role`, {
    region,
    roleName: names.notifierRole,
    logGroupName: names.notifierLogs,
    deadLetters,
    statements: [topicGrants.publish([topics.secondary.arn, topics.primary.arn])],
  });
  return { orchestrator, notifier, deadLetters };
}
