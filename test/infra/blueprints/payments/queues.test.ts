import { retryDelay } from "../../../../infra/lib/lambda/runtime/queue/retry-delay";
import { Graph, statementsOf } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";

let graph: Graph;
beforeAll(async () => {
  graph = new Graph(await recorded("payments"));
});

describe.each(["us-east-1", "us-east-2"])("in %s", (region) => {
  const queue = (name: string) => {
    const found = graph.within(region, "aws:sqs/queue:Queue").find(({ inputs }) => inputs.name === name);
    if (found === undefined) {
      throw new Error(`${region} has no queue ${name}.`);
    }
    return found;
  };
  const retries = () => queue("payment-retry-queue-dev");
  const deadLetters = () => queue("payment-dead-letter-queue-dev");
  const consumerArn = `arn:aws:lambda:${region}:123456789012:function:payment-retry-function-dev:live-dev`;
  const mapping = () => {
    const mappings = graph.within(region, "aws:lambda/eventSourceMapping:EventSourceMapping");
    const found = mappings.find(({ inputs }) => inputs.functionName === consumerArn);
    if (found === undefined) {
      throw new Error(`${region} has no consumer of the retry queue.`);
    }
    return found;
  };
  const arn = (name: string) => `arn:aws:sqs:${region}:123456789012:${name}`;

  test('payments: "Create SQS dead letter queues in both us-east-1 and us-east-2"', () => {
    expect(graph.within(region, "aws:sqs/queue:Queue")).toHaveLength(4);
    expect(JSON.parse(String(retries().inputs.redrivePolicy))).toEqual({
      deadLetterTargetArn: arn("payment-dead-letter-queue-dev"),
      maxReceiveCount: 500,
    });
    expect(graph.comesAfter(retries(), deadLetters())).toBe(true);
  });

  test("a payment waits for the ledger for more than a day, though chance takes off all it may, or the consumer dies", () => {
    const { maxReceiveCount } = JSON.parse(String(retries().inputs.redrivePolicy));
    const receives = Array.from({ length: maxReceiveCount - 1 }, (_, index) => index + 1);
    const least = receives.reduce((seconds, receive) => seconds + retryDelay(receive, 0.999_999), 0);
    const most = receives.reduce((seconds, receive) => seconds + retryDelay(receive, 0), 0);
    const dying = maxReceiveCount * Number(retries().inputs.visibilityTimeoutSeconds);
    expect(Math.min(least, dying)).toBeGreaterThan(86_400);
    expect(most).toBeLessThan(Number(retries().inputs.messageRetentionSeconds));
  });

  test("only the retry queue gives its messages up to the dead letters", () => {
    expect(JSON.parse(String(deadLetters().inputs.redriveAllowPolicy))).toEqual({
      redrivePermission: "byQueue",
      sourceQueueArns: [arn("payment-retry-queue-dev")],
    });
    expect(deadLetters().inputs).not.toHaveProperty("redrivePolicy");
  });

  test('payments: "Set appropriate message retention periods": 14 days, the longest there is', () => {
    expect(retries().inputs.messageRetentionSeconds).toBe(1_209_600);
    expect(queue("payment-conflict-queue-dev").inputs.messageRetentionSeconds).toBe(1_209_600);
    expect(deadLetters().inputs.messageRetentionSeconds).toBe(1_209_600);
  });

  test('payments: "SQS queues must have encryption enabled", and "AWS managed keys"', () => {
    for (const { inputs } of graph.within(region, "aws:sqs/queue:Queue")) {
      expect(inputs.sqsManagedSseEnabled).toBe(true);
      expect(inputs).not.toHaveProperty("kmsMasterKeyId");
    }
  });

  test('payments: "Configure for failed transaction retry mechanism": a consumer that answers for each message', () => {
    expect(mapping().inputs).toMatchObject({
      eventSourceArn: arn("payment-retry-queue-dev"),
      functionName: consumerArn,
      enabled: true,
      batchSize: 10,
      functionResponseTypes: ["ReportBatchItemFailures"],
      scalingConfig: { maximumConcurrency: 5 },
    });
  });

  test("a message stays hidden for six times as long as its consumer may take", () => {
    const consumer = graph
      .within(region, "aws:lambda/function:Function")
      .find(({ inputs }) => inputs.name === "payment-retry-function-dev");
    expect(consumer?.inputs.timeout).toBe(30);
    expect(retries().inputs.visibilityTimeoutSeconds).toBe(180);
    expect(consumer !== undefined && graph.comesAfter(mapping(), consumer)).toBe(true);
    expect(graph.comesAfter(mapping(), retries())).toBe(true);
  });

  test("every queue refuses plain transport", () => {
    const policies = graph.within(region, "aws:sqs/queuePolicy:QueuePolicy");
    expect(policies).toHaveLength(4);
    for (const { inputs } of policies) {
      expect(statementsOf(inputs.policy)).toContainEqual(
        expect.objectContaining({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
      );
    }
  });
});
