import { Failure } from "../runtime/failure";
import type { Logger } from "../runtime/log";
import { askWriter } from "./ask-writer";
import { type ApplicationEvent, type EventJournal, findEvent } from "./event";
import type { Intake } from "./intake";

export interface EventHandlerArgs {
  readonly journal: Pick<EventJournal, "noteEvent">;
  readonly region: string;
  readonly now: () => Date;
  readonly log: Logger;
}

/**
 * Notes an event of either region, once: EventBridge delivers at least once, and a replay delivers again. While there is no
 * writer the event is accepted, and waits with the records: Lambda itself tries for three minutes alone.
 * @throws Failure so that Lambda tries again, and in the end leaves the event to the dead letters
 */
export async function handleEvent(
  delivery: unknown,
  args: EventHandlerArgs & { readonly intake: Pick<Intake, "accept"> },
  signal: AbortSignal,
): Promise<void> {
  const event = findEvent(delivery);
  if (event === undefined) {
    throw new Failure("misconfigured", "An event of another kind was delivered.");
  }
  const noted = await askWriter(args.log, (limited) => noteEvent(event, args, limited));
  if (noted instanceof Failure) {
    await args.intake.accept({ kind: "event", event }, signal);
    args.log.info("event accepted without a writer", { eventType: event.type });
  }
}

export async function noteEvent(event: ApplicationEvent, args: EventHandlerArgs, signal: AbortSignal): Promise<void> {
  const isNew = await args.journal.noteEvent(event, args.region, args.now().toISOString(), signal);
  const travelled = event.originRegion !== args.region;
  args.log.info(isNew ? "event noted" : "event known already", { eventType: event.type, travelled });
}
