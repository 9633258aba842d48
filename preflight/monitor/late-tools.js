// Loaded into the processes of programs and packs before the SDK. As it starts, the SDK loads TypeScript's compiler, npm's
// dependency resolver, its own automation API and what traces are made of. They take more than half of its time and
// 50 MB, and serve what few programs and packs do: turning a function of theirs into one on Lambda, being TypeScript,
// running other programs, being traced. Here each is loaded when it is first asked for something. Of its promises the SDK
// keeps no stack traces, and what it tells nobody but who debugs it, it does not send.
const { createRequire, Module } = require("node:module");
const { dirname, extname, join } = require("node:path");

/** The SDK's files, but for the one that makes a loader of ES modules out of ts-node: it needs it at once. */
const sdk = /[\\/]@pulumi[\\/]pulumi[\\/](?!cmd[\\/]run[\\/]hooks\.js$)/;
const typeScriptFiles = [".ts", ".tsx", ".cts", ".mts"];

/** What the SDK asks for: a package of the program's, or the SDK's own copy, which is named by its version. */
const standIns = [
  [/^typescript$|[\\/]vendor[\\/]typescript@[^\\/]+[\\/]typescript\.js$/, lateTypeScript],
  [/^ts-node$|[\\/]vendor[\\/]ts-node@[^\\/]+$/, lateTsNode],
  [/^@npmcli\/arborist$/, late],
  [/^\.\/automation$/, late],
  [/^@opentelemetry\/(?!api$)/, late],
  [/^\.{1,2}\/(runtime\/)?debuggable$/, withoutTraces],
  [/^(\.\/|(\.\.\/)+)log$/, withoutDebug],
];

/** Set for a tsconfig.json with options that only ts-node finds: in another file, or in a section of its own. */
let saysMore = false;

/** For each handler that stands in for one of ts-node's: how to register those. */
const lateHandlers = new Map();

// Resolving is over before a module is loaded, so that no frame of this file gets into a stack trace of the program.
const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, parent, ...others) {
  const file = resolve.call(this, request, parent, ...others);
  lateHandlers.get(Module._extensions[extname(file)])?.();
  const standIn = standIns.find(([asked]) => asked.test(request))?.[1];
  return standIn !== undefined && sdk.test(parent?.filename ?? "") ? nameOfLate(file, standIn) : file;
};

/** The name of a module without a file, which stands in for that of the file. */
function nameOfLate(file, standIn) {
  const name = `${file} (late)`;
  if (Module._cache[name] === undefined) {
    const exports = standIn(() => require(file), file);
    Module._cache[name] = Object.assign(new Module(name), { filename: name, loaded: true, exports });
  }
  return name;
}

/** A module that is loaded when something is asked of it which is not known without it. */
function late(real, _file, known = {}) {
  let module;
  const loaded = () => {
    module ??= real();
    return module;
  };
  const get = (_target, name) => {
    if (Object.hasOwn(known, name)) {
      return known[name];
    }
    // What a compiled `import * as` asks for first. Any other answer makes it read all properties at once.
    if (name === "__esModule") {
      return true;
    }
    return name === "default" ? (loaded().default ?? loaded()) : loaded()[name];
  };
  return new Proxy({}, { get, ...listing(loaded) });
}

/**
 * The SDK writes down for each promise where it was made: with source maps more than half of a large program's time, and
 * most of its memory. Nobody reads that unless leaks are looked for.
 */
function withoutTraces(real) {
  const module = real();
  const debuggablePromise = (promise, context) => {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = module.debugPromiseLeaks ? stackTraceLimit : 0;
    try {
      return module.debuggablePromise(promise, context);
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
  };
  return { ...module, debuggablePromise };
}

/**
 * The SDK sends messages for who debugs it, several for each resource with all that is in it, one after the other: a third
 * of a large program's time. The monitor drops them.
 */
function withoutDebug(real) {
  return Object.create(real(), { debug: { value: async () => {}, enumerable: true } });
}

/** For who lists the properties of a module. They are shown as such that may change: the proxy has none of its own. */
function listing(loaded) {
  return {
    has: (_target, name) => name in loaded(),
    ownKeys: () => Reflect.ownKeys(loaded()),
    getOwnPropertyDescriptor(_target, name) {
      const descriptor = Reflect.getOwnPropertyDescriptor(loaded(), name);
      return descriptor && { ...descriptor, configurable: true };
    },
  };
}

/** What the SDK asks whenever it registers ts-node: the version, and what a tsconfig.json says that is plain JSON. */
function lateTypeScript(real, file) {
  const version = /typescript@([^\\/]+)/.exec(file)?.[1] ?? require(join(dirname(file), "..", "package.json")).version;
  const parseConfigFileTextToJson = (path, text) => {
    const parsed = parseJson(text) ?? real().parseConfigFileTextToJson(path, text);
    saysMore ||= parsed.config?.extends !== undefined || parsed.config?.["ts-node"] !== undefined;
    return parsed;
  };
  return late(real, file, { version, parseConfigFileTextToJson });
}

function parseJson(text) {
  try {
    return { config: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** Registers the compiler when the first TypeScript file is loaded; at once when it may be to compile other files too. */
function lateTsNode(real, file) {
  const register = (options) => {
    const { allowJs, jsx } = options.compilerOptions ?? {};
    if (allowJs || jsx || saysMore) {
      return real().register(options);
    }
    const before = handlers();
    let compilers;
    const registerNow = () => {
      compilers ??= registered(() => real().register(options), first, before);
    };
    const first = (module, source) => {
      registerNow();
      const compile = compilers[extname(source)] ?? Module._extensions[".js"];
      return compile(module, source);
    };
    lateHandlers.set(first, registerNow);
    setHandlers(() => first);
  };
  return late(real, file, {
    register,
    get VERSION() {
      return installedVersion(file) ?? real().VERSION;
    },
  });
}

/** What the package of a file of ts-node says; nothing for the SDK's own copy, which is no package. */
function installedVersion(file) {
  try {
    return createRequire(file)("ts-node/package.json").version;
  } catch {
    return undefined;
  }
}

/** The handlers that ts-node registers, each in the place of `first`. Those registered later stay in front of them. */
function registered(register, first, before) {
  const current = handlers();
  setHandlers((extension) => before[extension]);
  register();
  const compilers = handlers();
  setHandlers((extension) => (current[extension] === first ? compilers : current)[extension]);
  return compilers;
}

function handlers() {
  return Object.fromEntries(typeScriptFiles.map((extension) => [extension, Module._extensions[extension]]));
}

function setHandlers(handlerOf) {
  for (const extension of typeScriptFiles) {
    const handler = handlerOf(extension);
    if (handler === undefined) {
      delete Module._extensions[extension];
    } else {
      Module._extensions[extension] = handler;
    }
  }
}
