import type { GraphResource } from "../../graph";
import { findText, type Inventory, objectsIn, readNumber, textsIn } from "../../inventory";
import type { Alarm, Subscription, Topic, Watched } from "../system";
import { settled } from "./checks";
import type { Reading } from "./stores";
import { HEALTH_CHECK } from "./types";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const TOPIC = "aws:sns/topic:Topic";
const SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";
const CLUSTER = "aws:rds/cluster:Cluster";

/** Metrics of what a client sees as an error, by namespace. */
const errorMetrics: Readonly<Record<string, RegExp>> = {
  "AWS/ApplicationELB": /5XX/,
  "AWS/ApiGateway": /^5(XXError|xx)$/,
  "AWS/Lambda": /^Errors$/,
};

function dimensionOf(alarm: GraphResource, name: string): string | undefined {
  return findText(objectsIn(alarm.inputs.dimensions)[0]?.[name]);
}

function clusterOf(alarm: GraphResource, inventory: Inventory): GraphResource | undefined {
  const name = dimensionOf(alarm, "DBClusterIdentifier");
  const clusters = inventory.ofType(CLUSTER);
  return (
    clusters.find(({ inputs }) => name !== undefined && findText(inputs.clusterIdentifier) === name) ??
    inventory.referredTo(alarm, "dimensions", clusters)[0]
  );
}

function watchedBy(alarm: GraphResource, { inventory }: Reading): Watched {
  const { inputs } = alarm;
  const namespace = findText(inputs.namespace) ?? "";
  const metric = findText(inputs.metricName) ?? "";
  const isBelow = findText(inputs.comparisonOperator)?.startsWith("LessThan") === true;
  const [check] = inventory.referredTo(alarm, "dimensions", inventory.ofType(HEALTH_CHECK));
  if (namespace === "AWS/Route53" && isBelow && check !== undefined) return { kind: "health-status", check: check.urn };
  if (errorMetrics[namespace]?.test(metric) === true && !isBelow) return { kind: "errors" };
  const cluster = metric === "AuroraGlobalDBReplicationLag" && !isBelow ? clusterOf(alarm, inventory) : undefined;
  const threshold = readNumber(inputs.threshold);
  if (cluster === undefined || typeof threshold !== "number") return { kind: "other" };
  return { kind: "database-lag", cluster: cluster.urn, thresholdSeconds: threshold / 1000 };
}

function subscriptionsOf(topic: GraphResource, inventory: Inventory): readonly Subscription[] {
  return inventory
    .ofType(SUBSCRIPTION)
    .filter((subscription) => inventory.refersTo(subscription, "topic", topic))
    .map(({ urn, inputs }) => ({
      urn,
      protocol: findText(inputs.protocol) ?? "",
      endpoint: findText(inputs.endpoint) ?? "",
    }));
}

/** `arn:aws:sns:<region>:<account>:<name>`: an action by its text, where the program computed it. */
function isNamedBy(arn: string, topic: GraphResource, inventory: Inventory): boolean {
  const [, , service, region, , name] = arn.split(":");
  return service === "sns" && region === inventory.regionOf(topic) && name === findText(topic.inputs.name);
}

function topicsOf(alarm: GraphResource, inventory: Inventory): readonly Topic[] {
  const topics = inventory.ofType(TOPIC);
  const arns = textsIn(alarm.inputs.alarmActions);
  const referred = inventory.referredTo(alarm, "alarmActions", topics);
  return topics
    .filter((topic) => referred.includes(topic) || arns.some((arn) => isNamedBy(arn, topic, inventory)))
    .map((topic) => ({
      urn: topic.urn,
      region: inventory.regionOf(topic) ?? "",
      subscriptions: subscriptionsOf(topic, inventory),
    }));
}

/** The alarms that tell somebody. */
export function readAlarms(reading: Reading): readonly Alarm[] {
  const { inventory, notes } = reading;
  return inventory
    .ofType(ALARM)
    .filter(({ inputs }) => inputs.actionsEnabled !== false)
    .map((alarm) => {
      const { inputs, name, urn } = alarm;
      const periods = settled(inputs.evaluationPeriods, 1, `evaluationPeriods of ${name}`, notes);
      return {
        name: findText(inputs.name) ?? name,
        urn,
        region: inventory.regionOf(alarm) ?? "",
        watched: watchedBy(alarm, reading),
        periodSeconds: settled(inputs.period, 60, `period of ${name}`, notes),
        points: settled(inputs.datapointsToAlarm, periods, `datapointsToAlarm of ${name}`, notes),
        breachesWhenSilent: findText(inputs.treatMissingData) === "breaching",
        topics: topicsOf(alarm, inventory),
      };
    })
    .filter(({ topics }) => topics.some(({ subscriptions }) => subscriptions.length > 0));
}
