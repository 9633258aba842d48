import type { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { putEvent } from "../runtime/aws/event-bus";
import { type EventPublisher, eventSource } from "./event";

/** The application's events, on the bus of its own region. */
export function busPublisher(client: EventBridgeClient, busName: string): EventPublisher {
  return {
    publish: ({ type, eventId, subject, originRegion }, signal) =>
      putEvent(
        client,
        busName,
        { source: eventSource, detailType: type, detail: { eventId, subject, originRegion } },
        signal,
      ),
  };
}
