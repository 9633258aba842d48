/** An event as Lambda's poller makes it of messages that it received from a queue. */
export function sqsEvent(messages: readonly { id: string; body: string; receives?: number }[]) {
  return {
    Records: messages.map(({ id, body, receives = 1 }) => ({
      messageId: id,
      receiptHandle: `receipt of ${id}`,
      body,
      attributes: {
        ApproximateReceiveCount: String(receives),
        SentTimestamp: "1774958400000",
        SenderId: "AROAEXAMPLE",
        ApproximateFirstReceiveTimestamp: "1774958400001",
      },
      messageAttributes: {},
      md5OfBody: "098f6bcd4621d373cade4e832627b4f6",
      eventSource: "aws:sqs",
      eventSourceARN: "arn:aws:sqs:us-east-1:123456789012:payment-retry-queue-dev",
      awsRegion: "us-east-1",
    })),
  };
}
