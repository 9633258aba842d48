import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../../..");

test("the example of docs/testing-policies.md passes in a project of its own", () => {
  const project = mkdtempSync(join(tmpdir(), "dr-guardrails-example-"));
  try {
    cpSync(join(root, "docs/examples/testing-policies"), project, { recursive: true });
    mkdirSync(join(project, "node_modules"));
    for (const name of readdirSync(join(root, "node_modules"))) {
      symlinkSync(join(root, "node_modules", name), join(project, "node_modules", name));
    }
    symlinkSync(root, join(project, "node_modules", "dr-guardrails"));
    const { status, stdout, stderr } = spawnSync(process.execPath, ["--test", "--test-reporter=tap"], {
      cwd: project,
      encoding: "utf8",
      env: { ...process.env, NODE_TEST_CONTEXT: undefined },
    });
    expect({ status, stderr, passed: /^# pass 5$/m.test(stdout) }).toEqual({ status: 0, stderr: "", passed: true });
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
});
