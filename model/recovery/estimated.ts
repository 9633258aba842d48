import { copySettings } from "./copy-times";
import { type Estimate, stall } from "./estimates";
import { isAssumed } from "./measured-lag";
import { mayStall } from "./simulation";
import { isCounted, isDrawn, type Term } from "./term";

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
  return unique(terms.filter(isCounted).flatMap(doubtOf));
}

function doubtOf({ name, estimate }: Term): readonly Doubt[] {
  if (estimate?.confidence !== "low") {
    return [];
  }
  const { what = name, seconds, setting } = estimate;
  return [{ what, seconds, ...replacedBy(setting) }];
}

function replacedBy(setting: string | undefined): Pick<Doubt, "setting"> {
  return setting === undefined ? {} : { setting };
}

/** Those of a simulated recovery: besides, what is assumed of resolvers, clients, people and functions. */
export function doubtsOfRecovery(terms: readonly Term[]): readonly Doubt[] {
  const found = terms.filter(isDrawn).flatMap((term) => {
    const setting = replacedBy(term.estimate?.setting ?? term.setting);
    return [...doubtOf(term), ...(term.varies?.lowConfidence ?? []).map((what): Doubt => ({ what, ...setting }))];
  });
  return unique(found);
}

/** Those of a simulated loss: besides, how far copies lag, and that they may stall together. */
export function doubtsOfLoss(terms: readonly Term[]): readonly Doubt[] {
  const stalling = terms.filter((term) => isCounted(term) && mayStall(term));
  const lags = stalling.flatMap((term): readonly Doubt[] => {
    const copy = term.store?.copy;
    return copy?.kind === "stream" && copy.lag.confidence === "low"
      ? [{ what: copy.lag.name, ...replacedBy(settingOf(term)) }]
      : [];
  });
  const [only, ...more] = new Set(stalling.map(settingOf));
  const together = { what: stall.name, ...replacedBy(more.length === 0 ? only : undefined) };
  return unique([...doubtsOf(terms), ...lags, ...(stalling.length === 0 ? [] : [together])]);
}

/** The setting by which a team's own measurement takes the place of a copy's lag. */
function settingOf(term: Term): string | undefined {
  return isAssumed(term) ? copySettings.lag : term.estimate?.setting;
}

function unique(doubts: readonly Doubt[]): readonly Doubt[] {
  return [...new Map(doubts.map((doubt) => [JSON.stringify(doubt), doubt])).values()];
}

/** What is said after a figure that rests on numbers of low confidence; empty without a doubt. */
export function doubting(doubts: readonly Doubt[]): string {
  return doubts.length === 0 ? "" : `; of low confidence: ${doubtsInWords(doubts)}`;
}

/**
 * `600 s for promotion of the database, a person reads and decides (promotionSeconds replaces them)`: what one setting
 * replaces stands together. Empty without a doubt.
 */
export function doubtsInWords(doubts: readonly Doubt[]): string {
  const settings = [...new Set(doubts.map(({ setting }) => setting))];
  return settings
    .map((setting) => {
      const alike = doubts.filter((doubt) => doubt.setting === setting);
      const numbers = alike.map(({ what, seconds }) => (seconds === undefined ? what : `${seconds} s for ${what}`));
      const words = numbers.join(", ");
      return setting === undefined ? words : `${words} (${setting} replaces ${alike.length > 1 ? "them" : "it"})`;
    })
    .join("; ");
}
