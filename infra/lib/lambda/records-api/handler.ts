import { randomUUID } from "node:crypto";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SQSClient } from "@aws-sdk/client-sqs";
import { busPublisher } from "../records/bus-publisher";
import { connectLease, connectPulse, connectStore } from "../records/connect";
import { recordRoutes } from "../records/routes";
import { readApiSettings } from "../records/settings";
import { sqsIntake } from "../records/sqs-intake";
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
const lease = connectLease(settings, log);
const store = connectStore(settings, lease);
const pulse = connectPulse(settings);
const intake = sqsIntake(new SQSClient(clientSettings), settings.INTAKE_QUEUE_URL);
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
      pulse,
      intake,
      now,
      publish: (at, measured) => publishMetrics(process.stdout, scope, at, measured),
    },
    without: { intake, pulse, leasedUntil: lease.until },
    region: settings.AWS_REGION,
    now,
    newId: randomUUID,
  }),
  log,
  timeLimitMs: 8_000,
  now: Date.now,
});
