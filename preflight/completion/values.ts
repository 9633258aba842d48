import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { profileNames } from "../analyzer/profile-files";
import { findProgram, ownPack } from "../commands/locations";
import { listStacks, readProject } from "../monitor/project";
import type { Values } from "./offer";
import type { Typed } from "./typed";

/** The words that a project, a pack and its profiles have for an option or an argument. */
export const valuesHere: Values = (name, typed) => (SOURCES[name]?.(typed) ?? []).filter(isWord);

const SOURCES: Readonly<Record<string, (typed: Typed) => readonly string[]>> = {
  stack: stacksOf,
  profile: ({ command }) => (command.name() === "exempt" ? [] : profileNames()),
  "name|file": profileNames,
  policy: policiesOf,
};

/** A shell reads the word as it is: what it would act on is not offered, whoever named a file so. */
function isWord(text: string): boolean {
  return /^[\w.-]+$/.test(text);
}

/** Of the program that the line names, or else of the one that a command here would judge. */
function stacksOf({ values }: Typed): readonly string[] {
  try {
    const program = values.get("program")?.replace(/^~(?=\/|$)/, homedir());
    return listStacks(readProject(findProgram(program)));
  } catch {
    return []; // No program: completion has nothing to say about it.
  }
}

/** By the schema of its profiles: to start the pack and ask it would take longer than anybody waits for a Tab. */
function policiesOf({ values }: Typed): readonly string[] {
  if (values.has("policy-pack")) {
    return [];
  }
  const file = join(ownPack, "policy-pack", "profiles", "schema.json");
  const { properties }: { properties: Record<string, unknown> } = JSON.parse(readFileSync(file, "utf8"));
  return Object.keys(properties).filter((name) => name.includes("-"));
}
