import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { tableMetrics } from "../heartbeat/metrics";
import { journalHandler } from "../journal/journal-handler";
import { s3Archive } from "../journal/s3-archive";
import { clientSettings } from "../runtime/aws/client-settings";
import { sqsQueue } from "../runtime/aws/sqs-queue";
import { createLogger } from "../runtime/log";
import { readJournalSettings } from "./settings";

const settings = readJournalSettings(process.env);
const now = () => new Date();
const metrics = tableMetrics(process.stdout, settings.METRICS_NAMESPACE);

/** Keeps a journal of what one region's replica of a table takes, and tells what replication overwrote. */
export const handler = journalHandler({
  role: settings.REGION_ROLE,
  archive: s3Archive(new S3Client(clientSettings), settings.ARCHIVE_BUCKET),
  folder: settings.ARCHIVE_FOLDER,
  conflicts: sqsQueue(new SQSClient(clientSettings), settings.CONFLICT_QUEUE_URL),
  publish: (measured) => metrics.publish(settings.TABLE_NAME, now(), measured),
  log: createLogger(process.stdout, now, { service: settings.SERVICE_NAME, regionRole: settings.REGION_ROLE }),
});
