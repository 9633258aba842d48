import type { LogFields } from "./log";

/**
 * Why the function could not do what a valid request asked.
 * `throttled`, `timeout` and `unavailable` pass by themselves: the caller may try again.
 * `misconfigured` needs a person. `unknown` is everything else, our own bugs among it.
 */
export type FailureKind = "throttled" | "timeout" | "unavailable" | "misconfigured" | "unknown";

/** Stack frames of an unexpected error that are worth a log line. */
const FRAMES = 5;

/** A failure on our side of the request. Message and details go to the log, never to a caller. */
export class Failure extends Error {
  override readonly name = "Failure";

  constructor(
    readonly kind: FailureKind,
    message: string,
    readonly details: LogFields = {},
  ) {
    super(message);
  }

  get logFields(): LogFields {
    return { failure: this.kind, reason: this.message, ...this.details };
  }
}

/** Any thrown value as a Failure. A foreign message is left out, because it may quote what a caller sent. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) {
    return thrown;
  }
  if (!(thrown instanceof Error)) {
    return new Failure("unknown", "A value that is no error was thrown.", { thrown: typeof thrown });
  }
  return new Failure("unknown", "An unexpected error was thrown.", {
    errorName: thrown.name,
    stack: framesOf(thrown),
  });
}

/** The first frames of the stack. The message stands before them, and may itself look like frames. */
function framesOf({ stack = "", message }: Error): string {
  const afterMessage = stack.slice(stack.indexOf(message) + message.length);
  return afterMessage
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, FRAMES)
    .join("\n");
}
