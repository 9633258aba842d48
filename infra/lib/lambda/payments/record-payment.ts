import { type Payment, paymentId } from "./payment";
import type { PaymentStore, StoredPayment } from "./payment-store";

export type Recorded =
  | { readonly outcome: "created" | "repeated"; readonly stored: StoredPayment }
  /** Another payment has the idempotency key. */
  | { readonly outcome: "conflict" };

/**
 * Applies a payment once, however often and in whichever region it is tried. A write whose answer was lost is found
 * again by the payment's id; so is a record that came from the other region.
 */
export async function recordPayment(
  store: PaymentStore,
  payment: Payment,
  recordedAt: string,
  signal: AbortSignal,
): Promise<Recorded> {
  const stored = { id: paymentId(payment), payment, recordedAt };
  if (await store.insert(stored, signal)) {
    return { outcome: "created", stored };
  }
  const found = await store.find(stored.id, signal);
  return found === undefined ? { outcome: "conflict" } : { outcome: "repeated", stored: found };
}
