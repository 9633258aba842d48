/** Ends a test run with one line that a person or a script can read: `N passed, N failed`. */
class TallyReporter {
  onRunComplete(_contexts, results) {
    // A suite that could not start holds no test, and still is a failure.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    process.stderr.write(`\n${results.numPassedTests} passed, ${failed} failed\n`);
  }
}

module.exports = TallyReporter;
