import { toFailure } from "../runtime/failure";
import { type HttpResponse, json } from "../runtime/http/message";
import type { Logger } from "../runtime/log";
import type { Measured } from "../runtime/metrics";
import { withTimeLimit } from "../runtime/time-limit";
import type { Pulse } from "./pulse";

/** A Route 53 checker waits two seconds for an answer. */
const LIMIT_MS = 1_500;

/** Metrics of a region's health: writes of the heartbeat that failed, and the age in seconds of the newest one that was copied here. */
export const HEARTBEAT_FAILURES = "HeartbeatFailures";
export const COPY_AGE = "CopyAge";

export interface HealthArgs {
  readonly role: "primary" | "secondary";
  readonly pulse: Pulse;
  readonly now: () => Date;
  readonly publish: (at: Date, measured: Readonly<Record<string, Measured>>) => void;
}

/**
 * What a region is asked for, done in time. The primary writes through its own writer: neither a reader nor the other
 * region's writer makes it well, so that no traffic comes back before the database does. The standby reads its copy, which
 * it does before, while and after it is promoted; it says besides whether the writer answers, and how far the copy is.
 */
export function answerHealth(args: HealthArgs, log: Logger): Promise<HttpResponse> {
  return args.role === "primary" ? answerPrimary(args, log) : answerStandby(args, log);
}

async function answerPrimary({ pulse, now, publish }: HealthArgs, log: Logger): Promise<HttpResponse> {
  const isWritten = await isDone("beat", log, () => pulse.beatHere());
  publish(now(), { [HEARTBEAT_FAILURES]: { unit: "Count", value: isWritten ? 0 : 1 } });
  return isWritten ? json(200, { status: "healthy" }) : json(503, { status: "unhealthy" });
}

async function answerStandby({ pulse, now, publish }: HealthArgs, log: Logger): Promise<HttpResponse> {
  let copiedUntil: number | undefined;
  const [isRead, isAnswered] = await Promise.all([
    isDone("read", log, async () => {
      copiedUntil = await pulse.newest();
    }),
    isDone("writer", log, () => pulse.beat()),
  ]);
  const at = now();
  if (isRead && copiedUntil !== undefined) {
    publish(at, { [COPY_AGE]: { unit: "Seconds", value: Math.max(0, at.getTime() - copiedUntil) / 1_000 } });
  }
  return json(isRead ? 200 : 503, {
    status: isRead ? "healthy" : "unhealthy",
    writer: isAnswered ? "answers" : "silent",
    ...(copiedUntil === undefined ? {} : { copiedUntil }),
  });
}

async function isDone(what: string, log: Logger, work: () => Promise<void>): Promise<boolean> {
  try {
    await withTimeLimit("The health check", LIMIT_MS, work);
    return true;
  } catch (thrown) {
    log.error("not well", { what, ...toFailure(thrown).logFields });
    return false;
  }
}
