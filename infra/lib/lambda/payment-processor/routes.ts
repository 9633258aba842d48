import type { RegionRole } from "../heartbeat/heartbeat-store";
import { countUnexpected } from "../heartbeat/unexpected-calls";
import { isPaymentId, parsePayment } from "../payments/payment";
import type { PaymentStore, StoredPayment } from "../payments/payment-store";
import type { Receipt, ReceiptStore } from "../payments/receipt-store";
import { toFailure } from "../runtime/failure";
import { readJsonBody } from "../runtime/http/json-body";
import { type HttpResponse, json } from "../runtime/http/message";
import { Refusal } from "../runtime/http/refusal";
import type { Call, Route } from "../runtime/http/router";
import type { Lever } from "../runtime/lever";
import type { MessageQueue } from "../runtime/queue/message-queue";
import { withTimeLimit } from "../runtime/time-limit";
import { type Accepted, acceptPayment } from "./accept-payment";

/** A payment is some 300 bytes. */
const BODY_LIMIT_BYTES = 8 * 1024;

/** A Route 53 checker waits two seconds for an answer. */
const HEALTH_LIMIT_MS = 1_500;

/** What a region is told to do. */
export interface Intake {
  /** Closed: the region takes no new payment and reports itself unhealthy, so that the traffic goes to the other. */
  readonly isOpen: boolean;
  /** In smallest units of any currency. */
  readonly largestAmount: number;
}

export interface PaymentRoutesArgs {
  /** Each throws a Failure when the configuration is not there. */
  readonly store: () => Promise<PaymentStore>;
  /** Tries whether the region can do what it is for. */
  readonly prove: (signal: AbortSignal) => Promise<void>;
  readonly intake: () => Promise<Intake>;
  /** What the other region says of this one; asked by health checks alone. */
  readonly lever: Lever;
  readonly retries: MessageQueue;
  /** Absent: no payment is accepted before it is recorded. */
  readonly peerRetries?: MessageQueue | undefined;
  readonly receipts?: ReceiptStore | undefined;
  /** Publishes one call of a caller to a region that should have none. */
  readonly count: () => Promise<void>;
  readonly role: RegionRole;
  readonly now: () => Date;
}

export function paymentRoutes(args: PaymentRoutesArgs): readonly Route[] {
  const { role, count, intake } = args;
  const isOpen = async () => (await intake()).isOpen;
  return [
    { method: "GET", path: "/health", handle: (_request, call) => health(args, call) },
    ...countUnexpected({ role, count, isOpen }, serviceRoutes(args)),
  ];
}

function serviceRoutes({ store, intake, retries, peerRetries, receipts, now }: PaymentRoutesArgs): readonly Route[] {
  return [
    {
      method: "POST",
      path: "/payments",
      handle: async (request, { signal, log }) => {
        const key = request.headers.get("idempotency-key");
        const payment = parsePayment(key, readJsonBody(request, BODY_LIMIT_BYTES));
        refuseBeyond(await intake(), payment.amount);
        const at = now().toISOString();
        return acceptedResponse(
          await acceptPayment({ store, retries, peerRetries, receipts, payment, at, signal, log }),
        );
      },
    },
    {
      method: "GET",
      path: "/payments/{id}",
      handle: async (_request, { parameter, signal }) => {
        const id = parameter("id");
        if (!isPaymentId(id)) {
          throw notFound();
        }
        const stored = await (await store()).find(id, signal);
        return stored === undefined
          ? waitingResponse(await receipts?.find(id, signal))
          : json(200, paymentBody(stored));
      },
    },
  ];
}

/** Healthy means: open, configured, and the ledger takes a write. A caller learns no more than that. */
async function health({ prove, intake, lever }: PaymentRoutesArgs, { log }: Call): Promise<HttpResponse> {
  try {
    const [, { isOpen }, isLeft] = await withTimeLimit("The health check", HEALTH_LIMIT_MS, (signal) =>
      Promise.all([prove(signal), intake(), lever.isOpen()]),
    );
    return isOpen && isLeft ? json(200, { status: "healthy" }) : json(503, { status: "closed" });
  } catch (thrown) {
    log.error("unhealthy", toFailure(thrown).logFields);
    return json(503, { status: "unhealthy" });
  }
}

function refuseBeyond({ isOpen, largestAmount }: Intake, amount: number): void {
  if (!isOpen) {
    throw new Refusal({
      status: 503,
      code: "region-closed",
      message: "This region takes no payments now. Send it again, with the same Idempotency-Key.",
      headers: { "retry-after": "60" },
    });
  }
  if (amount > largestAmount) {
    throw new Refusal({
      status: 422,
      code: "amount-too-large",
      message: `A payment is limited to ${largestAmount} of the currency's smallest unit.`,
    });
  }
}

function acceptedResponse(accepted: Accepted): HttpResponse {
  if (accepted.outcome === "conflict") {
    throw new Refusal({
      status: 409,
      code: "idempotency-key-taken",
      message: "Another payment has this Idempotency-Key. Send a new payment under a new one.",
    });
  }
  if (accepted.outcome === "queued") {
    const headers = accepted.hasReceipt ? { location: `/payments/${accepted.id}` } : undefined;
    return json(202, { id: accepted.id, status: "accepted" }, headers);
  }
  const status = accepted.outcome === "created" ? 201 : 200;
  return json(status, paymentBody(accepted.stored), { location: `/payments/${accepted.stored.id}` });
}

/** Accepted and not recorded yet, as far as this region knows. */
function waitingResponse(receipt: Receipt | undefined): HttpResponse {
  if (receipt === undefined) {
    throw notFound();
  }
  return json(200, { id: receipt.id, status: "accepted", acceptedAt: receipt.acceptedAt }, { "retry-after": "60" });
}

function notFound(): Refusal {
  return new Refusal({ status: 404, code: "not-found", message: "There is no recorded payment with this id." });
}

/** Without the idempotency key: whoever knows an id is not to learn what else its sender may have sent. */
function paymentBody({ id, payment: { idempotencyKey: _key, ...payment }, recordedAt }: StoredPayment): object {
  return { id, status: "recorded", ...payment, recordedAt };
}
