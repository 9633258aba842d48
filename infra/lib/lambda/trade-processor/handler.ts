import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SSMClient } from "@aws-sdk/client-ssm";
import { clientSettings } from "../runtime/aws/client-settings";
import { ssmParameters } from "../runtime/aws/ssm-parameters";
import { albHandler } from "../runtime/http/alb-handler";
import { keepLast } from "../runtime/keep-last";
import { createLogger } from "../runtime/log";
import { cacheParameters } from "../runtime/parameters";
import { dynamoTradeStore } from "./dynamo-trade-store";
import { tradeRoutes } from "./routes";
import { parseTradeParameters, readTradeSettings } from "./settings";

const settings = readTradeSettings(process.env);
const now = () => new Date();
const log = createLogger(process.stdout, now, {
  service: settings.SERVICE_NAME,
  regionRole: settings.REGION_ROLE,
});

const parameters = cacheParameters({
  source: ssmParameters(new SSMClient(clientSettings)),
  names: settings.PARAMETER_NAMES,
  parse: parseTradeParameters,
  describe: ({ peerEndpoint }) => ({ tableEndpoint: "present", peerEndpoint }),
  ttlMs: 300_000,
  retryMs: 30_000,
  timeLimitMs: 2_000,
  now: Date.now,
  log,
});

const storeAt = keepLast((endpoint) =>
  dynamoTradeStore({
    client: new DynamoDBClient({ ...clientSettings, endpoint }),
    tableName: settings.TABLE_NAME,
    regionRole: settings.REGION_ROLE,
  }),
);

/** Records trades behind an Application Load Balancer: GET /health, POST /transactions, GET /transactions/{id}. */
export const handler = albHandler({
  routes: tradeRoutes({ store: async () => storeAt((await parameters.get()).tableEndpoint), now }),
  log,
  timeLimitMs: 5_000,
  now: Date.now,
});
