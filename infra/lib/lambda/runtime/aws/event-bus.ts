import { type EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { Failure } from "../failure";
import { awsFailure } from "./failure";

export interface BusEntry {
  readonly source: string;
  readonly detailType: string;
  readonly detail: Readonly<Record<string, string>>;
}

/**
 * Puts one event on a bus.
 * @throws Failure also when EventBridge answers well and says in the answer that it did not take the event
 */
export async function putEvent(
  client: EventBridgeClient,
  busName: string,
  { source, detailType, detail }: BusEntry,
  signal: AbortSignal,
): Promise<void> {
  const entry = { EventBusName: busName, Source: source, DetailType: detailType, Detail: JSON.stringify(detail) };
  const answer = await client
    .send(new PutEventsCommand({ Entries: [entry] }), { abortSignal: signal })
    .catch((thrown: unknown) => {
      throw awsFailure("events:PutEvents", thrown);
    });
  if (answer.FailedEntryCount !== 0) {
    throw new Failure("unavailable", "The bus did not take an event.", { errorCode: answer.Entries?.[0]?.ErrorCode });
  }
}
