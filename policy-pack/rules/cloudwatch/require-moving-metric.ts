import { Directory, Referrers, theOne } from "../../../model/aws/references";
import { tokens } from "../../../model/aws/tokens";
import type { Interruption } from "../../../model/graph/interruption";
import { stated } from "../../../model/graph/reading";
import type { Stack } from "../../../model/graph/stack";
import { unknown } from "../../../model/graph/unknown";
import { type Queue, QueueDepths } from "../../../model/recovery/alarm-depths";
import { families, findSecondaries, gatherGlobalDatabases } from "../../../model/recovery/databases";
import { type Alarm, readDimension, type Watch, WatchedMetrics } from "../../../model/recovery/watched-metrics";
import { about, type Check, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import type { Finding, StackFinding } from "../../engine/finding";
import { stackRule } from "../../engine/rule";

const depth = "an alarm on ApproximateNumberOfMessagesVisible";

/** The watches of one metric that stand for themselves, not for an expression. */
function ownWatches({ watches }: WatchedMetrics): readonly Watch[] {
  return watches.filter(({ property }) => property === "dimensions");
}

function* eachWatch(
  stack: Stack,
  [namespace, metricName]: readonly [string, string],
  judge: (watch: Watch) => Check<Finding>,
): Check<StackFinding> {
  const metrics = new WatchedMetrics(stack, namespace, [metricName]);
  yield* metrics.unknown;
  for (const watch of ownWatches(metrics)) {
    yield* about(watch.alarm, () => judge(watch));
  }
}

/** What an alarm lacks, or the alarms that may make it good. */
function orHidden(finding: Finding, { unknown: hidden }: QueueDepths): readonly (Finding | Interruption)[] {
  return hidden.length > 0 ? hidden : [finding];
}

/** A message that was received three times is left out of the age; the metric tells of the next one. */
function judgeAge(stack: Stack, depths: QueueDepths): Check<StackFinding> {
  return eachWatch(stack, ["AWS/SQS", "ApproximateAgeOfOldestMessage"], function* (watch) {
    const queue = theOne(depths.queues.find(watch.alarm, "dimensions", () => readDimension(watch, "QueueName")));
    if (queue === undefined || depths.hasAlarm(depths.withDeadLetters(queue))) {
      return;
    }
    const { receives } = depths.redriveOf(queue);
    if (receives === undefined || receives >= 3) {
      const want = `${depth} of the queue or its dead letters besides: a message that fails three times is in no age`;
      yield* orHidden({ at: "metricName", got: "ApproximateAgeOfOldestMessage", want }, depths);
    }
  });
}

/** What goes to a dead-letter queue is no failed invocation. */
function judgeInvocations(stack: Stack, depths: QueueDepths): Check<StackFinding> {
  const rules = new Directory(stack.of(tokens.eventRule));
  const targets = new Referrers(stack.of(tokens.eventTarget), "rule", rules);
  const sent = ownWatches(new WatchedMetrics(stack, "AWS/Events", ["InvocationsSentToDlq"]));
  const ruleOf = (watch: Watch) => rules.find(watch.alarm, "dimensions", () => readDimension(watch, "RuleName"));
  return eachWatch(stack, ["AWS/Events", "FailedInvocations"], function* (watch) {
    const rule = theOne(ruleOf(watch));
    if (rule === undefined) {
      return;
    }
    yield* targets.unknown;
    const kept = targets.of(rule).map((target) => {
      const read = () => target.props.deadLetterConfig?.arn;
      return depths.queues.find(target, "deadLetterConfig", read);
    });
    yield* kept.flatMap(({ members, unknown: hidden }) => (members.length === 0 && hidden ? [hidden] : []));
    const isKept = kept.length > 0 && kept.every(({ members }) => members.length > 0);
    const isTold =
      sent.some((other) => ruleOf(other).members.includes(rule)) ||
      kept.every(({ members }) => depths.hasAlarm(members));
    if (isKept && !isTold) {
      const want = `InvocationsSentToDlq, or ${depth} of the dead letters besides: what goes there is no failed invocation`;
      yield* orHidden({ at: "metricName", got: "FailedInvocations", want }, depths);
    }
  });
}

/** A batch whose failures are reported one by one is no error of the function. */
function judgeErrors(stack: Stack, depths: QueueDepths): Check<StackFinding> {
  const functions = new Directory(stack.of(tokens.function));
  const mappings = new Referrers(stack.of(tokens.eventSourceMapping), "functionName", functions);
  return eachWatch(stack, ["AWS/Lambda", "Errors"], function* (watch) {
    const read = () => readDimension(watch, "FunctionName");
    const consumer = theOne(functions.find(watch.alarm, "dimensions", read));
    if (consumer === undefined) {
      return;
    }
    yield* mappings.unknown;
    const sources = mappings.of(consumer);
    const reporting = sources.filter(
      ({ props }) => props.functionResponseTypes?.includes("ReportBatchItemFailures") === true,
    );
    const found = reporting.map((mapping) =>
      depths.queues.find(mapping, "eventSourceArn", () => mapping.props.eventSourceArn),
    );
    yield* found.flatMap(({ members, unknown: hidden }) => (members.length === 0 && hidden ? [hidden] : []));
    const queues = found.flatMap(({ members }): readonly Queue[] => members);
    const untold = queues.filter((queue) => !depths.hasAlarm(depths.withDeadLetters(queue)));
    if (untold.length > 0) {
      const want = `${depth} of the queue or its dead letters besides: a failure that is reported within a batch is no error`;
      yield* orHidden({ at: "metricName", got: "Errors", want }, depths);
    }
  });
}

/** A lag has no number when replication has stopped. */
function* judgeLags(stack: Stack): Check<StackFinding> {
  for (const family of families) {
    const metrics = new WatchedMetrics(stack, family.namespace, family.lagMetrics);
    const watchers = metrics.byResource("DBClusterIdentifier", new Directory(family.clustersOf(stack)));
    const databases = gatherGlobalDatabases(stack, family);
    yield* databases.unknown;
    const receivers = databases.values.flatMap((database) => findSecondaries(database) ?? []);
    yield* receivers.length > 0 ? watchers.unknown : [];
    for (const cluster of receivers) {
      const alarms = watchers.of(cluster).map(({ alarm }) => alarm);
      yield* about(cluster, () => judgeSilence(alarms));
    }
  }
}

function judgeSilence(alarms: readonly Alarm[]): readonly StackFinding[] {
  const [first] = alarms;
  const treatments = alarms.map((alarm) => stated(alarm, "treatMissingData"));
  const want = '"breaching", here or on another alarm on this cluster: when replication stops, the lag has no number';
  return first === undefined || treatments.includes("breaching")
    ? []
    : [{ urn: first.urn, at: "treatMissingData", got: treatments[0], want }];
}

/** CloudWatch API reference, PutMetricAlarm: alarms of AWS/DynamoDB ignore missing data. */
function* judgeIgnored(alarms: readonly Alarm[]): Check<StackFinding> {
  for (const alarm of alarms) {
    yield* about(alarm, function* () {
      const { namespace, treatMissingData } = alarm.props;
      if (namespace === "AWS/DynamoDB" && treatMissingData === "breaching") {
        const want =
          "no such setting, and a metric of one's own for silence: alarms of AWS/DynamoDB ignore missing data";
        yield { at: "treatMissingData", got: treatMissingData, want };
      }
    });
  }
}

const east = { provider: { region: "us-east-1" } };
const west = { provider: { region: "us-west-2" } };
const dead = resource(tokens.queue, "dead", { name: "dead" }, east);
const work = (receives: number) =>
  resource(
    tokens.queue,
    "work",
    {
      name: "work",
      redrivePolicy: JSON.stringify({
        deadLetterTargetArn: "arn:aws:sqs:us-east-1:123456789012:dead",
        maxReceiveCount: receives,
      }),
    },
    east,
  );
const watch = (name: string, namespace: string, metricName: string, dimensions: Readonly<Record<string, string>>) =>
  resource(
    tokens.metricAlarm,
    name,
    { namespace, metricName, dimensions, comparisonOperator: "GreaterThanThreshold", evaluationPeriods: 1 },
    east,
  );
const age = watch("age", "AWS/SQS", "ApproximateAgeOfOldestMessage", { QueueName: "work" });
const waiting = (queue: string) =>
  watch("waiting", "AWS/SQS", "ApproximateNumberOfMessagesVisible", { QueueName: queue });
const database = [
  resource(tokens.globalCluster, "ledger", { globalClusterIdentifier: "ledger" }),
  resource(tokens.cluster, "writer", { globalClusterIdentifier: "ledger", masterPassword: "example" }, east),
  resource(tokens.cluster, "reader", { clusterIdentifier: "reader", globalClusterIdentifier: "ledger" }, west),
];
const lag = (treatMissingData: string) =>
  resource(
    tokens.metricAlarm,
    "lag",
    {
      namespace: "AWS/RDS",
      metricName: "AuroraGlobalDBRPOLag",
      dimensions: { DBClusterIdentifier: "reader" },
      comparisonOperator: "GreaterThanThreshold",
      evaluationPeriods: 1,
      treatMissingData,
    },
    west,
  );

export default stackRule({
  meta: {
    name: "cloudwatch-require-moving-metric",
    severity: "medium",
    level: "advisory",
    law: "An alarm's metric changes in the failure that the alarm is for, or the metric of another alarm does.",
    rationale:
      "The age of a message that keeps failing, errors that are reported within a batch, and a lag without replication leave their alarms green.",
    remediation: "Add an alarm on what waits in the queue or its dead letters, and let a lag's silence be breaching.",
    url: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html",
    framework: { wellArchitected: "REL6-BP03", nist: ["SI-4", "SI-4(5)"] },
  },
  config: {},
  *check(stack): Check<StackFinding> {
    const alarms = stack.of(tokens.metricAlarm);
    if (alarms.length === 0) {
      return skip("no alarm");
    }
    const depths = new QueueDepths(stack);
    yield* judgeAge(stack, depths);
    yield* judgeInvocations(stack, depths);
    yield* judgeErrors(stack, depths);
    yield* judgeLags(stack);
    yield* judgeIgnored(alarms);
    return undefined;
  },
  examples: {
    pass: [
      { because: "the dead letters are watched besides the age", given: [work(5), dead, age, waiting("dead")] },
      { because: "silence of a lag is breaching", given: [...database, lag("breaching")] },
    ],
    fail: [
      { because: "only the age of messages is watched", given: [work(5), dead, age], at: ["age metricName"] },
      {
        because: "a lag without replication is good",
        given: [...database, lag("notBreaching")],
        at: ["lag treatMissingData"],
      },
    ],
    undetermined: [
      {
        because: "it is unknown after how many receives a message is given up",
        given: [
          resource(tokens.queue, "elsewhere", {}, east),
          resource(
            tokens.queue,
            "work",
            { name: "work", redrivePolicy: unknown.string },
            { ...east, sources: { redrivePolicy: ["elsewhere"] } },
          ),
          age,
        ],
        at: ["work redrivePolicy"],
      },
    ],
    skip: [{ because: "there is no alarm", given: [dead] }],
  },
});
