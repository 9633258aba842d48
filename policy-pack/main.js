// Runs the pack from its TypeScript source.
require("../run-typescript");
require("./index.ts");
