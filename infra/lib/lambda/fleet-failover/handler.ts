import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Context } from "aws-lambda";
import { connectOrchestration } from "../orchestration/connect";
import { pace } from "../orchestration/pace";
import { findRequest, isMalformedRequest, readOrchestrationSettings } from "../orchestration/settings";
import { isFromClock } from "../orchestration/trigger";
import { watch } from "../orchestration/watch";
import { Failure } from "../runtime/failure";
import { createLogger } from "../runtime/log";
import { publishMetrics } from "../runtime/metrics";

const settings = readOrchestrationSettings(process.env);
const log = createLogger(process.stdout, () => new Date(), {
  service: settings.SERVICE_NAME,
  regionRole: settings.REGION_ROLE,
});
const connected = connectOrchestration(settings, Date.now);
const scope = { namespace: settings.METRIC_NAMESPACE, dimension: { name: "System", value: settings.SYSTEM } };

/**
 * Watches the primary region until the next run does, and leads out of it when it is lost. The clock calls it; alarms of this region
 * wake it; a person asks it for a planned move. What an event says is never believed, only what is seen afterwards.
 */
export async function handler(event: unknown, context: Pick<Context, "awsRequestId" | "getRemainingTimeInMillis">) {
  if (isMalformedRequest(event)) {
    throw new Failure("misconfigured", 'A request is {"request":"switchover","id":"<id>","to":"primary|standby"}.');
  }
  const request = findRequest(event);
  const watched = await watch({
    ...connected,
    holder: randomUUID(),
    roundMs: pace.roundMs,
    knockMs: request === undefined ? pace.knockMs : pace.requestKnockMs,
    endsAt: Date.now() + Math.min(pace.watchMs, context.getRemainingTimeInMillis() - pace.reserveMs),
    isPatient: isFromClock(event) || request !== undefined,
    request,
    now: Date.now,
    pause: async (milliseconds) => {
      await wait(milliseconds);
    },
    beat: (measures) => publishMetrics(process.stdout, scope, new Date(), measures),
    log: log.with({ requestId: context.awsRequestId }),
  });
  const { rounds, failures, decisions } = watched;
  if (rounds === 0 && (failures > 0 || request !== undefined)) {
    throw new Failure("unavailable", "No round could be played: try again.", { failures });
  }
  return { rounds, failures, decisions: decisions.map(({ verdict, evidence }) => ({ verdict, evidence })) };
}
