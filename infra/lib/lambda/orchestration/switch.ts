import { Failure } from "../runtime/failure";
import type { ParameterSource } from "../runtime/parameters";
import { withTimeLimit } from "../runtime/time-limit";
import type { Mode } from "./observation";

const positions: readonly Mode[] = ["on", "dry-run", "off", "fence"];

/**
 * The position of the off switch, read anew each time: a person who switches off must not wait for a memory to fade.
 * Deployed as a dry run it never says `on`.
 * @throws Failure when the switch cannot be read or stands on nothing known; then nothing is done, because the last
 * thing a person may have wanted is "off"
 */
export async function readSwitch(args: {
  readonly source: ParameterSource;
  readonly parameterName: string;
  readonly deployedAs: "automatic" | "dry-run";
  readonly timeLimitMs: number;
}): Promise<Mode> {
  const { source, parameterName, deployedAs, timeLimitMs } = args;
  const found = await withTimeLimit("Reading the switch", timeLimitMs, (signal) => source.get([parameterName], signal));
  const text = found.get(parameterName)?.trim();
  const position = positions.find((known) => known === text);
  if (position === undefined) {
    throw new Failure("misconfigured", "The switch stands on none of on, dry-run, off, fence.", {
      parameter: parameterName,
    });
  }
  return position === "on" && deployedAs === "dry-run" ? "dry-run" : position;
}
