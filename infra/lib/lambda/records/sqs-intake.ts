import { GetQueueAttributesCommand, SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { awsFailure } from "../runtime/aws/failure";
import type { Intake } from "./intake";

/** A queue of the region: SQS answers when a message is on several disks. */
export function sqsIntake(client: SQSClient, QueueUrl: string): Intake {
  return {
    async accept(accepted, abortSignal) {
      try {
        await client.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(accepted) }), { abortSignal });
      } catch (thrown) {
        throw awsFailure("sqs:SendMessage", thrown);
      }
    },

    async ping(abortSignal) {
      try {
        await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }), { abortSignal });
      } catch (thrown) {
        throw awsFailure("sqs:GetQueueAttributes", thrown);
      }
    },
  };
}
