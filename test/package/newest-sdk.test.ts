import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { install, packPackage, run } from "./installed";

// A team's program, and a pack of its own beside it, with an SDK that is newer than the one locked here. What comes from a
// registry takes its time.
jest.setTimeout(600_000);

/** The newest release of `@pulumi/pulumi`. To raise it: `npm view @pulumi/pulumi version`, then this suite. */
const NEWEST = "3.276.0";

/** What the project has besides this package, in the versions that this repository locks. */
const WITH = ["@pulumi/policy", "@pulumi/random", "typescript", "ts-node"];

/** Releases of Node that are supported today (docs/release.md says until when), and in what form programs run on them. */
const PROGRAMS = [
  ["22", "commonjs"],
  ["22", "module"],
  ["24", "commonjs"],
  ["24", "module"],
  ["24", "typescript"],
  ["24", "typescript-module"],
  ["26", "commonjs"],
  ["26", "module"],
] as const;

const COMPILER = {
  strict: true,
  skipLibCheck: true,
  target: "es2022",
  module: "nodenext",
  moduleResolution: "nodenext",
};

let place: string;
let project: string;

beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), "dr-guardrails-sdk-"));
  project = join(place, "project");
  const { dependencies, devDependencies } = readJson(join(__dirname, "../../package.json"));
  const versions = { ...dependencies, ...devDependencies };
  const wanted = Object.fromEntries(WITH.map((name) => [name, versions[name]]));
  write("package.json", JSON.stringify({ private: true, dependencies: { ...wanted, "@pulumi/pulumi": NEWEST } }));
  const program = readFileSync(join(__dirname, "beside-program.ts"), "utf8");
  writeProgram("commonjs", "index.js", undefined, asCommonJs(program));
  writeProgram("module", "index.js", "module", program);
  writeProgram("typescript", "index.ts", undefined, program);
  writeProgram("typescript-module", "index.ts", "module", program);
  write("pack/PulumiPolicy.yaml", "runtime: nodejs\n");
  write("pack/package.json", '{ "name": "small", "version": "0.0.1", "main": "index.js" }');
  write("pack/index.js", readFileSync(join(__dirname, "beside-pack.js"), "utf8"));
  run(project, "npm", ...install, packPackage(place));
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

test("there is one copy of the SDK: the team's own", () => {
  const copies = readdirSync(join(project, "node_modules"), { recursive: true, encoding: "utf8" })
    .filter((path) => /(^|\/)@pulumi\/pulumi\/package\.json$/.test(path))
    .map((path) => readJson(join(project, "node_modules", path)).version);
  expect(copies).toEqual([NEWEST]);
});

test.each(PROGRAMS)("on Node %s, check runs a program in %s", (release, program) => {
  const report = check(nodeOf(release), "--program", program, "--policy-pack", "pack");
  const [{ violations, resources }] = report.stacks;
  expect(violations.map(({ policy, urn, message }: Record<string, string>) => [policy, nameOf(urn), message])).toEqual([
    ["count", "beside-dev", "resources is 6, expected 0"],
    ["short-pets", "long", "length is 3 with _, expected 2"],
  ]);
  expect(resources).toBe(5);
  expect(JSON.stringify(report)).not.toContain("a-hidden-word");
});

test("this package's five systems are what they are with the SDK that is locked here", () => {
  const systems = ["--program", "node_modules/dr-guardrails/infra", "--all"];
  const { stacks } = check(nodeOf("24"), ...systems);
  expect(stacks.length).toBe(5);
  for (const { violations, undetermined } of stacks) {
    expect(violations.filter(({ level }: Record<string, string>) => level === "mandatory")).toEqual([]);
    expect(undetermined).toEqual([]);
  }
});

/** What the command says, as JSON. */
function check(node: string, ...words: readonly string[]) {
  const command = join(project, "node_modules/dr-guardrails/preflight/main.js");
  const { stdout, stderr, status } = spawnSync(node, [command, "check", ...words, "--format", "json"], {
    cwd: project,
    encoding: "utf8",
    maxBuffer: 1e8,
  });
  if (status === 2) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** A release of Node from its package, kept with the other tools of the tests. */
function nodeOf(release: string): string {
  const name = `node-${process.platform}-${process.arch}`;
  const home = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "dr-guardrails", `node-${release}`);
  const file = join(home, "node_modules", name, "bin", "node");
  if (!existsSync(file)) {
    mkdirSync(home, { recursive: true });
    const quiet = ["--no-save", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund"];
    run(home, "npm", "install", "--prefix", home, ...quiet, `${name}@${release}`);
  }
  return file;
}

function writeProgram(name: string, main: string, type: "module" | undefined, code: string): void {
  write(`${name}/Pulumi.yaml`, "name: beside\nruntime: nodejs\n");
  write(`${name}/Pulumi.dev.yaml`, "config:\n  beside:word: a-hidden-word\n");
  write(`${name}/package.json`, JSON.stringify({ name, main, type }));
  write(`${name}/tsconfig.json`, JSON.stringify({ compilerOptions: COMPILER }));
  write(`${name}/${main}`, code);
}

function write(file: string, text: string): void {
  mkdirSync(dirname(join(project, file)), { recursive: true });
  writeFileSync(join(project, file), text);
}

function readJson(file: string) {
  return JSON.parse(readFileSync(file, "utf8"));
}

function nameOf(urn = ""): string {
  return urn.split("::").at(-1) ?? "";
}

/** The program in JavaScript's older form; it ends when the compiler was loaded for it. */
function asCommonJs(program: string): string {
  const code = program
    .replaceAll(/^import \* as (\w+) from (".*");$/gm, "const $1 = require($2);")
    .replaceAll(/^export const (\w+) =/gm, "exports.$1 =");
  const isLoaded = "Object.keys(require.cache).some((file) => /[\\\\/]typescript\\.js$/.test(file))";
  return `${code}\nif (${isLoaded}) throw new Error("the compiler is loaded before anybody asks for it");\n`;
}
