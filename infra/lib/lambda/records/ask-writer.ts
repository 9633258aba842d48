import { type Failure, toFailure } from "../runtime/failure";
import type { Logger } from "../runtime/log";
import { withTimeLimit } from "../runtime/time-limit";

/** How long a writer is waited for before something is done without one; the rest of a call's time is for that. */
const LIMIT_MS = 4_000;

/**
 * The work, or why there is no writer for it.
 * @throws whatever else goes wrong
 */
export async function askWriter<T>(log: Logger, work: (signal: AbortSignal) => Promise<T>): Promise<T | Failure> {
  try {
    return await withTimeLimit("The writer", LIMIT_MS, work);
  } catch (thrown) {
    const failure = toFailure(thrown);
    if (failure.kind !== "unavailable" && failure.kind !== "timeout") {
      throw thrown;
    }
    log.warn("no writer", failure.logFields);
    return failure;
  }
}
