// Runs the worker.
require("../../load")("preflight/testing/worker");
