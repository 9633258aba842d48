import type { Logger } from "../runtime/log";

export interface MirrorArgs {
  /** The smallest and the largest minimum that the standby may have: what both groups are declared with. */
  readonly floor: number;
  readonly ceiling: number;
  /** How many instances the primary's group wanted at most of late; undefined when nothing is known of it. */
  readonly readPeak: () => Promise<number | undefined>;
  readonly setMinimum: (minimum: number) => Promise<void>;
  readonly log: Logger;
}

/** Undefined: left as it is. */
export type Mirrored = { readonly minimum: number | undefined };

/**
 * Gives the standby as many instances at least as the primary wanted of late, so that it serves the primary's peak without
 * a launch. A primary of which nothing is known is lost, or about to be: then nothing is taken away.
 */
export async function mirrorCapacity({ floor, ceiling, readPeak, setMinimum, log }: MirrorArgs): Promise<Mirrored> {
  const peak = await readPeak().catch((thrown: unknown) => {
    log.warn("the primary's capacity cannot be read", { thrown: thrown instanceof Error ? thrown.name : "unknown" });
    return undefined;
  });
  if (peak === undefined || !Number.isInteger(peak) || peak < 0) {
    log.warn("the standby's minimum stays", { peak: peak ?? "unknown" });
    return { minimum: undefined };
  }
  const minimum = Math.min(Math.max(peak, floor), ceiling);
  await setMinimum(minimum);
  log.info("the standby's minimum", { minimum, peak });
  return { minimum };
}
