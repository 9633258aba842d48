import type { RecordSet } from "../../../model/aws/record-sets";
import type { DnsRecord } from "../../../model/aws/records";
import { findRegion } from "../../../model/aws/region";
import { tokens } from "../../../model/aws/tokens";
import { Interruption } from "../../../model/graph/interruption";
import type { Member } from "../../../model/graph/stack";
import { UnknownValueError, unknown } from "../../../model/graph/unknown";
import { type Trigger, Triggers } from "../../../model/recovery/alarm-triggers";
import { voiceOfLoss } from "../../../model/recovery/alarms";
import { failoverActions, readDrivers } from "../../../model/recovery/drivers";
import { type LostRegion, readLeftRegions, readWritingRegions } from "../../../model/recovery/lost-regions";
import { openNames } from "../../../model/recovery/names";
import { readRolesThatMay } from "../../../model/recovery/role-actions";
import { about, type Check, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import type { StackFinding } from "../../engine/finding";
import { stackRule } from "../../engine/rule";

/** What moves traffic or data, and what starts it. */
interface Started {
  readonly driver: Member<unknown>;
  readonly by: readonly Trigger[];
}

/** Undefined for one that sees it. */
type Blindness = StackFinding | Interruption | undefined;

/** What a trigger does when this region is lost. */
function blindnessOf(trigger: Trigger, lost: string): Blindness {
  // A rule of the standby region keeps time, and hears of AWS's health, when the other one is lost.
  if (trigger.kind === "clock" || trigger.kind === "health") {
    return undefined;
  }
  if (trigger.kind === "untold") {
    return new Interruption(new UnknownValueError(unknown.string, [trigger.at]), trigger.urn);
  }
  const { alarm } = trigger;
  const voice = voiceOfLoss(alarm, lost);
  if (voice.kind === "silent") {
    return voice.fault;
  }
  return voice.kind === "rings"
    ? undefined
    : new Interruption(new UnknownValueError(unknown.string, ["metricName"]), alarm.urn);
}

const east = { provider: { region: "us-east-1" } };
const west = { provider: { region: "us-west-2" } };
const may = JSON.stringify({
  Statement: [
    {
      Effect: "Allow",
      Action: "rds:FailoverGlobalCluster",
      Resource: "arn:aws:rds::123456789012:global-cluster:ledger",
    },
  ],
});
const failover = [
  resource(tokens.globalCluster, "ledger", { globalClusterIdentifier: "ledger" }),
  resource(tokens.cluster, "writer", { globalClusterIdentifier: "ledger", masterPassword: "example" }, east),
  resource(tokens.cluster, "reader", { clusterIdentifier: "reader", globalClusterIdentifier: "ledger" }, west),
  resource(tokens.role, "role", { name: "driver", inlinePolicies: [{ policy: may }] }),
  resource(tokens.function, "driver", { name: "driver", role: "arn:aws:iam::123456789012:role/driver" }, west),
];
const startedBy = (rule: { readonly scheduleExpression?: string; readonly eventPattern?: string }) => [
  resource(tokens.eventRule, "rule", { name: "wake", ...rule }, west),
  resource(
    tokens.eventTarget,
    "wake",
    { rule: "wake", arn: "arn:aws:lambda:us-west-2:123456789012:function:driver" },
    west,
  ),
];
const byAlarm = startedBy({ eventPattern: '{"source":["aws.cloudwatch"],"detail":{"alarmName":["lag"]}}' });
const lag = (treatMissingData: string) =>
  resource(
    tokens.metricAlarm,
    "alarm",
    {
      name: "lag",
      namespace: "AWS/RDS",
      metricName: "AuroraGlobalDBRPOLag",
      dimensions: { DBClusterIdentifier: "reader" },
      comparisonOperator: "GreaterThanThreshold",
      threshold: 1000,
      evaluationPeriods: 1,
      treatMissingData,
    },
    west,
  );

export default stackRule({
  meta: {
    name: "recovery-require-seeing-trigger",
    severity: "critical",
    level: "advisory",
    law: "What starts an automatic failover can detect the loss of the region that it fails over from.",
    rationale:
      "An alarm that is lost with the region, or whose metric has no more data then, starts nothing: the failover that was to run automatically waits for a person.",
    remediation:
      "Let a schedule of the standby region start it, or an alarm there that treats missing data as breaching or asks from outside.",
    url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html",
    framework: { wellArchitected: "REL11-BP01", nist: ["CP-10", "SI-4"] },
  },
  config: {
    actions: {
      type: "array",
      items: { type: "string" },
      minItems: 1,
      default: failoverActions,
      description: "Actions by which traffic or data is moved: who may do one of them is judged.",
    },
  },
  *check(stack, { actions }): Check<StackFinding> {
    const roles = new Set<string>();
    yield* readRolesThatMay(stack, actions, roles);
    const triggers = new Triggers(stack);
    const kinds = [tokens.function, tokens.stateMachine];
    const drivers = (yield* readDrivers(stack, roles)).filter(({ type }) => kinds.some((kind) => kind.has(type)));
    const started = [
      ...drivers.map((driver): Started => ({ driver, by: triggers.of(driver) })),
      ...stack.of(tokens.switchPlan).map((plan): Started => ({ driver: plan, by: triggers.ofPlan(plan) })),
    ].filter(({ by }) => by.length > 0);
    if (started.length === 0) {
      return skip("nothing moves traffic or data automatically");
    }
    const names = yield* openNames(stack);
    const sets: RecordSet<DnsRecord>[] = [];
    yield* names.readSets(sets);
    const answering: LostRegion[] = [];
    yield* readLeftRegions(stack, names, sets, answering);
    yield* readWritingRegions(stack, answering);
    const lost = new Set(answering.map(({ region }) => region));
    for (const { driver, by } of started) {
      for (const region of lost) {
        yield* about(driver, () => {
          // One that is lost itself is what recovery-require-standby-control speaks of.
          if (!tokens.switchPlan.has(driver.type) && findRegion(driver) === region) {
            return [];
          }
          const found = by.map((trigger) => blindnessOf(trigger, region));
          const blind = found.filter((one) => one !== undefined);
          const hidden = blind.filter((one) => one instanceof Interruption);
          return blind.length < found.length ? [] : hidden.length > 0 ? hidden : blind.slice(0, 1);
        });
      }
    }
    return undefined;
  },
  examples: {
    pass: [
      {
        because: "a clock of the standby region starts it",
        given: [...failover, ...startedBy({ scheduleExpression: "rate(1 minute)" })],
      },
      { because: "silence of the replication starts it", given: [...failover, ...byAlarm, lag("breaching")] },
    ],
    fail: [
      {
        because: "the lag that starts it ends with its source",
        given: [...failover, ...byAlarm, lag("notBreaching")],
        at: ["alarm treatMissingData"],
      },
      {
        because: "the config names another action",
        config: { actions: ["lambda:UpdateAlias"] },
        given: [
          ...failover.slice(0, 3),
          resource(tokens.role, "role", {
            name: "driver",
            inlinePolicies: [
              {
                policy: JSON.stringify({
                  Statement: [{ Effect: "Allow", Action: "lambda:UpdateAlias", Resource: "*" }],
                }),
              },
            ],
          }),
          ...failover.slice(4),
          ...byAlarm,
          lag("missing"),
        ],
        at: ["alarm treatMissingData"],
      },
    ],
    undetermined: [
      {
        because: "it is started by events of one's own",
        given: [...failover, ...startedBy({ eventPattern: '{"source":["orders"]}' })],
        at: ["rule eventPattern"],
      },
    ],
    skip: [{ because: "a person starts it", given: failover }],
  },
});
