/**
 * Runs something whose exceptions carry no stack trace. The SDK says by exceptions that a value is unknown and that a policy
 * does not apply: thousands in a large stack. Nobody reads their traces, which cost more time than most policies, and memory.
 */
export function withoutTraces<Result>(run: () => Result): Result {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return run();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
