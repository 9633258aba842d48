import { FunctionEventInvokeConfig } from "@pulumi/aws/lambda";
import { Parameter } from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import { functionArchive } from "../../lib/lambda/archive";
import { type ByRole, type Region, within } from "../../regions/pair";
import { mebibytes } from "../../units/size";
import { minutes, type Seconds, seconds } from "../../units/time";
import { type Alarm, AlarmSet } from "../cloudwatch/alarm-set";
import { GlobalTable } from "../dynamodb/global-table";
import { FunctionRule } from "../events/function-rule";
import type { EventPattern } from "../events/pattern.plan";
import { RegionalFunction } from "../lambda/regional-function";
import type { EndpointCheck } from "../route53/endpoint-check";
import { WitnessRecord } from "../route53/witness-record";
import type { Queue } from "../sqs/queue";
import { failoverPolicy, type LossLimits, policyText } from "./failover-policy.plan";
import type { FailoverRightsArgs, FailoverRoles } from "./failover-roles";

export interface FailoverOrchestrationArgs extends FailoverRightsArgs {
  /** Whose failover it is, as its logs say: `fleet`. */
  readonly service: string;
  /** Where the metric of the orchestrator's life is kept: `Fleet/Failover`. */
  readonly metricNamespace: string;
  readonly roles: FailoverRoles;
  /** What each region's own front door is asked, as a whole URL. */
  readonly endpoints: ByRole<pulumi.Input<string>>;
  /** The name that both regions serve. */
  readonly servedName: string;
  /** Says, by checks that are quicker than those that lead the clients, whether the world still gets to the primary. */
  readonly witness: {
    readonly zoneId: pulumi.Input<string>;
    readonly nameServers: pulumi.Input<readonly string[]>;
    readonly recordName: string;
    readonly checks: ByRole<EndpointCheck>;
    readonly ttl: Seconds;
  };
  /** Alarms of the standby region: when one changes, the orchestrator looks at once. */
  readonly alarmNames: readonly string[];
  readonly runtime: string;
  readonly logRetention: Seconds;
  /** Kept for each of the two functions alone, and the most that run at once; absent: they share the account's. */
  readonly reservedConcurrency?: number;
  /** Whether an outage is answered, or only told what would be done. */
  readonly mode: "automatic" | "dry-run";
  readonly losses: LossLimits;
  /**
   * How long whoever writes may go on without having heard of the orchestrator, which renews it in the state's table:
   * `writer`, `epoch` and `renewedAt` of the item `state`. Absent: writers know of no lease, and none is waited for.
   */
  readonly writerLease?: Seconds;
  /** Whether the page of the standby says if the writer answers, and how far its copy is: `/ready` of `lib/instance`. */
  readonly isWriterAsked: boolean;
  /** By region's name: the key that encrypts the state there. */
  readonly stateKeyArns?: Readonly<Record<string, pulumi.Input<string>>>;
  /** Whether AWS refuses to delete the state; absent: it goes with the stack. */
  readonly isStateKept?: boolean;
}

/** Where the metric of the orchestrator's life is. */
export interface HeartbeatMetric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Of the orchestrator: it watches for 70 seconds at most, and may need 20 more for the last look. */
const watchTime = seconds(95);
/** Who the orchestrator's own events come from. */
const noticeSource = "fleet.failover";

/**
 * A failover that runs itself: in the standby region, and with nothing of the primary's in its way. What it looks at,
 * writes to and asks is of the standby region or of Route 53's name servers.
 */
export class FailoverOrchestration extends pulumi.ComponentResource {
  readonly functions: { readonly orchestrator: RegionalFunction; readonly notifier: RegionalFunction };
  readonly stateTable: GlobalTable;
  readonly stateTableName: string;
  /** Parameter that a person sets to `off`, `dry-run` or `on`. */
  readonly switchName: string;
  readonly deadLetters: Queue;
  readonly heartbeat: HeartbeatMetric;
  /** In alarm from a failover on until the primary writes again: what a latch of the DNS goes by. */
  readonly latchAlarmName: pulumi.Output<string>;

  constructor(name: string, args: FailoverOrchestrationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:orchestration:FailoverOrchestration", name, {}, within(args.region, opts));
    const { region, primary, names, roles, witness, stateKeyArns, isStateKept = false } = args;
    this.deadLetters = roles.deadLetters;
    this.stateTableName = names.stateTable;
    this.switchName = names.offSwitch;
    this.heartbeat = {
      namespace: args.metricNamespace,
      metricName: "Watched",
      dimensions: { System: args.database.globalName },
    };

    // Written in one region only. The copy keeps the decisions elsewhere; as a lock it counts for nothing.
    this.stateTable = new GlobalTable(
      `${name}-state`,
      {
        home: region,
        replicas: [primary],
        tableName: names.stateTable,
        hashKey: { name: "system", type: "S" },
        rangeKey: { name: "entry", type: "S" },
        isKept: isStateKept,
        ...(stateKeyArns === undefined ? {} : { keyArns: stateKeyArns }),
      },
      { parent: this },
    );
    const offSwitch = new Parameter(
      `${name}-switch`,
      {
        name: names.offSwitch,
        type: "SecureString",
        description: "on, dry-run, fence or off: whether a failover runs automatically",
        value: pulumi.secret("on"),
        tags: region.tags,
      },
      // What a person has set it to, a deployment must not undo.
      { parent: this, ignoreChanges: ["value"] },
    );
    const record = new WitnessRecord(
      `${name}-witness`,
      { region, ...witness, identifiers: { primary: names.witnessPrimary, secondary: names.witnessSecondary } },
      { parent: this },
    );
    this.functions = this.#functions(name, args, [this.stateTable, offSwitch, record]);
    this.#triggers(name, args);
    const latch = new AlarmSet(
      `${name}-latch`,
      { topic: args.topics.secondary, alarms: { held: held(names.latchAlarm, this.heartbeat) } },
      { parent: this },
    );
    this.latchAlarmName = latch.madeName("held");
    new AlarmSet(
      `${name}-heartbeat`,
      {
        topic: args.topics.secondary,
        alarms: {
          silence: silence(names.heartbeatAlarm, this.heartbeat),
          ...writerAlarms(args, this.heartbeat),
        },
      },
      { parent: this },
    );

    this.registerOutputs({});
  }

  #functions(name: string, args: FailoverOrchestrationArgs, needed: pulumi.Resource[]) {
    const { region, primary, names, roles, topics } = args;
    const common = { region, deadLetters: roles.deadLetters };
    const orchestrator = new RegionalFunction(
      `${name}-orchestrator`,
      {
        ...common,
        functionName: names.orchestrator,
        logGroupName: names.orchestratorLogs,
        role: roles.orchestrator,
        code: codeOf("fleet-failover", watchTime, args),
        environment: orchestratorEnvironment(args, this.heartbeat),
      },
      { parent: this, dependsOn: needed },
    );
    const notifier = new RegionalFunction(
      `${name}-notifier`,
      {
        ...common,
        functionName: names.notifier,
        logGroupName: names.notifierLogs,
        role: roles.notifier,
        code: codeOf("fleet-notification", seconds(30), args),
        environment: {
          SERVICE_NAME: `${args.service}-notification`,
          REGION_ROLE: region.role,
          PRIMARY_REGION: primary.name,
          TOPIC: topics.secondary.arn,
          PRIMARY_TOPIC: topics.primary.arn,
        },
      },
      { parent: this },
    );
    return { orchestrator, notifier };
  }

  #triggers(name: string, { region, names, roles, alarmNames, database }: FailoverOrchestrationArgs): void {
    const { orchestrator, notifier } = this.functions;
    const common = { region, deadLetters: roles.deadLetters };
    // A call that comes late has nothing to add to the calls after it.
    new FunctionEventInvokeConfig(
      `${name}-orchestrator-calls`,
      { functionName: orchestrator.function.name, maximumEventAgeInSeconds: minutes(1), maximumRetryAttempts: 0 },
      { parent: this },
    );
    new FunctionRule(
      `${name}-clock`,
      {
        ...common,
        ruleName: names.clockRule,
        description: "Has the primary region watched, minute by minute",
        trigger: { schedule: "rate(1 minute)" },
        function: orchestrator,
      },
      { parent: this },
    );
    new FunctionRule(
      `${name}-alarms`,
      {
        ...common,
        ruleName: names.alarmRule,
        description: "Has the primary region looked at when an alarm of this region changes",
        trigger: { bus: "default", pattern: changesOf(region, alarmNames) },
        function: orchestrator,
      },
      { parent: this },
    );
    new FunctionRule(
      `${name}-notices`,
      {
        ...common,
        ruleName: names.noticeRule,
        description: "Tells people what was decided about a failover",
        // The default bus has the notices of every system in the region.
        trigger: { bus: "default", pattern: { source: [noticeSource], detail: { system: [database.globalName] } } },
        function: notifier,
      },
      { parent: this },
    );
  }
}

function codeOf(folder: string, timeout: Seconds, args: FailoverOrchestrationArgs) {
  const { runtime, logRetention, reservedConcurrency } = args;
  const shared = { runtime, memory: mebibytes(256), timeout, logRetention };
  const archive = functionArchive(folder);
  return reservedConcurrency === undefined ? { archive, ...shared } : { archive, ...shared, reservedConcurrency };
}

function orchestratorEnvironment(args: FailoverOrchestrationArgs, heartbeat: HeartbeatMetric) {
  const { region, primary, names, database, endpoints, servedName, witness, mode } = args;
  const { clusterNames } = database;
  return {
    SERVICE_NAME: `${args.service}-failover`,
    REGION_ROLE: region.role,
    PRIMARY_REGION: primary.name,
    SYSTEM: database.globalName,
    GLOBAL_CLUSTER: database.globalName,
    CLUSTERS: JSON.stringify({
      primary: primary.arns.databaseCluster(clusterNames.primary),
      standby: region.arns.databaseCluster(clusterNames.secondary),
    }),
    STANDBY_CLUSTER: clusterNames.secondary,
    PRIMARY_ENDPOINT: endpoints.primary,
    STANDBY_ENDPOINT: endpoints.secondary,
    WRITER_PAGE: args.isWriterAsked ? "asked" : "none",
    SERVED_NAME: servedName,
    WITNESS_NAME: witness.recordName,
    NAME_SERVERS: pulumi.output(witness.nameServers).apply((hosts) => hosts.join(" ")),
    STATE_TABLE: names.stateTable,
    SWITCH_PARAMETER: names.offSwitch,
    DEPLOYED_AS: mode,
    EVENT_BUS: "default",
    METRIC_NAMESPACE: heartbeat.namespace,
    POLICY: policyText(failoverPolicy, args.losses, args.writerLease),
  };
}

function changesOf({ arns }: Region, alarmNames: readonly string[]): EventPattern {
  return {
    source: ["aws.cloudwatch"],
    "detail-type": ["CloudWatch Alarm State Change"],
    resources: alarmNames.map((alarm) => arns.alarm(alarm)),
  };
}

/** The standby's instances ask the writer, and read what their copy has of it: no front door and no balancer is part of it. */
function writerAlarms(
  { names: { writerAlarms: names }, losses }: FailoverOrchestrationArgs,
  { namespace, dimensions }: HeartbeatMetric,
): Readonly<Record<string, Alarm>> {
  if (names === undefined) {
    return {};
  }
  const common = { namespace, dimensions, period: minutes(1), silence: "notBreaching" } as const;
  const writer: Alarm = {
    ...common,
    alarmName: names.silent,
    description: "The writer has answered no statement from the standby region for two minutes",
    metricName: "WriterSilent",
    statistic: "Minimum",
    comparison: "GreaterThanOrEqualToThreshold",
    threshold: 1,
    periods: 2,
  };
  const copy: Alarm = {
    ...common,
    alarmName: names.copy,
    description: "The newest heartbeat in the standby's copy is older than a failover may lose",
    metricName: "HeartbeatAge",
    statistic: "Maximum",
    comparison: "GreaterThanThreshold",
    threshold: losses.mostLoss,
    periods: 1,
  };
  return { writer, copy };
}

/** The orchestrator says so at each look; when it says nothing, what it said last stands. */
function held(alarmName: string, { namespace, dimensions }: HeartbeatMetric): Alarm {
  return {
    alarmName,
    description: "Traffic is kept in the standby region, until the primary writes again",
    namespace,
    metricName: "Held",
    dimensions,
    statistic: "Maximum",
    comparison: "GreaterThanOrEqualToThreshold",
    threshold: 1,
    period: minutes(1),
    periods: 1,
    silence: "ignore",
  };
}

/** No round was played for three minutes: nobody watches. */
function silence(alarmName: string, { namespace, metricName, dimensions }: HeartbeatMetric): Alarm {
  return {
    alarmName,
    description: "Nobody watches the primary region: the failover orchestrator is silent",
    namespace,
    metricName,
    dimensions,
    statistic: "Sum",
    comparison: "LessThanThreshold",
    threshold: 1,
    period: minutes(1),
    periods: 3,
    silence: "breaching",
  };
}
