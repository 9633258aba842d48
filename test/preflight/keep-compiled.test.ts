import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import * as nodeModule from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const preload = join(__dirname, "../../preflight/keep-compiled.js");
const script = `require(${JSON.stringify(preload)}); process.stdout.write(process.env.NODE_COMPILE_CACHE ?? "none");`;

/** The folder that the children of a run would inherit. */
function inherited(environment: NodeJS.ProcessEnv): string {
  const { NODE_COMPILE_CACHE: _left, ...rest } = process.env;
  const { stdout, status } = spawnSync(process.execPath, ["--eval", script], {
    encoding: "utf8",
    env: { ...rest, ...environment },
  });
  return status === 0 ? stdout : `status ${status}`;
}

test("compiled code is kept in the user's own cache, where Node can keep it", () => {
  const cache = mkdtempSync(join(tmpdir(), "dr-guardrails-cache-"));
  const canKeep = "enableCompileCache" in nodeModule;
  expect(inherited({ XDG_CACHE_HOME: cache })).toBe(canKeep ? join(cache, "dr-guardrails", "compiled") : "none");
  rmSync(cache, { recursive: true });
});

test("a cache that cannot be written is done without", () => {
  expect(inherited({ XDG_CACHE_HOME: __filename })).toBe("none");
});

test("a folder that the user has chosen stays", () => {
  expect(inherited({ NODE_COMPILE_CACHE: "/chosen" })).toBe("/chosen");
});
