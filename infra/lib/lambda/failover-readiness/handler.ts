import type { Context } from "aws-lambda";
import { connectFailover } from "../failover/connect";
import { publishVerdicts } from "../failover/metrics";
import { aspects, findReadiness, isReady } from "../failover/readiness";
import { readReadinessSettings } from "../failover/settings";
import { createLogger } from "../runtime/log";

const settings = readReadinessSettings(process.env);
const now = () => new Date();
const log = createLogger(process.stdout, now, {
  service: settings.SERVICE_NAME,
  regionRole: settings.REGION_ROLE,
});
const connected = connectFailover(settings, log);
const scope = { namespace: settings.METRIC_NAMESPACE, system: settings.METRIC_SYSTEM };

/** Asks whether the other region could take over, and publishes the answer as metrics. */
export async function handler(_event: unknown, { awsRequestId }: Pick<Context, "awsRequestId">) {
  const ownLog = log.with({ requestId: awsRequestId });
  const readiness = await findReadiness({ ...connected, now, log: ownLog });
  const ready = isReady(readiness);
  const verdicts = Object.fromEntries(aspects.map((aspect) => [aspect, readiness[aspect].passed]));
  publishVerdicts(process.stdout, scope, now(), { ...verdicts, Ready: ready });
  ownLog.info("readiness found", { ready });
  return { ready, ...readiness };
}
