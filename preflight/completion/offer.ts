import type { Argument, Command, Option } from "commander";
import { readTyped, type Typed } from "./typed";

/** What may stand where the cursor is. */
export interface Offer {
  /** Whole words, each in the place of what is typed so far. */
  readonly words: readonly Word[];
  /** Names that the shell knows, and may stand there too. */
  readonly names: "none" | "files" | "directories";
}

export interface Word {
  readonly text: string;
  /** What it means; empty where the word says it. */
  readonly about: string;
}

/** Words for the values of an option or an argument, by its name as `--help` shows it, without hyphens before it. */
export type Values = (name: string, typed: Typed) => readonly string[];

/** Offers what goes on from the words behind the command's name; the last is what is typed so far, and may be empty. */
export function offer(root: Command, words: readonly string[], values: Values): Offer {
  const typed = readTyped(root, words.slice(0, -1));
  const current = words.at(-1) ?? "";
  if (typed.option !== undefined) {
    return valuesOf(typed.option, current, "", typed, values);
  }
  if (current.startsWith("-") && !typed.isPlain) {
    return optionOrValue(current, typed, values);
  }
  const commands = typed.position === 0 ? commandsOf(typed.command) : [];
  return commands.length > 0 ? { words: commands, names: "none" } : argumentOf(typed, values);
}

function optionOrValue(current: string, typed: Typed, values: Values): Offer {
  const at = current.indexOf("=");
  if (at < 0) {
    return { words: optionsOf(typed.command), names: "none" };
  }
  const option = typed.command.options.find(({ long }) => long === current.slice(0, at));
  return option === undefined
    ? { words: [], names: "none" }
    : valuesOf(option, current.slice(at + 1), current.slice(0, at + 1), typed, values);
}

function commandsOf(command: Command): readonly Word[] {
  const visible = command.commands.length === 0 ? [] : command.createHelp().visibleCommands(command);
  return visible.map((each) => ({ text: each.name(), about: each.description() }));
}

function optionsOf(command: Command): readonly Word[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .flatMap(({ long, description }) =>
      long === undefined || long === null ? [] : [{ text: long, about: description }],
    );
}

/** `prefix` is what stands before the value in the same word: `--format=`. */
function valuesOf(option: Option, value: string, prefix: string, typed: Typed, values: Values): Offer {
  const texts = option.argChoices ?? values(option.name(), typed);
  // A list is written with commas.
  const before = option.name() === "fail-on" ? value.slice(0, value.lastIndexOf(",") + 1) : "";
  const there = before.split(",");
  const words = texts.filter((text) => !there.includes(text)).map((text) => plain(`${prefix}${before}${text}`));
  return { words, names: namesIn(placeholderOf(option)) };
}

function argumentOf(typed: Typed, values: Values): Offer {
  const list: readonly Argument[] = typed.command.registeredArguments;
  const last = list.at(-1);
  const argument = list[typed.position] ?? (last?.variadic === true ? last : undefined);
  if (argument === undefined) {
    return { words: [], names: "none" };
  }
  const texts = argument.argChoices ?? values(argument.name(), typed);
  return { words: texts.map(plain), names: namesIn(argument.name()) };
}

/** `<file>` of `--out <file>`. */
function placeholderOf({ flags }: Option): string {
  return /[<[].*/.exec(flags)?.[0] ?? "";
}

function plain(text: string): Word {
  return { text, about: "" };
}

/** By what `--help` calls the value: `file`, `directory`, `name|file`. */
function namesIn(placeholder: string): Offer["names"] {
  if (/\bfiles?\b/.test(placeholder)) {
    return "files";
  }
  return placeholder.includes("directory") ? "directories" : "none";
}
