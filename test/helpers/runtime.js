// jest loads every module anew for every test file, so that no test sees what another left behind. Two thirds of that
// work are the same each time, and are saved here: a source is compiled once for a worker and not once for a file, what
// Pulumi's SDK loads and no test asks for is not loaded, and what a file leaves running behind every promise is stopped.
// Without this file all tests pass as well.
const { AsyncLocalStorage } = require("node:async_hooks");
const { Script } = require("node:vm");
const { default: Runtime } = require("jest-runtime");

/** What the SDK needs for Lambda code of functions, for running other programs, for traces: half of its time to load. */
const late = /^(typescript|@npmcli\/arborist|\.\/automation|@opentelemetry\/(?!api$).*)$/;
const sdk = /[\\/]@pulumi[\\/]pulumi[\\/]/;

/** By file: its source, and what V8 made of it. */
const compiled = new Map();

/** Storages that a test file has used: jest's own, of which each file has one, and the SDK's. */
const storages = new Set();
for (const method of ["run", "enterWith"]) {
  const use = AsyncLocalStorage.prototype[method];
  AsyncLocalStorage.prototype[method] = function (...args) {
    storages.add(this);
    return use.apply(this, args);
  };
}

module.exports = class SharingRuntime extends Runtime {
  constructor(...options) {
    super(...options);
    const { executor } = this;
    const compileAnew = executor.compile.bind(executor);
    executor.compile = (source, file) => {
      const context = executor.environment.getVmContext();
      const script = context && scriptOf(source, file, executor.injectedModuleParameters);
      return script ? script.runInContext(context) : compileAnew(source, file);
    };
  }

  /** Node asks each storage ever used about each new promise, unless it was told to stop. */
  teardown() {
    for (const storage of storages) {
      storage.disable();
    }
    storages.clear();
    super.teardown();
  }

  requireModuleOrMock(from, name) {
    const load = () => super.requireModuleOrMock(from, name);
    return late.test(name) && sdk.test(from) ? whenAsked(load) : load();
  }
};

/** A function with the parameters of a module around its source. None for what does not compile: jest knows what to say. */
function scriptOf(source, file, parameters) {
  const known = compiled.get(file);
  if (known?.source === source) {
    return known.script;
  }
  const start = `(function (${parameters.join(", ")}) {`;
  try {
    const script = new Script(`${start}${source}\n})`, { filename: file, columnOffset: -start.length });
    compiled.set(file, { source, script });
    return script;
  } catch {
    return undefined;
  }
}

/** A module that is loaded when one of its properties is read. */
function whenAsked(load) {
  let loaded;
  const get = (_target, name) => {
    // What a compiled `import * as` asks for first. Any other answer makes it read all properties at once.
    if (name === "__esModule") {
      return true;
    }
    loaded ??= load();
    return loaded[name];
  };
  return new Proxy({}, { get });
}
