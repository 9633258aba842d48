import { existsSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { wayWithin } from "../paths";
import { PreflightError } from "../problem";
import { PROJECT_FILES } from "./project";

/** Folders that hold what other projects are made of or tried with, and no project of this repository. */
const NOT_LOOKED_INTO = new Set([
  "node_modules",
  "test",
  "tests",
  "__tests__",
  "fixtures",
  "testdata",
  "template",
  "templates",
]);

/** A checkout whose project is known: within it nothing is looked for below. */
export interface Checkout {
  readonly directory: string;
  readonly program: string;
}

/**
 * The directory of the nearest Pulumi project: in this folder or above, or below when there is exactly one. Throws a
 * PreflightError with the list when there is none or several.
 */
export function findProject(start: string, checkout?: Checkout): string {
  const directory = resolve(start);
  const above = findAbove(directory, checkout?.directory);
  if (above !== undefined) {
    return above;
  }
  if (checkout !== undefined && isWithin(directory, checkout.directory)) {
    return checkout.program;
  }
  const below = findBelow(directory);
  const [only] = below;
  if (only !== undefined && below.length === 1) {
    return only;
  }
  throw new PreflightError(
    only === undefined
      ? `no Pulumi.yaml in ${directory}, above it or below it, expected a Pulumi project; name its directory with --program`
      : `${below.length} Pulumi projects below ${directory} (${below.map((found) => relative(directory, found)).join(", ")}), expected one; name one with --program`,
  );
}

function isProject(directory: string): boolean {
  return PROJECT_FILES.some((name) => existsSync(join(directory, name)));
}

/** Within a checkout the search ends at its top. */
function findAbove(start: string, top?: string): string | undefined {
  for (let directory = start; ; directory = dirname(directory)) {
    if (isProject(directory)) {
      return directory;
    }
    if (directory === top || directory === dirname(directory)) {
      return undefined;
    }
  }
}

function isWithin(directory: string, top: string): boolean {
  return wayWithin(top, directory) !== undefined;
}

/** Links are not followed: they may lead in a circle. */
function findBelow(directory: string): readonly string[] {
  const names = foldersIn(directory).filter((name) => !name.startsWith(".") && !NOT_LOOKED_INTO.has(name));
  return names.sort().flatMap((name) => {
    const folder = join(directory, name);
    return [...(isProject(folder) ? [folder] : []), ...findBelow(folder)];
  });
}

/** What cannot be read holds no project that could be run. */
function foldersIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
  } catch {
    return [];
  }
}
