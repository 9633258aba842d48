import { inMilliseconds, minutes, type Seconds, seconds } from "../../units/time";

/**
 * When the orchestrator acts. Of an RTO of five minutes, 115 seconds are for what comes before the request to RDS, and 180
 * for the promotion, of which AWS says no more than "typically within a few minutes".
 *
 * Nothing is asked for before the front door has failed for 90 s, the time in which the checks that lead the clients find
 * an outage, and longer than a failover inside the region takes, which is mostly over after 60. Before that up to 7 s pass
 * until the first failed probe begins (5 between two looks, 7 from one run to the next), and after it up to 7 until the
 * probe that makes the 90 full; that one waits 4 s for an answer, and 1 s is for keeping the decision: 109, and the request
 * has 4 s to arrive, 113.
 * The others are found meanwhile. That the writer is silent and its heartbeats do not arrive any more, the standby's
 * instances say after 10 s, and again at the next look. The health checkers of the world: two checks, 30 s apart, with a
 * timeout of 4 s each, are 68, and up to 20 pass until the DNS says so: 88. The 20 s are an assumption: AWS states no number.
 * Where nobody asks the writer, two minutes of the lag must say so in a row, 80 to 160 s after the loss.
 */
export const failoverPolicy = {
  failuresInRow: 6,
  failureWindow: seconds(90),
  longestGap: seconds(15),
  lagLimit: seconds(10),
  lateReadings: 2,
  fresh: seconds(90),
  switchoverAfter: minutes(5),
  cooldown: minutes(60),
  effectLimit: seconds(45),
  longestAskGap: minutes(3),
  asksUntilTold: 3,
  promotionLimit: minutes(10),
};

/**
 * How long the application may write after the orchestrator was heard of last. No failover is asked for before every lease
 * is over, and a failover waits 90 s anyhow: renewed last up to 11 s after the loss (a look, and what an instance said of the
 * writer 4 s before it), 75 s and the 10 by which clocks may differ end within them and the look after them. A run that
 * crashes is followed by the next within 65 s: it stops no write.
 */
export const writerLease = seconds(75);

/** What a failover may lose, and after which time the writer itself holds commits that are not copied. */
export interface LossLimits {
  readonly mostLoss: Seconds;
  readonly commitsHeldAfter?: Seconds | undefined;
}

/** The policy as the function reads it: in milliseconds. */
export function policyText(
  policy: typeof failoverPolicy,
  { mostLoss, commitsHeldAfter }: LossLimits,
  lease: Seconds | undefined,
): string {
  const { failuresInRow, lateReadings, asksUntilTold, ...times } = policy;
  const all: Readonly<Record<string, Seconds | undefined>> = { ...times, mostLoss, commitsHeldAfter, lease };
  const written = Object.entries(all).flatMap(([name, time]) =>
    time === undefined ? [] : [[`${name}Ms`, inMilliseconds(time)]],
  );
  return JSON.stringify({ failuresInRow, lateReadings, asksUntilTold, ...Object.fromEntries(written) });
}
