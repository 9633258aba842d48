import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SQSClient } from "@aws-sdk/client-sqs";
import { SSMClient } from "@aws-sdk/client-ssm";
import { dynamoPaymentStore } from "../payments/dynamo-payment-store";
import { clientSettings } from "../runtime/aws/client-settings";
import { sqsQueue } from "../runtime/aws/sqs-queue";
import { ssmParameters } from "../runtime/aws/ssm-parameters";
import { apiHandler } from "../runtime/http/api-handler";
import { keepLast } from "../runtime/keep-last";
import { createLogger } from "../runtime/log";
import { cacheParameters } from "../runtime/parameters";
import { paymentRoutes } from "./routes";
import { parseProcessorParameters, readProcessorSettings } from "./settings";

const settings = readProcessorSettings(process.env);
const now = () => new Date();
const log = createLogger(process.stdout, now, {
  service: settings.SERVICE_NAME,
  regionRole: settings.REGION_ROLE,
});

const parameters = cacheParameters({
  source: ssmParameters(new SSMClient(clientSettings)),
  names: settings.PARAMETER_NAMES,
  parse: parseProcessorParameters,
  describe: ({ intake, apiEndpoint, peerEndpoint }) => ({
    intake: intake.isOpen ? "open" : "closed",
    apiEndpoint: apiEndpoint === undefined ? "absent" : "present",
    peerEndpoint: peerEndpoint === undefined ? "absent" : "present",
  }),
  // A region that is told to close does so within half a minute.
  ttlMs: 30_000,
  retryMs: 10_000,
  timeLimitMs: 2_000,
  now: Date.now,
  log,
});

const clientAt = keepLast((endpoint) => new DynamoDBClient({ ...clientSettings, endpoint }));

async function store() {
  const { endpoint, tableName } = (await parameters.get()).database;
  return dynamoPaymentStore({ client: clientAt(endpoint), tableName, regionRole: settings.REGION_ROLE });
}

/** Takes payments behind a REST API: GET /health, POST /payments, GET /payments/{id}. */
export const handler = apiHandler({
  routes: paymentRoutes({
    store,
    intake: async () => (await parameters.get()).intake,
    retries: sqsQueue(new SQSClient(clientSettings), settings.RETRY_QUEUE_URL),
    now,
  }),
  log,
  timeLimitMs: 9_000,
  now: Date.now,
});
