import * as z from "zod/mini";
import { type Payment, paymentSchema } from "./payment";

const schema = z.strictObject({ version: z.literal(1), acceptedAt: z.string(), payment: paymentSchema });

/** A payment that was accepted and waits to be recorded. */
export interface RetryMessage {
  readonly payment: Payment;
  /** When its sender was told that it is accepted, ISO 8601. */
  readonly acceptedAt: string;
}

export function writeRetryMessage({ payment, acceptedAt }: RetryMessage): string {
  return JSON.stringify({ version: 1, acceptedAt, payment });
}

/** Undefined for a text that `writeRetryMessage` did not write. */
export function findRetryMessage(text: string): RetryMessage | undefined {
  const result = schema.safeParse(parsed(text));
  return result.success ? { payment: result.data.payment, acceptedAt: result.data.acceptedAt } : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
