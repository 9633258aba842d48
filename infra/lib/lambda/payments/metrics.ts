/** Of the metrics that the functions of the payment system publish. */
export const PAYMENTS_NAMESPACE = "Payments/Ledger";
