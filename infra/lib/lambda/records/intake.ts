import * as z from "zod/mini";
import { Poison } from "../runtime/queue/poison";
import { type ApplicationEvent, applicationEvent } from "./event";
import { type PatientRecord, parseRecord } from "./record";
import type { Access } from "./record-store";

/** What a region without a writer has taken on: a record to be kept, a reading of its copy to be written down, an event to be noted. */
export type Accepted =
  | { readonly kind: "store"; readonly access: Access; readonly record: PatientRecord }
  | { readonly kind: "read"; readonly access: Access; readonly outcome: StaleOutcome }
  | { readonly kind: "event"; readonly event: ApplicationEvent };

/** Of a reading of the copy, as it stands in the trail: somebody looks at each afterwards. */
export type StaleOutcome = "break-glass" | "break-glass-missing";

/** Where it waits, in its own region and on disk, until there is a writer. Each throws a Failure when it cannot be done. */
export interface Intake {
  accept(accepted: Accepted, signal: AbortSignal): Promise<void>;
  /** Proves that the intake answers. */
  ping(signal: AbortSignal): Promise<void>;
}

const word = z.string().check(z.minLength(1), z.maxLength(200));
const access = z.object({
  action: z.enum(["store", "read"]),
  actor: word,
  recordId: word,
  requestId: word,
  at: word,
  region: word,
});
const shape = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("store"), access, record: z.unknown() }),
  z.object({ kind: z.literal("read"), access, outcome: z.enum(["break-glass", "break-glass-missing"]) }),
  z.object({ kind: z.literal("event"), event: applicationEvent }),
]);

/** @throws Poison for a message that is none of ours, which no further try makes one */
export function parseAccepted(body: string): Accepted {
  try {
    const read = shape.parse(JSON.parse(body));
    return read.kind === "store" ? { ...read, record: parseRecord(read.record) } : read;
  } catch {
    throw new Poison("malformed");
  }
}
