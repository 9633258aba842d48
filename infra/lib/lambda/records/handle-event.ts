import { Failure } from "../runtime/failure";
import type { Logger } from "../runtime/log";
import { type EventJournal, findEvent } from "./event";

export interface EventHandlerArgs {
  readonly journal: () => Promise<EventJournal>;
  readonly region: string;
  readonly now: () => Date;
  readonly log: Logger;
}

/**
 * Notes an event of either region, once: EventBridge delivers at least once, and a replay delivers again.
 * @throws Failure so that EventBridge tries again, and in the end leaves the event to the dead letters
 */
export async function handleEvent(delivery: unknown, args: EventHandlerArgs, signal: AbortSignal): Promise<void> {
  const event = findEvent(delivery);
  if (event === undefined) {
    throw new Failure("misconfigured", "An event of another kind was delivered.");
  }
  const isNew = await (await args.journal()).note(event, args.region, args.now().toISOString(), signal);
  const travelled = event.originRegion !== args.region;
  args.log.info(isNew ? "event noted" : "event known already", { eventType: event.type, travelled });
}
