/** Numbers from 0 (included) to 1 (excluded). */
export type Random = () => number;

const { imul } = Math;

type State = readonly [number, number, number, number];

/** cyrb128, a hash by bryc after MurmurHash: 128 bits that differ wherever two texts do. */
function hash(text: string): State {
  let [a, b, c, d] = [1779033703, 3144134277, 1013904242, 2773480762];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    a = b ^ imul(a ^ code, 597399067);
    b = c ^ imul(b ^ code, 2869860233);
    c = d ^ imul(c ^ code, 951274213);
    d = a ^ imul(d ^ code, 2716044179);
  }
  a = imul(c ^ (a >>> 18), 597399067);
  b = imul(d ^ (b >>> 22), 2869860233);
  c = imul(a ^ (c >>> 17), 951274213);
  d = imul(b ^ (d >>> 19), 2716044179);
  return [a ^ b ^ c ^ d, b ^ a, c ^ a, d ^ a];
}

/** Draws that are thrown away, so that two states that differ little have nothing in common. */
const WARM_UP = 12;

/** sfc32, a small generator by C. Doty-Humphrey that passes PractRand. */
function generator([first, second, third, fourth]: State): Random {
  let [a, b, c, counter] = [first | 0, second | 0, third | 0, fourth | 0];
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let draw = 0; draw < WARM_UP; draw++) next();
  return next;
}

/**
 * The chance of one run, a stream of its own for each name. A component draws from its own stream alone, so that
 * changing one part of a system leaves the luck of all others as it was.
 */
export class Streams {
  constructor(
    private readonly seed: number,
    private readonly run: number,
  ) {}

  named(name: string): Random {
    return generator(hash(`${this.seed}/${this.run}/${name}`));
  }
}
