import { albHandler } from "../runtime/http/alb-handler";
import { createLogger } from "../runtime/log";
import { connect } from "../transactions/connect";
import { sqlLedger } from "../transactions/ledger";
import { readTransactionSettings } from "../transactions/settings";
import { transactionRoutes } from "./routes";

const settings = readTransactionSettings(process.env);
const regionRole = settings.REGION_ROLE;
const log = createLogger(process.stdout, () => new Date(), { service: settings.SERVICE_NAME, regionRole });
const { database, sessions } = connect(settings, { connectionMs: 2_000, statementMs: 5_000 });

/** Moves money behind an Application Load Balancer: GET /health, POST /transactions, GET /transactions/{id}. */
export const handler = albHandler({
  routes: transactionRoutes({
    ledger: sqlLedger(database, regionRole),
    sessions,
    health: { database, sessions, regionRole },
  }),
  log,
  // Less than the load balancer waits, whatever the function itself may take.
  timeLimitMs: 25_000,
  now: Date.now,
});
