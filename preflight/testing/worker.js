// Runs the worker from its TypeScript source.
require("../../run-typescript");
require("./worker.ts");
