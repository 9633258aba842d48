import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const lateTools = resolve(__dirname, "../../../preflight/monitor/late-tools.js");
const home = mkdtempSync(join(tmpdir(), "tools-"));
const runner = join(home, "node_modules/@pulumi/pulumi/cmd/run.js");

function write(file: string, text: string): void {
  mkdirSync(dirname(join(home, file)), { recursive: true });
  writeFileSync(join(home, file), text);
}

/** Runs what stands in the place of the SDK's runner; what it prints, line by line. */
function run(source: string): readonly string[] {
  writeFileSync(runner, source);
  const { stdout, stderr } = spawnSync(process.execPath, [`--require=${lateTools}`, runner], { encoding: "utf8" });
  expect(stderr).toBe("");
  return stdout.trimEnd().split("\n");
}

/** Compiled from `import * as tool from "<name>"`. */
const importStar = (name: string) => `
  const importStar = (module) => module.__esModule ? module : { ...module };
  const tool = importStar(require("${name}"));`;

/** Registers as the SDK does. */
const register = (compilerOptions = "{}") => `require("ts-node").register({ compilerOptions: ${compilerOptions} });`;

beforeAll(() => {
  write("node_modules/@pulumi/pulumi/cmd/run.js", "");
  write("node_modules/typescript/package.json", '{ "version": "5.4.3", "main": "lib/typescript.js" }');
  write(
    "node_modules/typescript/lib/typescript.js",
    `console.log("typescript is loaded");
     module.exports = { version: "another", parse: () => "parsed", parseConfigFileTextToJson: () => "by the compiler" };`,
  );
  write("node_modules/@npmcli/arborist/package.json", '{ "main": "index.js" }');
  write(
    "node_modules/@npmcli/arborist/index.js",
    'console.log("arborist is loaded"); module.exports = class Tree {}; module.exports.Arborist = module.exports;',
  );
  write("node_modules/ts-node/package.json", '{ "version": "10.9.3", "main": "dist/index.js" }');
  write(
    "node_modules/ts-node/dist/index.js",
    `console.log("ts-node is loaded");
     const { Module } = require("node:module");
     exports.VERSION = "10.9.2";
     exports.register = ({ compilerOptions }) => {
       console.log("ts-node is registered with", JSON.stringify(compilerOptions));
       for (const extension of [".ts", ".cts"])
         Module._extensions[extension] = (module, file) => { console.log("compiles", extension); module._compile(require("node:fs").readFileSync(file, "utf8"), file); };
       return "of ts-node";
     };`,
  );
  write(
    "node_modules/@pulumi/pulumi/cmd/automation.js",
    'console.log("automation is loaded"); exports.LocalWorkspace = "a workspace"; exports.Stack = "a stack";',
  );
  for (const name of ["api", "sdk-trace-base"]) {
    write(
      `node_modules/@opentelemetry/${name}/index.js`,
      `console.log("${name} is loaded"); exports.name = "${name}";`,
    );
  }
  write("program.ts", "let typed;");
  write("program.cts", "let typed;");
  write("program.js", 'console.log("the program runs"); require("typescript");');
});
afterAll(() => rmSync(home, { recursive: true }));

test("what no program asks for is not loaded", () => {
  expect(
    run(`${importStar("@npmcli/arborist")} const ts = require("typescript"); ${register()} console.log("started");`),
  ).toEqual(["started"]);
});

test("a module is loaded when it is asked for something, once", () => {
  expect(run(`const ts = require("typescript"); console.log(ts.parse(), ts.parse());`)).toEqual([
    "typescript is loaded",
    "parsed parsed",
  ]);
  expect(run(`${importStar("@npmcli/arborist")} console.log(new tool.Arborist() instanceof tool.default);`)).toEqual([
    "arborist is loaded",
    "true",
  ]);
});

test("of tracing, only what every program uses is loaded at once", () => {
  expect(
    run(
      `require("@opentelemetry/api"); const base = require("@opentelemetry/sdk-trace-base"); console.log(base.name);`,
    ),
  ).toEqual(["api is loaded", "sdk-trace-base is loaded", "sdk-trace-base"]);
});

test("a module that waits can be listed like any other", () => {
  expect(
    run(`
      const automation = require("./automation");
      console.log("started");
      console.log(Object.keys(automation), "Stack" in automation, { ...automation });`),
  ).toEqual([
    "started",
    "automation is loaded",
    "[ 'LocalWorkspace', 'Stack' ] true { LocalWorkspace: 'a workspace', Stack: 'a stack' }",
  ]);
});

test("the versions of the compiler and of ts-node are those of their packages, without loading them", () => {
  expect(run(`console.log(require("typescript").version, require("ts-node").VERSION);`)).toEqual(["5.4.3 10.9.3"]);
});

test("a tsconfig.json that is plain JSON is read without the compiler, any other by it", () => {
  const read = (text: string) =>
    run(`console.log(JSON.stringify(require("typescript").parseConfigFileTextToJson("f", ${JSON.stringify(text)})));`);
  expect(read('{"compilerOptions":{"strict":true}}')).toEqual(['{"config":{"compilerOptions":{"strict":true}}}']);
  expect(read("{ // strict\n}")).toEqual(["typescript is loaded", '"by the compiler"']);
});

test("TypeScript files are compiled by what was registered", () => {
  expect(run(`${register('{ "target": "ES2020" }')} require("../../../../program.ts");`)).toEqual([
    "ts-node is loaded",
    'ts-node is registered with {"target":"ES2020"}',
    "compiles .ts",
  ]);
  expect(run(`${register()} require("../../../../program.cts"); require("../../../../program.ts");`).slice(-2)).toEqual(
    ["compiles .cts", "compiles .ts"],
  );
});

test("a compiler that the program registers later stays in front, and may hand on", () => {
  const later = `
    const { Module } = require("node:module");
    const theirs = Module._extensions[".ts"];
    Module._extensions[".ts"] = (module, file) => { console.log("mine first"); theirs(module, file); };`;
  const load = `require("../../../../program.ts"); delete require.cache[require.resolve("../../../../program.ts")];`;
  expect(run(`${register()} ${later} ${load} ${load}`)).toEqual([
    "mine first",
    "ts-node is loaded",
    "ts-node is registered with {}",
    "compiles .ts",
    "mine first",
    "compiles .ts",
  ]);
});

test.each(["allowJs", "jsx"])(
  "with %s ts-node is registered at once: it compiles more than TypeScript files",
  (option) => {
    expect(run(`${register(`{ ${option}: true }`)} console.log("started");`)).toEqual([
      "ts-node is loaded",
      `ts-node is registered with {"${option}":true}`,
      "started",
    ]);
  },
);

test.each(['{ "extends": "./base.json" }', '{ "ts-node": { "compilerOptions": { "allowJs": true } } }'])(
  "with the tsconfig.json %s ts-node is registered at once: it may hold such options",
  (text) => {
    const read = `require("typescript").parseConfigFileTextToJson("tsconfig.json", ${JSON.stringify(text)});`;
    expect(run(`${read} ${register()} console.log("started");`)).toEqual([
      "ts-node is loaded",
      "ts-node is registered with {}",
      "started",
    ]);
  },
);

test("the SDK's loader of ES modules gets ts-node itself, and what it registers", () => {
  write(
    "node_modules/@pulumi/pulumi/cmd/run/hooks.js",
    'console.log("service", require("ts-node").register({ compilerOptions: {} }));',
  );
  expect(run(`require("./run/hooks.js");`)).toEqual([
    "ts-node is loaded",
    "ts-node is registered with {}",
    "service of ts-node",
  ]);
});

test("others than the SDK get the module itself", () => {
  expect(run(`require("../../../../program.js");`)).toEqual(["the program runs", "typescript is loaded"]);
});

test.each(["js", "ts"])("nothing of this shows in the stack traces of a .%s file", (ending) => {
  write(`frames.${ending}`, "console.log(new Error().stack);");
  const stack = run(`${register()} require("../../../../frames.${ending}");`).join("\n");
  expect(stack).toMatch(new RegExp(`at .*frames\\.${ending}:1`));
  expect(stack).not.toContain("late-tools");
});

test("the SDK's own copies wait too", () => {
  const vendored = (name: string) => join(home, "node_modules/@pulumi/pulumi/vendor", name);
  const loud = (name: string) => `console.log("${name} is loaded"); exports.parse = () => "parsed";`;
  write("node_modules/@pulumi/pulumi/vendor/typescript@3.8.3/typescript.js", loud("typescript"));
  write("node_modules/@pulumi/pulumi/vendor/ts-node@7.0.1/index.js", loud("ts-node"));
  expect(
    run(`
      const ts = require("${vendored("typescript@3.8.3")}/typescript.js");
      require("${vendored("ts-node@7.0.1")}").register({ compilerOptions: {} });
      console.log(ts.version, ts.parse());`),
  ).toEqual(["typescript is loaded", "3.8.3 parsed"]);
});

test("what is not installed is missed at once", () => {
  rmSync(join(home, "node_modules/ts-node"), { recursive: true });
  expect(run(`try { require("ts-node"); } catch (error) { console.log(error.code); }`)).toEqual(["MODULE_NOT_FOUND"]);
});

describe("where the SDK's promises were made", () => {
  const debuggable = `
    exports.debugPromiseLeaks = !!process.env.PULUMI_DEBUG_PROMISE_LEAKS;
    exports.leakedPromises = () => [new Set(), ""];
    exports.debuggablePromise = (promise, context) => {
      promise.trace = new Error().stack;
      promise.context = context;
      return promise;
    };`;
  const trace = `
    const { debuggablePromise, leakedPromises } = require("./debuggable");
    const { trace, context } = debuggablePromise(Promise.resolve(), "a promise");
    console.log(context, leakedPromises()[0].size, trace.split("\\n").length > 1, new Error().stack.includes("runner.js"));`;
  beforeAll(() => {
    write("node_modules/@pulumi/pulumi/runtime/debuggable.js", debuggable);
    write("node_modules/@pulumi/pulumi/runtime/runner.js", trace);
  });

  test("is written down where leaks are looked for alone; other traces stay", () => {
    expect(run('require("../runtime/runner.js");')).toEqual(["a promise 0 false true"]);
    expect(run('process.env.PULUMI_DEBUG_PROMISE_LEAKS = "1"; require("../runtime/runner.js");')).toEqual([
      "a promise 0 true true",
    ]);
  });
});

describe("what the SDK says to who debugs it", () => {
  const say = (path: string) => `
    const { debug, info } = require("${path}");
    debug("a resource").then(() => info("${path}"));`;
  beforeAll(() => {
    write(
      "node_modules/@pulumi/pulumi/log/index.js",
      `Object.defineProperty(exports, "__esModule", { value: true });
       const { early } = require("../runtime/early");
       for (const name of ["debug", "info"]) exports[name] = async (text) => console.log(name, text);
       early();`,
    );
    write(
      "node_modules/@pulumi/pulumi/runtime/early.js",
      'const log = require("../log"); exports.early = () => log.info("complete");',
    );
    write("node_modules/@pulumi/pulumi/index.js", say("./log"));
    write("node_modules/@pulumi/pulumi/runtime/closure/parse.js", say("../../log"));
    write("another.js", 'require("@pulumi/pulumi/log").debug("of a program");');
  });

  test("is not sent, from wherever in the SDK; all else is", () => {
    expect(run('require("../log"); require(".."); require("../runtime/closure/parse");')).toEqual([
      "info complete",
      "info ./log",
      "info ../../log",
    ]);
  });

  test("is sent when a program says it by itself", () => {
    expect(run('require("../../../../another");')).toEqual(["info complete", "debug of a program"]);
  });
});
