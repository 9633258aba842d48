import { Failure, toFailure } from "../runtime/failure";
import type { Logger } from "../runtime/log";
import { composeMessage, type Message } from "./message";
import { findNotice } from "./notice";

export interface AnnounceArgs {
  /** In the standby region: it must be told. */
  readonly here: (message: Message) => Promise<void>;
  /** In the primary region, which may be gone. */
  readonly there: (message: Message) => Promise<void>;
  readonly log: Logger;
}

/**
 * Tells people of a decision. When this region's topic does not take it the event comes again; the other region's may.
 * @throws Failure for another event, or when this region's topic fails
 */
export async function announce(
  event: unknown,
  { here, there, log }: AnnounceArgs,
): Promise<{ readonly there: boolean }> {
  const notice = findNotice(event);
  if (notice === undefined) {
    log.error("malformed event");
    throw new Failure("misconfigured", "An event with a failover decision is expected.");
  }
  const message = composeMessage(notice);
  const [told, toldThere] = await Promise.allSettled([here(message), there(message)]);
  if (toldThere.status === "rejected") {
    log.warn("the other region's topic is not told", toFailure(toldThere.reason).logFields);
  }
  if (told.status === "rejected") {
    throw toFailure(told.reason);
  }
  log.info("people told", { decision: notice.id, verdict: notice.verdict });
  return { there: toldThere.status === "fulfilled" };
}
