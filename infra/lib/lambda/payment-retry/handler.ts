import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SQSClient } from "@aws-sdk/client-sqs";
import { SSMClient } from "@aws-sdk/client-ssm";
import { dynamoPaymentStore } from "../payments/dynamo-payment-store";
import { clientSettings } from "../runtime/aws/client-settings";
import { sqsQueue } from "../runtime/aws/sqs-queue";
import { ssmParameters } from "../runtime/aws/ssm-parameters";
import { keepLast } from "../runtime/keep-last";
import { createLogger } from "../runtime/log";
import { cacheParameters } from "../runtime/parameters";
import { batchHandler } from "../runtime/queue/batch-handler";
import { retryPayment } from "./retry-payment";
import { parseRetryParameters, readRetrySettings } from "./settings";

const settings = readRetrySettings(process.env);
const log = createLogger(process.stdout, () => new Date(), {
  service: settings.SERVICE_NAME,
  regionRole: settings.REGION_ROLE,
});

const database = cacheParameters({
  source: ssmParameters(new SSMClient(clientSettings)),
  names: settings.PARAMETER_NAMES,
  parse: parseRetryParameters,
  fallback: settings.DEPLOYED_PARAMETERS,
  describe: () => ({ database: "present" }),
  ttlMs: 300_000,
  retryMs: 30_000,
  timeLimitMs: 2_000,
  now: Date.now,
  log,
});

const clientAt = keepLast((endpoint) => new DynamoDBClient({ ...clientSettings, endpoint }));

async function store() {
  const { endpoint, tableName } = await database.get();
  return dynamoPaymentStore({ client: clientAt(endpoint), tableName, regionRole: settings.REGION_ROLE });
}

const sqs = new SQSClient(clientSettings);
const { RETRY_QUEUE_URL: retries, DEAD_LETTER_QUEUE_URL: deadLetters } = settings;

/** Records payments that were accepted while the ledger could not take them. */
export const handler = batchHandler({
  handle: (body, call) => retryPayment(store, body, call),
  queue: sqsQueue(sqs, retries),
  deadLetters: deadLetters === undefined ? undefined : sqsQueue(sqs, deadLetters),
  log,
  timeLimitMs: 15_000,
  random: Math.random,
});
