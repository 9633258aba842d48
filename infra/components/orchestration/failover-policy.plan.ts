import { inMilliseconds, minutes, type Seconds, seconds } from "../../units/time";

/**
 * When the orchestrator acts. Of an RTO of five minutes, 115 seconds are for what comes before the request to RDS, and 180
 * for the promotion, of which AWS says no more than "typically within a few minutes".
 *
 * Nothing is asked for before the front door has failed for 90 s, the time in which the checks that lead the clients find
 * an outage. Before that up to 7 s pass until the first failed probe begins (5 between two looks, 7 from one run to the
 * next), and after it up to 7 until the probe that makes the 90 full; that one waits 4 s for an answer, and 1 s is for
 * keeping the decision: 109, and the request has 4 s to arrive, 113.
 * The other two are found meanwhile. The lag is measured every minute, is above its limit 10 s after the loss, and can be
 * read 20 s later: 90. The health checkers of the world: two checks, 30 s apart, with a timeout of 4 s each, are 68, and up
 * to 20 pass until the DNS says so: 88. The two times of 20 s are assumptions: AWS states no numbers.
 * When neither the lag nor RDS says anything any more, silence does, 150 to 210 s after the loss: then five minutes hold
 * only with a promotion of 75 s.
 */
export const failoverPolicy = {
  failuresInRow: 6,
  failureWindow: seconds(90),
  longestGap: seconds(15),
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
