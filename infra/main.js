// Runs the program.
const load = require("../load");
// The SDK takes many stack traces, and its runner would look each frame up in source maps. Ours has none to look up:
// its lines are where they were. This saves a fifth of a preview.
Error.prepareStackTrace = undefined;
module.exports = load("infra/index");
