import { type Delay, type Estimate, stall } from "./estimates";
import { isCounted, type Term } from "./term";

/** An estimate, or a team's own measurement in its place, as part of a term. */
export function estimatedBy(seconds: number, { seconds: usual, source, confidence }: Estimate, setting: string) {
  return seconds === usual
    ? { basis: `estimate: ${source}`, estimate: { seconds, confidence, setting } }
    : { basis: "set by the profile" };
}

/** A number that a verdict rests on though nobody states it. */
export interface Doubt {
  readonly what: string;
  /** Absent where it is a distribution. */
  readonly seconds?: number;
  readonly setting?: string;
}

/** The numbers of low confidence in what is counted. */
export function doubtsOf(terms: readonly Term[]): readonly Doubt[] {
  const found = terms.filter(isCounted).flatMap(({ name, estimate }): readonly Doubt[] => {
    if (estimate?.confidence !== "low") {
      return [];
    }
    const { what = name, seconds, setting } = estimate;
    return [{ what, seconds, ...(setting === undefined ? {} : { setting }) }];
  });
  return unique(found);
}

/** Those of a simulated loss: besides, how far copies lag, and that they may stall together. */
export function doubtsOfLoss(terms: readonly Term[]): readonly Doubt[] {
  const lags = terms.filter(isCounted).flatMap(({ store }): readonly Delay[] => {
    const copy = store?.copy;
    return copy?.kind === "stream" && copy.atMost === undefined ? [copy.lag] : [];
  });
  const assumed = lags.length === 0 ? [] : [...lags, stall];
  const drawn = assumed.filter(({ confidence }) => confidence === "low").map(({ name }): Doubt => ({ what: name }));
  return unique([...doubtsOf(terms), ...drawn]);
}

function unique(doubts: readonly Doubt[]): readonly Doubt[] {
  return [...new Map(doubts.map((doubt) => [JSON.stringify(doubt), doubt])).values()];
}

/** What is said after a figure that rests on numbers of low confidence; empty without a doubt. */
export function doubting(doubts: readonly Doubt[]): string {
  return doubts.length === 0 ? "" : `; of low confidence: ${doubtsInWords(doubts)}`;
}

/** `600 s for promotion of the database (promotionSeconds replaces it)`; empty without a doubt. */
export function doubtsInWords(doubts: readonly Doubt[]): string {
  return doubts
    .map(({ what, seconds, setting }) => {
      const number = seconds === undefined ? what : `${seconds} s for ${what}`;
      return setting === undefined ? number : `${number} (${setting} replaces it)`;
    })
    .join(", ");
}
