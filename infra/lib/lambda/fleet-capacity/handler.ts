import { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import type { Context } from "aws-lambda";
import { clientSettings } from "../runtime/aws/client-settings";
import { toFailure } from "../runtime/failure";
import { createLogger } from "../runtime/log";
import { readPeak, setMinimum } from "./auto-scaling";
import { mirrorCapacity } from "./mirror";
import { readCapacitySettings } from "./settings";

/** Traffic that left the primary for a few minutes must not cost the standby the instances that it is about to need. */
const hourMs = 3_600_000;
const timeLimitMs = 8_000;

const settings = readCapacitySettings(process.env);
const log = createLogger(process.stdout, () => new Date(), {
  service: settings.SERVICE_NAME,
  regionRole: settings.REGION_ROLE,
});
const here = new AutoScalingClient(clientSettings);
const there = new CloudWatchClient({ ...clientSettings, region: settings.PRIMARY_REGION });
const window = { lengthMs: hourMs, timeLimitMs, now: Date.now };

/** Called by the clock, in the standby region, minute by minute. */
export async function handler(_event: unknown, { awsRequestId }: Pick<Context, "awsRequestId">) {
  const lines = log.with({ requestId: awsRequestId });
  try {
    return await mirrorCapacity({
      floor: settings.SMALLEST,
      ceiling: settings.LARGEST,
      readPeak: () => readPeak(there, settings.PRIMARY_GROUP, window),
      setMinimum: (minimum) => setMinimum(here, settings.STANDBY_GROUP, minimum, timeLimitMs),
      log: lines,
    });
  } catch (thrown) {
    const failure = toFailure(thrown);
    lines.error("the standby's minimum was not set", failure.logFields);
    throw failure;
  }
}
