import { paymentId } from "../payments/payment";
import type { PaymentStore } from "../payments/payment-store";
import { recordPayment } from "../payments/record-payment";
import { findRetryMessage } from "../payments/retry-message";
import type { MessageCall } from "../runtime/queue/batch-handler";
import { Poison } from "../runtime/queue/poison";

/**
 * Records a payment that was accepted while the ledger could not take it.
 * @throws Poison for a message that holds no payment, and for a payment whose idempotency key another one has
 * @throws Failure when the ledger still cannot take it
 */
export async function retryPayment(
  store: () => Promise<PaymentStore>,
  body: string,
  { signal, log }: MessageCall,
): Promise<void> {
  const message = findRetryMessage(body);
  if (message === undefined) {
    throw new Poison("no-payment");
  }
  const { outcome } = await recordPayment(await store(), message.payment, message.acceptedAt, signal);
  if (outcome === "conflict") {
    throw new Poison("idempotency-key-taken");
  }
  log.info("payment recorded", { paymentId: paymentId(message.payment), outcome });
}
