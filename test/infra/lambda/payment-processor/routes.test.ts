import type { RegionRole } from "../../../../infra/lib/lambda/heartbeat/heartbeat-store";
import { type Intake, paymentRoutes } from "../../../../infra/lib/lambda/payment-processor/routes";
import type { PaymentStore } from "../../../../infra/lib/lambda/payments/payment-store";
import type { Receipt } from "../../../../infra/lib/lambda/payments/receipt-store";
import { recordPayment } from "../../../../infra/lib/lambda/payments/record-payment";
import { Failure, type FailureKind } from "../../../../infra/lib/lambda/runtime/failure";
import { apiHandler } from "../../../../infra/lib/lambda/runtime/http/api-handler";
import { apiEvent, paymentEvent } from "../doubles/api-events";
import { capturedLog } from "../doubles/captured-log";
import { type Fate, faultyPaymentStore } from "../doubles/faulty-payment-store";
import { id, payment, sentPayment } from "../doubles/payments";

const recordedAt = "2026-03-31T12:00:00.000Z";

interface Given {
  readonly fates?: readonly Fate[];
  readonly store?: () => Promise<PaymentStore>;
  readonly prove?: (signal: AbortSignal) => Promise<void>;
  readonly role?: RegionRole;
  readonly countFails?: () => Promise<void>;
  readonly intake?: Intake;
  readonly lever?: boolean;
  readonly queueFails?: FailureKind;
  readonly peerQueueFails?: FailureKind;
  readonly receiptFails?: FailureKind;
}

function failWith(kind: FailureKind | undefined): void {
  if (kind !== undefined) {
    throw new Failure(kind, "injected");
  }
}

/** The whole function but for AWS: the same handler over a ledger and a queue in memory. */
function processor(given: Given = {}) {
  const { fates, store, prove = async () => undefined, queueFails, role = "primary", countFails } = given;
  const { intake = { isOpen: true, largestAmount: 100_000 } } = given;
  const ledger = faultyPaymentStore(fates);
  const queued: string[] = [];
  const receipts = new Map<string, Receipt>();
  const counts: string[] = [];
  const { log, lines, text } = capturedLog();
  const routes = paymentRoutes({
    store: store ?? (async () => ledger),
    prove,
    count: async () => {
      counts.push("call");
      await countFails?.();
    },
    role,
    intake: async () => intake,
    lever: { isOpen: async () => given.lever ?? true },
    retries: {
      send: async (body) => {
        failWith(queueFails);
        queued.push(body);
      },
    },
    peerRetries: { send: async () => failWith(given.peerQueueFails) },
    receipts: {
      keep: async (receipt) => {
        failWith(given.receiptFails);
        receipts.set(receipt.id, receipt);
      },
      find: async (wanted) => receipts.get(wanted),
    },
    now: () => new Date(recordedAt),
  });
  const handler = apiHandler({ routes, log, timeLimitMs: 5_000, now: () => 0 });
  const context = { awsRequestId: "8f0d-request", getRemainingTimeInMillis: () => 10_000 };
  const send = async (event: unknown) => {
    const { statusCode, headers, body } = await handler(event, context);
    return { status: statusCode, headers, body: JSON.parse(body) };
  };
  return { send, ledger, queued, counts, lines, text };
}

describe("POST /payments", () => {
  test("answers 201 with the recorded payment and where it is", async () => {
    const { send, ledger } = processor();
    await expect(send(paymentEvent(sentPayment))).resolves.toEqual({
      status: 201,
      headers: {
        "content-type": "application/json",
        "cache-control": "no-store",
        location: `/payments/${id}`,
        "x-request-id": "8f0d-request",
      },
      body: { id, status: "recorded", ...sentPayment, recordedAt },
    });
    expect([...ledger.payments.keys()]).toEqual([id]);
  });

  test("answers 200 with the first record when the payment comes again", async () => {
    const { send } = processor();
    await send(paymentEvent(sentPayment));
    await expect(send(paymentEvent(sentPayment))).resolves.toMatchObject({ status: 200, body: { id, recordedAt } });
  });

  test("answers 409 to another payment under the same key, and tells nothing of the first", async () => {
    const { send } = processor();
    await send(paymentEvent(sentPayment));
    const { status, body } = await send(paymentEvent({ ...sentPayment, amount: 1 }));
    expect([status, body]).toEqual([
      409,
      {
        error: "idempotency-key-taken",
        message: "Another payment has this Idempotency-Key. Send a new payment under a new one.",
      },
    ]);
  });

  test("answers 202 with the id under which the payment will be when the ledger cannot take it now", async () => {
    const { send, queued } = processor({ fates: [{ fails: "throttled" }] });
    await expect(send(paymentEvent(sentPayment))).resolves.toMatchObject({
      status: 202,
      headers: { location: `/payments/${id}` },
      body: { id, status: "accepted" },
    });
    expect(queued).toHaveLength(1);
  });

  test.each<Given>([{ queueFails: "unavailable" }, { peerQueueFails: "unavailable" }])(
    "answers 503, and not 202, when the ledger cannot take it and one region's queue cannot: %j",
    async (given) => {
      const { send } = processor({ fates: [{ fails: "throttled" }], ...given });
      await expect(send(paymentEvent(sentPayment))).resolves.toMatchObject({
        status: 503,
        headers: { "retry-after": "1" },
      });
    },
  );

  test("tells whoever asks after a payment that waits that it is accepted, and not recorded yet", async () => {
    const { send, ledger } = processor({ fates: [{ fails: "throttled" }] });
    const { headers } = await send(paymentEvent(sentPayment));
    const asked = () => send(apiEvent("GET", String(headers?.location)));
    const { status, body } = await asked();
    expect([status, body]).toEqual([200, { id, status: "accepted", acceptedAt: recordedAt }]);
    await recordPayment(ledger, payment, recordedAt, new AbortController().signal);
    await expect(asked()).resolves.toMatchObject({ status: 200, body: { status: "recorded", recordedAt } });
  });

  test("names no place for a payment that waits when none can be kept for it", async () => {
    const { send } = processor({ fates: [{ fails: "throttled" }], receiptFails: "unavailable" });
    const { status, headers, body } = await send(paymentEvent(sentPayment));
    expect([status, body]).toEqual([202, { id, status: "accepted" }]);
    expect(headers).not.toHaveProperty("location");
  });

  test("answers 400 without an idempotency key", async () => {
    const { send } = processor();
    await expect(
      send(apiEvent("POST", "/payments", "{}", { "Content-Type": "application/json" })),
    ).resolves.toMatchObject({ status: 400, body: { error: "idempotency-key-required" } });
  });

  test("answers 422 with every problem, and records nothing", async () => {
    const { send, ledger } = processor();
    const { status, body } = await send(paymentEvent({ ...sentPayment, amount: 12.5, cvv: "123" }));
    expect(status).toBe(422);
    expect(body.problems.map((problem: { field: string }) => problem.field)).toEqual(["amount", "cvv"]);
    expect(ledger.payments.size).toBe(0);
  });

  test.each([
    [100_000, 201],
    [100_001, 422],
  ])("under a limit of 100000 answers the amount %s with %s", async (amount, status) => {
    const { send } = processor();
    await expect(send(paymentEvent({ ...sentPayment, amount }))).resolves.toMatchObject({ status });
  });

  test("answers 503 in a region that is closed, and neither records nor queues", async () => {
    const { send, ledger, queued } = processor({ intake: { isOpen: false, largestAmount: 100_000 } });
    await expect(send(paymentEvent(sentPayment))).resolves.toMatchObject({
      status: 503,
      headers: { "retry-after": "60" },
      body: { error: "region-closed" },
    });
    expect([ledger.payments.size, queued.length]).toEqual([0, 0]);
  });

  test("accepts a body of 8192 bytes and refuses one of 8193", async () => {
    const headers = { "Content-Type": "application/json", "Idempotency-Key": "order-2026-000001" };
    const text = JSON.stringify(sentPayment);
    const { send } = processor();
    await expect(send(apiEvent("POST", "/payments", text.padEnd(8_192), headers))).resolves.toMatchObject({
      status: 201,
    });
    await expect(send(apiEvent("POST", "/payments", text.padEnd(8_193), headers))).resolves.toMatchObject({
      status: 413,
    });
  });
});

describe("GET /payments/{id}", () => {
  test("answers 200 with the payment, and without its key", async () => {
    const { send } = processor();
    await send(paymentEvent(sentPayment));
    const { status, body } = await send(apiEvent("GET", `/payments/${id}`));
    expect([status, body]).toEqual([200, { id, status: "recorded", ...sentPayment, recordedAt }]);
  });

  test.each([
    ["an id that no payment has", `/payments/pay_${"0".repeat(40)}`],
    ["the item of a key", "/payments/key%23order-2026-000001"],
    ["the key of the health check", "/payments/health%23probe"],
    ["no id", "/payments/"],
    ["a name of every object", "/payments/__proto__"],
    ["another path", "/"],
  ])("answers 404 to %s", async (_what, path) => {
    const { send } = processor();
    await send(paymentEvent(sentPayment));
    await expect(send(apiEvent("GET", path))).resolves.toMatchObject({ status: 404, body: { error: "not-found" } });
  });

  test("answers in a region that is closed: closing stops payments, not questions", async () => {
    const { send } = processor({ intake: { isOpen: false, largestAmount: 1 } });
    await expect(send(apiEvent("GET", `/payments/${id}`))).resolves.toMatchObject({ status: 404 });
  });
});

describe("GET /health", () => {
  test("answers 200 when the region can do what it is for", async () => {
    const { send } = processor();
    await expect(send(apiEvent("GET", "/health"))).resolves.toMatchObject({ status: 200, body: { status: "healthy" } });
  });

  test("answers 503 in a region that is closed, so that the traffic leaves", async () => {
    const { send } = processor({ intake: { isOpen: false, largestAmount: 1 } });
    await expect(send(apiEvent("GET", "/health"))).resolves.toMatchObject({ status: 503, body: { status: "closed" } });
  });

  test.each<FailureKind>(["throttled", "misconfigured", "unavailable", "unknown"])(
    "answers 503 and nothing more when a try fails as %s",
    async (kind) => {
      const { send } = processor({ prove: () => Promise.reject(new Failure(kind, "injected")) });
      const { status, body } = await send(apiEvent("GET", "/health"));
      expect([status, body]).toEqual([503, { status: "unhealthy" }]);
    },
  );
});

describe("a standby", () => {
  test("counts what callers send to it, and no health check", async () => {
    const { send, counts } = processor({ role: "secondary" });
    await send(apiEvent("GET", "/health"));
    expect(counts).toEqual([]);
    await send(paymentEvent(sentPayment));
    await send(apiEvent("GET", `/payments/${id}`));
    expect(counts).toHaveLength(2);
  });

  test("answers a call that it cannot count", async () => {
    const { send, lines } = processor({ role: "secondary", countFails: () => Promise.reject(new Error("no metric")) });
    await expect(send(paymentEvent(sentPayment))).resolves.toMatchObject({ status: 201 });
    expect(lines()).toContainEqual(expect.objectContaining({ level: "warn", message: "call not counted" }));
  });

  test.each([
    ["is open has the callers that it should have, and counts none", true, 0],
    ["is closed counts those who still come", false, 1],
  ])("is not what the primary is: one that %s", async (_what, isOpen, expected) => {
    const { send, counts } = processor({ intake: { isOpen, largestAmount: 100_000 } });
    await send(apiEvent("GET", "/health"));
    await send(paymentEvent(sentPayment));
    expect(counts).toHaveLength(expected);
  });
});

describe("the log", () => {
  test("holds no part of a payment, whatever becomes of it", async () => {
    const { send, text, lines } = processor({ fates: ["works", { fails: "throttled" }] });
    await send(paymentEvent({ ...sentPayment, reference: "card 4111 1111 1111 1111" }));
    await send(paymentEvent(sentPayment));
    await send(paymentEvent(sentPayment));
    await send(paymentEvent({ ...sentPayment, amount: 77.77 }));
    await send(apiEvent("GET", `/payments/${id}`));
    expect(lines().filter(({ message }) => message === "request answered")).toHaveLength(5);
    for (const value of ["4111", "ACC-DEBTOR", "ACC-CREDITOR", "12550", "77.77", "Invoice", "order-2026"]) {
      expect(text()).not.toContain(value);
    }
  });

  test("never holds the words of an unexpected error, nor does the answer", async () => {
    const { send, text } = processor({ store: () => Promise.reject(new TypeError("secret of ACC-DEBTOR-7781")) });
    const { status, body } = await send(paymentEvent(sentPayment));
    expect([status, body]).toEqual([500, { error: "internal-error", message: "The request could not be served." }]);
    expect(text()).not.toContain("secret");
  });
});
