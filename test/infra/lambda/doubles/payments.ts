/** A payment as a client sends it. */
export const sentPayment = {
  amount: 12_550,
  currency: "USD",
  debtor: "ACC-DEBTOR-7781",
  creditor: "ACC-CREDITOR-0042",
  reference: "Invoice 2026-118",
};

export const key = "order-2026-000001";

/** The same payment as the system knows it. */
export const payment = { idempotencyKey: key, ...sentPayment };

/** What `paymentId` makes of it: the first 40 hexadecimal digits of a SHA-256, computed apart from this code. */
export const id = "pay_41fcbd04b66eedd657e5870936da0340b652c32c";
