import { randomUUID } from "node:crypto";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { busPublisher } from "../records/bus-publisher";
import { connectPulse, connectStore } from "../records/connect";
import { recordRoutes } from "../records/routes";
import { readApiSettings } from "../records/settings";
import { clientSettings } from "../runtime/aws/client-settings";
import { albHandler } from "../runtime/http/alb-handler";
import { createLogger } from "../runtime/log";
import { publishMetrics } from "../runtime/metrics";

const settings = readApiSettings(process.env);
const now = () => new Date();
const log = createLogger(process.stdout, now, {
  service: settings.SERVICE_NAME,
  regionRole: settings.REGION_ROLE,
});
const store = connectStore(settings);
const scope = {
  namespace: settings.METRIC_NAMESPACE,
  dimension: { name: "System", value: settings.METRIC_SYSTEM },
};

/** Keeps patient records: GET /health, POST /records, GET /records/{id}, GET /events/{id}. */
export const handler = albHandler({
  routes: recordRoutes({
    store: async () => store,
    events: busPublisher(new EventBridgeClient(clientSettings), settings.EVENT_BUS),
    health: {
      role: settings.REGION_ROLE,
      pulse: connectPulse(settings),
      now,
      publish: (at, measured) => publishMetrics(process.stdout, scope, at, measured),
    },
    region: settings.AWS_REGION,
    now,
    newId: randomUUID,
  }),
  log,
  timeLimitMs: 8_000,
  now: Date.now,
});
