import { type Interruption, part } from "../graph/interruption";
import type { Distribution } from "./distribution";

/**
 * The loss is detected first; then names move, databases are promoted and capacity is started, side by side. A
 * person is notified of the loss itself.
 */
export type Stage = "detection" | "names" | "person" | "database" | "capacity";

import type { Copied } from "./copied";
import type { Estimated } from "./estimates";

/** One part of a recovery objective, and the input that decides it. */
export interface Term {
  readonly name: string;
  /** Infinite where nothing bounds it. */
  readonly seconds: number;
  readonly urn: string;
  /** The property path that decides it. */
  readonly at: string;
  /** What stands at that input. */
  readonly got: unknown;
  /** Why this number, in one sentence, with its source where it is not read from the program. */
  readonly basis: string;
  /** The number in it that is an estimate; absent where all of it is read from the program or measured by the team. */
  readonly estimate?: Estimated;
  /** The setting by which a team's own measurement takes its place, where no estimate in it names one. */
  readonly setting?: string;
  /** What it waits for in the course of a recovery; absent in a data loss. */
  readonly stage?: Stage;
  /** How it differs from one loss to the next; the same each time when absent. */
  readonly varies?: Distribution;
  /** Of a detection: it lasts until DNS servers answer by it, not until a health check's status. */
  readonly reachesDns?: true;
  /** What would do instead; reads on after "expected". Set where the term is unbounded. */
  readonly want?: string;
  /** Goes on while something else of the same length or longer does: it adds nothing. */
  readonly meanwhile?: true;
  /** Shown and not counted: a store of which nobody says that it holds business records, or whose loss nobody states. */
  readonly shownOnly?: true;
  /** Of a loss: what holds the data, and how it gets to another region. */
  readonly store?: Copied;
}

export type Reading = Generator<Interruption, void, void>;

/** The seconds that terms take one after the other. */
export function total(terms: readonly Term[]): number {
  return terms.filter(isCounted).reduce((sum, { seconds }) => sum + seconds, 0);
}

export function isCounted({ meanwhile, shownOnly }: Term): boolean {
  return meanwhile !== true && shownOnly !== true;
}

/** Whether it enters a simulation: what goes on beside something longer is drawn too. */
export function isDrawn(term: Term): boolean {
  return isCounted(term) || term.meanwhile === true;
}

/** The longest of several terms; the first of those that are equally long. */
export function longest(terms: readonly Term[]): Term | undefined {
  return terms.reduce<Term | undefined>(
    (found, term) => (found === undefined || term.seconds > found.seconds ? term : found),
    undefined,
  );
}

/** Reads each item by itself and keeps what is found. An unknown one is yielded and leaves the others alone. */
export function* readEach<Item, Value>(
  items: readonly Item[],
  read: (item: Item) => Value | undefined,
  into: Value[],
): Reading {
  for (const item of items) {
    yield* part<never>(() => {
      const value = read(item);
      if (value !== undefined) {
        into.push(value);
      }
      return [];
    });
  }
}

/** `detection 30 s, one TTL 60 s and promotion 600 s` */
export function listTerms(terms: readonly Term[]): string {
  const listed = terms.filter(isCounted).map(({ name, seconds }) => `${name} ${textOf(seconds)}`);
  return listed.length < 2 ? listed.join() : `${listed.slice(0, -1).join(", ")} and ${listed.at(-1)}`;
}

function textOf(seconds: number): string {
  return Number.isFinite(seconds) ? `${seconds} s` : "without a bound";
}
