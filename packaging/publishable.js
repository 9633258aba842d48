// Before npm publishes (prepublishOnly): what a release needs is there, or it says what is missing and ends with 1.
const { readFileSync } = require("node:fs");
const { join } = require("node:path");

const ADDRESSES = ["repository", "homepage", "bugs"];

/** What keeps this package from being published; none where nothing does. */
function obstacles(root, isPublic) {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const changes = readFileSync(join(root, "CHANGELOG.md"), "utf8").split("\n");
  const heading = `## ${manifest.version} - `;
  const lost = ADDRESSES.filter((name) => manifest[name] === undefined);
  return [
    ...(isPublic && lost.length > 0
      ? [
          `package.json names no ${lost.join(", no ")}, expected their addresses: provenance is compared with repository; a registry of your own needs none (--registry URL --provenance=false)`,
        ]
      : []),
    ...(changes.some((line) => line.startsWith(heading))
      ? []
      : [`CHANGELOG.md has no heading "${heading}DAY", expected what is new in the version of package.json`]),
  ];
}

module.exports = { obstacles };

if (require.main === module) {
  // npm tells its scripts of a registry only when it is another than the public one.
  const isPublic = process.env.npm_config_registry === undefined;
  for (const obstacle of obstacles(process.cwd(), isPublic)) {
    process.stderr.write(`cannot be published: ${obstacle} (docs/release.md)\n`);
    process.exitCode = 1;
  }
}
