/** What was told to the sender of a payment that waits to be recorded. */
export interface Receipt {
  /** `paymentId` of the payment. */
  readonly id: string;
  /** ISO 8601. */
  readonly acceptedAt: string;
}

/** Apart from the ledger, which takes nothing when a receipt is needed. Every method throws a Failure. */
export interface ReceiptStore {
  keep(receipt: Receipt, signal: AbortSignal): Promise<void>;
  find(id: string, signal: AbortSignal): Promise<Receipt | undefined>;
}
