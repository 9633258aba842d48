const { existsSync, mkdtempSync, readFileSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

/** One empty folder for each test run, which its test files share. Gone when the run ends, with the host that it had. */
module.exports = () => {
  const folder = mkdtempSync(join(tmpdir(), "dr-guardrails-test-"));
  process.env.DR_GUARDRAILS_TEST_RUN = folder;
  process.env.DR_GUARDRAILS_TEST_RUN_PID = String(process.pid);
  process.on("exit", () => {
    stopHost(join(folder, "host.pid"));
    rmSync(folder, { recursive: true, force: true });
  });
};

function stopHost(pidFile) {
  if (!existsSync(pidFile)) return;
  try {
    process.kill(Number(readFileSync(pidFile, "utf8")));
  } catch {
    // It has gone by itself.
  }
}
