import type { Command } from "commander";
import { listStacks, readProject } from "../monitor/project";
import { ownProgram } from "./locations";

type Complete = (value: string, description: string) => void;

/** What of the library is used here. */
interface Completion {
  readonly commands: ReadonlyMap<string, { readonly options: Map<string, { handler?: (complete: Complete) => void }> }>;
}

const importModule: (name: string) => Promise<{ default: (root: Command) => Completion }> = require("../import-module");

/** Adds `complete SHELL`, which prints a script for the shell, and what that script asks when somebody presses Tab. */
export async function addCompletion(root: Command): Promise<void> {
  const { default: tab } = await importModule("@bomb.sh/tab/commander");
  for (const command of tab(root).commands.values()) {
    const stack = command.options.get("stack");
    if (stack !== undefined) {
      stack.handler = (complete) => {
        for (const name of stacksHere()) {
          complete(name, "");
        }
      };
    }
  }
}

/** Of the program in this directory, or else of this package's own. */
function stacksHere(): readonly string[] {
  for (const directory of [process.cwd(), ownProgram]) {
    try {
      return listStacks(readProject(directory));
    } catch {
      // Not a program: completion has nothing to say about it.
    }
  }
  return [];
}
