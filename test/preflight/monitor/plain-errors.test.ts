import { spawnSync } from "node:child_process";
import { join } from "node:path";

const preload = join(__dirname, "../../../preflight/monitor/plain-errors.js");

/** Runs a script with the preload in little memory, so that a runaway string ends the process and not the machine. */
function printed(script: string): { status: number | null; stdout: string } {
  const args = ["--max-old-space-size=64", "--require", preload, "--eval", script];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: "utf8", timeout: 30_000 });
  return { status, stdout };
}

test("an error whose stack leads through a scope's own file is written, without colours", () => {
  const script = `
    const error = new Error("boom");
    error.stack = "Error: boom\\n    at apply (/app/node_modules/@pulumi/output.ts:516:31)";
    error.code = 7;
    process.stdout.write(require("util").inspect(error, { colors: true }));
  `;
  const expected = "Error: boom\n    at apply (/app/node_modules/@pulumi/output.ts:516:31) {\n  code: 7\n}";
  expect(printed(script)).toEqual({ status: 0, stdout: expected });
});

test("everything else is inspected as before", () => {
  const script = `
    const { inspect } = require("util");
    process.stdout.write([
      inspect({ a: 1 }, { colors: true }),
      inspect({ [inspect.custom]: () => "custom" }),
      inspect({ a: { b: {} } }, false, 0),
      String(inspect.defaultOptions.depth),
    ].join("\\n"));
  `;
  expect(printed(script).stdout.split("\n")).toEqual([
    "{ a: \u001b[33m1\u001b[39m }",
    "custom",
    "{ a: [Object] }",
    "2",
  ]);
});
