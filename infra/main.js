// Runs the program from its TypeScript source.
require("../run-typescript");
module.exports = require("./index.ts");
