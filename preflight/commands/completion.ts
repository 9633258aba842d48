import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { profileNames } from "../analyzer/profile-files";
import { listStacks, readProject } from "../monitor/project";
import { findProgram, ownPack } from "./locations";

type Complete = (value: string, description: string) => void;

/** An option or an argument, with what offers its values. */
interface Completed {
  handler?: (complete: Complete) => void;
}

/** What of the library is used here. */
interface Completion {
  readonly commands: ReadonlyMap<
    string,
    { readonly options: ReadonlyMap<string, Completed>; readonly arguments: ReadonlyMap<string, Completed> }
  >;
}

const importModule: (name: string) => Promise<{ default: (root: Command) => Completion }> = require("../import-module");

/** Adds `complete SHELL`, which prints a script for the shell, and what that script asks when somebody presses Tab. */
export async function addCompletion(root: Command): Promise<void> {
  const { default: tab } = await importModule("@bomb.sh/tab/commander");
  for (const command of tab(root).commands.values()) {
    offer(command.options.get("stack"), stacksHere);
    offer(command.options.get("profile"), profileNames);
    offer(command.arguments.get("policy"), policiesOfOwnPack);
    offer(command.arguments.get("profile"), profileNames);
  }
}

function offer(completed: Completed | undefined, values: () => readonly string[]): void {
  if (completed === undefined) return;
  completed.handler = (complete) => {
    for (const value of values()) {
      complete(value, "");
    }
  };
}

/** By the schema of its profiles: to start the pack and ask it would take longer than anybody waits for a Tab. */
function policiesOfOwnPack(): readonly string[] {
  const file = join(ownPack, "policy-pack", "profiles", "schema.json");
  const { properties }: { properties: Record<string, unknown> } = JSON.parse(readFileSync(file, "utf8"));
  return Object.keys(properties).filter((name) => name.includes("-"));
}

/** Of the program that a command here would judge. */
function stacksHere(): readonly string[] {
  try {
    return listStacks(readProject(findProgram(undefined)));
  } catch {
    return []; // No program: completion has nothing to say about it.
  }
}
