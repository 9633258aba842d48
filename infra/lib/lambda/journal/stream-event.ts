import type { AttributeValue, DynamoDBStreamEvent } from "aws-lambda";

export type Item = Readonly<Record<string, AttributeValue>>;

/** One write to a region's replica, whichever region it was made in. */
export interface Change {
  /** Its place in the replica's stream. */
  readonly sequence: string;
  /** When this replica took it, ISO 8601, to the second. */
  readonly at: string;
  /** Absent: the item is new. */
  readonly before?: Item;
  /** Absent: the item is gone. */
  readonly after?: Item;
}

/** The changes of an event from a stream of DynamoDB, in their order. Undefined when it is another event. */
export function findChanges(event: unknown): readonly Change[] | undefined {
  return isStreamEvent(event) ? event.Records.map(({ dynamodb }) => toChange(dynamodb)) : undefined;
}

function toChange(record: DynamoDBStreamEvent["Records"][number]["dynamodb"]): Change {
  const { SequenceNumber, ApproximateCreationDateTime = 0, OldImage, NewImage } = record ?? {};
  return {
    sequence: SequenceNumber ?? "",
    at: new Date(ApproximateCreationDateTime * 1_000).toISOString(),
    ...(OldImage === undefined ? {} : { before: OldImage }),
    ...(NewImage === undefined ? {} : { after: NewImage }),
  };
}

function isStreamEvent(event: unknown): event is DynamoDBStreamEvent {
  const records: unknown = typeof event === "object" && event !== null ? Reflect.get(event, "Records") : undefined;
  return Array.isArray(records) && records.length > 0 && records.every(isStreamRecord);
}

function isStreamRecord(record: unknown): boolean {
  const change: unknown = typeof record === "object" && record !== null ? Reflect.get(record, "dynamodb") : undefined;
  return typeof change === "object" && change !== null && typeof Reflect.get(change, "SequenceNumber") === "string";
}
