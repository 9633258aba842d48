// Compiles the product for its tests as run-typescript.js does for who uses it. The tests themselves are compiled by
// ts-jest, which moves `jest.mock` to the top of a file.
const { createHash } = require("node:crypto");
const { readFileSync } = require("node:fs");
const { transform } = require("sucrase");

const maker = readFileSync(__filename, "utf8") + require("sucrase/package.json").version;

module.exports = {
  process: (source, filePath) =>
    transform(source, { transforms: ["imports", "typescript"], disableESTransforms: true, filePath }),
  getCacheKey: (source, file) => createHash("sha256").update([maker, file, source].join("\0")).digest("hex"),
};
