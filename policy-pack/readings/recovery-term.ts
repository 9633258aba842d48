import { type Interruption, part } from "../../model/graph/interruption";

/** One part of a recovery objective, and the input that decides it. */
export interface Term {
  readonly name: string;
  readonly seconds: number;
  readonly urn: string;
  readonly at: string;
  /** What stands at that input. */
  readonly got: unknown;
  /** Goes on while something else of the same length or longer does: it adds nothing. */
  readonly meanwhile?: true;
}

/** The seconds that terms take one after the other. */
export function total(terms: readonly Term[]): number {
  return terms.reduce((sum, { seconds, meanwhile }) => sum + (meanwhile ? 0 : seconds), 0);
}

/** The longest of several terms; the first of those that are equally long. */
export function longest(terms: readonly Term[]): Term | undefined {
  return terms.reduce<Term | undefined>(
    (found, term) => (found === undefined || term.seconds > found.seconds ? term : found),
    undefined,
  );
}

/** What is more than another law lets through is that law's finding, and counts as much as it lets through. */
export function atMost(term: Term, seconds: number): Term {
  return { ...term, seconds: Math.min(term.seconds, seconds) };
}

/** Reads each item by itself and keeps what is found. An unknown one is yielded and leaves the others alone. */
export function* readEach<Item, Value>(
  items: readonly Item[],
  read: (item: Item) => Value | undefined,
  into: Value[],
): Generator<Interruption, void, void> {
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
  const told = terms.filter(({ meanwhile }) => !meanwhile).map(({ name, seconds }) => `${name} ${seconds} s`);
  return told.length < 2 ? told.join() : `${told.slice(0, -1).join(", ")} and ${told.at(-1)}`;
}
