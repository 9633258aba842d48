import { setTimeout as wait } from "node:timers/promises";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { S3Client } from "@aws-sdk/client-s3";
import type { Context } from "aws-lambda";
import { connectFailover } from "../failover/connect";
import { publishVerdicts } from "../failover/metrics";
import { rehearse } from "../failover/rehearsal";
import { s3Reports } from "../failover/s3-reports";
import { readRehearsalSettings } from "../failover/settings";
import { busPublisher } from "../records/bus-publisher";
import { clientSettings } from "../runtime/aws/client-settings";
import { createLogger } from "../runtime/log";

const settings = readRehearsalSettings(process.env);
const now = () => new Date();
const log = createLogger(process.stdout, now, {
  service: settings.SERVICE_NAME,
  regionRole: settings.REGION_ROLE,
});
const connected = connectFailover(settings, log);
const publisher = busPublisher(new EventBridgeClient(clientSettings), settings.EVENT_BUS);
const reports = s3Reports({
  here: new S3Client(clientSettings),
  there: new S3Client({ ...clientSettings, region: settings.PEER_REGION }),
  bucketHere: settings.REPORT_BUCKET,
  bucketThere: settings.PEER_BUCKET,
  region: settings.AWS_REGION,
});
const scope = { namespace: settings.METRIC_NAMESPACE, system: settings.METRIC_SYSTEM };

/** Tries out what a failover to the other region would need, without moving traffic. Answers with the report. */
export async function handler(_event: unknown, { awsRequestId }: Pick<Context, "awsRequestId">) {
  const ownLog = log.with({ requestId: awsRequestId });
  const report = await rehearse({
    ...connected,
    reports,
    announce: (id, signal) =>
      publisher.publish({ type: "RehearsalStep", eventId: id, subject: id, originRegion: settings.AWS_REGION }, signal),
    regions: { from: settings.AWS_REGION, to: settings.PEER_REGION },
    id: `rehearsal-${awsRequestId}`,
    now,
    pause: async (milliseconds) => {
      await wait(milliseconds);
    },
    log: ownLog,
  });
  publishVerdicts(process.stdout, scope, now(), { RehearsalPassed: report.passed });
  ownLog.info("rehearsal ended", { passed: report.passed, steps: report.steps.length });
  return report;
}
