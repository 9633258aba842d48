const FIRST_SECONDS = 5;
const LONGEST_SECONDS = 900;

/**
 * How long a message waits for its next try, in seconds: 5, 10, 20 ... at most 900, of which a random share of up to a
 * half is taken off, so that messages that failed together do not come back together.
 * @param receives how often the message was received, from 1
 * @param random at least 0, less than 1
 * @param longestSeconds less than 900 where somebody waits for what the message is for
 */
export function retryDelay(receives: number, random: number, longestSeconds = LONGEST_SECONDS): number {
  const whole = Math.min(longestSeconds, FIRST_SECONDS * 2 ** (Math.max(1, receives) - 1));
  return Math.ceil(whole * (1 - random / 2));
}
