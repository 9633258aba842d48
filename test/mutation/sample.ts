import { createHash } from "node:crypto";

/** As much of a mutant as tells it from all others. */
export interface Mutant {
  readonly id: string;
  readonly replacement?: string;
  readonly location: { readonly start: { readonly line: number; readonly column: number } };
}

/** The part of all mutants to run, from `MUTATION_SAMPLE`: 1 for all of them. */
export function readShare(text: string | undefined): number {
  const share = Number(text ?? "1");
  if (!(share > 0 && share <= 1)) {
    throw new Error(`MUTATION_SAMPLE is ${JSON.stringify(text)}, expected a number above 0 and up to 1, as 0.2`);
  }
  return share;
}

/** Whether a mutant belongs to a sample: at random, and the same in every run of one seed. */
export function isSampled(
  file: string,
  { replacement = "", location: { start } }: Mutant,
  share: number,
  seed: string,
) {
  const name = [seed, file, start.line, start.column, replacement].join("\n");
  const lot = createHash("sha256").update(name).digest().readUInt32BE(0) / 2 ** 32;
  return lot < share;
}
