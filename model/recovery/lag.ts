import type { Member } from "../graph/stack";
import type { Copied } from "./copied";
import type { Estimate } from "./estimates";
import { isNotifying } from "./notification";
import type { Term } from "./term";
import type { Watch } from "./watched-metrics";

/** What a replication lag is measured against: one place of a store, and how far AWS says it is behind. */
export interface Lagging {
  readonly service: string;
  readonly urn: string;
  readonly at: string;
  readonly got: unknown;
  readonly usual: Estimate;
  /** How many of the metric's units make a second. */
  readonly unitsPerSecond: number;
  readonly store: Copied;
}

/**
 * How far a copy may be behind: the lowest threshold of the alarms on it, else what AWS calls typical. Both are estimates:
 * an alarm measures, it bounds nothing. Alarms that notify somebody count before those that do not.
 */
export function lagTerm(watches: readonly Watch[], lagging: Lagging): Term {
  const { service, urn, at, got, usual, unitsPerSecond, store } = lagging;
  const limits = watches.filter(watchesForMore);
  const notifying = limits.filter(({ alarm }) => isNotifying(alarm));
  const chosen = notifying.length > 0 ? notifying : limits;
  const terms = chosen.flatMap(({ alarm }) => thresholdTerm(alarm, service, unitsPerSecond, notifying.length > 0));
  const [lowest] = terms.sort((one, other) => one.seconds - other.seconds);
  const term = lowest ?? {
    name: `${service} replication`,
    seconds: usual.seconds,
    urn,
    at,
    got,
    basis: `estimate: ${usual.source}`,
    estimate: { seconds: usual.seconds, confidence: usual.confidence },
  };
  return { ...term, store };
}

/** One that waits for a small lag watches for silence, and says nothing of how far a copy may be behind. */
function watchesForMore({ alarm, property }: Watch): boolean {
  return property === "dimensions" && !String(alarm.props.comparisonOperator).startsWith("LessThan");
}

function thresholdTerm(
  alarm: Member<{ readonly threshold?: number }>,
  service: string,
  perSecond: number,
  notifies: boolean,
): readonly Term[] {
  const { threshold } = alarm.props;
  const basis = `estimate: the threshold of an alarm${notifies ? "" : " that notifies nobody"}, which measures and bounds nothing`;
  return typeof threshold === "number"
    ? [
        {
          name: `${service} replication`,
          seconds: threshold / perSecond,
          urn: alarm.urn,
          at: "threshold",
          got: threshold,
          basis,
        },
      ]
    : [];
}
