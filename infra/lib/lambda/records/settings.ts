import * as z from "zod/mini";
import { leaseVariables } from "../lease/settings";
import { readSettings, text } from "../runtime/settings";
import { databaseVariables } from "../transactions/settings";

const common = {
  SERVICE_NAME: text("the name of this service"),
  REGION_ROLE: z.enum(["primary", "secondary"], "primary or secondary"),
  AWS_REGION: text("a region, which Lambda sets"),
  ...databaseVariables,
  ...leaseVariables,
};

const consumer = z.object({
  ...common,
  EVENT_BUS: text("the name of an event bus"),
  INTAKE_QUEUE_URL: text("the URL of an SQS queue"),
});
const api = z.object({
  ...common,
  INTAKE_QUEUE_URL: text("the URL of an SQS queue"),
  DATABASE_OWN_WRITER_HOST: text("the host where this region's own writer answers, when it has one"),
  EVENT_BUS: text("the name of an event bus"),
  METRIC_NAMESPACE: text("a namespace of CloudWatch"),
  METRIC_SYSTEM: text("what tells this stack's metrics from another's"),
});

const database = z.object(common);

export type RecordSettings = z.infer<typeof database>;
export type ConsumerSettings = z.infer<typeof consumer>;
export type ApiSettings = z.infer<typeof api>;

/** @throws Error that names every environment variable that is missing or wrong */
export function readConsumerSettings(variables: Readonly<Record<string, string | undefined>>): ConsumerSettings {
  return readSettings(consumer, variables);
}

/** @throws Error that names every environment variable that is missing or wrong */
export function readApiSettings(variables: Readonly<Record<string, string | undefined>>): ApiSettings {
  return readSettings(api, variables);
}
