// Loaded into the processes of programs before the SDK. An alias that is an output of a component which another process
// builds is known to the engine and unknown here, and the SDK reads its name without asking whether there is one. Without
// the alias the resource has one former name less, which no policy reads.
const { Module } = require("node:module");

const file = /[\\/]@pulumi[\\/]pulumi[\\/]runtime[\\/]resource\.js$/;
const head = "function mapAliasesForRequest(aliases, parentURN) {";

// The SDK comes before the program: afterwards nothing is in the way of the program's modules, nor in its stack traces.
const compile = Module.prototype._compile;
Module.prototype._compile = function (source, name, ...others) {
  if (!file.test(name)) {
    return compile.call(this, source, name, ...others);
  }
  Module.prototype._compile = compile;
  const known = `${head} aliases = aliases && aliases.filter((alias) => alias !== undefined);`;
  return compile.call(this, source.replace(head, known), name, ...others);
};
