import { doesWriterAnswer, type Lag, type Observation } from "./observation";
import type { Policy } from "./policy";
import type { Streak } from "./state";

/** What is known of the copy in the standby, over many looks. Times in milliseconds. */
export interface Copy {
  /** All that was committed before is in the standby; undefined: nothing was ever read. */
  readonly copiedUntil: number | undefined;
  /** When the late readings were made that have come in a row, the latest last. */
  readonly lateAt: readonly number[];
  /** When the latest reading of the metric was made that has counted. */
  readonly metricAt: number;
}

export const unreadCopy: Copy = { copiedUntil: undefined, lateAt: [], metricAt: 0 };

export type CopyVerdict = "flowing" | "late" | "interrupted" | "unknown";

/** CloudWatch has one value a minute of these metrics. */
const metricPeriodMs = 60_000;
/** Readings that are remembered: more than any policy counts. */
const remembered = 20;

/** What is known after one more look. A reading counts once, and one that flows ends the row of late ones. */
export function nextCopy(before: Copy, observation: Observation, now: number, policy: Policy): Copy {
  const metric = newestMetric(observation, now, policy);
  const isNew = metric !== undefined && metric.measuredAt > before.metricAt;
  const metricAt = isNew ? metric.measuredAt : before.metricAt;
  // A metric may stand still and say what it said last: where there are heartbeats, only they prove what has arrived.
  const byMetric = isNew && observation.word === undefined ? copiedBy(metric) : undefined;
  const copiedUntil = latest(before.copiedUntil, heartbeatOf(observation), byMetric);
  const reading = read(observation, isNew ? metric : undefined, now, policy);
  if (reading === undefined) {
    return { ...before, copiedUntil, metricAt };
  }
  const lateAt = reading.isLate ? [...before.lateAt, reading.at].slice(-remembered) : [];
  return { copiedUntil, lateAt, metricAt };
}

/** The most direct reading that this look has: the copy's own content, what RDS says of it, and the metric. */
function read(
  observation: Observation,
  metric: Lag | undefined,
  now: number,
  { lagLimitMs }: Policy,
): { readonly isLate: boolean; readonly at: number } | undefined {
  const beat = heartbeatOf(observation);
  if (beat !== undefined) {
    return { isLate: now - beat > lagLimitMs, at: now };
  }
  const { database } = observation;
  if (database !== "unknown" && database.isConnected === false) {
    return { isLate: true, at: now };
  }
  return metric === undefined ? undefined : { isLate: metric.lagMs > lagLimitMs, at: metric.measuredAt };
}

/**
 * Whether the copy broke off with the front door. Late readings from before do not count: what was late for an hour says
 * nothing of an outage that has just begun. Nor do heartbeats alone, when the metric says that the volume is copied: then
 * nobody gets a statement through, which is an overload, and no lost region.
 */
export function judgeCopy(
  { lateAt }: Copy,
  observation: Observation,
  outage: Streak | undefined,
  now: number,
  policy: Policy,
): CopyVerdict {
  const metric = newestMetric(observation, now, policy);
  const since = outage === undefined ? 0 : outage.firstAt;
  const counted = lateAt.filter((at) => at >= since && now - at <= policy.freshMs);
  if (counted.length === 0) {
    return isFlowing(observation, metric, since, now, policy) ? "flowing" : "unknown";
  }
  // What was written after the front door failed has arrived: nobody gets a statement through, and the volume is copied.
  if (
    !doesWriterAnswer(observation) &&
    metric !== undefined &&
    copiedBy(metric) > since &&
    isEarly(metric, observation, policy)
  ) {
    return "flowing";
  }
  return counted.length >= policy.lateReadings ? "interrupted" : "late";
}

function isFlowing(
  observation: Observation,
  metric: Lag | undefined,
  since: number,
  now: number,
  policy: Policy,
): boolean {
  const beat = heartbeatOf(observation);
  if (beat !== undefined) {
    return now - beat <= policy.lagLimitMs;
  }
  return metric !== undefined && metric.measuredAt >= since && isEarly(metric, observation, policy);
}

function isEarly({ lagMs }: Lag, { database }: Observation, { lagLimitMs }: Policy): boolean {
  const isDisconnected = database !== "unknown" && database.isConnected === false;
  return lagMs <= lagLimitMs && !isDisconnected;
}

/**
 * What a failover could lose, in milliseconds: from the moment up to which everything is copied to the moment after which
 * no client could write. Undefined: nothing is known of the copy.
 */
export function lossOf({ copiedUntil }: Copy, writesEndedAt: number, mostMs = Number.POSITIVE_INFINITY) {
  return copiedUntil === undefined ? undefined : Math.min(mostMs, Math.max(0, writesEndedAt - copiedUntil));
}

function heartbeatOf({ word }: Observation): number | undefined {
  return word === undefined || word === "unknown" ? undefined : word.copiedUntil;
}

/** A reading that is too old is none. */
function newestMetric({ lag }: Observation, now: number, { freshMs }: Policy): Lag | undefined {
  return lag === undefined || lag === "unknown" || now - lag.measuredAt > freshMs ? undefined : lag;
}

function begunAt({ begunAt, measuredAt }: Lag): number {
  return begunAt ?? measuredAt;
}

/** At the end of a whole minute the lag was no worse than its worst. Of one that is not over, only its beginning is sure. */
function copiedBy(lag: Lag): number {
  const isWhole = lag.begunAt === undefined || lag.measuredAt - lag.begunAt >= metricPeriodMs;
  return (isWhole ? lag.measuredAt : begunAt(lag)) - lag.lagMs;
}

function latest(...times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}
