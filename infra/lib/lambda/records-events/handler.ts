import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SQSClient } from "@aws-sdk/client-sqs";
import type { SQSBatchResponse } from "aws-lambda";
import { busPublisher } from "../records/bus-publisher";
import { connectLease, connectStore } from "../records/connect";
import { handleEvent } from "../records/handle-event";
import { recordAccepted } from "../records/record-accepted";
import { readConsumerSettings } from "../records/settings";
import { sqsIntake } from "../records/sqs-intake";
import { clientSettings } from "../runtime/aws/client-settings";
import { sqsQueue } from "../runtime/aws/sqs-queue";
import { toFailure } from "../runtime/failure";
import { createLogger } from "../runtime/log";
import { batchHandler, type InvocationContext } from "../runtime/queue/batch-handler";
import { findMessages } from "../runtime/queue/sqs-event";
import { withTimeLimit } from "../runtime/time-limit";

const settings = readConsumerSettings(process.env);
const now = () => new Date();
const log = createLogger(process.stdout, now, {
  service: settings.SERVICE_NAME,
  regionRole: settings.REGION_ROLE,
});
const store = connectStore(settings, connectLease(settings, log));
const events = busPublisher(new EventBridgeClient(clientSettings), settings.EVENT_BUS);
const sqs = new SQSClient(clientSettings);
const intake = sqsIntake(sqs, settings.INTAKE_QUEUE_URL);

const handleBatch = batchHandler({
  handle: (body, call) => recordAccepted(body, { store, events, region: settings.AWS_REGION, now }, call),
  queue: sqsQueue(sqs, settings.INTAKE_QUEUE_URL),
  log,
  timeLimitMs: 6_000,
  random: Math.random,
  // Until the promotion is over a message comes back often: what was accepted is to be kept soon after it.
  longestDelaySeconds: 30,
});

/** Notes the events of both regions, and records what was accepted without a writer. What it throws makes AWS try again. */
export async function handler(event: unknown, context: InvocationContext): Promise<SQSBatchResponse | undefined> {
  return findMessages(event) === undefined ? noteEvent(event, context) : handleBatch(event, context);
}

async function noteEvent(delivery: unknown, { awsRequestId }: InvocationContext): Promise<undefined> {
  const ownLog = log.with({ requestId: awsRequestId });
  try {
    await withTimeLimit("The event", 8_000, (signal) =>
      handleEvent(delivery, { journal: store, intake, region: settings.AWS_REGION, now, log: ownLog }, signal),
    );
    return undefined;
  } catch (thrown) {
    const failure = toFailure(thrown);
    ownLog.error("event not noted", failure.logFields);
    throw failure;
  }
}
