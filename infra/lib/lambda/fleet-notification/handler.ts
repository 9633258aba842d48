import { SNSClient } from "@aws-sdk/client-sns";
import type { Context } from "aws-lambda";
import { announce } from "../orchestration/announce";
import { readNotificationSettings } from "../orchestration/settings";
import { publish } from "../orchestration/sns-topic";
import { clientSettings } from "../runtime/aws/client-settings";
import { createLogger } from "../runtime/log";

const settings = readNotificationSettings(process.env);
const log = createLogger(process.stdout, () => new Date(), {
  service: settings.SERVICE_NAME,
  regionRole: settings.REGION_ROLE,
});
const here = new SNSClient(clientSettings);
const there = new SNSClient({ ...clientSettings, maxAttempts: 1, region: settings.PRIMARY_REGION });
const publishMs = 6_000;

/** Tells people what the orchestrator decided: each event is one decision. */
export async function handler(event: unknown, { awsRequestId }: Pick<Context, "awsRequestId">) {
  return announce(event, {
    here: (message) => publish(here, settings.TOPIC, message, publishMs),
    there: (message) => publish(there, settings.PRIMARY_TOPIC, message, publishMs),
    log: log.with({ requestId: awsRequestId }),
  });
}
