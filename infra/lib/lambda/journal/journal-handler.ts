import type { Context } from "aws-lambda";
import { Failure, toFailure } from "../runtime/failure";
import type { Logger } from "../runtime/log";
import { withTimeLimit } from "../runtime/time-limit";
import { findChanges } from "./stream-event";
import { type JournalArgs, writeJournal } from "./write-journal";

/** Time kept back from the function's own limit to say what failed, in milliseconds. */
const ANSWER_RESERVE_MS = 500;

export interface JournalHandlerArgs extends JournalArgs {
  readonly log: Logger;
}

export type InvocationContext = Pick<Context, "awsRequestId" | "getRemainingTimeInMillis">;

/**
 * A Lambda handler for a stream of DynamoDB. It handles all changes or none: what it throws at, the stream gives again.
 * @throws Failure when a change cannot be kept now, and for an event that is not from a stream
 */
export function journalHandler(
  args: JournalHandlerArgs,
): (event: unknown, context: InvocationContext) => Promise<void> {
  return async (event, context) => {
    const log = args.log.with({ requestId: context.awsRequestId });
    const changes = findChanges(event);
    if (changes === undefined) {
      log.error("malformed event");
      throw new Failure("misconfigured", "An event of a DynamoDB stream is expected.");
    }
    const timeLimitMs = Math.max(0, context.getRemainingTimeInMillis() - ANSWER_RESERVE_MS);
    try {
      await withTimeLimit("The journal", timeLimitMs, (signal) => writeJournal(args, changes, signal));
    } catch (thrown) {
      const failure = toFailure(thrown);
      log.error("changes not kept, they come back", { ...failure.logFields, changes: changes.length });
      throw failure;
    }
    log.info("changes kept", { changes: changes.length });
  };
}
