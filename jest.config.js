const root = __dirname.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");

const byTypeScript = { "^.+\\.ts$": ["ts-jest", { diagnostics: false }] };

/** The first that matches a file compiles it. Only unit tests load so much of the product that its compiler matters. */
const asForUsers = {
  [`^${root}/(infra|model|policy-pack|preflight)/.+\\.ts$`]: "<rootDir>/test/helpers/product-transform.js",
  ...byTypeScript,
};

/** One project per kind of test: what it needs decides when it can run. */
const project = (displayName, testMatch, transform = byTypeScript) => ({
  displayName,
  testMatch,
  transform,
  testEnvironment: "node",
  runtime: "<rootDir>/test/helpers/runtime.js",
});

module.exports = {
  projects: [
    project("unit", ["<rootDir>/test/{infra,model,policy-pack,preflight,agreement}/**/*.test.ts"], asForUsers),
    project("completion", ["<rootDir>/test/completion/**/*.test.ts"]),
    project("browser", ["<rootDir>/test/browser/**/*.test.ts"]),
    project("emulator", ["<rootDir>/test/emulator/**/*.test.ts"]),
    project("contract", ["<rootDir>/test/contract/**/*.test.ts"], asForUsers),
    project("oracle", ["<rootDir>/test/oracle/**/*.test.ts"]),
    project("package", ["<rootDir>/test/package/**/*.test.ts"]),
    project("engine", ["<rootDir>/test/engine/**/*.test.ts"]),
  ],
  globalSetup: "<rootDir>/test/helpers/run-folder.js",
  testSequencer: "<rootDir>/test/helpers/sequencer.js",
  reporters: ["default", "<rootDir>/test/helpers/tally-reporter.js"],
  // Tests wait for programs and packs in processes of their own: one worker for each core keeps all of them busy.
  maxWorkers: "100%",
  testTimeout: 60_000,
};
