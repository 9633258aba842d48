import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../..");
let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "dr-guardrails-project-"));
  copyFileSync(join(root, "run-typescript.js"), join(project, "run-typescript.js"));
  mkdirSync(join(project, "node_modules"));
  symlinkSync(join(root, "node_modules", "sucrase"), join(project, "node_modules", "sucrase"));
  writeFileSync(join(project, "main.js"), 'require("./run-typescript");\nrequire("./said.ts");\n');
});

afterEach(() => rmSync(project, { recursive: true, force: true }));

function say(source: string): void {
  writeFileSync(join(project, "said.ts"), source);
}

function run(): string {
  const { stdout, stderr } = spawnSync(process.execPath, ["main.js"], { cwd: project, encoding: "utf8" });
  return stdout + stderr;
}

const cache = () => join(project, "node_modules", ".cache", "dr-guardrails");

test("runs what the source says now, not what it said before", () => {
  say('const word: string = "before"; process.stdout.write(word);');
  expect([run(), run()]).toEqual(["before", "before"]);
  say('const word: string = "after"; process.stdout.write(word);');
  expect(run()).toBe("after");
  expect(readdirSync(cache())).toHaveLength(2);
});

test("another transformer makes its own", () => {
  say("process.stdout.write('ran');");
  run();
  writeFileSync(join(project, "run-typescript.js"), "// another version\n", { flag: "a" });
  expect(run()).toBe("ran");
  expect(readdirSync(cache())).toHaveLength(2);
});

test("works where nothing can be kept", () => {
  writeFileSync(join(project, "node_modules", ".cache"), "a file where the folder would be");
  say("process.stdout.write('ran');");
  expect(run()).toBe("ran");
});

test("works where the packages are elsewhere", () => {
  rmSync(join(project, "node_modules"), { recursive: true });
  const elsewhere = join(root, "node_modules");
  say("process.stdout.write('ran');");
  const env = { ...process.env, NODE_PATH: elsewhere };
  const { stdout } = spawnSync(process.execPath, ["main.js"], { cwd: project, env, encoding: "utf8" });
  expect(stdout).toBe("ran");
  expect(readdirSync(project).sort()).toEqual(["main.js", "run-typescript.js", "said.ts"]);
});

test("keeps its copies in the node_modules that holds it", () => {
  const home = join(project, "node_modules", "installed");
  mkdirSync(home);
  copyFileSync(join(project, "run-typescript.js"), join(home, "run-typescript.js"));
  writeFileSync(join(home, "main.js"), 'require("./run-typescript");\nrequire("./said.ts");\n');
  writeFileSync(join(home, "said.ts"), "process.stdout.write('ran');");
  expect(spawnSync(process.execPath, [join(home, "main.js")], { encoding: "utf8" }).stdout).toBe("ran");
  expect(readdirSync(cache())).toHaveLength(1);
  expect(readdirSync(home).sort()).toEqual(["main.js", "run-typescript.js", "said.ts"]);
});

test("an error has the place in the source, the first time and every other time", () => {
  say('interface Unused {\n  readonly a: string;\n}\nthrow new Error("boom");\n');
  expect(run()).toContain("said.ts:4");
  expect(run()).toContain("said.ts:4");
});

test("unit tests load what users run", () => {
  const source =
    'import { basename } from "node:path";\nexport const word: string = basename("a/b");\nprocess.stdout.write(word);';
  say(source);
  expect(run()).toBe("b");
  const [kept = ""] = readdirSync(cache());
  const {
    process: compile,
  }: { process(text: string, file: string): { code: string } } = require("../helpers/product-transform");
  expect(compile(source, join(project, "said.ts")).code).toBe(readFileSync(join(cache(), kept), "utf8"));
});
