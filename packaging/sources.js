// What a package is made of: the TypeScript of the product that runs at a user's.
const { readdirSync } = require("node:fs");
const { dirname, join, relative, resolve, sep } = require("node:path");

const rooms = ["infra", "model", "policy-pack", "preflight"];

/** Tools of the workshop, and what the program builds. */
const left = new Set(["policy-pack/docs", "policy-pack/extract", "infra/.build", "node_modules"]);

/** Paths of the sources, from the top. */
function sourcesIn(root) {
  return rooms.flatMap((room) => filesIn(root, room)).filter((path) => /(?<!\.d)\.ts$/.test(path));
}

/** Paths of what was made of sources earlier, from the top. */
function builtIn(root) {
  return rooms.flatMap((room) => filesIn(root, room)).filter((path) => path.endsWith(".cjs"));
}

function filesIn(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (!entry.isDirectory()) return [path];
    return left.has(path) || entry.name === "node_modules" ? [] : filesIn(root, path);
  });
}

const REQUIRED = /require\((["'])(\.{1,2}(?:\/[^"']*)?)\1\)/g;

/** The code with the sources that it requires named as they are in a package. */
function named(code, path, sources) {
  return code.replace(REQUIRED, (call, _quote, wanted) => {
    const place = relative(".", resolve(".", dirname(path), wanted))
      .split(sep)
      .join("/");
    const found = [`${place}.ts`, `${place}/index.ts`].find((candidate) => sources.has(candidate));
    if (found === undefined) return call;
    const target = relative(dirname(path), found.replace(/\.ts$/, ".cjs")).split(sep).join("/");
    return `require(${JSON.stringify(target.startsWith(".") ? target : `./${target}`)})`;
  });
}

module.exports = { builtIn, named, sourcesIn };
