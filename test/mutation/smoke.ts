/**
 * `npm run test:mutation`: whether the mutation runner tells a mutant that the tests notice from one that they do not. It
 * mutates one policy's check, and leaves out the tests of what policies say: then a text that is emptied goes unnoticed.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../..");
const folder = join(root, ".cache/mutation-smoke");
const law = "policy-pack/rules/dynamodb/require-on-demand.ts";
const source = readFileSync(join(root, law), "utf8").split("\n");

/** On which line, what stands there, what is put in its place, and the verdict. */
const known = [
  ["if (props", 'props.billingMode !== "PAY_PER_REQUEST"', "false", "Killed"],
  ["if (props", 'props.billingMode !== "PAY_PER_REQUEST"', "true", "Killed"],
  ["yield {", '"billingMode"', '""', "Killed"],
  ["yield {", '"PAY_PER_REQUEST"', '""', "Survived"],
] as const;

/** As in Stryker's report; lines and columns begin at 1. */
interface Mutant {
  readonly replacement: string;
  readonly status: string;
  readonly location: Record<"start" | "end", { readonly line: number; readonly column: number }>;
}

const lineWith = (text: string) => source.findIndex((line) => line.includes(text)) + 1;

function configure(report: string): string {
  const usual = JSON.parse(readFileSync(join(__dirname, "stryker.config.json"), "utf8")) as {
    readonly ignorePatterns: readonly string[];
  };
  const others = ["{engine,readings}", "{wording,settings,iam-documents,*-messages}.test.ts"];
  const config = {
    ...usual,
    mutate: [`${law}:${lineWith("*check(")}-${lineWith("examples: {")}`],
    ignorePatterns: [...usual.ignorePatterns, "test/model", ...others.map((name) => `test/policy-pack/${name}`)],
    tempDirName: ".cache/mutation-smoke/sandbox",
    reporters: ["json"],
    jsonReporter: { fileName: report },
    thresholds: { break: null },
  };
  const file = join(folder, "stryker.config.json");
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify(config));
  return file;
}

function runStryker(): readonly Mutant[] {
  const report = join(folder, "mutation.json");
  const tool = execFileSync(join(__dirname, "setup"), ["--check"], { encoding: "utf8" }).trim();
  const args = ["run", configure(report), "--logLevel", "error"];
  execFileSync(join(tool, "node_modules/.bin/stryker"), args, { cwd: root, stdio: "inherit" });
  const { files } = JSON.parse(readFileSync(report, "utf8")) as { files: Record<string, { mutants: Mutant[] }> };
  return files[law]?.mutants ?? [];
}

function main(): void {
  const mutants = runStryker();
  let failed = 0;
  for (const [line, code, put, verdict] of known) {
    const found = mutants.find(
      ({ replacement, location: { start, end } }) =>
        replacement === put &&
        start.line === lineWith(line) &&
        source[start.line - 1]?.slice(start.column - 1, end.column - 1) === code,
    );
    const said = found?.status ?? "not made";
    failed += said === verdict ? 0 : 1;
    process.stdout.write(`${law}:${lineWith(line)} ${code} -> ${put}: ${said}, expected ${verdict}\n`);
  }
  process.stdout.write(`${known.length - failed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
}

main();
