import { Failure } from "./failure";

/**
 * Runs work that must end in time. The signal tells the work to stop; whether or not it listens, the wait is over.
 * @throws Failure of kind `timeout` after `milliseconds`
 */
export async function withTimeLimit<T>(
  what: string,
  milliseconds: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Failure("timeout", `${what} took longer than its limit.`, { limitMs: milliseconds }));
      controller.abort();
    }, milliseconds);
  });
  try {
    return await Promise.race([work(controller.signal), limit]);
  } finally {
    clearTimeout(timer);
  }
}
