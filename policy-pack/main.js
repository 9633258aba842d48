// Runs the pack from its TypeScript source: no build that could be stale, no type check at each preview.
require("tsx/cjs");
require("./index.ts");
