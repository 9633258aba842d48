import { ChangeMessageVisibilityCommand, SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { MessageDelay, MessageQueue } from "../queue/message-queue";
import { awsFailure } from "./failure";

/** A queue of SQS, by its URL. */
export function sqsQueue(client: SQSClient, url: string): MessageQueue & MessageDelay {
  return {
    async send(body, signal) {
      try {
        await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body }), { abortSignal: signal });
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
