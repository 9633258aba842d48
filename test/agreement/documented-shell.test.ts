import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { namelessBlocks, shellBlocks } from "../package/documented-commands";

const root = resolve(__dirname, "../..");
const blocks = shellBlocks(root);

test("every block of shell in the documents can be read by bash", () => {
  // One shell reads all of them, each as a function of its own.
  const script = blocks.map(({ text }, index) => `block_${index}() {\n${text}\n}`).join("\n");
  const { status, stderr } = spawnSync("bash", ["-n"], { input: script, encoding: "utf8" });
  expect([stderr, status]).toEqual(["", 0]);
  expect(blocks.length).toBeGreaterThan(25);
});

test("a block that bash would read is called one, so that a test runs it", () => {
  const shell = namelessBlocks(root).filter(({ text }) =>
    /^ *(aws|curl|dig|npm|npx|pulumi|cd|dr-guardrails) /m.test(text),
  );
  expect(shell).toEqual([]);
});

test("npm is asked for scripts that there are", () => {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: object };
  const own = blocks.filter(({ document }) => document !== "preflight/template/README.md");
  const asked = own.flatMap(({ text }) =>
    [...text.matchAll(/\bnpm (?:run )?([a-z][a-z:-]*)/g)].map(([, name = ""]) => name),
  );
  const builtIn = ["ci", "install", "pack"];
  expect(asked.length).toBeGreaterThan(6);
  expect(asked.filter((name) => !builtIn.includes(name) && !Object.hasOwn(scripts, name))).toEqual([]);
});

/** The tests that run a program's documented commands. */
const RUN_BY: Readonly<Record<string, string>> = {
  aws: "test/emulator/documented-commands.test.ts",
  curl: "test/emulator/documented-commands.test.ts",
  dig: "test/emulator/documented-commands.test.ts",
  "dr-guardrails": "test/package/package.test.ts",
  npm: "test/agreement/documented-shell.test.ts",
  npx: "test/package/package.test.ts",
  pulumi: "test/engine/documented-commands.test.ts",
  python3: "test/agreement/detached-settings.test.ts",
};

/** What a shell has by itself, and variables that a line begins with. */
const SHELL = /^(#|cd|cat|do|done|esac|for|mkdir|out\(\)|(\w+|\*)\) echo |[A-Z_]+=)/;

/** What stands between `<<'WORD'` and WORD is a file, not a command. */
const HERE_DOCUMENT = /(<<'(\w+)'[^\n]*\n).*?^\2$/gms;

test("every program in a block is one that a test runs", () => {
  const strangers = blocks.flatMap(({ document, line, text }) =>
    text
      .replace(HERE_DOCUMENT, "$1")
      .replace(/\\\n\s*/g, "")
      .split("\n")
      .map((command) => command.trim())
      .filter((command) => command !== "" && !SHELL.test(command))
      .map((command) => command.split(" ")[0] ?? "")
      .filter((program) => !Object.hasOwn(RUN_BY, program))
      .map((program) => `${document}:${line}: ${program}`),
  );
  expect(strangers).toEqual([]);
});
