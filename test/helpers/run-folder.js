const { mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

/** One empty folder for each test run, which its test files share. Gone when the run ends. */
module.exports = () => {
  const folder = mkdtempSync(join(tmpdir(), "dr-guardrails-test-"));
  process.env.DR_GUARDRAILS_TEST_RUN = folder;
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
};
