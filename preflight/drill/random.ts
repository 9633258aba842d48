import { createHash } from "node:crypto";

/** Numbers from 0 (included) to 1 (excluded). */
export type Random = () => number;

/** sfc32, a small generator by C. Doty-Humphrey that passes PractRand; its state is the 128 bits given. */
function generator(state: Buffer): Random {
  let a = state.readInt32LE(0);
  let b = state.readInt32LE(4);
  let c = state.readInt32LE(8);
  let counter = state.readInt32LE(12);
  return () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
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
    return generator(createHash("sha256").update(`${this.seed}/${this.run}/${name}`).digest());
  }
}
