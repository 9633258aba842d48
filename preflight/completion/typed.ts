import type { Command, Option } from "commander";

/** What a line says before the word at the cursor. */
export interface Typed {
  readonly command: Command;
  /** How many arguments of the command are there. */
  readonly position: number;
  /** The option whose value comes next. */
  readonly option?: Option;
  /** Behind `--`, where nothing is an option. */
  readonly isPlain: boolean;
  /** Values of options, by the name of the option. */
  readonly values: ReadonlyMap<string, string>;
}

/** Reads a line that nobody has finished: what it has wrong is passed over. */
export function readTyped(root: Command, words: readonly string[]): Typed {
  const values = new Map<string, string>();
  let command = root;
  let position = 0;
  let option: Option | undefined;
  let isPlain = false;
  for (const word of words) {
    const isOption = word.startsWith("-") && !isPlain;
    if (option !== undefined && !(option.optional && isOption)) {
      values.set(option.name(), word);
      option = undefined;
    } else if (word === "--") {
      isPlain = true;
      option = undefined;
    } else if (isOption) {
      const [name, value] = divide(word);
      const found = command.options.find(({ long, short }) => name === long || name === short);
      option = found !== undefined && (found.required || found.optional) ? found : undefined;
      if (option !== undefined && value !== undefined) {
        values.set(option.name(), value);
        option = undefined;
      }
    } else {
      const below = position === 0 ? command.commands.find((each) => each.name() === word) : undefined;
      command = below ?? command;
      position += below === undefined ? 1 : 0;
    }
  }
  return { command, position, isPlain, values, ...(option === undefined ? {} : { option }) };
}

function divide(word: string): readonly [string, string?] {
  const at = word.indexOf("=");
  return at < 0 ? [word] : [word.slice(0, at), word.slice(at + 1)];
}
