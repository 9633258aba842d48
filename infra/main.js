// Runs the program from its TypeScript source: no build that could be stale, no type check at each preview.
require("tsx/cjs");
module.exports = require("./index.ts");
