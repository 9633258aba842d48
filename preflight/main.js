#!/usr/bin/env node
// Runs the command from its TypeScript source: no build that could be stale.
require("tsx/cjs");
require("./cli.ts");
