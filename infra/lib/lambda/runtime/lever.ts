import { Failure, toFailure } from "./failure";
import type { Logger } from "./log";
import type { ParameterSource } from "./parameters";
import { withTimeLimit } from "./time-limit";

export interface LeverArgs {
  /** Parameters of the other region. */
  readonly source: ParameterSource;
  /** The parameter there that says whether this region serves: `open` or `closed`. */
  readonly name: string;
  /** How long an answer is used without asking again, in milliseconds. */
  readonly ttlMs: number;
  /** How long nobody asks after a question failed, in milliseconds. */
  readonly retryMs: number;
  readonly timeLimitMs: number;
  readonly now: () => number;
  readonly log: Logger;
}

/** A switch for this region that is kept in the other one, where it can be moved while this one is in trouble. */
export interface Lever {
  isOpen(): Promise<boolean>;
}

/**
 * While the other region does not answer, its last answer counts, and before the first one the region is open: the loss
 * of a standby must not close the primary.
 */
export function peerLever(args: LeverArgs): Lever {
  let isOpen = true;
  let askAt = Number.NEGATIVE_INFINITY;
  let pending: Promise<void> | undefined;

  async function ask(): Promise<void> {
    try {
      isOpen = await read(args);
      askAt = args.now() + args.ttlMs;
    } catch (thrown) {
      args.log.warn("lever not read, its last position counts", { ...toFailure(thrown).logFields, isOpen });
      askAt = args.now() + args.retryMs;
    }
  }

  return {
    async isOpen() {
      if (args.now() >= askAt) {
        pending ??= ask().finally(() => {
          pending = undefined;
        });
        await pending;
      }
      return isOpen;
    },
  };
}

async function read({ source, name, timeLimitMs }: LeverArgs): Promise<boolean> {
  const found = await withTimeLimit("Reading the lever", timeLimitMs, (signal) => source.get([name], signal));
  return parseSwitch("lever", found.get(name));
}

/** @throws Failure of kind `misconfigured`, which names the parameter and not its value */
export function parseSwitch(parameter: string, text: string | undefined): boolean {
  if (text !== "open" && text !== "closed") {
    throw new Failure("misconfigured", "A parameter is not right: expected open or closed.", { parameter });
  }
  return text === "open";
}
