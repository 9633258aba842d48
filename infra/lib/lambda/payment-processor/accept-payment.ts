import { type Payment, paymentId } from "../payments/payment";
import type { PaymentStore } from "../payments/payment-store";
import { type Recorded, recordPayment } from "../payments/record-payment";
import { writeRetryMessage } from "../payments/retry-message";
import { type FailureKind, toFailure } from "../runtime/failure";
import type { Logger } from "../runtime/log";
import type { MessageQueue } from "../runtime/queue/message-queue";
import { withTimeLimit } from "../runtime/time-limit";

/** Longest time for the ledger, in milliseconds; what is left of the request's time belongs to the queue. */
const LEDGER_LIMIT_MS = 4_000;

/** Failures that pass by themselves: a later try is worth waiting for. */
const passing: ReadonlySet<FailureKind> = new Set(["throttled", "timeout", "unavailable"]);

export type Accepted = Recorded | { readonly outcome: "queued"; readonly id: string };

export interface AcceptPaymentArgs {
  /** The ledger that is configured now. Throws a Failure when there is none. */
  readonly store: () => Promise<PaymentStore>;
  readonly retries: MessageQueue;
  readonly payment: Payment;
  /** ISO 8601. */
  readonly at: string;
  readonly signal: AbortSignal;
  readonly log: Logger;
}

/**
 * Records a payment, or, while the ledger cannot take it, keeps it in the retry queue. Whoever gets an answer other than
 * a failure need not send it again; whoever gets a failure may.
 * @throws Failure when neither the ledger nor the queue can take it
 */
export async function acceptPayment(args: AcceptPaymentArgs): Promise<Accepted> {
  const { store, retries, payment, at, signal, log } = args;
  try {
    return await withTimeLimit("Recording the payment", LEDGER_LIMIT_MS, async (limit) =>
      recordPayment(await store(), payment, at, AbortSignal.any([signal, limit])),
    );
  } catch (thrown) {
    const failure = toFailure(thrown);
    if (!passing.has(failure.kind)) {
      throw failure;
    }
    log.warn("payment not recorded, it goes to the retry queue", failure.logFields);
    await retries.send(writeRetryMessage({ payment, acceptedAt: at }), signal);
    return { outcome: "queued", id: paymentId(payment) };
  }
}
