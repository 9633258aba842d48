declare const unit: unique symbol;

/** A length of time in whole seconds. A bare number is not one: say its unit with `seconds`, `minutes` or `days`. */
export type Seconds = number & { readonly [unit]: "seconds" };

const wordsInSeconds: Readonly<Record<string, number>> = {
  second: 1,
  minute: 60,
  hour: 3_600,
  day: 86_400,
};

/** @throws RangeError when the count is not a whole number of at least 0 */
export function seconds(count: number): Seconds {
  if (!Number.isSafeInteger(count) || count < 0) {
    throw new RangeError(`A time is ${count} seconds, expected a whole number of at least 0.`);
  }
  return count as Seconds;
}

export function minutes(count: number): Seconds {
  return seconds(count * 60);
}

export function days(count: number): Seconds {
  return seconds(count * 86_400);
}

/** @throws RangeError when the time is not a whole number of minutes */
export function inMinutes(time: Seconds): number {
  return whole(time, 60, "minutes");
}

/** @throws RangeError when the time is not a whole number of days */
export function inDays(time: Seconds): number {
  return whole(time, 86_400, "days");
}

export function inMilliseconds(time: Seconds): number {
  return time * 1_000;
}

/** Reads `30 seconds`, `1 minute`, `7 days`; undefined for any other text. */
export function findTime(text: string): Seconds | undefined {
  const [, count, word] = /^(\d{1,9}) (second|minute|hour|day)s?$/.exec(text.trim()) ?? [];
  const length = word === undefined ? undefined : wordsInSeconds[word];
  return length === undefined ? undefined : seconds(Number(count) * length);
}

function whole(time: Seconds, length: number, name: string): number {
  if (time % length !== 0) {
    throw new RangeError(`A time is ${time} seconds, expected a whole number of ${name}.`);
  }
  return time / length;
}
