// Before a package is packed: puts beside each source what Node runs without a compiler. A checkout never loads it.
const { mkdirSync, readFileSync, writeFileSync } = require("node:fs");
const { dirname, join, resolve } = require("node:path");
const { transform } = require("sucrase");
const { named, sourcesIn } = require("./sources");

/** Builds from the sources below one folder into another; returns how many files it made. */
function build(root, target = root) {
  const paths = sourcesIn(root);
  const sources = new Set(paths);
  for (const path of paths) {
    // As run-typescript.js does it: every line stays where it was.
    const options = { transforms: ["imports", "typescript"], disableESTransforms: true, filePath: path };
    const { code } = transform(readFileSync(join(root, path), "utf8"), options);
    const file = join(target, path.replace(/\.ts$/, ".cjs"));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, named(code, path, sources));
  }
  return paths.length;
}

module.exports = { build };

if (require.main === module) {
  const count = build(resolve(__dirname, ".."));
  process.stderr.write(`Compiled ${count} files\n`);
}
