import { PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import { awsFailure } from "../runtime/aws/failure";
import { withTimeLimit } from "../runtime/time-limit";
import type { Message } from "./message";

/** @throws Failure when the topic does not take the message in time */
export async function publish(
  client: SNSClient,
  topicArn: string,
  { subject, body }: Message,
  timeLimitMs: number,
): Promise<void> {
  const command = new PublishCommand({ TopicArn: topicArn, Subject: subject, Message: body });
  await withTimeLimit("Publishing", timeLimitMs, async (abortSignal) => {
    try {
      await client.send(command, { abortSignal });
    } catch (thrown) {
      throw awsFailure("sns:Publish", thrown);
    }
  });
}
