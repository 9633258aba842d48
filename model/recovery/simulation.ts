import { backupAge } from "./delays";
import type { Distribution } from "./distribution";
import { stall } from "./estimates";
import { type Random, Streams } from "./random";
import { isDrawn, type Stage, type Term } from "./term";

/** Losses that are simulated; enough for the 99th percentile, and no figure hangs on the seed: each term is stratified. */
export const simulatedRuns = 2000;

/** How a figure varies over the simulated losses, in seconds; infinite where nothing bounds it. */
export class Outcomes {
  constructor(private readonly ascending: readonly number[]) {}

  /** The smallest value that so many of a hundred losses do not exceed. */
  percentile(percent: number): number {
    return this.ascending[Math.ceil((percent / 100) * this.ascending.length) - 1] ?? Number.POSITIVE_INFINITY;
  }
}

const sideBySide: readonly Stage[] = ["names", "database", "capacity"];

/** The recovery times of many losses: the loss is detected, then everything else goes on side by side. A person begins with the loss. */
export function simulateRecovery(terms: readonly Term[], seed = 1): Outcomes {
  const draws = drawsOf(terms, seed);
  return outcomes((run) => {
    const lengthOf = (stage: Stage) =>
      draws.reduce((sum, { term, of }) => ((term.stage ?? "detection") === stage ? sum + of(run) : sum), 0);
    return Math.max(lengthOf("detection") + Math.max(...sideBySide.map(lengthOf)), lengthOf("person"));
  });
}

/** The data losses of many losses of a region: that of the store which loses most. */
export function simulateLoss(terms: readonly Term[], seed = 1): Outcomes {
  const draws = drawsOf(terms, seed);
  const stalled = drawn(stall.distribution, new Streams(seed, 0).named("stall"));
  const late = (term: Term, run: number) => (mayStall(term) ? (stalled[run] ?? 0) : 0);
  return outcomes((run) => Math.max(0, ...draws.map(({ term, of }) => of(run) + late(term, run))));
}

/** The term that takes longest in the middle of the losses. */
export function dominantTerm(terms: readonly Term[], seed = 1): Term | undefined {
  const middle = (of: (run: number) => number) => outcomes(of).percentile(50);
  const [first] = drawsOf(terms, seed).sort((one, other) => middle(other.of) - middle(one.of));
  return first?.term;
}

function outcomes(of: (run: number) => number): Outcomes {
  const seconds = Array.from({ length: simulatedRuns }, (_, run) => of(run));
  return new Outcomes(seconds.sort((one, other) => one - other));
}

interface Draw {
  readonly term: Term;
  readonly of: (run: number) => number;
}

/** Which of two that go on side by side is longer differs from loss to loss. */
function drawsOf(terms: readonly Term[], seed: number): Draw[] {
  const streams = new Streams(seed, 0);
  return terms.filter(isDrawn).map((term, index) => {
    const { seconds } = term;
    const varies = variation(term);
    if (varies === undefined || !Number.isFinite(seconds)) {
      return { term, of: () => seconds };
    }
    const times = drawn(varies, streams.named(`${index} ${term.name}`));
    return { term, of: (run: number) => times[run] ?? seconds };
  });
}

/** How a term differs from loss to loss: by itself, or as the copy that it is about. A bound does not vary. */
function variation({ varies, store }: Term): Distribution | undefined {
  const copy = store?.copy;
  if (copy?.kind === "backup") {
    return backupAge(copy.periodSeconds, copy.startWindowSeconds, copy.time.distribution);
  }
  return copy?.kind === "stream" && copy.atMost === undefined ? copy.lag.distribution : varies;
}

/** All replication stalls together; what the engine holds its commits for does not, and a measurement has it in it. */
export function mayStall({ store }: Term): boolean {
  const copy = store?.copy;
  return copy?.kind === "stream" && copy.atMost === undefined && copy.lag.isMeasured !== true;
}

function drawn(distribution: Distribution, random: Random): readonly number[] {
  const next = stratified(random);
  return Array.from({ length: simulatedRuns }, () => distribution.draw(next()));
}

/**
 * The chance of one run after the other: its first number comes from a stratum of its own, so that all runs together
 * cover a distribution evenly.
 */
function stratified(random: Random): () => Random {
  const strata = shuffled(random);
  let run = 0;
  return () => {
    const stratum = strata[run++ % simulatedRuns] ?? 0;
    let isFirst = true;
    return () => {
      const number = isFirst ? (stratum + random()) / simulatedRuns : random();
      isFirst = false;
      return number;
    };
  };
}

/** Fisher and Yates. */
function shuffled(random: Random): readonly number[] {
  const order = Array.from({ length: simulatedRuns }, (_, index) => index);
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
  return order;
}
