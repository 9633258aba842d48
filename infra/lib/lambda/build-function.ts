import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isUpToDate, recordBuild } from "./build-record";
import { bundleFunction, options } from "./bundle";
import { writeBundleFolder } from "./bundle-folder";

/**
 * Makes `.build/<name>` in the program's directory hold the bundle of `lib/lambda/<name>/handler.ts`. Builds only when
 * something that the bundle is made from has changed since the last build.
 * @throws RunError when the function is not there or its source does not build
 */
export function buildFunction(programDirectory: string, name: string): void {
  const sources = join(programDirectory, "lib", "lambda");
  const folder = join(programDirectory, ".build", name);
  const recipe = readRecipe(programDirectory, sources);
  if (recipe !== undefined && isUpToDate({ folder, recipe })) {
    return;
  }
  const startedAt = Date.now();
  const { bytes, inputs } = bundleFunction(sources, name);
  writeBundleFolder(folder, bytes);
  if (recipe !== undefined) {
    recordBuild({ folder, recipe, inputs, startedAt });
  }
}

/**
 * What decides on a bundle besides the files in it: the options, where the sources are and what they are called, and the
 * installed packages.
 * Undefined when it is not known what is installed.
 */
function readRecipe(programDirectory: string, sources: string): string | undefined {
  const installed = join(programDirectory, "..", "node_modules", ".package-lock.json");
  if (!existsSync(installed)) {
    return undefined;
  }
  const names = readdirSync(sources, { recursive: true, encoding: "utf8" }).sort();
  return JSON.stringify([options, sources, names, readFileSync(installed, "utf8")]);
}
