// What StrykerJS loads: plain JavaScript, since Stryker knows nothing of this project's TypeScript.
require("../../run-typescript.js");
const { CaseRunner } = require("./runner.ts");
const { ignoreProse } = require("./prose.ts");

exports.strykerPlugins = [
  { kind: "TestRunner", name: "cases", injectableClass: CaseRunner },
  { kind: "Ignore", name: "prose", value: { shouldIgnore: ignoreProse } },
];
