import type { PaymentStore, StoredPayment } from "../../../../infra/lib/lambda/payments/payment-store";
import { Failure, type FailureKind } from "../../../../infra/lib/lambda/runtime/failure";

/** What happens to one call: it works, it fails before anything is done, or it is done and its answer is lost. */
export type Fate = "works" | { readonly fails: FailureKind } | { readonly losesAnswer: FailureKind };

/** Meets the next fate of a list that grows shorter; everything works when it is over. */
export async function meet<T>(fates: Fate[], wait: () => Promise<unknown>, work: () => T): Promise<T> {
  const fate = fates.shift() ?? "works";
  await wait();
  if (fate === "works") {
    return work();
  }
  if ("fails" in fate) {
    throw new Failure(fate.fails, "injected before");
  }
  work();
  throw new Failure(fate.losesAnswer, "injected after");
}

export interface FaultyPaymentStore extends PaymentStore {
  readonly payments: ReadonlyMap<string, StoredPayment>;
  /** Idempotency key -> id of the payment that has it. */
  readonly keys: ReadonlyMap<string, string>;
}

/** One region's ledger in memory, with the conditions of the real one. */
export function faultyPaymentStore(
  fates: readonly Fate[] = [],
  wait: () => Promise<unknown> = () => Promise.resolve(),
): FaultyPaymentStore {
  const payments = new Map<string, StoredPayment>();
  const keys = new Map<string, string>();
  const coming = [...fates];

  return {
    payments,
    keys,
    insert: (stored) =>
      meet(coming, wait, () => {
        const { idempotencyKey } = stored.payment;
        if (payments.has(stored.id) || (keys.get(idempotencyKey) ?? stored.id) !== stored.id) {
          return false;
        }
        payments.set(stored.id, stored);
        keys.set(idempotencyKey, stored.id);
        return true;
      }),
    find: (id) => meet(coming, wait, () => payments.get(id)),
  };
}
