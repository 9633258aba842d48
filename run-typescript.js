// Lets Node load this project's TypeScript from source: no build that could be stale, no type check at run time.
const { readFileSync } = require("node:fs");
const { Module } = require("node:module");
const { sep } = require("node:path");
const { transform } = require("sucrase");

const ours = __dirname + sep;
// Pulumi's pack runner registers a compiler with type check for every TypeScript file. It keeps the files of others.
const theirs = Module._extensions[".ts"];

Module._extensions[".ts"] = (module, file) => {
  if (theirs !== undefined && !file.startsWith(ours)) {
    theirs(module, file);
    return;
  }
  // Sucrase keeps every line where it was, so stack traces and source positions need no source map.
  const { code } = transform(readFileSync(file, "utf8"), {
    transforms: ["imports", "typescript"],
    disableESTransforms: true,
    filePath: file,
  });
  module._compile(code, file);
};
