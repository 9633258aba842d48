#!/usr/bin/env node
// Runs the command.
require("../load")("preflight/cli").main();
