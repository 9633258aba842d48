// Plain JavaScript on purpose: test runners load it by means of their own, which know nothing of our TypeScript. All
// work is done in a process of its own, worker.js.
const { fork } = require("node:child_process");
const { join, resolve } = require("node:path");

const SIGNATURE = "4dabf18193072939515e22adb298388d";

const unknown = Object.freeze({
  string: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  number: "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  boolean: "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  list: "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  object: "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
});

function secret(value) {
  return { [SIGNATURE]: "1b47061264138c4ac30d75fd1eb44270", value };
}

function resource(type, name, inputs, options = {}) {
  return { type, name, inputs, options };
}

/** Speaks to a worker: one question at a time has one answer. */
class Worker {
  constructor() {
    this.open = new Map();
    this.questions = 0;
    this.child = fork(join(__dirname, "worker.js"), { stdio: ["ignore", "inherit", "inherit", "ipc"], execArgv: [] });
    this.child.on("message", ({ id, result, error }) => this.answer(id, result, error));
    this.child.on("exit", (code, signal) => this.end(`the process of the pack ended (${signal ?? `status ${code}`})`));
    this.rest();
  }

  ask(method, params) {
    const id = ++this.questions;
    return new Promise((resolveAnswer, reject) => {
      this.open.set(id, { resolve: resolveAnswer, reject });
      this.child.ref();
      this.child.channel?.ref();
      this.child.send(
        { id, method, params },
        (error) => error && this.answer(id, undefined, { message: error.message }),
      );
    });
  }

  answer(id, result, error) {
    const asked = this.open.get(id);
    this.open.delete(id);
    // Parsed here once more, so that objects are of the test's own realm and compare as equal.
    if (error === undefined) asked?.resolve(JSON.parse(JSON.stringify(result)));
    else asked?.reject(new Error([error.message, error.detail].filter(Boolean).join("\n")));
    if (this.open.size === 0) this.rest();
  }

  /** A test runner may end although nobody stopped the pack. */
  rest() {
    this.child.unref();
    this.child.channel?.unref();
  }

  end(message) {
    for (const id of [...this.open.keys()]) this.answer(id, undefined, { message });
  }

  stop() {
    this.end("the pack was stopped");
    if (this.child.connected) this.child.disconnect();
  }
}

async function startPack(options) {
  const worker = new Worker();
  try {
    const directory = resolve(options.directory);
    const { policies } = await worker.ask("start", { ...options, directory });
    return {
      policies,
      judge: async (resources) => worker.ask("judge", plain(resources)),
      judgeProgram: (program) => worker.ask("judgeProgram", { ...program, directory: resolve(program.directory) }),
      stop: () => worker.stop(),
    };
  } catch (error) {
    worker.stop();
    throw error;
  }
}

/** The resources, with the others they speak of by their place in the list. */
function plain(resources) {
  const places = new Map(resources.map((item, place) => [item, place]));
  const placeOf = (owner, other) => {
    const place = places.get(other);
    if (place === undefined) {
      throw new Error(
        `resource ${owner.name} names ${other?.name ?? String(other)}, expected one that is judged with it`,
      );
    }
    return place;
  };
  const before = (place, parent) => {
    if (parent >= place)
      throw new Error(`resource ${resources[place].name} stands before its parent, expected it after`);
    return parent;
  };
  return resources.map((item, place) => {
    checkValue(item.inputs, `the inputs of ${item.name}`);
    checkValue(item.options.outputs, `the outputs of ${item.name}`);
    const { parent, dependsOn = [], sources = {}, ...others } = item.options;
    const fed = Object.entries(sources).map(([property, from]) => [
      property,
      from.map((other) => placeOf(item, other)),
    ]);
    return {
      ...item,
      options: {
        ...others,
        ...(parent === undefined ? {} : { parent: before(place, placeOf(item, parent)) }),
        dependsOn: dependsOn.map((other) => placeOf(item, other)),
        sources: Object.fromEntries(fed),
      },
    };
  });
}

/** Only what JSON can carry reaches a pack; anything else would silently be another value there. */
function checkValue(value, place) {
  const isPlain = value === null || ["undefined", "string", "boolean"].includes(typeof value) || Number.isFinite(value);
  if (isPlain) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) checkValue(item, `${place}[${index}]`);
  } else if (typeof value === "object" && isPlainObject(value)) {
    for (const [key, item] of Object.entries(value)) checkValue(item, `${place}.${key}`);
  } else {
    const found = typeof value === "object" ? `a ${value.constructor?.name ?? "class instance"}` : `${String(value)}`;
    throw new Error(`${place} is ${found}, expected a plain value, a list or an object`);
  }
}

/** Also of another realm: test runners have one of their own. */
function isPlainObject(value) {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

module.exports = { resource, secret, startPack, unknown };
