import { type Payment, paymentId } from "../payments/payment";
import type { PaymentStore } from "../payments/payment-store";
import type { ReceiptStore } from "../payments/receipt-store";
import { type Recorded, recordPayment } from "../payments/record-payment";
import { writeRetryMessage } from "../payments/retry-message";
import { type Failure, type FailureKind, toFailure } from "../runtime/failure";
import type { Logger } from "../runtime/log";
import type { MessageQueue } from "../runtime/queue/message-queue";
import { withTimeLimit } from "../runtime/time-limit";

/** Longest time for the ledger, in milliseconds; what is left of the request's time belongs to the queue. */
const LEDGER_LIMIT_MS = 4_000;

/** Failures that pass by themselves: a later try is worth waiting for. */
const passing: ReadonlySet<FailureKind> = new Set(["throttled", "timeout", "unavailable"]);

export type Accepted =
  | Recorded
  /** `hasReceipt`: a question about the payment finds that it was accepted. */
  | { readonly outcome: "queued"; readonly id: string; readonly hasReceipt: boolean };

export interface AcceptPaymentArgs {
  /** The ledger that is configured now. Throws a Failure when there is none. */
  readonly store: () => Promise<PaymentStore>;
  readonly retries: MessageQueue;
  /** The other region's retry queue. Absent: no payment is accepted before it is recorded. */
  readonly peerRetries?: MessageQueue | undefined;
  readonly receipts?: ReceiptStore | undefined;
  readonly payment: Payment;
  /** ISO 8601. */
  readonly at: string;
  readonly signal: AbortSignal;
  readonly log: Logger;
}

/**
 * Records a payment, or, while the ledger cannot take it, keeps it in the retry queues of both regions, so that it
 * outlives either. Whoever gets an answer other than a failure need not send it again; whoever gets a failure may.
 * @throws Failure when neither the ledger nor both queues can take it
 */
export async function acceptPayment(args: AcceptPaymentArgs): Promise<Accepted> {
  const { store, payment, at, signal, log } = args;
  try {
    return await withTimeLimit("Recording the payment", LEDGER_LIMIT_MS, async (limit) =>
      recordPayment(await store(), payment, at, AbortSignal.any([signal, limit])),
    );
  } catch (thrown) {
    const failure = toFailure(thrown);
    if (!passing.has(failure.kind)) {
      throw failure;
    }
    log.warn("payment not recorded, it goes to the retry queues", failure.logFields);
    return keepInQueues(args, failure);
  }
}

/** Each region's consumer records what it finds; the ledger knows a payment again, wherever it was recorded first. */
async function keepInQueues(args: AcceptPaymentArgs, failure: Failure): Promise<Accepted> {
  const { retries, peerRetries, payment, at, signal } = args;
  if (peerRetries === undefined) {
    throw failure;
  }
  const message = writeRetryMessage({ payment, acceptedAt: at });
  const sending = [retries, peerRetries].map((queue) => queue.send(message, signal));
  const [hasReceipt, ...sent] = await Promise.all([keepReceipt(args), ...sending.map(settled)]);
  const refused = sent.find((thrown) => thrown !== undefined);
  if (refused !== undefined) {
    throw refused;
  }
  return { outcome: "queued", id: paymentId(payment), hasReceipt };
}

/** Waits for both queues, whatever the first one says: nothing is to be under way when the function has answered. */
async function settled(sending: Promise<void>): Promise<Failure | undefined> {
  try {
    await sending;
    return undefined;
  } catch (thrown) {
    return toFailure(thrown);
  }
}

/** The payment is safe without one. */
async function keepReceipt({ receipts, payment, at, signal, log }: AcceptPaymentArgs): Promise<boolean> {
  try {
    await receipts?.keep({ id: paymentId(payment), acceptedAt: at }, signal);
    return receipts !== undefined;
  } catch (thrown) {
    log.warn("receipt not kept", toFailure(thrown).logFields);
    return false;
  }
}
