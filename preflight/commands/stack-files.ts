import { existsSync, realpathSync, type Stats, statSync } from "node:fs";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import { PreflightError } from "../problem";

/** What a command was told to read, as files in order. */
export interface StackFiles {
  readonly files: readonly string[];
  /** False when exactly one file was named, by its name. */
  readonly areMany: boolean;
}

/** Files by name, by pattern, or all `.json` files of a directory and below. Throws a PreflightError for what matches nothing. */
export function findStackFiles(given: readonly string[]): StackFiles {
  const [first] = given;
  if (first === undefined) {
    throw new PreflightError(
      "no file is named, expected the export or the preview of a stack, a pattern or a directory",
    );
  }
  const files = once(given.flatMap(expand));
  return { files, areMany: given.length > 1 || files.length > 1 || files[0] !== first };
}

/** Each file by the shortest of the ways that lead to it: a link may make many of one. */
function once(paths: readonly string[]): readonly string[] {
  const shortest = new Map<string, string>();
  for (const path of paths) {
    const file = existsSync(path) ? realpathSync(path) : path;
    const known = shortest.get(file);
    shortest.set(file, known !== undefined && known.length <= path.length ? known : path);
  }
  return [...shortest.values()];
}

function expand(path: string): readonly string[] {
  const kind = kindOf(path);
  if (kind?.isDirectory()) {
    return orFail(
      path,
      "has no .json file",
      globSync("**/*.json", { cwd: path }).map((file) => join(path, file)),
    );
  }
  const isPattern = kind === undefined && /[*?{[]/.test(path);
  return isPattern ? orFail(path, "matches no file", globSync(path, { absolute: path.startsWith("/") })) : [path];
}

/** Undefined where nothing is there, or a way that leads nowhere: who reads the file says why. */
function kindOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function orFail(path: string, problem: string, found: readonly string[]): readonly string[] {
  if (found.length === 0) {
    throw new PreflightError(`${path} ${problem}, expected exports or previews of stacks`);
  }
  return [...found].sort();
}
