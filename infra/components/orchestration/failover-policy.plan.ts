import { inMilliseconds, minutes, type Seconds, seconds } from "../../units/time";

/**
 * When the orchestrator acts. The budget is an RTO of five minutes: 90 seconds to see the loss, 15 to decide, 180 for
 * the promotion, which is what AWS calls "a few minutes" (its own number does not exist).
 *
 * Seen in 90: six probes ten seconds apart, the first up to 20 s after the loss (10 between two probes, some more between
 * two runs), are 70; the health checkers of the world need 27 to 46 s at an interval of 10 s and a threshold of 3, and the
 * DNS some more; the lag is measured every minute, is above its limit 10 s after the loss, and can be read 20 s later.
 * When neither the lag nor RDS says anything any more, silence does after 150 s, and the budget is not kept.
 */
export const failoverPolicy = {
  failuresInRow: 6,
  failureWindow: seconds(50),
  longestGap: seconds(20),
  lagLimit: seconds(10),
  silenceLimit: seconds(150),
  cooldown: minutes(60),
  effectLimit: seconds(45),
  mostAsks: 3,
  promotionLimit: minutes(10),
};

/** The policy as the function reads it: in milliseconds. */
export function policyText(policy: typeof failoverPolicy): string {
  const { failuresInRow, mostAsks, ...times } = policy;
  const written = Object.entries<Seconds>(times).map(([name, time]) => [`${name}Ms`, inMilliseconds(time)]);
  return JSON.stringify({ failuresInRow, mostAsks, ...Object.fromEntries(written) });
}
