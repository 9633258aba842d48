import * as z from "zod/mini";
import { readSettings, text } from "../runtime/settings";

const common = {
  SERVICE_NAME: text("the name of this service"),
  REGION_ROLE: z.enum(["primary", "secondary"], "primary or secondary"),
  AWS_REGION: text("a region, which Lambda sets"),
  DATABASE_WRITER_HOST: text("the host where the writer answers, whichever region it is in"),
  DATABASE_READER_HOST: text("the host where this region's readers answer"),
  DATABASE_PORT: z.pipe(
    z.string("a port").check(z.regex(/^\d{1,5}$/, "a port")),
    z.transform((port) => Number(port)),
  ),
  DATABASE_NAME: text("the name of a database"),
  DATABASE_SECRET: text("the name of a secret"),
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
