import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, extname, isAbsolute, join, resolve } from "node:path";
import { parse } from "yaml";
import { PreflightError } from "../problem";

/** What a project file says about running its program. */
export interface Project {
  readonly name: string;
  /** The project file, absolute. */
  readonly file: string;
  /** Its directory, absolute. */
  readonly directory: string;
  /** Working directory of the program. */
  readonly workingDirectory: string;
  /** Entry point relative to the working directory; `.` leaves the choice to package.json. */
  readonly main: string;
  readonly runtime: RuntimeOptions;
  /** The project's own `config` section, as written. */
  readonly config: Record<string, unknown>;
  readonly stackConfigDirectory: string;
}

export interface RuntimeOptions {
  readonly typescript: boolean;
  readonly nodeArguments: readonly string[];
}

export const PROJECT_FILES = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"];

/** Reads the project file of a directory. Throws a PreflightError when there is none or it is not a nodejs project. */
export function readProject(programDirectory: string): Project {
  const directory = resolve(programDirectory);
  const file = PROJECT_FILES.map((name) => join(directory, name)).find((path) => existsSync(path));
  if (file === undefined) {
    throw new PreflightError(
      `${directory} has no Pulumi.yaml, expected the directory of a Pulumi program; name it with --program`,
    );
  }
  const document = readYamlFile(file);
  const { name, main, config, stackConfigDir } = document;
  if (typeof name !== "string" || name === "") {
    throw new PreflightError(`${file}: name is ${describe(name)}, expected the project's name`);
  }
  const entry = readMain(file, directory, main);
  const configDirectory = typeof config === "string" ? config : stackConfigDir;
  return {
    name,
    file,
    directory,
    ...entry,
    runtime: readRuntime(file, document.runtime),
    config: isRecord(config) ? config : {},
    stackConfigDirectory: typeof configDirectory === "string" ? join(directory, configDirectory) : directory,
  };
}

/** Pulumi shows a Pulumi.README.yaml to those who look at a stack. */
const NO_STACK = /^readme$/i;

/** Names of the stacks that have a file beside the project, sorted. */
export function listStacks(project: Project): readonly string[] {
  if (!existsSync(project.stackConfigDirectory)) {
    return [];
  }
  return readdirSync(project.stackConfigDirectory)
    .map((file) => /^Pulumi\.([^.]+)\.(?:yaml|yml|json)$/.exec(file)?.[1])
    .filter((name) => name !== undefined)
    .filter((name) => !NO_STACK.test(name))
    .sort();
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Parses a YAML or JSON file that must hold an object. Whole numbers are bigints, so that no digit is lost. */
export function readYamlFile(file: string): Record<string, unknown> {
  const text = readFileSync(file, "utf8");
  let document: unknown;
  try {
    document = parse(text, { intAsBigInt: true, logLevel: "error" });
  } catch (error) {
    throw new PreflightError(
      `${file} is not valid ${extname(file) === ".json" ? "JSON" : "YAML"}: ${firstLine(error)}`,
    );
  }
  if (document === null || document === undefined) {
    return {};
  }
  if (!isRecord(document)) {
    throw new PreflightError(`${file} is ${describe(document)}, expected a mapping of keys to values`);
  }
  return document;
}

export function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
}

export function describe(value: unknown): string {
  if (value === undefined || value === null) {
    return "not set";
  }
  if (Array.isArray(value)) {
    return "a list";
  }
  return typeof value === "object" ? "a mapping" : JSON.stringify(String(value));
}

/** The engine's rule: a directory becomes the working directory, a file runs in its own directory. */
function readMain(file: string, directory: string, main: unknown): { workingDirectory: string; main: string } {
  if (main === undefined || main === null || main === "") {
    return { workingDirectory: directory, main: "." };
  }
  if (typeof main !== "string") {
    throw new PreflightError(`${file}: main is ${describe(main)}, expected a path`);
  }
  const path = isAbsolute(main) ? main : join(directory, main);
  if (!existsSync(path)) {
    throw new PreflightError(`${file}: main is ${JSON.stringify(main)}, but ${path} does not exist`);
  }
  return statSync(path).isDirectory()
    ? { workingDirectory: path, main: "." }
    : { workingDirectory: dirname(path), main: basename(path) };
}

function readRuntime(file: string, runtime: unknown): RuntimeOptions {
  const name = isRecord(runtime) ? runtime.name : runtime;
  if (name !== "nodejs") {
    throw new PreflightError(
      `${file}: runtime is ${describe(name)}, expected "nodejs", the only runtime that this command can run; judge what Pulumi sees instead: pulumi preview --json > preview.json, then dr-guardrails analyze --file preview.json`,
    );
  }
  const options = isRecord(runtime) && isRecord(runtime.options) ? runtime.options : {};
  return {
    typescript: options.typescript !== false,
    nodeArguments: typeof options.nodeargs === "string" ? splitArguments(options.nodeargs) : [],
  };
}

/** Splits as a shell does: blanks separate, single and double quotes group, a backslash escapes. */
export function splitArguments(text: string): readonly string[] {
  const words = text.match(/(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/g) ?? [];
  return words.map((word) =>
    word.replace(/'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)/g, (_match, single, double, escaped) => {
      return single ?? double?.replace(/\\(["\\$`])/g, "$1") ?? escaped;
    }),
  );
}
