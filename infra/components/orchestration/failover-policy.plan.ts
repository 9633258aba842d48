import { inMilliseconds, minutes, type Seconds, seconds } from "../../units/time";

/**
 * When the orchestrator acts. The budget is an RTO of five minutes: 125 seconds to see the loss, 15 to decide, and 160 for
 * the promotion, of which AWS says no more than "typically within a few minutes".
 *
 * Seen in 125: six probes ten seconds apart, the first up to 20 s after the loss (10 between two probes, some more between
 * two runs), are 70. The lag is measured every minute, is above its limit 10 s after the loss, and can be read 20 s later:
 * 90. The health checkers of the world come last: three checks, 30 s apart, are 90, a timeout each 15 more, and up to 20
 * pass until the DNS says so; AWS states no number for the last, nor for when a lag can be read.
 * When neither the lag nor RDS says anything any more, silence does after 150 s, and a promotion has 135 left.
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
