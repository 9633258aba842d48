import { setTimeout as pause } from "node:timers/promises";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import type { Context } from "aws-lambda";
import { clientSettings } from "../runtime/aws/client-settings";
import { toFailure } from "../runtime/failure";
import { createLogger } from "../runtime/log";
import { cloudwatchAlarms } from "./cloudwatch-alarms";
import { parseReleaseRequest } from "./request";
import { readGateSettings } from "./settings";
import { watchRelease } from "./watch-release";

const PAUSE_MS = 10_000;
/** Time kept back from the function's own limit to say why a release is held. */
const ANSWER_RESERVE_MS = 5_000;
const READ_LIMIT_MS = 5_000;

const settings = readGateSettings(process.env);
const log = createLogger(process.stdout, () => new Date(), {
  service: settings.SERVICE_NAME,
  regionRole: settings.REGION_ROLE,
});
const alarms = cloudwatchAlarms(new CloudWatchClient(clientSettings), READ_LIMIT_MS);

/** Called by an update of the stack after a release in this region: ends well when its alarms are quiet. */
export async function handler(event: unknown, context: Pick<Context, "getRemainingTimeInMillis">) {
  try {
    const { alarms: names, quietSeconds } = parseReleaseRequest(event);
    await watchRelease({
      alarms,
      names,
      quietMs: quietSeconds * 1_000,
      limitMs: context.getRemainingTimeInMillis() - ANSWER_RESERVE_MS,
      pauseMs: PAUSE_MS,
      now: Date.now,
      pause,
      log,
    });
    log.info("release quiet", { alarms: names.length, quietSeconds });
    return { quiet: names };
  } catch (thrown) {
    const failure = toFailure(thrown);
    log.error("release held", failure.logFields);
    throw failure;
  }
}
