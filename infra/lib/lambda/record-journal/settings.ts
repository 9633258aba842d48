import * as z from "zod/mini";
import { readSettings, text } from "../runtime/settings";

const environment = z.object({
  SERVICE_NAME: text("the name of this service"),
  REGION_ROLE: z.enum(["primary", "secondary"], "primary or secondary"),
  TABLE_NAME: text("the name of a DynamoDB table"),
  METRICS_NAMESPACE: text("a namespace of CloudWatch"),
  ARCHIVE_BUCKET: text("the name of an S3 bucket"),
  ARCHIVE_FOLDER: text("a folder of that bucket"),
  CONFLICT_QUEUE_URL: text("the URL of an SQS queue"),
});

export type JournalSettings = z.infer<typeof environment>;

/** @throws Error that names every environment variable that is missing or wrong */
export function readJournalSettings(variables: Readonly<Record<string, string | undefined>>): JournalSettings {
  return readSettings(environment, variables);
}
