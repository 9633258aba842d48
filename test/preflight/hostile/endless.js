// Preloaded into a command: makes the function that ENDLESS names, `<end of a module's path>#<function>`, compute for ever
// once it is called, and say so first.
const { writeSync } = require("node:fs");
const { Module } = require("node:module");

const [path, name] = process.env.ENDLESS.split("#");
const load = Module._load;

function endless() {
  writeSync(2, "computing\n");
  for (;;);
}

Module._load = (request, parent, isMain) => {
  const module = load(request, parent, isMain);
  const isIt = request.startsWith(".") && Module._resolveFilename(request, parent).endsWith(`${path}.ts`);
  return isIt ? new Proxy(module, { get: (real, key) => (key === name ? endless : real[key]) }) : module;
};
