// Loaded into the processes of programs before the SDK. A lookup that nobody can answer here gives a text that stands for
// the unknown one (lookups/stand-ins.ts), and what programs do most with the text of a secret or a parameter is to parse
// it. JSON.parse then gives an object whose every field is that text again: it is found wherever it goes, and unknown. The
// same goes for the tags and the other maps in an answer, of which nobody knows the keys.
const { Module } = require("node:module");

const standIn = /^(?:arn:)?unknown7c1e5d20x[0-9a-f]{8}(?:[:/]unknown7c1e5d20x[0-9a-f]{8})*$/;

/** As long as the longest of them. */
const longest = 200;

JSON.parse = new Proxy(JSON.parse, {
  apply(parse, self, [text, ...others]) {
    const stands = typeof text === "string" && text.length <= longest && standIn.test(text);
    return stands ? unknownObject(text) : Reflect.apply(parse, self, [text, ...others]);
  },
});

function unknownObject(text) {
  return new Proxy({ [text]: text }, { get: (object, name) => (isField(object, name) ? text : object[name]) });
}

/** Not what JavaScript or the SDK asks of an object to find out what it is. */
function isField(object, name) {
  return (
    typeof name === "string" && !(name in object) && !name.startsWith("__") && name !== "then" && name !== "toJSON"
  );
}

/** Finds, in what the SDK hands on of an answer, the maps of which no key is known: they have every key. */
function openMaps(value) {
  if (Array.isArray(value)) {
    return value.map(openMaps);
  }
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) {
    return value;
  }
  const entries = Object.entries(value);
  const [[key, item] = []] = entries;
  return entries.length === 1 && standIn.test(key) && standIn.test(item)
    ? unknownObject(key)
    : Object.fromEntries(entries.map(([name, inner]) => [name, openMaps(inner)]));
}

const reading = /[\\/]@pulumi[\\/]pulumi[\\/]runtime[\\/]rpc\.js$/;

// The SDK comes before the program: afterwards nothing is in the way of the program's modules, nor in its stack traces.
const compile = Module.prototype._compile;
let isFound = false;

function compileAndOpen(source, name, ...others) {
  if (isFound && Module.prototype._compile === compileAndOpen) {
    Module.prototype._compile = compile; // not before others that came later have gone
  }
  const result = compile.call(this, source, name, ...others);
  if (!isFound && reading.test(name)) {
    isFound = true;
    const { deserializeProperties } = this.exports;
    this.exports.deserializeProperties = (...given) => openMaps(deserializeProperties(...given));
  }
  return result;
}

Module.prototype._compile = compileAndOpen;
