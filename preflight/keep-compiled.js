// Compiling the SDK's JavaScript is a good part of every start. From 22 on Node can keep the result between runs; the
// program and the pack, which are processes of their own, inherit the folder. NODE_DISABLE_COMPILE_CACHE turns it off.
const { homedir } = require("node:os");
const { join } = require("node:path");
const nodeModule = require("node:module");

// Not in the folder for temporary files, where another user of the machine could leave code for us to run.
const folder = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "dr-guardrails", "compiled");

if (process.env.NODE_COMPILE_CACHE === undefined && nodeModule.enableCompileCache?.(folder).directory !== undefined) {
  process.env.NODE_COMPILE_CACHE = folder;
}
