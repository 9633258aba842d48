import type { Command } from "commander";
import { offer } from "../completion/offer";
import { scriptFor } from "../completion/shells";
import { valuesHere } from "../completion/values";

/** Prints the script for a shell. Returns the exit status. */
export function printScript(shell: string): number {
  process.stdout.write(scriptFor(shell));
  return 0;
}

/** Answers the script of a shell: a word and what it means on each line, then `:` and which names may stand there too. */
export function answer(root: Command, words: readonly string[]): number {
  const { words: offered, names } = offer(root, words, valuesHere);
  const lines = offered.map(({ text, about }) => `${text}\t${about}`);
  process.stdout.write([...lines, `:${names}`, ""].join("\n"));
  return 0;
}
