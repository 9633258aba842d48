const { writeSync } = require("node:fs");

/** Ends a test run with one line that a person or a script can read: `N passed, N failed`. */
class TallyReporter {
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) {
    // A suite that could not start holds no test, and still is a failure.
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    // Jest's own summary follows every reporter; only the end of the process follows the summary.
    process.once("exit", () => writeSync(1, `${numPassedTests} passed, ${failed} failed\n`));
  }
}

module.exports = TallyReporter;
