import { SSMClient } from "@aws-sdk/client-ssm";
import { type Lever, peerLever } from "../lever";
import type { Logger } from "../log";
import { clientSettings } from "./client-settings";
import { ssmParameters } from "./ssm-parameters";

export interface RegionLeverArgs {
  /** Where the switch is kept. */
  readonly region: string | undefined;
  readonly name: string | undefined;
  readonly now: () => number;
  readonly log: Logger;
}

/** The switch of this region in another one's Parameter Store; always open where there is none. */
export function regionLever({ region, name, now, log }: RegionLeverArgs): Lever {
  if (region === undefined || name === undefined) {
    return { isOpen: async () => true };
  }
  const source = ssmParameters(new SSMClient({ ...clientSettings, region }));
  // A health check answers within a second and a half, whatever the other region does.
  return peerLever({ source, name, ttlMs: 30_000, retryMs: 10_000, timeLimitMs: 800, now, log });
}
