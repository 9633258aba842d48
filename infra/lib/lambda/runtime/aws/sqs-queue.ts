import { ChangeMessageVisibilityCommand, SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { MessageDelay, MessageQueue } from "../queue/message-queue";
import { awsFailure } from "./failure";

/** A queue of SQS, by its URL. */
export function sqsQueue(client: SQSClient, url: string): MessageQueue & MessageDelay {
  return {
    async send(body, signal, reason) {
      const wanted = { QueueUrl: url, MessageBody: body, ...attributesOf(reason) };
      try {
        await client.send(new SendMessageCommand(wanted), { abortSignal: signal });
      } catch (thrown) {
        throw awsFailure("sqs:SendMessage", thrown);
      }
    },

    async postpone(receipt, seconds, signal) {
      const wanted = { QueueUrl: url, ReceiptHandle: receipt, VisibilityTimeout: seconds };
      try {
        await client.send(new ChangeMessageVisibilityCommand(wanted), { abortSignal: signal });
      } catch (thrown) {
        throw awsFailure("sqs:ChangeMessageVisibility", thrown);
      }
    },
  };
}

function attributesOf(reason: string | undefined) {
  return reason === undefined ? {} : { MessageAttributes: { Reason: { DataType: "String", StringValue: reason } } };
}

/** The region that a queue's URL names; undefined for an address that is none of AWS's own. */
export function regionOfQueue(url: string): string | undefined {
  return /^https:\/\/sqs\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\//.exec(url)?.[1];
}
