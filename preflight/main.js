#!/usr/bin/env node
// Runs the command from its TypeScript source.
require("../run-typescript");
require("./cli.ts").main();
