import type { RegionRole } from "../heartbeat/heartbeat-store";
import { countUnexpected } from "../heartbeat/unexpected-calls";
import { toFailure } from "../runtime/failure";
import { readJsonBody } from "../runtime/http/json-body";
import { type HttpResponse, json } from "../runtime/http/message";
import { Refusal } from "../runtime/http/refusal";
import type { Call, Route } from "../runtime/http/router";
import type { Lever } from "../runtime/lever";
import { withTimeLimit } from "../runtime/time-limit";
import { type Recorded, recordTrade } from "./record-trade";
import { isTradeId, parseTrade } from "./trade";
import type { StoredTrade, TradeStore } from "./trade-store";

/** A trade is some 300 bytes. */
const BODY_LIMIT_BYTES = 8 * 1024;

/** A Route 53 checker waits two seconds for an answer. */
const HEALTH_LIMIT_MS = 1_500;

export interface TradeRoutesArgs {
  /** The store that is configured now. Throws a Failure when there is none. */
  readonly store: () => Promise<TradeStore>;
  /** Tries whether the region can do what it is for. Throws a Failure when it cannot. */
  readonly prove: (signal: AbortSignal) => Promise<void>;
  /** Whether the region takes trades. Throws a Failure when nobody can tell. */
  readonly isOpen: () => Promise<boolean>;
  /** What the other region says of it; asked by health checks alone. */
  readonly lever: Lever;
  /** Publishes one call of a caller to a region that should have none. */
  readonly count: () => Promise<void>;
  readonly role: RegionRole;
  readonly now: () => Date;
}

export function tradeRoutes(args: TradeRoutesArgs): readonly Route[] {
  return [
    { method: "GET", path: "/health", handle: (_request, call) => health(args, call) },
    ...countUnexpected(args, serviceRoutes(args)),
  ];
}

function serviceRoutes({ store, isOpen, now }: TradeRoutesArgs): readonly Route[] {
  return [
    {
      method: "POST",
      path: "/transactions",
      handle: async (request, { signal }) => {
        const trade = parseTrade(readJsonBody(request, BODY_LIMIT_BYTES));
        refuseWhenClosed(await isOpen());
        return recordedResponse(await recordTrade(await store(), trade, now().toISOString(), signal));
      },
    },
    {
      method: "GET",
      path: "/transactions/{id}",
      handle: async (_request, { parameter, signal }) => {
        const id = parameter("id");
        return foundResponse(isTradeId(id) ? await (await store()).find(id, signal) : undefined);
      },
    },
  ];
}

/** Healthy means: open, configured, and the table takes a write. A caller learns no more than that. */
async function health({ prove, isOpen, lever }: TradeRoutesArgs, { log }: Call): Promise<HttpResponse> {
  try {
    const [, ...switches] = await withTimeLimit("The health check", HEALTH_LIMIT_MS, (signal) =>
      Promise.all([prove(signal), isOpen(), lever.isOpen()]),
    );
    return switches.includes(false) ? json(503, { status: "closed" }) : json(200, { status: "healthy" });
  } catch (thrown) {
    log.error("unhealthy", toFailure(thrown).logFields);
    return json(503, { status: "unhealthy" });
  }
}

function refuseWhenClosed(isOpen: boolean): void {
  if (!isOpen) {
    throw new Refusal({
      status: 503,
      code: "region-closed",
      message: "This region takes no trades now. Send it again, with the same id.",
      headers: { "retry-after": "60" },
    });
  }
}

function recordedResponse(recorded: Recorded): HttpResponse {
  if (recorded.outcome === "conflict") {
    throw new Refusal({
      status: 409,
      code: "id-taken",
      message: "Another trade has this id. Send a new trade under a new id.",
    });
  }
  const location = `/transactions/${recorded.stored.trade.id}`;
  return json(recorded.outcome === "created" ? 201 : 200, tradeBody(recorded.stored), { location });
}

function foundResponse(stored: StoredTrade | undefined): HttpResponse {
  if (stored === undefined) {
    throw new Refusal({ status: 404, code: "not-found", message: "There is no trade with this id." });
  }
  return json(200, tradeBody(stored));
}

function tradeBody({ trade, recordedAt }: StoredTrade): object {
  return { ...trade, recordedAt };
}
