// Lets Node load this project's TypeScript from source: no build that could be stale, no type check at run time.
const { createHash } = require("node:crypto");
const { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const { Module } = require("node:module");
const { basename, dirname, join, sep } = require("node:path");

const ours = __dirname + sep;
// Pulumi's pack runner registers a compiler with type check for every TypeScript file. It keeps the files of others.
const theirs = Module._extensions[".ts"];

// Transforming is a third of the pack's start. What a source became is kept beside the installed packages, under the
// hash of that very source, of this file and of the transformer's version: it cannot be stale.
const kept = findCache();
const maker = readFileSync(__filename, "utf8") + require("sucrase/package.json").version;

Module._extensions[".ts"] = (module, file) => {
  if (theirs !== undefined && !file.startsWith(ours)) {
    theirs(module, file);
    return;
  }
  module._compile(javaScriptOf(readFileSync(file, "utf8"), file), file);
};

/** Where packages keep what they can make again: in the node_modules of this project, or in that which holds it. */
function findCache() {
  const packages = [join(__dirname, "node_modules"), dirname(__dirname)].find(
    (folder) => basename(folder) === "node_modules" && existsSync(folder),
  );
  return packages === undefined ? undefined : join(packages, ".cache", "dr-guardrails");
}

function javaScriptOf(source, file) {
  if (kept === undefined) {
    return transform(source, file);
  }
  const copy = join(kept, createHash("sha256").update(maker).update("\0").update(source).digest("hex"));
  try {
    return readFileSync(copy, "utf8");
  } catch {
    const code = transform(source, file);
    keep(copy, code);
    return code;
  }
}

function transform(source, filePath) {
  // Sucrase keeps every line where it was, so stack traces and source positions need no source map.
  const options = { transforms: ["imports", "typescript"], disableESTransforms: true, filePath };
  return require("sucrase").transform(source, options).code;
}

/** A cache that cannot be written is done without. The move is one step: nobody ever reads half a file. */
function keep(copy, code) {
  const part = `${copy}.${process.pid}`;
  try {
    mkdirSync(kept, { recursive: true });
    writeFileSync(part, code);
    renameSync(part, copy);
  } catch {}
}
