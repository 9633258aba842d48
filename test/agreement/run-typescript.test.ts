import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../..");
let project: string;
let cache: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "dr-guardrails-project-"));
  cache = mkdtempSync(join(tmpdir(), "dr-guardrails-cache-"));
  for (const file of ["run-typescript.js", "user-cache.js"]) copyFileSync(join(root, file), join(project, file));
  symlinkSync(join(root, "node_modules"), join(project, "node_modules"));
  writeFileSync(join(project, "main.js"), 'require("./run-typescript");\nrequire("./said.ts");\n');
});

afterEach(() => {
  for (const folder of [project, cache]) rmSync(folder, { recursive: true, force: true });
});

function say(source: string): void {
  writeFileSync(join(project, "said.ts"), source);
}

function run(environment: NodeJS.ProcessEnv = { XDG_CACHE_HOME: cache }): string {
  const env = { PATH: process.env.PATH, HOME: cache, ...environment };
  const { stdout, stderr } = spawnSync(process.execPath, ["main.js"], { cwd: project, env, encoding: "utf8" });
  return stdout + stderr;
}

function keptFiles(): readonly string[] {
  return readdirSync(join(cache, "dr-guardrails/transformed"));
}

test("runs what the source says now, not what it said before", () => {
  say('const word: string = "before"; process.stdout.write(word);');
  expect([run(), run()]).toEqual(["before", "before"]);
  say('const word: string = "after"; process.stdout.write(word);');
  expect(run()).toBe("after");
  expect(keptFiles()).toHaveLength(2);
});

test("another transformer makes its own", () => {
  say("process.stdout.write('ran');");
  run();
  writeFileSync(join(project, "run-typescript.js"), "// another version\n", { flag: "a" });
  expect(run()).toBe("ran");
  expect(keptFiles()).toHaveLength(2);
});

test.each([
  ["cannot be written", { XDG_CACHE_HOME: __filename }],
  ["is not an absolute path", { XDG_CACHE_HOME: "here", HOME: __filename }],
])("works when the cache %s", (_title, environment) => {
  say("process.stdout.write('ran');");
  expect(run(environment)).toBe("ran");
  expect(readdirSync(project).sort()).toEqual([
    "main.js",
    "node_modules",
    "run-typescript.js",
    "said.ts",
    "user-cache.js",
  ]);
});

test("an error has the place in the source, the first time and every other time", () => {
  say('interface Unused {\n  readonly a: string;\n}\nthrow new Error("boom");\n');
  expect(run()).toContain("said.ts:4");
  expect(run()).toContain("said.ts:4");
});
