// After a package is packed: takes away what was built for it.
const { rmSync } = require("node:fs");
const { join, resolve } = require("node:path");
const { builtIn } = require("./sources");

const root = resolve(__dirname, "..");
for (const path of builtIn(root)) rmSync(join(root, path));
