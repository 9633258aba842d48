import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { readProject } from "../monitor/project";
import { slashed } from "../paths";
import { PreflightError } from "../problem";
import { printable } from "../report/printable";
import { findProgram, isInstalled, packageDirectory } from "./locations";

const template = join(packageDirectory, "preflight", "template");

/** A package leaves out files of this name when it is packed. */
const RENAMED: Readonly<Record<string, string>> = { gitignore: ".gitignore" };

const WORKFLOW = "workflow.yml";
const PROFILE = "dr-profile.json";
const OPTIONS = "dr-guardrails.json";

/** What the template calls its project. */
const PLACEHOLDER = "my-system";

export interface InitOptions {
  /** The project's name; the directory's when left out. */
  readonly name?: string;
  /** Adds profile, options and pipeline to a project that exists. */
  readonly here: boolean;
}

/** A file to be written, and what is in it. */
interface Draft {
  readonly target: string;
  readonly text: string;
}

/** Makes a small project, or adds what judges one that exists. Overwrites nothing: where a file is in the way, nothing is written. */
export function init(path: string | undefined, { name, here }: InitOptions): number {
  return here ? addTo(path, name) : makeProject(resolve(path ?? "."), name);
}

function makeProject(directory: string, given: string | undefined): number {
  const name = given === undefined ? nameOf(directory) : checked(given);
  const files = readdirSync(template)
    .filter((file) => file !== WORKFLOW)
    .map((file) => ({
      target: join(directory, RENAMED[file] ?? file),
      text: readTemplate(file).replaceAll(PLACEHOLDER, name),
    }));
  const manifest = { target: join(directory, "package.json"), text: asJson(packageOf(directory, name)) };
  write(directory, [...files, manifest, workflowFor(directory)]);
  tell(`Made the project ${name} in ${directory}`, directory, "npm install && npm run check");
  return 0;
}

/** The program stays as it is. */
function addTo(path: string | undefined, name: string | undefined): number {
  if (name !== undefined) {
    throw new PreflightError(`--name ${name} does not go with --here: a project that exists has its name`);
  }
  const directory = resolve(findProgram(path));
  const project = readProject(directory);
  const drafts = [
    { target: join(directory, PROFILE), text: asJson({ extends: "org-baseline" }) },
    { target: join(directory, OPTIONS), text: readTemplate(OPTIONS) },
    workflowFor(directory),
  ];
  write(directory, drafts);
  tell(
    `Added ${drafts.map(({ target }) => relative(directory, target)).join(", ")} to the project ${project.name}`,
    directory,
    "npx dr-guardrails check",
  );
  return 0;
}

function readTemplate(file: string): string {
  return readFileSync(join(template, file), "utf8");
}

/** Pipelines are at the top of a repository, which may hold several projects. */
function workflowFor(directory: string): Draft {
  const top = findRepository(directory);
  const place = slashed(relative(top, directory));
  const ending = place === "" ? "" : `-${place.replace(/[^A-Za-z0-9]+/g, "-")}`;
  const quoted = place === "" ? "." : JSON.stringify(place);
  return {
    target: join(top, ".github", "workflows", `dr-guardrails${ending}.yml`),
    text: readTemplate(WORKFLOW).replace("DIRECTORY", () => quoted),
  };
}

/** The folder above that Git knows; the directory itself when there is none. */
function findRepository(directory: string): string {
  for (let folder = directory; ; folder = dirname(folder)) {
    if (existsSync(join(folder, ".git"))) {
      return folder;
    }
    if (folder === dirname(folder)) {
      return directory;
    }
  }
}

function write(directory: string, drafts: readonly Draft[]): void {
  const inTheWay = drafts.filter(({ target }) => existsSync(target));
  if (inTheWay.length > 0) {
    const names = inTheWay.map(({ target }) => relative(directory, target)).join(", ");
    throw new PreflightError(`${directory} has ${names} already, expected none of them; name another directory`);
  }
  for (const { target, text } of drafts) {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
}

function tell(done: string, directory: string, next: string): void {
  const here = relative(process.cwd(), directory);
  const enter = here === "" ? "" : `cd ${here} && `;
  process.stdout.write(`${printable(done)}. Now:\n\n  ${printable(enter)}${next}\n`);
}

/** Pulumi's rule for the name of a project. */
function checked(name: string): string {
  if (!/^[A-Za-z0-9_.-]{1,100}$/.test(name)) {
    throw new PreflightError(
      `--name is ${JSON.stringify(name)}, expected up to 100 letters, digits, dots, hyphens and underscores`,
    );
  }
  return name;
}

/** The directory's name, as far as the name of a project and of a package may have it. */
function nameOf(directory: string): string {
  const name = basename(directory)
    .toLowerCase()
    .replace(/[^a-z0-9_.-]+/g, "-")
    .replace(/^[^a-z0-9]+|-+$/g, "")
    .slice(0, 100);
  return name === "" ? PLACEHOLDER : name;
}

function asJson(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** On the same versions as this package, so that one copy of Pulumi serves both. */
function packageOf(directory: string, name: string): object {
  const own = readManifest(packageDirectory);
  const versionOf = (dependency: string) => own.dependencies?.[dependency];
  return {
    name: name.toLowerCase(),
    private: true,
    main: "index.js",
    scripts: { check: "dr-guardrails check --html" },
    dependencies: { "@pulumi/aws": versionOf("@pulumi/aws"), "@pulumi/pulumi": versionOf("@pulumi/pulumi") },
    devDependencies: { "dr-guardrails": sourceOf(directory, own.version ?? "") },
  };
}

interface Manifest {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

function readManifest(directory: string): Manifest {
  return JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
}

/** A checkout is known by its place, an installed package by what its project says, or else by its version. */
function sourceOf(directory: string, version: string): string {
  if (!isInstalled) {
    return fileFrom(directory, packageDirectory);
  }
  const project = packageDirectory.slice(0, packageDirectory.indexOf(`${sep}node_modules${sep}`));
  const { dependencies, devDependencies } = existsSync(join(project, "package.json")) ? readManifest(project) : {};
  const named = devDependencies?.["dr-guardrails"] ?? dependencies?.["dr-guardrails"] ?? `^${version}`;
  return named.startsWith("file:") ? fileFrom(directory, resolve(project, named.slice("file:".length))) : named;
}

function fileFrom(directory: string, target: string): string {
  return `file:${slashed(relative(directory, target))}`;
}
