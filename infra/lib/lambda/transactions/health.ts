import { toFailure } from "../runtime/failure";
import { type HttpResponse, json } from "../runtime/http/message";
import type { Call } from "../runtime/http/router";
import { withTimeLimit } from "../runtime/time-limit";
import type { Database } from "./database";
import type { SessionStore } from "./session-store";
import type { RegionRole } from "./settings";

/** A Route 53 checker waits two seconds for an answer. */
const HEALTH_LIMIT_MS = 1_500;

export interface HealthArgs {
  readonly database: Pick<Database, "hasWriter" | "read">;
  readonly sessions: Pick<SessionStore, "ping">;
  readonly regionRole: RegionRole;
}

/**
 * Healthy means: the sessions' table answers, and so does the database. In the primary region that is its writer:
 * when the writer has moved, DNS follows it. The standby is well while it can read, since it waits to be promoted.
 * A caller learns no more than whether all is well.
 */
export async function answerHealth(args: HealthArgs, { log }: Pick<Call, "log">): Promise<HttpResponse> {
  try {
    const isHealthy = await withTimeLimit("The health check", HEALTH_LIMIT_MS, (signal) => isWell(args, signal));
    if (isHealthy) {
      return json(200, { status: "healthy" });
    }
    log.error("unhealthy", { reason: "The primary region has no writer." });
  } catch (thrown) {
    log.error("unhealthy", toFailure(thrown).logFields);
  }
  return json(503, { status: "unhealthy" });
}

async function isWell({ database, sessions, regionRole }: HealthArgs, signal: AbortSignal): Promise<boolean> {
  const [answers] = await Promise.all([
    regionRole === "primary" ? database.hasWriter() : database.read(async (session) => session.query("SELECT 1")),
    sessions.ping(signal),
  ]);
  return answers !== false;
}
