import * as z from "zod/mini";

/** Whose events they are. The rules of both regions name it too. */
export const eventSource = "healthcare.records";

const identifier = z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,79}$/));
const region = z.string().check(z.regex(/^[a-z]{2}(-[a-z]+)+-\d$/));

const type = z.enum(["RecordStored", "RehearsalStep"]);
const detail = { eventId: identifier, subject: identifier, originRegion: region };
const delivered = z.object({ source: z.literal(eventSource), "detail-type": type, detail: z.object(detail) });
/** An event as this system keeps it. */
export const applicationEvent = z.object({ type, ...detail });

/** Something that happened, without a word about the patient: who needs to know more reads the record, and is audited. */
export interface ApplicationEvent {
  readonly type: "RecordStored" | "RehearsalStep";
  /** The same for every delivery of one event, in both regions. */
  readonly eventId: string;
  /** The id of the record, or of the rehearsal. */
  readonly subject: string;
  /** Where it happened. Rules forward only what happened in their own region. */
  readonly originRegion: string;
}

/** A delivery of EventBridge as an event of this system; undefined when it is none. */
export function findEvent(delivery: unknown): ApplicationEvent | undefined {
  const result = delivered.safeParse(delivery);
  return result.success
    ? {
        type: result.data["detail-type"],
        eventId: result.data.detail.eventId,
        subject: result.data.detail.subject,
        originRegion: result.data.detail.originRegion,
      }
    : undefined;
}

export function recordStored(recordId: string, originRegion: string): ApplicationEvent {
  return { type: "RecordStored", eventId: `stored-${recordId}`, subject: recordId, originRegion };
}

/** Where events are put. Throws a Failure when the bus does not take one. */
export interface EventPublisher {
  publish(event: ApplicationEvent, signal: AbortSignal): Promise<void>;
}

/** What each region knows of the events that reached it. */
export interface EventJournal {
  /** Notes an event of one region; false when it was noted there before. */
  noteEvent(event: ApplicationEvent, region: string, at: string, signal: AbortSignal): Promise<boolean>;
  has(eventId: string, region: string, signal: AbortSignal): Promise<boolean>;
}
