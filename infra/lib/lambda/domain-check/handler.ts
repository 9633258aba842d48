import { tableMetrics } from "../heartbeat/metrics";
import { statusAs } from "../runtime/http/ask-as";
import { createLogger } from "../runtime/log";
import { checkDomain } from "./check-domain";
import { readDomainSettings } from "./settings";

const settings = readDomainSettings(process.env);
const now = () => new Date();
const log = createLogger(process.stdout, now, {
  service: settings.SERVICE_NAME,
  regionRole: settings.REGION_ROLE,
});
const metrics = tableMetrics(process.stdout, settings.METRICS_NAMESPACE);
const url = new URL("/health", settings.PEER_URL);

/** Called by the clock: asks the other region by the name that its callers will use. */
export function handler(): Promise<void> {
  return checkDomain({
    ask: (signal) => statusAs(url, settings.SERVED_NAME, signal),
    timeLimitMs: 5_000,
    publish: (measured) => metrics.publish(settings.TABLE_NAME, now(), measured),
    log,
  });
}
