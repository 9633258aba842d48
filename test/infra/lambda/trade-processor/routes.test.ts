import type { RegionRole } from "../../../../infra/lib/lambda/heartbeat/heartbeat-store";
import { Failure, type FailureKind } from "../../../../infra/lib/lambda/runtime/failure";
import { albHandler } from "../../../../infra/lib/lambda/runtime/http/alb-handler";
import { tradeRoutes } from "../../../../infra/lib/lambda/trade-processor/routes";
import type { TradeStore } from "../../../../infra/lib/lambda/trade-processor/trade-store";
import { albEvent, postEvent } from "../doubles/alb-events";
import { capturedLog } from "../doubles/captured-log";
import { type Fate, faultyTradeStore } from "../doubles/faulty-trade-store";
import { canonicalTrade, sentTrade } from "../doubles/trades";

const recordedAt = "2026-03-31T12:00:00.000Z";

interface Given {
  readonly fates?: readonly Fate[];
  readonly store?: () => Promise<TradeStore>;
  readonly prove?: (signal: AbortSignal) => Promise<void>;
  readonly isOpen?: () => Promise<boolean>;
  readonly lever?: boolean;
  readonly role?: RegionRole;
  readonly timeLimitMs?: number;
  readonly remainingMs?: number;
}

/** The whole function but for AWS: the same handler over a store in memory. */
function processor(given: Given = {}) {
  const {
    fates,
    store,
    prove = async () => undefined,
    timeLimitMs = 5_000,
    remainingMs = 10_000,
    role = "primary",
    isOpen = async () => true,
    lever = true,
  } = given;
  const trades = faultyTradeStore(fates);
  const { log, lines, text } = capturedLog();
  const counts: string[] = [];
  const count = async () => void counts.push("call");
  const routes = tradeRoutes({
    store: store ?? (async () => trades),
    prove,
    isOpen,
    lever: { isOpen: async () => lever },
    count,
    role,
    now: () => new Date(recordedAt),
  });
  const handler = albHandler({ routes, log, timeLimitMs, now: () => 0 });
  const context = { awsRequestId: "8f0d-request", getRemainingTimeInMillis: () => remainingMs };
  const send = async (event: unknown) => {
    const { statusCode, headers, body } = await handler(event, context);
    return { status: statusCode, headers, body: JSON.parse(body ?? "") };
  };
  return { send, trades, counts, lines, text };
}

describe("a region that is closed", () => {
  const closed = { isOpen: async () => false };

  test("takes no trade, and says that another try may find another region", async () => {
    const { send, trades } = processor(closed);
    await expect(send(postEvent(sentTrade))).resolves.toMatchObject({
      status: 503,
      headers: { "retry-after": "60" },
      body: { error: "region-closed" },
    });
    expect(trades.trades.size).toBe(0);
  });

  test("still answers questions about trades", async () => {
    const { send } = processor(closed);
    await expect(send(albEvent("GET", "/transactions/T-1"))).resolves.toMatchObject({ status: 404 });
  });

  test.each([
    ["by its own switch", closed],
    ["by the one that the other region keeps", { lever: false }],
  ])("%s reports itself unhealthy, and tries all the same whether it could serve", async (_how, given) => {
    let tried = 0;
    const prove = async () => void tried++;
    await expect(processor({ ...given, prove }).send(albEvent("GET", "/health"))).resolves.toMatchObject({
      status: 503,
      body: { status: "closed" },
    });
    expect(tried).toBe(1);
  });

  test("by the other region's switch alone still takes what comes: callers are on their way", async () => {
    await expect(processor({ lever: false }).send(postEvent(sentTrade))).resolves.toMatchObject({ status: 201 });
  });
});

describe("POST /transactions", () => {
  test("answers 201 with the stored trade and where it is", async () => {
    const { send, trades } = processor();
    await expect(send(postEvent(sentTrade))).resolves.toEqual({
      status: 201,
      headers: {
        "content-type": "application/json",
        "cache-control": "no-store",
        location: "/transactions/T-2026-000001",
        "x-request-id": "8f0d-request",
      },
      body: { ...canonicalTrade, recordedAt },
    });
    expect(trades.trades.get("T-2026-000001")).toEqual({ trade: canonicalTrade, recordedAt });
  });

  test("answers 200 with the stored trade when it comes again, in other words", async () => {
    const { send } = processor();
    await send(postEvent(sentTrade));
    await expect(send(postEvent(canonicalTrade))).resolves.toMatchObject({
      status: 200,
      body: { ...canonicalTrade, recordedAt },
    });
  });

  test("answers 409 to another trade with the same id, and tells nothing of the first", async () => {
    const { send } = processor();
    await send(postEvent(sentTrade));
    const { status, body } = await send(postEvent({ ...sentTrade, account: "ACC-OTHER" }));
    expect([status, body]).toEqual([
      409,
      { error: "id-taken", message: "Another trade has this id. Send a new trade under a new id." },
    ]);
  });

  test("answers 422 with every problem", async () => {
    const { send, trades } = processor();
    const { status, body } = await send(postEvent({ ...sentTrade, price: 1.1, venue: "X" }));
    expect(status).toBe(422);
    expect(body.problems.map((problem: { field: string }) => problem.field)).toEqual(["price", "venue"]);
    expect(trades.trades.size).toBe(0);
  });

  test("accepts a body of 8192 bytes and refuses one of 8193", async () => {
    const json = JSON.stringify(sentTrade);
    const headers = { "content-type": "application/json" };
    const { send } = processor();
    await expect(send(albEvent("POST", "/transactions", json.padEnd(8_192), headers))).resolves.toMatchObject({
      status: 201,
    });
    await expect(send(albEvent("POST", "/transactions", json.padEnd(8_193), headers))).resolves.toMatchObject({
      status: 413,
      body: { error: "body-too-large" },
    });
  });

  test("refuses a body of a megabyte, the most that a load balancer passes on", async () => {
    const { send } = processor();
    const event = albEvent("POST", "/transactions", "[".repeat(1_000_000), { "content-type": "application/json" });
    await expect(send(event)).resolves.toMatchObject({ status: 413 });
  });

  test("reads a body in base64", async () => {
    const { send } = processor();
    const body = Buffer.from(JSON.stringify(sentTrade)).toString("base64");
    const event = { ...postEvent({}), body, isBase64Encoded: true };
    await expect(send(event)).resolves.toMatchObject({ status: 201 });
  });

  test("does not look at the store for a request that it refuses", async () => {
    const { send } = processor({ store: () => Promise.reject(new Error("asked")) });
    await expect(send(postEvent({}))).resolves.toMatchObject({ status: 422 });
    await expect(send(albEvent("POST", "/transactions", "{"))).resolves.toMatchObject({ status: 415 });
  });

  test.each<[Fate, number, string | undefined]>([
    [{ fails: "throttled" }, 503, "1"],
    [{ fails: "timeout" }, 503, "1"],
    [{ fails: "unavailable" }, 503, "1"],
    [{ losesAnswer: "timeout" }, 503, "1"],
    [{ fails: "misconfigured" }, 500, undefined],
    [{ fails: "unknown" }, 500, undefined],
  ])("when the write meets %j answers %s, retry after %s", async (fate, status, retryAfter) => {
    const { send } = processor({ fates: [fate] });
    const answer = await send(postEvent(sentTrade));
    expect([answer.status, answer.headers?.["retry-after"]]).toEqual([status, retryAfter]);
    expect(answer.body).not.toHaveProperty("reason");
  });
});

describe("GET /transactions/{id}", () => {
  test("answers 200 with the trade", async () => {
    const { send } = processor();
    await send(postEvent(sentTrade));
    await expect(send(albEvent("GET", "/transactions/T-2026-000001"))).resolves.toMatchObject({
      status: 200,
      body: { ...canonicalTrade, recordedAt },
    });
  });

  test.each([
    ["an id that no trade has", "/transactions/T-0"],
    ["the key of the health check", "/transactions/health%23probe"],
    ["an id that no trade can have", `/transactions/${"x".repeat(4_000)}`],
    ["a name of every object", "/transactions/__proto__"],
    ["a broken encoding", "/transactions/%E0%A4%A"],
    ["no id", "/transactions/"],
    ["a deeper path", "/transactions/T-1/fills"],
    ["another path", "/"],
  ])("answers 404 to %s", async (_what, path) => {
    const { send } = processor();
    await expect(send(albEvent("GET", path))).resolves.toMatchObject({ status: 404, body: { error: "not-found" } });
  });

  test("answers 503 when the store is throttled", async () => {
    const { send } = processor({ fates: [{ fails: "throttled" }] });
    await expect(send(albEvent("GET", "/transactions/T-1"))).resolves.toMatchObject({
      status: 503,
      headers: { "retry-after": "1" },
      body: { error: "throttled", message: "Try again in a moment." },
    });
  });
});

describe("GET /health", () => {
  test("answers 200 when the region can do what it is for", async () => {
    const { send } = processor();
    await expect(send(albEvent("GET", "/health"))).resolves.toMatchObject({ status: 200, body: { status: "healthy" } });
  });

  test.each<FailureKind>(["throttled", "misconfigured", "unavailable", "unknown"])(
    "answers 503 and nothing more when a try fails as %s",
    async (kind) => {
      const { send } = processor({ prove: () => Promise.reject(new Failure(kind, "injected")) });
      const { status, body } = await send(albEvent("GET", "/health"));
      expect([status, body]).toEqual([503, { status: "unhealthy" }]);
    },
  );

  test("answers 503 after a second and a half when the table says nothing", async () => {
    jest.useFakeTimers();
    try {
      const signals: AbortSignal[] = [];
      const { send } = processor({
        prove: (signal) => {
          signals.push(signal);
          return new Promise<never>(() => undefined);
        },
      });
      const answer = send(albEvent("GET", "/health"));
      await jest.advanceTimersByTimeAsync(1_500);
      await expect(answer).resolves.toMatchObject({ status: 503, body: { status: "unhealthy" } });
      expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    } finally {
      jest.useRealTimers();
    }
  });

  test("answers 503 when the configuration cannot be read", async () => {
    const { send, lines } = processor({ prove: () => Promise.reject(new Failure("misconfigured", "no parameter")) });
    await expect(send(albEvent("GET", "/health"))).resolves.toMatchObject({ status: 503 });
    expect(lines()).toContainEqual(
      expect.objectContaining({ level: "error", message: "unhealthy", failure: "misconfigured" }),
    );
  });
});

test.each<[string, RegionRole, number]>([
  ["open", "primary", 0],
  ["closed", "primary", 2],
  ["open", "secondary", 2],
])("a region that is %s, the %s, counts %s of two calls, and no health check", async (state, role, expected) => {
  const { send, counts } = processor({ role, isOpen: async () => state === "open" });
  await send(albEvent("GET", "/health"));
  await send(postEvent(sentTrade));
  await send(albEvent("GET", "/transactions/T-2026-000001"));
  expect(counts).toHaveLength(expected);
});

describe("any request", () => {
  test.each([
    ["DELETE", "/transactions/T-1", "GET"],
    ["GET", "/transactions", "POST"],
    ["POST", "/health", "GET"],
    ["get", "/health", "GET"],
    ["", "/health", "GET"],
  ])("answers 405 to %s %s and allows %s", async (method, path, allow) => {
    const { send } = processor();
    await expect(send(albEvent(method, path))).resolves.toMatchObject({ status: 405, headers: { allow } });
  });

  test("is answered 503 when its time is over, and the work is told to stop", async () => {
    const signals: AbortSignal[] = [];
    const hanging = {
      ...faultyTradeStore(),
      find: (_id: string, signal: AbortSignal) => {
        signals.push(signal);
        return new Promise<never>(() => undefined);
      },
    };
    const { send } = processor({ store: async () => hanging, timeLimitMs: 5 });
    await expect(send(albEvent("GET", "/transactions/T-1"))).resolves.toMatchObject({ status: 503 });
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  test("is answered before the function's own limit ends it", async () => {
    const hanging = { ...faultyTradeStore(), find: () => new Promise<never>(() => undefined) };
    const { send } = processor({ store: async () => hanging, remainingMs: 503 });
    await expect(send(albEvent("GET", "/transactions/T-1"))).resolves.toMatchObject({ status: 503 });
  });

  test("logs one line with its ids, route and status, and no part of the trade", async () => {
    const { send, lines, text } = processor();
    await send(postEvent(sentTrade));
    await send(postEvent({ ...sentTrade, price: "1" }));
    await send(postEvent({ ...sentTrade, price: 12.34 }));
    await send(albEvent("GET", `/transactions/${sentTrade.id}`));
    expect(lines().filter(({ message }) => message === "request answered")).toHaveLength(4);
    expect(lines()[0]).toEqual({
      timestamp: "2026-03-31T12:00:00.000Z",
      level: "info",
      message: "request answered",
      requestId: "8f0d-request",
      traceId: "Root=1-67891233-abcdef012345678912345678",
      method: "POST",
      route: "/transactions",
      status: 201,
      durationMs: 0,
    });
    for (const value of [sentTrade.id, sentTrade.account, sentTrade.price, sentTrade.timestamp, "12.34", "AAPL"]) {
      expect(text()).not.toContain(value);
    }
  });

  test("never shows or logs the words of an unexpected error", async () => {
    const { send, lines, text } = processor({ store: () => Promise.reject(new TypeError("secret of ACC-7781")) });
    const { status, body } = await send(postEvent(sentTrade));
    expect([status, body]).toEqual([500, { error: "internal-error", message: "The request could not be served." }]);
    expect(lines()[0]).toMatchObject({ level: "error", failure: "unknown", errorName: "TypeError" });
    expect(text()).not.toContain("secret");
  });
});
