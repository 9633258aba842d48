import type { Context, SQSBatchResponse } from "aws-lambda";
import { Failure, toFailure } from "../failure";
import type { Logger } from "../log";
import { withTimeLimit } from "../time-limit";
import type { MessageDelay, MessageQueue } from "./message-queue";
import { Poison } from "./poison";
import { retryDelay } from "./retry-delay";
import { findMessages, type QueueMessage } from "./sqs-event";

/** Time kept back from the function's own limit to put off what failed and to answer, in milliseconds. */
const ANSWER_RESERVE_MS = 3_000;

/** Longest time to put one message off, or to hand it to the dead letters, in milliseconds. */
const POSTPONE_LIMIT_MS = 2_000;

export interface MessageCall {
  /** Aborted when the message's time is over. */
  readonly signal: AbortSignal;
  readonly log: Logger;
}

export interface BatchHandlerArgs {
  /** Handles one message, which may have been handled before. Throws Poison when no further try can help. */
  readonly handle: (body: string, call: MessageCall) => Promise<void>;
  readonly queue: MessageDelay;
  /** Takes what can never be handled, with the reason, at once. Absent: such a message gets there by its receives. */
  readonly deadLetters?: MessageQueue | undefined;
  readonly log: Logger;
  /** Longest time for one message, in milliseconds; less when the function's own limit comes first. */
  readonly timeLimitMs: number;
  /** At least 0, less than 1. */
  readonly random: () => number;
  /** Longest time between two tries of one message, in seconds; absent: a quarter of an hour. */
  readonly longestDelaySeconds?: number;
}

export type InvocationContext = Pick<Context, "awsRequestId" | "getRemainingTimeInMillis">;

/**
 * A Lambda handler for a queue of SQS. It answers which messages it has not handled, so that one bad message does not
 * bring the others back; each of those waits longer after each failure, and in the end becomes a dead letter.
 * @throws Failure for an event that is not from a queue
 */
export function batchHandler(
  args: BatchHandlerArgs,
): (event: unknown, context: InvocationContext) => Promise<SQSBatchResponse> {
  return async (event, context) => {
    const log = args.log.with({ requestId: context.awsRequestId });
    const messages = findMessages(event);
    if (messages === undefined) {
      log.error("malformed event");
      throw new Failure("misconfigured", "An event of SQS is expected.");
    }
    const remaining = context.getRemainingTimeInMillis() - ANSWER_RESERVE_MS;
    const timeLimitMs = Math.max(0, Math.min(args.timeLimitMs, remaining));
    const handled = await Promise.all(
      messages.map(async (message) => {
        const messageLog = log.with({ messageId: message.id, receives: message.receives });
        return handleOne(message, { ...args, timeLimitMs, log: messageLog });
      }),
    );
    const failed = messages.filter((_message, index) => handled[index] !== true);
    log.info("batch answered", { messages: messages.length, failed: failed.length });
    return { batchItemFailures: failed.map(({ id }) => ({ itemIdentifier: id })) };
  };
}

async function handleOne(message: QueueMessage, args: BatchHandlerArgs): Promise<boolean> {
  const { handle, log, timeLimitMs, random } = args;
  try {
    await withTimeLimit("The message", timeLimitMs, (signal) => handle(message.body, { signal, log }));
    return true;
  } catch (thrown) {
    if (thrown instanceof Poison) {
      log.error("message can never be handled", { poison: thrown.code });
      return giveUp(message, thrown.code, args);
    }
    const delaySeconds = retryDelay(message.receives, random(), args.longestDelaySeconds);
    log.warn("message failed, it comes back", { ...toFailure(thrown).logFields, delaySeconds });
    await postpone(message, delaySeconds, args);
    return false;
  }
}

/** True when the message is among the dead letters, so that the queue may forget it. Twice there is better than never. */
async function giveUp(message: QueueMessage, reason: string, args: BatchHandlerArgs): Promise<boolean> {
  const { deadLetters, log, random } = args;
  if (deadLetters === undefined) {
    // At once: each further delivery brings it nearer to the dead letters.
    await postpone(message, 0, args);
    return false;
  }
  try {
    await withTimeLimit("Giving a message up", POSTPONE_LIMIT_MS, (signal) =>
      deadLetters.send(message.body, signal, reason),
    );
    return true;
  } catch (thrown) {
    const delaySeconds = retryDelay(message.receives, random(), args.longestDelaySeconds);
    log.warn("message not given up, it comes back", { ...toFailure(thrown).logFields, delaySeconds });
    await postpone(message, delaySeconds, args);
    return false;
  }
}

/** When this fails the message still comes back, only later: after the queue's own time. */
async function postpone({ receipt }: QueueMessage, delaySeconds: number, { queue, log }: BatchHandlerArgs) {
  try {
    await withTimeLimit("Putting a message off", POSTPONE_LIMIT_MS, (signal) =>
      queue.postpone(receipt, delaySeconds, signal),
    );
  } catch (thrown) {
    log.warn("message not put off", toFailure(thrown).logFields);
  }
}
