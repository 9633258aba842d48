import { isGiven } from "../../graph/reading";
import { first, tags, text } from "./convert";
import { type Entry, entry, type Whole } from "./entry";
import { block, each, type Field, type Fields, mapOf, same } from "./field";

const dimensions = mapOf("name", "value", "dimensions");

const metric: Fields = {
  metricName: same("metric", "metricName"),
  namespace: same("metric", "namespace"),
  dimensions: { ...dimensions, way: ["metric", "dimensions"] },
  period: same("period"),
  stat: same("stat"),
  unit: same("unit"),
};

const query: Fields = {
  id: same("id"),
  expression: same("expression"),
  label: same("label"),
  returnData: same("returnData"),
  period: same("period"),
  accountId: same("accountId"),
  metric: block(metric, "metricStat"),
};

const told: Fields = Object.fromEntries(
  ["actionsEnabled", "alarmActions", "okActions", "insufficientDataActions"].map((name) => [name, same(name)]),
);

const measured: Fields = Object.fromEntries(
  [
    "metricName",
    "namespace",
    "period",
    "evaluationPeriods",
    "datapointsToAlarm",
    "threshold",
    "comparisonOperator",
    "statistic",
    "extendedStatistic",
    "treatMissingData",
    "thresholdMetricId",
    "unit",
  ].map((name) => [name, same(name)]),
);

const subscription: Fields = { protocol: same("protocol"), endpoint: same("endpoint") };

/** A document that has one statement, which stands there by itself. */
const oneStatement: Field = {
  way: ["statement"],
  make: (statement) => ({ Statement: [statement] }),
  below: ([, , ...rest]) => rest,
};
const ofBus: Whole = {
  type: "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
  fields: { eventBusName: same("eventBusName"), policy: oneStatement },
};
const ofCaller: Whole = {
  type: "aws:cloudwatch/eventPermission:EventPermission",
  fields: {
    eventBusName: same("eventBusName"),
    statementId: same("statementId"),
    principal: same("principal"),
    action: same("action"),
    condition: block({ type: same("type"), key: same("key"), value: same("value") }, "condition"),
  },
};

/** Who may send to a bus: a statement, or its parts each in a property. */
const busPolicy: Entry = {
  types: [ofBus.type, ofCaller.type],
  read: (props) => (isGiven(() => (props as { readonly statement?: unknown }).statement) ? ofBus : ofCaller),
};

/** Queues, topics, events and alarms. */
export const messaging: Readonly<Record<string, Entry>> = {
  "sqs:Queue": entry("aws:sqs/queue:Queue", {
    name: same("queueName"),
    fifoQueue: same("fifoQueue"),
    kmsMasterKeyId: same("kmsMasterKeyId"),
    sqsManagedSseEnabled: same("sqsManagedSseEnabled"),
    messageRetentionSeconds: same("messageRetentionPeriod"),
    visibilityTimeoutSeconds: same("visibilityTimeout"),
    delaySeconds: same("delaySeconds"),
    redrivePolicy: text("redrivePolicy"),
    redriveAllowPolicy: text("redriveAllowPolicy"),
    tags,
  }),
  "sqs:QueuePolicy": entry("aws:sqs/queuePolicy:QueuePolicy", {
    queueUrl: first("queues"),
    policy: same("policyDocument"),
  }),
  "sqs:QueueInlinePolicy": entry("aws:sqs/queuePolicy:QueuePolicy", {
    queueUrl: same("queue"),
    policy: same("policyDocument"),
  }),
  "sns:Topic": entry(
    "aws:sns/topic:Topic",
    { name: same("topicName"), fifoTopic: same("fifoTopic"), kmsMasterKeyId: same("kmsMasterKeyId"), tags },
    [
      {
        type: "aws:sns/topicSubscription:TopicSubscription",
        of: "subscription",
        fields: subscription,
        isList: true,
        owner: "topic",
      },
    ],
  ),
  "sns:Subscription": entry("aws:sns/topicSubscription:TopicSubscription", {
    ...subscription,
    topic: same("topicArn"),
    redrivePolicy: text("redrivePolicy"),
  }),
  "sns:TopicPolicy": entry("aws:sns/topicPolicy:TopicPolicy", { arn: first("topics"), policy: same("policyDocument") }),
  "sns:TopicInlinePolicy": entry("aws:sns/topicPolicy:TopicPolicy", {
    arn: same("topicArn"),
    policy: same("policyDocument"),
  }),
  "cloudwatch:Alarm": entry("aws:cloudwatch/metricAlarm:MetricAlarm", {
    name: same("alarmName"),
    ...told,
    ...measured,
    dimensions,
    metricQueries: each(query, "metrics"),
    tags,
  }),
  "cloudwatch:CompositeAlarm": entry("aws:cloudwatch/compositeAlarm:CompositeAlarm", {
    alarmName: same("alarmName"),
    alarmRule: same("alarmRule"),
    ...told,
    tags,
  }),
  "events:EventBus": entry(
    "aws:cloudwatch/eventBus:EventBus",
    { name: same("name"), kmsKeyIdentifier: same("kmsKeyIdentifier"), tags },
    [
      {
        type: "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
        of: "policy",
        fields: { policy: same() },
        owner: "eventBusName",
      },
    ],
  ),
  "events:EventBusPolicy": busPolicy,
  "events:Rule": entry(
    "aws:cloudwatch/eventRule:EventRule",
    {
      name: same("name"),
      eventBusName: same("eventBusName"),
      eventPattern: text("eventPattern"),
      scheduleExpression: same("scheduleExpression"),
      state: same("state"),
      roleArn: same("roleArn"),
      tags,
    },
    [
      {
        type: "aws:cloudwatch/eventTarget:EventTarget",
        of: "targets",
        fields: {
          arn: same("arn"),
          targetId: same("id"),
          roleArn: same("roleArn"),
          input: same("input"),
          deadLetterConfig: same("deadLetterConfig"),
        },
        isList: true,
        owner: "rule",
      },
    ],
  ),
};
