import type { Random } from "./random";

const { cos, exp, log, sqrt } = Math;

/** A full turn. */
const TURN = 2 * Math.PI;

/** Draws seconds. */
export interface Distribution {
  readonly text: string;
  readonly draw: (random: Random) => number;
  /** The names of the facts of low confidence in it; absent where there are none. */
  readonly lowConfidence?: readonly string[];
}

/** The facts of low confidence in any of several parts. */
export function doubtfulIn(parts: readonly Pick<Distribution, "lowConfidence">[]): Pick<Distribution, "lowConfidence"> {
  const names = new Set(parts.flatMap(({ lowConfidence = [] }) => lowConfidence));
  return names.size === 0 ? {} : { lowConfidence: [...names] };
}

export function constant(seconds: number): Distribution {
  return { text: `${seconds} s`, draw: () => seconds };
}

export function uniform(from: number, to: number): Distribution {
  return { text: `uniform ${from}-${to} s`, draw: (random) => from + random() * (to - from) };
}

/** Least, most likely and greatest value. */
export function triangular(from: number, mode: number, to: number): Distribution {
  const rise = (mode - from) / (to - from);
  return {
    text: `triangular ${from}-${mode}-${to} s`,
    draw: (random) => {
      const share = random();
      return share < rise
        ? from + sqrt(share * (to - from) * (mode - from))
        : to - sqrt((1 - share) * (to - from) * (to - mode));
    },
  };
}

/** How far the 99th percentile of a normal distribution is from its mean, in standard deviations. */
const NORMAL_P99 = 2.3263478740408408;

/** By its median and its 99th percentile. */
export function lognormal(median: number, p99: number): Distribution {
  const sigma = log(p99 / median) / NORMAL_P99;
  return {
    text: `lognormal, median ${median} s, p99 ${p99} s`,
    draw: (random) => median * exp(sigma * normal(random)),
  };
}

/** Box-Muller. */
function normal(random: Random): number {
  return sqrt(-2 * log(1 - random())) * cos(TURN * random());
}

/** With a probability the rare distribution, else the usual one. */
export function mixture(usual: Distribution, rare: Distribution, probability: number): Distribution {
  return {
    text: `${usual.text}; in ${probability * 100} % of cases ${rare.text}`,
    draw: (random) => (random() < probability ? rare : usual).draw(random),
    ...doubtfulIn([usual, rare]),
  };
}

/** One after the other. */
export function sumOf(...parts: readonly Distribution[]): Distribution {
  return {
    text: parts.map(({ text }) => text).join(", then "),
    draw: (random) => parts.reduce((sum, part) => sum + part.draw(random), 0),
    ...doubtfulIn(parts),
  };
}

/** Side by side, until the first is over. */
export function soonestOf(...parts: readonly Distribution[]): Distribution {
  return {
    text: `the first of: ${parts.map(({ text }) => text).join("; ")}`,
    draw: (random) => Math.min(...parts.map((part) => part.draw(random))),
    ...doubtfulIn(parts),
  };
}

/** The usual time and with a probability something on top. */
export function withDelay(usual: Distribution, delay: Distribution, probability: number): Distribution {
  return {
    text: `${usual.text}; in ${probability * 100} % of cases ${delay.text} more`,
    draw: (random) => usual.draw(random) + (random() < probability ? delay.draw(random) : 0),
    ...doubtfulIn([usual, delay]),
  };
}
