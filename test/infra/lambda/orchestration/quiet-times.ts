import { minute } from "./histories";
import type { Span } from "./spans";
import type { History } from "./world";

const around = (at: number, before: number, after: number): Span => ({ from: at - before, to: at + after });
/** Until a clock has called again, and a dead run's lock is over. */
const recovers = 2 * minute;
/** Until a move that somebody may have asked for is over, and the next epoch has begun. */
const settles = 6 * minute;

/** Times in which something keeps the orchestrator from its work, or a person stops it. */
export function disturbances(history: History): readonly Span[] {
  const { crashes, freezes, failing, missed, clockSteps, switches } = history;
  return [
    ...[...crashes, ...clockSteps.map(({ at }) => at)].map((at) => around(at, 0, recovers)),
    ...[...freezes, ...failing].map(({ from, to }) => ({ from, to: to + recovers })),
    ...missed.map((count) => around(count * minute, 0, recovers)),
    ...switches.map(({ at }, index) => {
      const next = switches[index + 1]?.at ?? Number.POSITIVE_INFINITY;
      return { from: at, to: switches[index]?.mode === "fence" ? next + recovers : at + recovers };
    }),
  ];
}

/** Times in which the writer is in trouble, or moves. */
export function surprises({ troubles, others, requests }: History): readonly Span[] {
  return [
    ...troubles.map(({ from, to }) => ({ from, to: to + settles })),
    ...[...others, ...requests].map(({ at }) => around(at, 0, settles)),
  ];
}

export function isUndisturbed(spans: readonly Span[], from: number, to: number): boolean {
  return from >= 0 && spans.every((one) => one.to <= from || to <= one.from);
}
