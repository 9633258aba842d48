import type { SQSEvent } from "aws-lambda";

export interface QueueMessage {
  readonly id: string;
  readonly body: string;
  /** Stands for this one delivery of the message. */
  readonly receipt: string;
  /** How often the message was delivered, from 1. */
  readonly receives: number;
}

/** The messages of an event from SQS. Undefined when it is another event. */
export function findMessages(event: unknown): readonly QueueMessage[] | undefined {
  if (!isSqsEvent(event)) {
    return undefined;
  }
  return event.Records.map(({ messageId, body, receiptHandle, attributes }) => ({
    id: messageId,
    body,
    receipt: receiptHandle,
    receives: Number(attributes?.ApproximateReceiveCount) || 1,
  }));
}

function isSqsEvent(event: unknown): event is SQSEvent {
  const records: unknown = typeof event === "object" && event !== null ? Reflect.get(event, "Records") : undefined;
  return Array.isArray(records) && records.every(isSqsRecord);
}

function isSqsRecord(record: unknown): boolean {
  return (
    typeof record === "object" &&
    record !== null &&
    ["messageId", "body", "receiptHandle"].every((name) => typeof Reflect.get(record, name) === "string")
  );
}
