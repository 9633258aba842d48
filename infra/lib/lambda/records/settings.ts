import * as z from "zod/mini";
import { readSettings, text } from "../runtime/settings";
import { databaseVariables } from "../transactions/settings";

const common = {
  SERVICE_NAME: text("the name of this service"),
  REGION_ROLE: z.enum(["primary", "secondary"], "primary or secondary"),
  AWS_REGION: text("a region, which Lambda sets"),
  ...databaseVariables,
};

const consumer = z.object(common);
const api = z.object({
  ...common,
  DATABASE_OWN_WRITER_HOST: text("the host where this region's own writer answers, when it has one"),
  EVENT_BUS: text("the name of an event bus"),
  METRIC_NAMESPACE: text("a namespace of CloudWatch"),
  METRIC_SYSTEM: text("what tells this stack's metrics from another's"),
});

export type RecordSettings = z.infer<typeof consumer>;
export type ApiSettings = z.infer<typeof api>;

/** @throws Error that names every environment variable that is missing or wrong */
export function readConsumerSettings(variables: Readonly<Record<string, string | undefined>>): RecordSettings {
  return readSettings(consumer, variables);
}

/** @throws Error that names every environment variable that is missing or wrong */
export function readApiSettings(variables: Readonly<Record<string, string | undefined>>): ApiSettings {
  return readSettings(api, variables);
}
