// Lets Node load this project's TypeScript from source: no build that could be stale, no type check at run time.
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const { Module } = require("node:module");
const { join, sep } = require("node:path");
const { userCache } = require("./user-cache");

const ours = __dirname + sep;
// Pulumi's pack runner registers a compiler with type check for every TypeScript file. It keeps the files of others.
const theirs = Module._extensions[".ts"];

// Transforming is a third of the pack's start. What a source became is kept under the hash of that very source, of
// this file and of the transformer's version: it cannot be stale.
const kept = userCache("transformed");
const maker = readFileSync(__filename, "utf8") + require("sucrase/package.json").version;

Module._extensions[".ts"] = (module, file) => {
  if (theirs !== undefined && !file.startsWith(ours)) {
    theirs(module, file);
    return;
  }
  module._compile(javaScriptOf(readFileSync(file, "utf8"), file), file);
};

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
    mkdirSync(kept, { recursive: true, mode: 0o700 });
    writeFileSync(part, code);
    renameSync(part, copy);
  } catch {}
}
