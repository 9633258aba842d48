import { urlHandler } from "../runtime/http/url-handler";
import { createLogger } from "../runtime/log";
import { connect } from "../transactions/connect";
import { answerHealth } from "../transactions/health";
import { readTransactionSettings } from "../transactions/settings";

const settings = readTransactionSettings(process.env);
const regionRole = settings.REGION_ROLE;
const log = createLogger(process.stdout, () => new Date(), { service: settings.SERVICE_NAME, regionRole });
const health = { ...connect(settings, { connectionMs: 600, statementMs: 600 }), regionRole };

/** Answers one question to anyone, Route 53 above all: is this region well? GET /health, and nothing else. */
export const handler = urlHandler({
  routes: [{ method: "GET", path: "/health", handle: (_request, call) => answerHealth(health, call) }],
  log,
  timeLimitMs: 1_800,
  now: Date.now,
});
