import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { PreflightError } from "../problem";
import { printable } from "../report/printable";
import { packageDirectory } from "./locations";

const template = join(__dirname, "..", "template");

/** A package leaves out files of this name when it is packed. */
const RENAMED: Readonly<Record<string, string>> = { gitignore: ".gitignore" };

/** Copies a minimal project that is judged by the pack. Overwrites nothing: where a file is in the way, nothing is written. */
export function init(path: string): number {
  const directory = resolve(path);
  const files = readdirSync(template).map((name) => ({ name, target: join(directory, RENAMED[name] ?? name) }));
  const packageFile = join(directory, "package.json");
  const inTheWay = [...files.map(({ target }) => target), packageFile].filter((file) => existsSync(file));
  if (inTheWay.length > 0) {
    const names = inTheWay.map((file) => relative(directory, file)).join(", ");
    throw new PreflightError(`${directory} has ${names} already, expected none of them; name another directory`);
  }
  mkdirSync(directory, { recursive: true });
  for (const { name, target } of files) {
    cpSync(join(template, name), target);
  }
  writeFileSync(packageFile, `${JSON.stringify(packageOf(directory), null, 2)}\n`);
  const here = relative(process.cwd(), directory);
  const enter = here === "" ? "" : `cd ${here} && `;
  process.stdout.write(
    `Made a project in ${printable(directory)}. Now:\n\n  ${printable(enter)}npm install && npm run check\n`,
  );
  return 0;
}

/** On the same versions as this package, so that one copy of Pulumi serves both. */
function packageOf(directory: string): object {
  const own = JSON.parse(readFileSync(join(packageDirectory, "package.json"), "utf8"));
  const versionOf = (name: string) => own.dependencies[name];
  return {
    name: "my-system",
    private: true,
    main: "index.js",
    scripts: { check: "dr-guardrails check --program . --profile dr-profile.json --html" },
    dependencies: { "@pulumi/aws": versionOf("@pulumi/aws"), "@pulumi/pulumi": versionOf("@pulumi/pulumi") },
    devDependencies: { "dr-guardrails": sourceOf(directory, own.version) },
  };
}

/** An installed package is known by its version, a checkout by its place. */
function sourceOf(directory: string, version: string): string {
  const isInstalled = packageDirectory.split(sep).includes("node_modules");
  return isInstalled ? `^${version}` : `file:${relative(directory, packageDirectory).split(sep).join("/")}`;
}
