// In a checkout, from the TypeScript sources; in a package, from what packaging/build.js made of them before it was packed.
const { existsSync } = require("node:fs");
const { join } = require("node:path");

const isCheckout = existsSync(join(__dirname, "run-typescript.js"));
if (isCheckout) require("./run-typescript");
else if (!existsSync(join(__dirname, "preflight", "cli.cjs"))) {
  process.stderr.write(
    "dr-guardrails: this package holds no compiled code: it was installed by its git URL with --ignore-scripts, expected what `npm pack` makes, or an installation that runs the package's own script\n",
  );
  process.exit(2);
}

/** Loads a module by its path from the top, without an ending. */
module.exports = (path) => require(join(__dirname, `${path}.${isCheckout ? "ts" : "cjs"}`));
