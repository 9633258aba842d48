import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { SSMClient } from "@aws-sdk/client-ssm";
import { dynamoHeartbeatStore } from "../heartbeat/dynamo-heartbeat-store";
import { proveHeartbeat } from "../heartbeat/heartbeat";
import { tableMetrics, UNEXPECTED_CALLS } from "../heartbeat/metrics";
import { dynamoPaymentStore } from "../payments/dynamo-payment-store";
import { PAYMENTS_NAMESPACE } from "../payments/metrics";
import { s3ReceiptStore } from "../payments/s3-receipt-store";
import { clientSettings } from "../runtime/aws/client-settings";
import { regionLever } from "../runtime/aws/region-lever";
import { regionOfQueue, sqsQueue } from "../runtime/aws/sqs-queue";
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
  fallback: settings.DEPLOYED_PARAMETERS,
  describe: ({ intake, apiEndpoint, peerEndpoint }) => ({
    intake: intake.isOpen ? "open" : "closed",
    apiEndpoint: apiEndpoint === undefined ? "absent" : "present",
    peerEndpoint: peerEndpoint === undefined ? "absent" : "present",
  }),
  // A region that is told to close does so within half a minute.
  ttlMs: 30_000,
  retryMs: 10_000,
  // With something to fall back on, a health check still has time for its ledger.
  timeLimitMs: settings.DEPLOYED_PARAMETERS === undefined ? 2_000 : 800,
  now: Date.now,
  log,
});

const lever = regionLever({ region: settings.LEVER_REGION, name: settings.LEVER_NAME, now: Date.now, log });
const clientAt = keepLast((endpoint) => new DynamoDBClient({ ...clientSettings, endpoint }));
const role = settings.REGION_ROLE;
const metrics = tableMetrics(process.stdout, PAYMENTS_NAMESPACE);

async function store() {
  const { endpoint, tableName } = (await parameters.get()).database;
  return dynamoPaymentStore({ client: clientAt(endpoint), tableName, regionRole: role });
}

async function prove(signal: AbortSignal): Promise<void> {
  const { endpoint, tableName } = (await parameters.get()).database;
  const heartbeats = dynamoHeartbeatStore({ client: clientAt(endpoint), tableName, writes: "transactions" });
  const publish = metrics.publish.bind(undefined, tableName);
  await proveHeartbeat({ store: heartbeats, role, now, publish }, signal);
}

async function count(): Promise<void> {
  const { tableName } = (await parameters.get()).database;
  metrics.publish(tableName, now(), { [UNEXPECTED_CALLS]: { unit: "Count", value: 1 } });
}

const { PEER_RETRY_QUEUE_URL: peerQueue, RECEIPT_BUCKET: receiptBucket } = settings;

function peerRetries(url: string) {
  const region = regionOfQueue(url);
  return sqsQueue(new SQSClient({ ...clientSettings, ...(region === undefined ? {} : { region }) }), url);
}

/** Takes payments behind a REST API: GET /health, POST /payments, GET /payments/{id}. */
export const handler = apiHandler({
  routes: paymentRoutes({
    store,
    prove,
    count,
    role,
    intake: async () => (await parameters.get()).intake,
    lever,
    retries: sqsQueue(new SQSClient(clientSettings), settings.RETRY_QUEUE_URL),
    peerRetries: peerQueue === undefined ? undefined : peerRetries(peerQueue),
    receipts: receiptBucket === undefined ? undefined : s3ReceiptStore(new S3Client(clientSettings), receiptBucket),
    now,
  }),
  log,
  timeLimitMs: 9_000,
  now: Date.now,
});
