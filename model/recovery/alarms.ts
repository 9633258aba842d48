import { knownRegion } from "../aws/region";
import { known, stated } from "../graph/reading";
import type { Fault } from "./fault";
import { type Alarm, type Watch, watchesOf } from "./watched-metrics";

/** What an alarm says in a failure. */
export type Voice =
  | { readonly kind: "rings" }
  /** It stays as it is. `falls` says that its metric has no more data then: what reads the metric may tell that apart. */
  | { readonly kind: "silent"; readonly fault: Fault; readonly falls: boolean }
  /** Only the code that publishes the metric could tell. */
  | { readonly kind: "untold"; readonly because: string };

/** The same in a word, where what the alarm is told may be unknown. */
export type Speech = Voice["kind"];

export function speechOf(read: () => Voice): Speech {
  return known(read)?.kind ?? "untold";
}

/** Lag that a database's standby measures: without a source there is nothing to measure. */
const lagMetrics: Readonly<Record<string, RegExp>> = {
  "AWS/RDS": /^AuroraGlobalDB.*(Lag|RPO)/,
  "AWS/DocDB": /^GlobalCluster.*Lag$/,
  "AWS/Neptune": /^GlobalDb.*Lag$/,
  "AWS/S3": /^(ReplicationLatency|BytesPendingReplication|OperationsPendingReplication)$/,
  "AWS/DynamoDB": /^ReplicationLatency$/,
};

/** Metrics that are AWS's own begin with this; all others are published by code. */
const ofAws = /^AWS\//;

function isLag(namespace: string, metricName: string): boolean {
  return lagMetrics[namespace]?.test(metricName) === true;
}

/** What an alarm says when this region is lost as a whole. Throws while that is unknown. */
export function voiceOfLoss(alarm: Alarm, lost: string): Voice {
  const region = knownRegion(alarm);
  if (region === undefined) {
    return { kind: "untold", because: "nobody tells where the alarm is" };
  }
  if (region === lost) {
    return silent(alarm, "region", region, `another region: with ${lost} the alarm itself is lost`, true);
  }
  const watches = watchesOf(alarm).filter(({ metric }) => metric.read("metricName") !== undefined);
  const voices = watches.map((watch) => voiceOf(watch, lost));
  const [first] = voices;
  if (first === undefined || (watches.length > 1 && voices.some(({ kind }) => kind !== "silent"))) {
    return { kind: "untold", because: "only its expression tells" };
  }
  return first;
}

/** What a metric outside a lost region does. */
function voiceOf({ alarm, metric, property }: Watch, lost: string): Voice {
  const namespace = String(metric.read("namespace"));
  const metricName = String(metric.read("metricName"));
  if (property === "metricQueries" && namespace !== "AWS/Route53") {
    return { kind: "untold", because: "only its expression tells" };
  }
  const isBelow = String(alarm.props.comparisonOperator).startsWith("LessThan");
  if (namespace === "AWS/Route53") {
    return isBelow || property === "metricQueries"
      ? { kind: "rings" }
      : silent(alarm, "comparisonOperator", alarm.props.comparisonOperator, "LessThanThreshold: 0 is unhealthy", false);
  }
  if (namespace === "CloudWatchSynthetics") {
    return isBelow === (metricName === "SuccessPercent")
      ? { kind: "rings" }
      : silent(alarm, "comparisonOperator", alarm.props.comparisonOperator, "one that a failed run crosses", false);
  }
  if (isLag(namespace, metricName)) {
    return voiceOfLag(alarm, namespace, lost);
  }
  return ofAws.test(namespace)
    ? silent(
        alarm,
        "metricName",
        metricName,
        `a metric that moves when ${lost} is lost: this one is of what stays`,
        false,
      )
    : { kind: "untold", because: `only the code that publishes ${namespace} ${metricName} could tell` };
}

/**
 * A lag ends without a number when its source is gone. CloudWatch ignores that for DynamoDB, whatever the alarm says
 * (CloudWatch API reference, PutMetricAlarm, TreatMissingData); elsewhere the alarm decides.
 */
export function voiceOfLag(alarm: Alarm, namespace: string, source: string): Voice {
  const treatment = stated(alarm, "treatMissingData");
  if (namespace === "AWS/DynamoDB") {
    const want =
      "a metric of one's own: CloudWatch ignores missing data of AWS/DynamoDB, and with its source a lag has none";
    return silent(alarm, "namespace", namespace, want, true);
  }
  return treatment === "breaching"
    ? { kind: "rings" }
    : silent(alarm, "treatMissingData", treatment, `"breaching": without ${source} the lag has no more data`, true);
}

function silent({ urn }: Alarm, at: string, got: unknown, want: string, falls: boolean): Voice {
  return { kind: "silent", fault: { urn, at, got, want }, falls };
}

/** Metrics that count what callers get: without traffic they have no data. */
const traffic: Readonly<Record<string, RegExp>> = {
  "AWS/ApplicationELB": /^HTTPCode_|^TargetResponseTime$|ErrorCount$/,
  "AWS/ApiGateway": /^([45](XXError|xx)|Latency|IntegrationLatency)$/,
};

/**
 * What an alarm says of a front door that answers with errors, or that nobody reaches. A function whose failures reach
 * the caller as an answer counts none in `Errors`: that is not known from a graph.
 */
export function voiceOfErrors(alarm: Alarm, failure: "errs" | "nobody comes"): Voice {
  const { namespace = "", metricName = "", comparisonOperator } = alarm.props;
  if (namespace === "AWS/Lambda" && metricName === "Errors") {
    return { kind: "untold", because: "failures that reach the caller as an answer are no errors of the function" };
  }
  if (traffic[namespace]?.test(metricName) !== true) {
    return ofAws.test(namespace)
      ? silent(alarm, "metricName", metricName, "a metric of what callers get", false)
      : { kind: "untold", because: `only the code that publishes ${namespace} ${metricName} could tell` };
  }
  if (failure === "errs") {
    return /5(XX|xx)/.test(metricName) && !String(comparisonOperator).startsWith("LessThan")
      ? { kind: "rings" }
      : silent(alarm, "metricName", metricName, "a metric of errors", false);
  }
  const treatment = stated(alarm, "treatMissingData");
  return treatment === "breaching"
    ? { kind: "rings" }
    : silent(alarm, "treatMissingData", treatment, '"breaching": without traffic there is no data', true);
}
