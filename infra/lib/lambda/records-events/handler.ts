import type { Context } from "aws-lambda";
import { connectStore } from "../records/connect";
import { handleEvent } from "../records/handle-event";
import { readConsumerSettings } from "../records/settings";
import { toFailure } from "../runtime/failure";
import { createLogger } from "../runtime/log";
import { withTimeLimit } from "../runtime/time-limit";

const settings = readConsumerSettings(process.env);
const now = () => new Date();
const log = createLogger(process.stdout, now, {
  service: settings.SERVICE_NAME,
  regionRole: settings.REGION_ROLE,
});
const store = connectStore(settings);

/** Notes the events of both regions. What it throws makes EventBridge try again. */
export async function handler(delivery: unknown, { awsRequestId }: Pick<Context, "awsRequestId">): Promise<void> {
  const ownLog = log.with({ requestId: awsRequestId });
  try {
    await withTimeLimit("The event", 8_000, (signal) =>
      handleEvent(delivery, { journal: async () => store, region: settings.AWS_REGION, now, log: ownLog }, signal),
    );
  } catch (thrown) {
    const failure = toFailure(thrown);
    ownLog.error("event not noted", failure.logFields);
    throw failure;
  }
}
