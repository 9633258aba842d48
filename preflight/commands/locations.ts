import { existsSync, realpathSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { Program } from "../monitor/program";

/** Where this package is installed. */
export const packageDirectory = resolve(__dirname, "..", "..");

/** The program and the pack that a command means when it names none. */
export const ownProgram = join(packageDirectory, "infra");
export const ownPack = packageDirectory;

/**
 * The profile of one of our own stacks: named like its blueprint, or else like the stack. Only for our own program and
 * pack; a foreign program never chooses the law it is judged by.
 */
export function findOwnProfile(program: Program, packDirectory: string): string | undefined {
  if (!isSame(program.project.directory, ownProgram) || !isSame(packDirectory, ownPack)) {
    return undefined;
  }
  const blueprint = program.config.values[`${program.project.name}:blueprint`];
  const names = [blueprint, program.stack].filter((name) => name !== undefined && /^[a-z0-9-]+$/.test(name));
  const file = names
    .map((name) => join(packDirectory, "policy-pack", "profiles", `${name}.json`))
    .find((path) => existsSync(path));
  return file === undefined ? undefined : relative(process.cwd(), file);
}

function isSame(left: string, right: string): boolean {
  return realpathSync(left) === realpathSync(right);
}
