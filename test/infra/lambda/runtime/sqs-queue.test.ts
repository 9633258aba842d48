import { SQSClient } from "@aws-sdk/client-sqs";
import { regionOfQueue, sqsQueue } from "../../../../infra/lib/lambda/runtime/aws/sqs-queue";
import { broken, type Reply, refusal, scriptedService } from "../doubles/scripted-service";

const never = new AbortController().signal;
const url = "https://sqs.us-east-1.amazonaws.com/123456789012/payment-retry-queue-dev";

function queue(reply: Reply) {
  const service = scriptedService([reply]);
  const client = new SQSClient({
    region: "us-east-1",
    credentials: { accessKeyId: "testing", secretAccessKey: "testing" },
    maxAttempts: 1,
    requestHandler: service.requestHandler as never,
  });
  return { queue: sqsQueue(client, url), sent: service.sent };
}

// The SDK compares the digest of the body that SQS says it took.
const taken: Reply = { status: 200, body: { MessageId: "m-1", MD5OfMessageBody: "5d41402abc4b2a76b9719d911017c592" } };

describe("sqsQueue", () => {
  test("sends a message", async () => {
    const { queue: retries, sent } = queue(taken);
    await retries.send("hello", never);
    expect(sent).toEqual([{ operation: "SendMessage", body: { QueueUrl: url, MessageBody: "hello" } }]);
  });

  test("sends a reason beside a message", async () => {
    const { queue: letters, sent } = queue(taken);
    await letters.send("hello", never, "no-payment");
    expect(sent[0]?.body).toMatchObject({
      MessageBody: "hello",
      MessageAttributes: { Reason: { DataType: "String", StringValue: "no-payment" } },
    });
  });

  test.each([
    [url, "us-east-1"],
    ["https://sqs.cn-north-1.amazonaws.com.cn/123456789012/q", "cn-north-1"],
    ["http://127.0.0.1:5000/123456789012/q", undefined],
    ["https://example.com/sqs.us-east-1.amazonaws.com/", undefined],
  ])("the queue at %s is in %s", (address, region) => {
    expect(regionOfQueue(address)).toBe(region);
  });

  test("fails when SQS took something else than what was sent", async () => {
    await expect(queue(taken).queue.send("other", never)).rejects.toMatchObject({ name: "Failure" });
  });

  test("puts a message off", async () => {
    const { queue: retries, sent } = queue({ status: 200, body: {} });
    await retries.postpone("receipt", 40, never);
    expect(sent).toEqual([
      {
        operation: "ChangeMessageVisibility",
        body: { QueueUrl: url, ReceiptHandle: "receipt", VisibilityTimeout: 40 },
      },
    ]);
  });

  test.each<[string, Reply, string]>([
    ["throttled", refusal("RequestThrottled"), "throttled"],
    ["missing", refusal("QueueDoesNotExist"), "misconfigured"],
    ["forbidden", refusal("AccessDeniedException", 403), "misconfigured"],
    ["broken", refusal("InternalError", 500), "unavailable"],
    ["out of reach", broken("ECONNREFUSED"), "unavailable"],
  ])("fails when the queue is %s", async (_what, reply, kind) => {
    await expect(queue(reply).queue.send("hello", never)).rejects.toMatchObject({ name: "Failure", kind });
    await expect(queue(reply).queue.postpone("receipt", 1, never)).rejects.toMatchObject({ name: "Failure", kind });
  });
});
