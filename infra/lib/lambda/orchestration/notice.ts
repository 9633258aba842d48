import * as z from "zod/mini";
import type { BusEntry } from "../runtime/aws/event-bus";
import type { Decision } from "./state";

/** By which a rule knows these events. The deployment says the same words in its pattern. */
const source = "fleet.failover";
const detailType = "Failover decision";

/** A decision as an event. The same decision always has the same id. */
export function toNotice(system: string, { number, at, verdict, phase, evidence }: Decision): BusEntry {
  const decision = { id: `${system}-${number}`, system, at: new Date(at).toISOString(), verdict, phase };
  return { source, detailType, detail: { ...decision, evidence: JSON.stringify(evidence) } };
}

const word = z.string().check(z.minLength(1));
const shape = z.object({
  source: z.literal(source),
  detail: z.object({ id: word, system: word, at: word, verdict: word, phase: word, evidence: word }),
});

export type Notice = z.infer<typeof shape>["detail"];

/** The decision that an event tells of; undefined for any other event. */
export function findNotice(event: unknown): Notice | undefined {
  const read = z.safeParse(shape, event);
  return read.success ? read.data.detail : undefined;
}
