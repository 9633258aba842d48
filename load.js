// In a checkout, from the TypeScript sources; in a package, from what packaging/build.js made of them before it was packed.
const { existsSync } = require("node:fs");
const { join } = require("node:path");

const isCheckout = existsSync(join(__dirname, "run-typescript.js"));
if (isCheckout) require("./run-typescript");

/** Loads a module by its path from the top, without an ending. */
module.exports = (path) => require(join(__dirname, `${path}.${isCheckout ? "ts" : "cjs"}`));
