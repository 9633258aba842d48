import type { Payment } from "./payment";

export interface StoredPayment {
  /** `paymentId` of the payment. */
  readonly id: string;
  readonly payment: Payment;
  /** When this system first wrote the payment, ISO 8601. */
  readonly recordedAt: string;
}

/** The ledger: a payment is applied when its record is there. Every method throws a Failure when the store cannot do it. */
export interface PaymentStore {
  /**
   * Writes the payment and takes its idempotency key, both or neither. False when the payment is already there, or when
   * another payment has the key.
   */
  insert(stored: StoredPayment, signal: AbortSignal): Promise<boolean>;
  /** The payment with this id, read consistently. */
  find(id: string, signal: AbortSignal): Promise<StoredPayment | undefined>;
}
