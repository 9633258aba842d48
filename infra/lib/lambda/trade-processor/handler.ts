import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SSMClient } from "@aws-sdk/client-ssm";
import { dynamoHeartbeatStore } from "../heartbeat/dynamo-heartbeat-store";
import { proveHeartbeat } from "../heartbeat/heartbeat";
import { tableMetrics, UNEXPECTED_CALLS } from "../heartbeat/metrics";
import { clientSettings } from "../runtime/aws/client-settings";
import { regionLever } from "../runtime/aws/region-lever";
import { ssmParameters } from "../runtime/aws/ssm-parameters";
import { albHandler } from "../runtime/http/alb-handler";
import { keepLast } from "../runtime/keep-last";
import { createLogger } from "../runtime/log";
import type { Measured } from "../runtime/metrics";
import { cacheParameters } from "../runtime/parameters";
import { dynamoTradeStore } from "./dynamo-trade-store";
import { TRADING_NAMESPACE } from "./metrics";
import { tradeRoutes } from "./routes";
import { parseTradeParameters, readTradeSettings } from "./settings";

const settings = readTradeSettings(process.env);
const now = () => new Date();
const log = createLogger(process.stdout, now, {
  service: settings.SERVICE_NAME,
  regionRole: settings.REGION_ROLE,
});

const { DEPLOYED_PARAMETERS: deployed, LEVER_REGION: leverRegion, LEVER_NAME: leverName } = settings;

const parameters = cacheParameters({
  source: ssmParameters(new SSMClient(clientSettings)),
  names: settings.PARAMETER_NAMES,
  parse: parseTradeParameters,
  fallback: deployed,
  describe: ({ peerEndpoint, isOpen }) => ({ tableEndpoint: "present", peerEndpoint, isOpen }),
  // A region that is told to close does so within half a minute.
  ttlMs: 30_000,
  retryMs: 10_000,
  // With something to fall back on, a health check still has time for its table.
  timeLimitMs: deployed === undefined ? 2_000 : 800,
  now: Date.now,
  log,
});

const lever = regionLever({ region: leverRegion, name: leverName, now: Date.now, log });

const { TABLE_NAME: tableName, REGION_ROLE: role } = settings;
const metrics = tableMetrics(process.stdout, TRADING_NAMESPACE);

const storesAt = keepLast((endpoint) => {
  const client = new DynamoDBClient({ ...clientSettings, endpoint });
  return {
    trades: dynamoTradeStore({ client, tableName, regionRole: role }),
    heartbeats: dynamoHeartbeatStore({ client, tableName, writes: "items" }),
  };
});
const stores = async () => storesAt((await parameters.get()).tableEndpoint);

const publish = (at: Date, measured: Readonly<Record<string, Measured>>) => metrics.publish(tableName, at, measured);
const count = async () => publish(now(), { [UNEXPECTED_CALLS]: { unit: "Count", value: 1 } });

async function prove(signal: AbortSignal): Promise<void> {
  const { heartbeats } = await stores();
  await proveHeartbeat({ store: heartbeats, role, now, publish }, signal);
}

/** Records trades behind an Application Load Balancer: GET /health, POST /transactions, GET /transactions/{id}. */
export const handler = albHandler({
  routes: tradeRoutes({
    store: async () => (await stores()).trades,
    prove,
    isOpen: async () => (await parameters.get()).isOpen,
    lever,
    count,
    role,
    now,
  }),
  log,
  timeLimitMs: 5_000,
  now: Date.now,
});
